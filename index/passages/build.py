"""Blocks -> passages: which sentences share one, and what stands before each.

Owns sections, lists, questions with their answers, and the leads of a passage; how a text is laid
out is told in `blocks`, how much makes a passage in `packing`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import ceil

from index.cuts import cut_evenly
from index.documents import Element, Entry, Markup
from index.passages.blocks import Block, Kind, find_blocks
from index.passages.first_lines import QUESTION_LABEL, part_first_lines
from index.passages.headings import mark_plain_headings, part_at_entries
from index.passages.laid_out import laid_out_blocks
from index.passages.messages import asks_unmarked, mark_messages
from index.passages.packing import Piece, Run, join, measure, pack
from index.passages.values import Lead, LeadKind, Passage, Role
from index.sentences import Span, is_list_item, split_paragraph

_CLOSERS = ")]}”’»›\"'*_ \t"
_ASKS = tuple("?？؟")
_LONGEST_QUESTION = 200  # characters of a paragraph that opens the one that answers it
_CODE_CHARACTERS_PER_TOKEN = 2.5  # few, so that most pieces fit at the first cut
_ANSWERS = 2  # messages after a question that stay with it
_BOLD = ("**", "__")


@dataclass(slots=True)
class _Section:
    """A heading that is open, while the text is walked through."""

    block: Block
    used: bool = False  # something below it makes a passage


@dataclass(slots=True)
class _Unit:
    """Pieces that one would rather not part: a paragraph, a row, a message."""

    pieces: list[Piece]
    opens_next: bool = False  # asks, or introduces what follows


@dataclass(slots=True)
class _Group:
    """Units that may share passages."""

    headings: tuple[Lead, ...]
    entry: int | None
    units: list[_Unit] = field(default_factory=list)


def build_passages(
    text: str,
    body: int,
    *,
    count_tokens: Callable[[list[str]], list[int]],
    max_tokens: int,
    markup: Markup = Markup.PLAIN,
    entries: Sequence[Entry] = (),
    elements: Sequence[Element] = (),
) -> list[Passage]:
    """Cut `text[body:]` into passages of whole sentences of one section and one entry, in order.

    Every character that is not white space lies in exactly one sentence of one passage, but for
    headings and header rows, which are leads of what stands below them, and for what is no prose:
    comments, link definitions, lines of pictures alone, rules, titles that run through pages.
    Between the sentences of a passage stands white space alone. A passage holds at most
    `max_tokens` tokens by the sum of its sentences; a longer sentence is cut, and each piece
    counts as a sentence. `count_tokens` gives the tokens of each text without special ones; it is
    called once for a document, and again for the pieces of sentences that were too long.
    `elements` count where `markup` is LAID_OUT.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens is {max_tokens}; it must be 1 or more")
    if markup is Markup.LAID_OUT:
        blocks = laid_out_blocks(text, body, elements)
    else:
        blocks = find_blocks(text, body, markup)
    if entries:
        blocks = part_at_entries(text, blocks, entries)
    blocks = part_first_lines(text, blocks, plain=markup is Markup.PLAIN)
    if markup is Markup.PLAIN:
        blocks = mark_plain_headings(text, blocks)
    groups = _Walk(text, entries, max_tokens).groups(mark_messages(text, blocks))
    pieces = [piece for group in groups for unit in group.units for piece in unit.pieces]
    measured = iter(measure(text, pieces, count_tokens, max_tokens))
    passages: list[Passage] = []
    for group in groups:
        units = [
            (unit, [run for runs in islice(measured, len(unit.pieces)) for run in runs])
            for unit in group.units
        ]
        for run in pack(_glued(units, max_tokens), max_tokens):
            passages.append(_passage(run, group))
    return passages


