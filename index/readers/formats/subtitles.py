"""Subtitles, SRT and WebVTT: what was said, each line at the time it is shown.

Owns cues, speakers and repeats. WebVTT is that of https://www.w3.org/TR/webvtt1/.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.contents import Header
from index.readers.formats.composing import Composition, one_line
from index.readers.formats.values import ReadDocument
from index.readers.headers import read_header

_LONGEST_LINE = 2_000
# A pause of so many seconds ends a paragraph, and so does a full stop after so many characters.
PAUSE_SECONDS = 3.0
PARAGRAPH = 500
# Where no line of a file ends in a stop, a shorter one tells where somebody has ended.
UNSTOPPED_PAUSE_SECONDS = 0.3

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s{{0,9}}{_TIME}\s{{1,9}}-->\s{{1,9}}{_TIME}")
_NUMBER = re.compile(r"\d{1,9}")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s([^<>]{1,80})>")
# Of WebVTT, of SubRip as players take it, and of SubStation within it: {\an8}.
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<[\d:.]{5,15}>|\{\\[^{}]{1,80}\}")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_HEADER = re.compile(r"WEBVTT(?:[ \t](.{1,300}))?")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float  # seconds
    end: float
    speaker: str
    lines: tuple[str, ...]


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read subtitles. Raises FormatError where they hold no words."""
    text, warnings = decoded(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = _HEADER.fullmatch(lines[0].strip().lstrip("\ufeff"))
    above = Header(0) if header else _above(lines)
    composed = Composition()
    for paragraph in _paragraphs(list(_said_once(list(_cues(lines))))):
        _add(composed, paragraph)
    if not composed.text:
        raise FormatError("holds no lines with the time at which they are shown")
    return (
        ReadDocument(
            text=composed.text,
            title=one_line(header[1] or "").lstrip("- ") if header else above.title,
            dates=above.dates,
            landmarks=composed.landmarks,
            warnings=warnings,
        ),
    )


def _above(lines: Sequence[str]) -> Header:
    """Return what the lines above the first cue say of the whole."""
    first = next((at for at, line in enumerate(lines) if _TIMING.match(line)), 0)
    head = list(lines[:first])
    if head and _NUMBER.fullmatch(head[-1].strip()):
        head.pop()
    text = "\n".join(head)
    return read_header(text) if text.strip() else Header(0)


def _cues(lines: Sequence[str]) -> Iterator[_Cue]:
    """Yield every cue that shows words; what stands before its timing is its name."""
    times: tuple[float, float] | None = None
    said: list[str] = []
    for line in (*lines, ""):
        timing = _TIMING.match(line)
        if timing or not line.strip():
            # A cue without an empty line before the next one: its last line is that one's number.
            if timing and said and _NUMBER.fullmatch(said[-1].strip()):
                said.pop()
            if times and (cue := _cue(times, said)):
                yield cue
            said = []
            times = _times(timing) if timing else None
        elif times:
            said.append(line[:_LONGEST_LINE])


def _cue(times: tuple[float, float], said: Sequence[str]) -> _Cue | None:
    found = next(filter(None, map(_SPEAKER.search, said)), None)
    lines = tuple(filter(None, (one_line(unescape(_TAG.sub("", line))) for line in said)))
    return _Cue(*times, one_line(found[1]) if found else "", lines) if lines else None


def _times(timing: re.Match[str]) -> tuple[float, float]:
    hours, minutes, seconds, parts, *end = (found or "0" for found in timing.groups())
    return _seconds(hours, minutes, seconds, parts), _seconds(*end)


def _seconds(hours: str, minutes: str, seconds: str, parts: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts}")


def _said_once(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Leave out what a cue repeats of those before it: captions that roll, or grow by a word."""
    before: tuple[str, ...] = ()
    for number, cue in enumerate(cues):
        following = cues[number + 1] if number + 1 < len(cues) else None
        if following and _grows(cue, following):
            continue
        shared = next((n for n in range(len(cue.lines), 0, -1) if before[-n:] == cue.lines[:n]), 0)
        before = cue.lines
        if cue.lines[shared:]:
            yield _Cue(cue.start, cue.end, cue.speaker, cue.lines[shared:])


def _grows(cue: _Cue, following: _Cue) -> bool:
    """Say whether the next cue shows the same words and some more, at once."""
    if following.start > cue.end + 1.0 or cue.speaker != following.speaker:
        return False
    own, longer = " ".join(cue.lines), " ".join(following.lines)
    return len(cue.lines) == len(following.lines) and longer != own and longer.startswith(own)


def _paragraphs(cues: Sequence[_Cue]) -> Iterator[list[_Cue]]:
    some: list[_Cue] = []
    size = 0
    stopped = any(_ENDS.search(line) for cue in cues for line in cue.lines)
    pause = PAUSE_SECONDS if stopped else UNSTOPPED_PAUSE_SECONDS
    for cue in cues:
        last = some[-1] if some else None
        if last and (
            cue.speaker != last.speaker
            or cue.start - last.end > pause
            or (size >= PARAGRAPH and _ENDS.search(last.lines[-1]))
        ):
            yield some
            some, size = [], 0
        some.append(cue)
        size += sum(map(len, cue.lines))
    if some:
        yield some


def _add(composed: Composition, cues: Sequence[_Cue]) -> None:
    words = f"{cues[0].speaker}: " if cues[0].speaker else ""
    landmarks = []
    for number, cue in enumerate(cues):
        words += "\n" if number else ""
        landmarks.append((len(words) if number else 0, _clock(cue.start)))
        words += "\n".join(cue.lines)
    composed.paragraph(words, landmarks=landmarks)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
