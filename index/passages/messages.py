"""Lines with a time or a speaker before them -> messages and turns; lines "key: value" -> cards.

Owns what a chat, a log, subtitles, an interview and a card look like. What only resembles one of
them stays text: there must be several, and they must be made alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.passages.blocks import Block, Kind
from index.sentences import is_list_item, trim

_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:\s?[ap]\.?m\b\.?)?"
_DATE = (
    r"(?:[0-9]{1,4}[-./](?:[0-9]{1,2}|[a-z]{3,4})[-./][0-9]{1,4}|[0-9]{1,2}[/.][0-9]{1,2}\.?"
    r"|(?:[a-z]{3,9},? )?[a-z]{3,9} {1,2}[0-9]{1,2}"
    r"(?:,? [0-9]{4})?|[0-9]{1,2}\.? [a-z]{3,9}\.?,? [0-9]{4}|today|yesterday)"
)
_STAMP = re.compile(
    r"[ \t]*(?:[-*>][ \t]+)?(?:\*\*)?(?:"
    rf"[\[(](?:{_DATE}(?:[,T ]{{1,3}}(?:at )?{_CLOCK})?|{_CLOCK})[^\])\n]{{0,20}}[\])]"
    rf"|(?:{_DATE}[,T ]{{1,3}}(?:at )?)?{_CLOCK}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
    r")(?=[\s:\-–—<*]|$)",
    re.IGNORECASE,
)
# A name and a time on a line of their own, above the message.
_HEADER = re.compile(
    r"[ \t]*(?:\*\*)?[^\W\d_][^\n:]{0,40}?(?:\*\*)?(?:[ \t]+[-–—|•·][ \t]*|[ \t]+|[ \t]*[\[(])"
    rf"(?:{_DATE},?[ ](?:at )?)?{_CLOCK}[\])]?[ \t]*",
    re.IGNORECASE,
)
# A line of a server's log: the address, the user, the time.
_SERVED = re.compile(r"[^\s\[]{1,64}(?: [^\s\[]{1,40}){2} \[[0-9]{2}/[a-z]{3}/[0-9]{4}:", re.I)
_CUE = re.compile(r"(?:[0-9]+[ \t]*\n)?[ \t]*[0-9:]{4,8}[.,][0-9]{3} --> [^\n]*")
_CUE_NUMBER = re.compile(r"[0-9]+[ \t]*\n")
_LABEL = re.compile(
    r"[ \t]*(?:\*\*|__)?(?P<label>[^\W_](?:[^:\n*_?!;,]{0,38}[^\s:*_?!;,])?)(?:\*\*|__)?:"
    r"(?:\*\*|__)?(?:[ \t]+(?=\S)|[ \t]*$)",
    re.MULTILINE,
)
_ASKER = re.compile(
    r"(?:q|question|interviewer|interview|host|moderator|frage|pregunta|domanda|int|reporter)\s?[0-9]*",
    re.IGNORECASE,
)
_ANSWERER = re.compile(r"(?:a|answer|antwort|respuesta|risposta|réponse)\s?[0-9]*", re.IGNORECASE)
# Who writes in a chat often leaves out the question mark: "does anybody still have the ladder".
_SPEAKER = re.compile(r"[ \t]*(?:[-–—][ \t]*)?(?:<[^<>\n]{1,40}>|[^:\n]{1,40}:)?\s*")
_ASKING = re.compile(
    r"(?:(?:hi|hey|hello|ok|okay|so|and|but|btw|also|all|guys|folks|everyone|everybody|sorry|um|hm{1,3}"
    r"|please|@(?:\w|[.#'-](?=\w)){1,40}+)\b[\s,:!.-]{0,3}){0,4}"
    r"(?:(?:do|does|did|has|have|is|are|was|were|can|could|will|would|should|may|shall)(?:n[’']?t)?\s"
    r"(?:any|anyone|anybody|someone|somebody|we|you|they|i|he|she|it|there|that|this|the)\b"
    r"|(?:any(?:one|body)|some(?:one|body))\s(?:know|knows|seen|has|have|got|here|up|around|want)\b"
    r"|any\s(?:idea|news|word|chance|update)\b"
    r"|(?:who|whose|why)\b(?!\sknows\b)"
    r"|(?:what|where|when|how|which)(?:[’']?(?:s|re)\b|\s(?!an?\b)(?:\w{1,20}\s){0,2}?"
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|about)\b)"
    r"|(?:hat|kann|weiß|weiss|ist|sind)\s(?:jemand|wer|das|der|die|es)\b"
    r"|(?:wer|wo|wann|warum|wieso|wie)\s(?:hat|ist|sind|war|waren|kann|kommt|geht|viel|lange)\b"
    r")",
    re.IGNORECASE,
)
# After the first sentence of a message that asks, only questions and few words may follow.
_STOPS = re.compile(r"[.!](?=\s+\S)")
_LONGEST_ASKED = 200  # characters of a message that asks without a question mark
_MOST_WORDS = 5  # of a speaker's name or a key
_FAR = 4  # paragraphs from one message to the next; beyond that the paragraphs are no part of it
_SENTENCE_END = tuple('.!?…。！？"”»')


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    label: str  # "" where there is none
    value: str


def mark_messages(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with messages, turns and cards told from paragraphs."""
    starts = {
        number: found for number, block in enumerate(blocks) if (found := _starts(text, block))
    }
    if sum(map(len, starts.values())) > 1:
        return _with_messages(text, blocks, starts)
    lines = {
        number: labelled
        for number, block in enumerate(blocks)
        if block.kind is Kind.TEXT and (labelled := _labelled(text, block))
    }
    if not lines:
        return blocks
    speakers = _speakers(list(lines.values()))
    parts: list[Block] = []
    for number, block in enumerate(blocks):
        if number not in lines:
            parts.append(block)
        elif speakers:
            parts += _turns(text, block, lines[number], speakers)
        elif _is_card(lines[number]):
            parts.append(replace(block, kind=Kind.ROW))
        else:
            parts.append(block)
    return parts


