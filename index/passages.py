"""Document -> passages: whole sentences, exact character offsets.

Owns how many sentences make a passage; where sentences begin and end is in `sentences`. Knows
nothing of dates, vectors or the store.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from index.cuts import cut_evenly
from index.sentences import Span, is_list_item, split_paragraphs, split_sentences

__all__ = ["Lead", "LeadKind", "Passage", "Role", "Span", "build_passages"]

# A word-piece tokenizer turns any word over 100 characters into one unknown token, so its counts
# alone do not bound a passage. English prose has four to five characters a token.
MAX_CHARACTERS_PER_TOKEN = 16

# The pieces of one sentence differ in tokens though they are alike in characters; with this margin
# most of them fit at the first cut (prose and number tables in English).
_CUT_MARGIN = 1.1

_MAX_HEADING_CHARACTERS = 120
_SENTENCE_END = ".!?…。！？．؟।۔"
_BEHIND_SENTENCE_END = ")]}”’»›\"'*_ "
_UNDERLINED = re.compile(r"[^\n]+\n {0,3}(?:=+|-+)[ \t]*")


class Role(IntEnum):
    """What a sentence is. Stored as a number: a role keeps its own for good."""

    PROSE = 0
    HEADING = 1  # never marked
    QUESTION = 2  # asks; marked only where nothing else stands in the passage
    ROW = 3  # of a table, or a card
    CODE = 4
    MESSAGE = 5  # of a chat, with its speaker


class LeadKind(StrEnum):
    """Why a passage needs words that stand before it."""

    HEADING = "heading"  # of a section around it; outermost first
    HEADER_ROW = "header row"  # of its table
    INTRODUCTION = "introduction"  # the sentence or the parent item above its list items
    QUESTION = "question"  # that it answers


@dataclass(frozen=True, slots=True)
class Lead:
    """Words of the same document before a passage, which it cannot be understood without."""

    kind: LeadKind
    start: int  # offsets into the document's text; `end` is at most the passage's start
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; its first sentence starts at `start`, its last ends at `end`."""

    start: int
    end: int
    sentences: tuple[Span, ...]  # in order, not overlapping, offsets into the document's text
    roles: tuple[Role, ...] = ()  # of each sentence; empty where all are prose
    leads: tuple[Lead, ...] = ()  # in the order of the text
    entry: int | None = None  # the number of its entry among the document's; None outside of any


@dataclass(frozen=True, slots=True)
class _Run:
    """Sentences that stay together, and their size in tokens."""

    sentences: tuple[Span, ...]
    tokens: int  # at least one for every MAX_CHARACTERS_PER_TOKEN characters


@dataclass(frozen=True, slots=True)
class _Paragraph:
    runs: tuple[_Run, ...]
    heading: bool


def build_passages(
    text: str, body: int, *, count_tokens: Callable[[list[str]], list[int]], max_tokens: int
) -> list[Passage]:
    """Cut `text[body:]` into passages of whole sentences within a paragraph, in order.

    Every character that is not white space lies in exactly one sentence of one passage. A passage
    holds at most `max_tokens` tokens by the sum of its sentences; a longer sentence is cut, and
    each piece counts as a sentence. Headings open the passage that follows them. `count_tokens`
    gives the tokens of each text without special ones; it is called once for a document, and again
    for the pieces of sentences that were too long.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens is {max_tokens}; it must be 1 or more")
    passages: list[Passage] = []
    headings: list[_Run] = []
    for paragraph in _measured_paragraphs(text, body, count_tokens, max_tokens):
        if paragraph.heading:
            headings += paragraph.runs
            continue
        opening = len(headings)
        first, *others = paragraph.runs
        while opening and headings[opening - 1].tokens + first.tokens <= max_tokens:
            opening -= 1
            first = _joined([headings[opening], first])
        passages += _balanced(headings[:opening], max_tokens)
        passages += _balanced([first, *others], max_tokens)
        headings = []
    return passages + _balanced(headings, max_tokens)


def _measured_paragraphs(
    text: str, body: int, count_tokens: Callable[[list[str]], list[int]], max_tokens: int
) -> Iterator[_Paragraph]:
    paragraphs = split_paragraphs(text, body, len(text))
    sentences = [split_sentences(text, span.start, span.end) for span in paragraphs]
    whole = [sentence for some in sentences for sentence in some]
    runs = iter(_fitting(text, whole, count_tokens, max_tokens))
    for paragraph in paragraphs:
        inside: list[_Run] = []
        while not inside or inside[-1].sentences[-1].end < paragraph.end:
            inside.append(next(runs))
        yield _Paragraph(tuple(inside), _is_heading(text, paragraph))


def _fitting(
    text: str,
    sentences: list[Span],
    count_tokens: Callable[[list[str]], list[int]],
    max_tokens: int,
) -> list[_Run]:
    """Measure the sentences, and cut those that are too long until every piece fits."""
    max_characters = max_tokens * MAX_CHARACTERS_PER_TOKEN
    waiting: list[Span] = []
    for sentence in sentences:
        # Cut before it is counted: a tokenizer that is handed megabytes at once takes gigabytes.
        parts = -(-(sentence.end - sentence.start) // max_characters)
        waiting += cut_evenly(text, sentence, parts) if parts > 1 else [sentence]
    done: list[_Run] = []
    while waiting:
        counts = count_tokens([text[span.start : span.end] for span in waiting])
        too_long: list[Span] = []
        for span, tokens in zip(waiting, counts, strict=True):
            length = span.end - span.start
            size = max(tokens, -(-length // MAX_CHARACTERS_PER_TOKEN))
            if size <= max_tokens or length == 1:
                done.append(_Run((span,), size))
            else:
                too_long += cut_evenly(text, span, int(size * _CUT_MARGIN / max_tokens) + 1)
        waiting = too_long
    return sorted(done, key=lambda run: run.sentences[0].start)


def _is_heading(text: str, paragraph: Span) -> bool:
    """Whether a paragraph only names what follows: a short line, or one without any words."""
    if paragraph.end - paragraph.start > _MAX_HEADING_CHARACTERS:
        return False
    words = text[paragraph.start : paragraph.end]
    if words.startswith("#") or not any(map(str.isalnum, words)) or _UNDERLINED.fullmatch(words):
        return True
    if "\n" in words or is_list_item(words):
        return False
    return not words.rstrip(_BEHIND_SENTENCE_END).endswith(tuple(_SENTENCE_END))


def _balanced(runs: list[_Run], max_tokens: int) -> list[Passage]:
    """Pack runs into as few passages as they need, the largest of them as small as it can be."""
    fewest = len(_packed(runs, max_tokens))
    low, high = max((run.tokens for run in runs), default=0), max_tokens
    while low < high:
        middle = (low + high) // 2
        if len(_packed(runs, middle)) == fewest:
            high = middle
        else:
            low = middle + 1
    return [_passage(pack) for pack in _packed(runs, high)]


def _packed(runs: list[_Run], max_tokens: int) -> list[list[_Run]]:
    packs: list[list[_Run]] = []
    size = 0
    for run in runs:
        if packs and size + run.tokens <= max_tokens:
            packs[-1].append(run)
            size += run.tokens
        else:
            packs.append([run])
            size = run.tokens
    return packs


def _joined(runs: list[_Run]) -> _Run:
    sentences = tuple(sentence for run in runs for sentence in run.sentences)
    return _Run(sentences, sum(run.tokens for run in runs))


def _passage(runs: list[_Run]) -> Passage:
    sentences = _joined(runs).sentences
    return Passage(sentences[0].start, sentences[-1].end, sentences)