class _Walk:
    """Goes through the blocks of a text once, and gathers them into groups."""

    def __init__(self, text: str, entries: Sequence[Entry], max_tokens: int) -> None:
        self._text = text
        self._max_tokens = max_tokens
        self._entries = entries
        self._entry = 0  # the first one that is not over yet
        self._sections: list[_Section] = []
        self._groups: list[_Group] = []
        self._open = False  # whether the last group may take more
        self._question: tuple[Lead, bool] | None = None  # and whether it is marked as one
        self._parents: list[tuple[int, Lead]] = []  # indent of each list item that is open
        self._introduction: Lead | None = None

    def groups(self, blocks: list[Block]) -> list[_Group]:
        """Return the groups in the order of the text."""
        before = Kind.TEXT
        for block in blocks:
            if before is Kind.ROW and block.kind is not Kind.ROW:
                self._end_group()
            before = block.kind
            if block.kind is Kind.HEADING:
                self._close(block.level)
                self._sections.append(_Section(block))
                self._end_group()
            elif block.kind is Kind.SKIPPED:
                self._end_group()
            elif block.kind is Kind.ROW:
                self._add_row(block)
            elif block.kind is Kind.CODE:
                self._add(
                    block.start, _Unit([self._piece(Span(block.start, block.end), Role.CODE)])
                )
            elif block.kind is Kind.MESSAGE:
                self._add_message(block)
            else:
                self._add_text(block)
        self._close(-1)
        return self._groups

    def _end_group(self) -> None:
        self._open = False
        self._question = None
        self._parents = []
        self._introduction = None

    def _close(self, level: int) -> None:
        """Close the headings that a heading of this level ends; one without text is a passage."""
        while self._sections and self._sections[-1].block.level >= level:
            section = self._sections.pop()
            if section.used:
                continue
            span = Span(section.block.start, section.block.end)
            last = self._groups[-1] if self._groups else None
            group = self._new_group(span.start)
            unit = _Unit([Piece(span, Role.HEADING)])
            if (
                last
                and last.units[-1].pieces[-1].role is Role.HEADING
                and (last.headings, last.entry) == (group.headings, group.entry)
            ):
                last.units.append(unit)
            else:
                group.units.append(unit)
                self._groups.append(group)

    def _new_group(self, at: int) -> _Group:
        leads = []
        for section in self._sections:
            section.used = True
            words = section.block.words
            if words:
                leads.append(Lead(LeadKind.HEADING, words.start, words.end))
        return _Group(tuple(leads), self._entry_at(at))

    def _entry_at(self, at: int) -> int | None:
        while self._entry < len(self._entries) and self._entries[self._entry].end <= at:
            self._entry += 1
        if self._entry < len(self._entries) and self._entries[self._entry].start <= at:
            return self._entry
        return None

    def _add(self, at: int, unit: _Unit) -> None:
        if not self._open or self._groups[-1].entry != self._entry_at(at):
            self._groups.append(self._new_group(at))
            self._open = True
        self._groups[-1].units.append(unit)

    def _piece(self, span: Span, role: Role, leads: tuple[Lead, ...] = ()) -> Piece:
        if self._question is None and self._introduction is None:
            return Piece(span, role, leads)
        question = (self._question[0],) if self._question else ()
        introduction = (self._introduction,) if self._introduction else ()
        return Piece(span, role, (*question, *introduction, *leads))

    def _add_row(self, block: Block) -> None:
        if block.opens:
            introduction = self._introduction
            self._open = False
            self._parents = []
            self._introduction = introduction
        leads: tuple[Lead, ...] = ()
        if block.header:
            leads = (Lead(LeadKind.HEADER_ROW, block.header.start, block.header.end),)
        self._add(block.start, _Unit([self._piece(Span(block.start, block.end), Role.ROW, leads)]))

    def _add_code(self, block: Block) -> None:
        span = Span(block.start, block.end)
        # What is far too long anyway is cut before its tokens are counted.
        longest = self._max_tokens * _CODE_CHARACTERS_PER_TOKEN
        parts = ceil((span.end - span.start) / longest)
        pieces = cut_evenly(self._text, span, parts) if parts > 2 else [span]
        self._add(block.start, _Unit([self._piece(piece, Role.CODE) for piece in pieces]))

    def _add_message(self, block: Block) -> None:
        span = Span(block.start, block.end)
        asks = _asks(self._text[span.start : span.end]) or asks_unmarked(
            self._text, span.start, span.end
        )
        piece = self._piece(span, Role.QUESTION if asks else Role.MESSAGE)
        last = self._groups[-1].units[-1].pieces if self._open else []
        # An answer may come after a "hm": a question keeps those that follow.
        if (
            last
            and not asks
            and last[0].role is Role.QUESTION
            and len(last) <= _ANSWERS
            and self._groups[-1].entry == self._entry_at(block.start)
        ):
            last.append(piece)
        else:
            self._add(block.start, _Unit([piece]))

    def _add_text(self, block: Block) -> None:
        text = self._text
        spans = split_paragraph(text, Span(block.start, block.end))
        if self._asks_alone(block, spans):
            self._add_question(block, spans)
            return
        if not self._continues_list(block):
            self._parents = []
            if not is_list_item(text[block.start : block.start + 20]):
                self._introduction = None
        pieces: list[Piece] = []
        for span in spans:
            pieces.append(self._text_piece(span, pieces))
        unit = _Unit(pieces)
        if text[spans[-1].start : spans[-1].end].rstrip("*_ ").endswith((":", "：")):
            unit.opens_next = True
        self._add(block.start, unit)
        if self._question and not self._question[1]:
            self._question = None
        if unit.opens_next:
            self._introduction = Lead(LeadKind.INTRODUCTION, spans[-1].start, spans[-1].end)

    def _text_piece(self, span: Span, before: list[Piece]) -> Piece:
        words = self._text[span.start : span.end]
        role = Role.QUESTION if _asks(words) else Role.PROSE
        indent = self._indent(span.start) if is_list_item(words) else None
        if indent is None:
            return self._piece(span, role, tuple(lead for _, lead in self._parents))
        if not self._parents and before and self._introduction is None:
            last = before[-1].span
            self._introduction = Lead(LeadKind.INTRODUCTION, last.start, last.end)
        while self._parents and self._parents[-1][0] >= indent:
            self._parents.pop()
        piece = self._piece(span, role, tuple(lead for _, lead in self._parents))
        self._parents.append((indent, Lead(LeadKind.INTRODUCTION, span.start, span.end)))
        return piece

    def _indent(self, at: int) -> int | None:
        """Return how far in a line begins; None where `at` is not the first of its line."""
        line = self._text.rfind("\n", max(0, at - 40), at) + 1
        before = self._text[line:at] if line or at < 40 else "x"
        return None if before.strip() else len(before.expandtabs(4))

    def _continues_list(self, block: Block) -> bool:
        if not self._parents:
            return False
        if is_list_item(self._text[block.start : block.start + 20]):
            return True
        return bool(self._indent(block.start))

    def _asks_alone(self, block: Block, spans: list[Span]) -> bool:
        if block.turn:
            return _asks(self._text[block.start : block.end])
        if block.end - block.start > _LONGEST_QUESTION or len(spans) > 2:
            return False
        return all(_asks(self._text[span.start : span.end]) for span in spans)

    def _add_question(self, block: Block, spans: list[Span]) -> None:
        last = self._groups[-1].units if self._open else []
        asked = bool(last) and last[-1].pieces[-1].role is Role.QUESTION
        if not asked:
            self._end_group()
        self._add(block.start, _Unit([Piece(s, Role.QUESTION) for s in spans], opens_next=True))
        words = self._text[block.start : block.end]
        marked = block.turn or words.startswith(_BOLD) or bool(QUESTION_LABEL.match(words))
        self._question = (Lead(LeadKind.QUESTION, spans[0].start, spans[-1].end), marked)


def _asks(words: str) -> bool:
    # The closing marks of bold may have been cut off as a sentence of their own.
    return words.rstrip(_CLOSERS).endswith(_ASKS) or not any(map(str.isalnum, words))


def _glued(units: list[tuple[_Unit, list[Run]]], max_tokens: int) -> list[list[Run]]:
    """Join what opens the next unit to the first of it, where both fit."""
    glued: list[list[Run]] = []
    opening = False
    for unit, runs in units:
        if opening and glued[-1][-1].tokens + runs[0].tokens <= max_tokens:
            before = glued.pop()
            runs = [*before[:-1], join([before[-1], runs[0]]), *runs[1:]]
        glued.append(runs)
        opening = unit.opens_next
    return glued


def _passage(run: Run, group: _Group) -> Passage:
    sentences = tuple(piece.span for piece in run.pieces)
    roles = tuple(piece.role for piece in run.pieces)
    start = sentences[0].start
    own = {lead for lead in run.pieces[0].leads if lead.end <= start}
    leads = sorted({*group.headings, *own}, key=lambda lead: (lead.start, lead.end))
    return Passage(
        start,
        sentences[-1].end,
        sentences,
        () if not any(roles) else roles,
        tuple(leads),
        group.entry,
    )