def asks_unmarked(text: str, start: int, end: int) -> bool:
    """Say whether a message asks although no question mark ends it, by how its words begin."""
    if end - start > _LONGEST_ASKED:
        return False
    stamp = _STAMP.match(text, start, end) or _HEADER.match(text, start, end)
    begin = stamp.end() if stamp else start
    speaker = _SPEAKER.match(text, begin, end)
    begin = speaker.end() if speaker else begin
    return bool(_ASKING.match(text, begin, end)) and not _STOPS.search(text, begin, end)


def _starts(text: str, block: Block) -> list[int]:
    """Return where messages begin in a block."""
    if block.kind not in (Kind.TEXT, Kind.ROW):
        return []
    found: list[int] = []
    start = block.start
    while start < block.end:
        if _begins(text, start, block.end):
            cue = _CUE_NUMBER.match(text, start)
            found.append(start)
            start = cue.end() if cue else start
        start = text.find("\n", start, block.end) + 1 or block.end
    return found


def _begins(text: str, start: int, end: int) -> bool:
    head = text[start : start + 4].lstrip(" \t*->")[:1]
    if not head:
        return False
    if head.isdigit() or head in "[(":
        if found := _STAMP.match(text, start, end):
            words = text[start : found.end()]
            return ":" in words or "[" in words
        return bool(_CUE.match(text, start, end) or _SERVED.match(text, start, end))
    if not head.isalpha():
        return False
    stop = text.find("\n", start, end)
    line = text[start : end if stop < 0 else stop]
    return len(line) <= 90 and ":" in line and bool(_HEADER.fullmatch(line) or _STAMP.match(line))


def _with_messages(text: str, blocks: list[Block], starts: dict[int, list[int]]) -> list[Block]:
    parts: list[Block] = []
    numbers = sorted(starts)
    upcoming = iter([*numbers[1:], len(blocks) + _FAR + 1])
    following = numbers[0]
    for number, block in enumerate(blocks):
        if number in starts:
            following = next(upcoming)
            before = _part(text, block, block.start, starts[number][0], block.kind)
            if before and parts and parts[-1].kind is Kind.MESSAGE:
                parts[-1] = replace(parts[-1], end=before[0].end)
            else:
                parts += before
            parts += _messages(text, block, starts[number])
        elif (
            parts
            and parts[-1].kind is Kind.MESSAGE
            and block.kind is Kind.TEXT
            and (following - number < _FAR or _is_bare(text, parts[-1]))
        ):
            parts[-1] = replace(parts[-1], end=block.end)
        else:
            parts.append(block)
    return parts


def _messages(text: str, block: Block, starts: list[int]) -> Iterator[Block]:
    for start, end in pairwise([*starts, block.end]):
        yield from _part(text, block, start, end, Kind.MESSAGE)


def _part(text: str, block: Block, start: int, end: int, kind: Kind) -> list[Block]:
    span = trim(text, start, end)
    return [replace(block, kind=kind, start=span.start, end=span.end)] if span else []


def _is_bare(text: str, message: Block) -> bool:
    """Whether only the name and the time of a message have been seen."""
    return "\n" not in text[message.start : message.end] and bool(
        _HEADER.fullmatch(text, message.start, message.end)
        or ((found := _STAMP.match(text, message.start)) and message.end - found.end() < 40)
    )


def _labelled(text: str, block: Block) -> list[_Line]:
    """Return the lines of a paragraph, where its first one has a label."""
    lines: list[_Line] = []
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        found = _LABEL.match(text, start, end) if ":" in text[start : start + 50] else None
        if found and len(found["label"].split()) <= _MOST_WORDS and not _is_item(text, start):
            value = text[found.end() : end].strip()
            lines.append(_Line(start, end, found["label"].casefold(), value))
        elif not lines:
            return []
        else:
            lines.append(_Line(start, end, "", text[start:end].strip()))
        start = end + 1
    return lines


def _is_item(text: str, start: int) -> bool:
    return is_list_item(text[start : start + 20])


def _speakers(paragraphs: Sequence[list[_Line]]) -> frozenset[str]:
    """Return the labels that name who speaks; none where the lines are no conversation."""
    labelled = [line for lines in paragraphs for line in lines if line.label]
    counts = Counter(line.label for line in labelled)
    asks = {label for label in counts if _ASKER.fullmatch(label)}
    answers = {label for label in counts if _ANSWERER.fullmatch(label)}
    if asks and (answers or len(counts) > len(asks)):
        others = frozenset(counts) - asks - answers
        spoken = {label for label in others if counts[label] > 1 or len(others) == 1}
        return frozenset(asks | answers | spoken)
    # A card has each key once; who speaks comes again, or says whole sentences.
    repeated = any(
        len({line.label for line in lines}) < len(lines) and all(line.label for line in lines)
        for lines in paragraphs
    )
    if repeated and len(counts) > 1 and len(counts) * 3 <= len(labelled) * 2:
        return frozenset(counts)
    often = frozenset(label for label, count in counts.items() if count > 1)
    turns = [line for line in labelled if line.label in often]
    if len(often) < 2 or len(turns) * 3 < len(labelled) * 2:
        return frozenset()
    whole = sum(line.value.endswith(_SENTENCE_END) for line in turns)
    return often if repeated or whole * 2 > len(turns) else frozenset()


def _turns(
    text: str, block: Block, lines: Sequence[_Line], speakers: frozenset[str]
) -> Iterator[Block]:
    places = [line.start for line in lines if line.label in speakers]
    if not places:
        yield block
        return
    if block.start < places[0]:
        yield from _part(text, block, block.start, places[0], block.kind)
    for start, end in pairwise([*places, block.end]):
        for part in _part(text, block, start, end, Kind.TEXT):
            yield replace(part, turn=True)


def _is_card(lines: Sequence[_Line]) -> bool:
    """Whether every line of a paragraph is a key and a short value, or goes on with one."""
    keys = [line.label for line in lines if line.label]
    if len(keys) < 2 or len(set(keys)) < len(keys) or len(keys) * 2 < len(lines):
        return False
    whole = sum(line.value.endswith((".", "!", "?")) for line in lines)
    return whole * 2 <= len(lines) and sum(len(line.value) for line in lines) <= 80 * len(lines)
