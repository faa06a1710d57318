"""The lines above a text that say what it is: a header without any block around it.

Owns which lines at the top belong to the header: "date 2020-01-09 Title", lines of keys, a
title with a date line below it, a heading that is a date. A sentence that begins with a date is
none of these.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.periods import date_end
from index.readers.contents import HeaderLines, clean_title
from index.readers.date_lines import (
    LONGEST_LINE,
    Label,
    LineDate,
    date_line,
    dateline,
    published_date,
    told_date,
    without_year,
)
from index.readers.dated_titles import dated_title, has_others, issued
from index.readers.key_lines import are_records, is_date, read_key_lines

TOP_LINES, TOP_CHARACTERS = 8, 2_000  # not blank; what stands further down is text
_DATED_BY_LINE = 5  # lines from the first on, among which a date line dates the text
_SHORT = 100  # characters of a title that stands alone

_DATE_WORD = re.compile(
    r"(?:date|datum|published|posted)(?: on)?(?P<mark> ?::? ?| )", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"(?:was|were|is|are|has|had|have|will|would|marks?|marked|saw|sees|became|becomes|and|or"
    r"|to|until|till|through)\b"
)
_HEADING = re.compile(r"(?P<marks>#{1,6}) ++(?P<words>.*?)(?:(?<! ) ++#++)?")
_ISO_DAY = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ :,])")
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publication|veröffentlicht|publié)\b", re.IGNORECASE
)
_RULE = re.compile(r"(?P<mark>[=*_~-])(?P=mark){2,}")
_LINK = r"!?\[(?:!?\[[^\[\]\n]*+\]\([^)\n]*+\)|[^\]\n])*+\]\([^)\n]*+\)"
_EMBEDDED = re.compile(rf"(?:<!--(?:(?!-->).)*+-->|{_LINK}|\s)++")
# Of a list or a table: a date there is one of many.
_BULLET = re.compile(r"(?:\||[-*+•] |[0-9]{1,3}[.)] |[-*+•]$)")
_ENDS_SENTENCE = tuple(".;,:…")
_LITTLE = re.compile(
    r"(?:on|in|of|at|by|the|a|an|since|until|till|from|to|and|or|for|before|after|with)$",
    re.IGNORECASE,
)
# What stands above a title: of a press release, of a journal's article.
_NO_TITLE = re.compile(
    r"(?:for immediate release|(?:press|news|media) release|pressemitteilung"
    r"|communiqué de presse)\W*$"
    r"|(?:received|accepted|revised|submitted|eingegangen|reçu)(?: on)?:? [^\W_]",
    re.IGNORECASE,
)
_AROUND = " *_#>`~=[]"
_PAIRED = "*_`~="
_WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # of the line, without its line end
    words: str  # on one line, each white space one blank
    opens: bool  # whether an empty line, or nothing, stands before it


def read_header_lines(text: str, start: int) -> HeaderLines | None:
    """Return what the lines at `start` say of the text below them; None where they are text."""
    lines = top_lines(text, start)
    title = ""
    if lines and are_records(text, lines[0].words, lines[0].end):
        return None
    for number, line in enumerate(lines[:_DATED_BY_LINE]):
        found = _header_at(text, lines, number, title)
        if found:
            return found
        if written := dateline(line.words):
            return HeaderLines(line.start, written, title)
        if written := _among_words(text, line):
            return HeaderLines(line.end, written, title or _title_of_head(line))
        dates = date_line(line.words)
        if any(date.label != Label.CHANGED for date in dates):
            return None  # the first of several, or one inside a sentence
        if not dates and not _may_stand_above(line, is_first=number == 0):
            return _published_below(text, lines, number, title)
        title = title or _title(line.words)
    return None


def published_at_end(text: str, start: int) -> str:
    """Return the date of a last line that says when the text was published; "" without one."""
    end = len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    begins = text.rfind("\n", max(start, end - LONGEST_LINE), end)
    if begins < 0:
        return ""
    words = " ".join(text[begins:end].split())
    return _told_date(words)


def changed_at_top(text: str, start: int) -> str:
    """Return the date of a line at the top that tells the last change; "" for none, or several."""
    told = [date_line(line.words) for line in top_lines(text, start)]
    found = [dates[0].text for dates in told if len(dates) == 1 and dates[0].label == Label.CHANGED]
    return found[0] if len(found) == 1 and len(found[0]) > len("2020") else ""


def top_lines(text: str, start: int) -> list[_Line]:
    """Return the first lines of a text that are not blank."""
    lines: list[_Line] = []
    at, opens = start, True
    while at < len(text) and len(lines) < TOP_LINES and at - start <= TOP_CHARACTERS:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        words = " ".join(text[at : min(end, at + TOP_CHARACTERS)].split())
        if words:
            lines.append(_Line(at, end, words, opens))
        opens = not words
        at = end + 1
    return lines


def _published_below(
    text: str, lines: Sequence[_Line], number: int, title: str
) -> HeaderLines | None:
    """Find "Published: January 9, 2020" below the first words of a text, which stay text."""
    for line in lines[number + 1 : TOP_LINES]:
        written = _told_date(line.words)
        if written and (_among_words(text, line) or not told_date(line.words)):
            return HeaderLines(lines[number].start, written, title)
    return None


def _among_words(text: str, line: _Line) -> str:
    """Return the date that a word in a line of a head tells; "" where other lines tell others."""
    told = told_date(line.words) if not _BULLET.match(line.words) else None
    if told is None:
        return ""
    first = re.escape(line.words.split(" ", 1)[0])
    for other in re.finditer(rf"^[ \t]*{first}[^\n]{{0,160}}$", text, re.MULTILINE):
        more = told_date(" ".join(other[0].split()))
        if more and more.text != told.text:
            return ""
    return told.text


def _title_of_head(line: _Line) -> str:
    """Return what stands before the first mark of a line that names a date among other words."""
    words = re.split(r"[,;:(|·•–—\[]|\s-\s", line.words, maxsplit=1)[0]
    return clean_title(_bare(words)) if len(words.split()) > 1 else ""


def _told_date(words: str) -> str:
    """Return the date of a line in which a word says that it is that of publication."""
    told = told_date(words)
    if told and told.label == Label.PUBLISHED:
        return told.text
    chosen = published_date(date_line(words)) if _PUBLISHED.search(words) else None
    return chosen.text if chosen and chosen.label == Label.PUBLISHED else ""


def _header_at(text: str, lines: list[_Line], number: int, title: str) -> HeaderLines | None:
    line = lines[number]
    block = read_key_lines(text, line.start, is_first=number == 0)
    if block:
        return HeaderLines(block.end, block.date, title or block.title)
    if number <= 1 and (found := _labelled(lines, number, title)):
        return found
    if number == 0:
        below = lines[1] if len(lines) > 1 else None
        found = (
            _dated_heading(text, line)
            or _pandoc(lines)
            or _day_and_title(text, line, below)
            or _dated_title(text, line, below)
        )
        if found:
            return found
    elif title and line.opens and (written := issued(line.words)):
        return HeaderLines(line.end, written, title)
    chosen = None if _BULLET.match(line.words) else published_date(date_line(line.words))
    if chosen and _dates_the_text(text, lines, number, chosen):
        return HeaderLines(line.end, chosen.text, title or _title_below(lines, number))
    return None


# "date 2020-01-09 Title" ------------------------------------------------------------------------


def _labelled(lines: Sequence[_Line], number: int, title: str) -> HeaderLines | None:
    """Read a line that begins with the word "date", then a date, then perhaps the title."""
    line = lines[number]
    label = _DATE_WORD.match(line.words)
    if not label:
        return None
    goes_on = number + 1 < len(lines) and not lines[number + 1].opens
    written = line.words[label.end() :]
    end = date_end(line.words, label.end())
    rest = "" if end is None else _bare(line.words[end:].lstrip(" :;,–—|-"))
    if end is None or _SENTENCE.match(rest):
        # Whatever else is marked as a date by a colon, and fills its paragraph, was meant as one.
        is_meant = ":" in label["mark"] and any(map(str.isdigit, written)) and len(written) <= 80
        if number == 0 and is_meant and line.opens and not goes_on:
            return HeaderLines(line.end, written)
        return None
    written = line.words[label.end() : end]
    if goes_on and (len(written) <= len("2020") or not _is_title(rest, lines[number + 1])):
        return None
    if title and rest.endswith(_ENDS_SENTENCE):
        return None
    return HeaderLines(line.end, written, title or clean_title(rest))


def _is_title(rest: str, below: _Line) -> bool:
    """Whether what stands after a date is a title, though the next line follows at once."""
    if below.words[:1].islower():
        return False
    return not rest or (not rest[0].islower() and not rest.endswith(_ENDS_SENTENCE))


# A date line, and a heading that is a date --------------------------------------------------------


def _dated_heading(text: str, line: _Line) -> HeaderLines | None:
    """Read "# 2020-01-09" and "# 2020-01-09 – Title", unless more headings of its kind follow."""
    heading = _HEADING.fullmatch(line.words)
    if not heading:
        return None
    words = heading["words"].strip(_AROUND)
    end = date_end(words)
    if end is None or len(words[:end]) <= len("2020"):
        return None
    title = words[end:].lstrip(" :,–—|-")
    if _SENTENCE.match(title) or _has_more(text, line, heading["marks"], is_alone=False):
        return None
    return HeaderLines(line.end, words[:end], clean_title(title or words))


def _day_and_title(text: str, line: _Line, below: _Line | None) -> HeaderLines | None:
    """Read "2020-01-09 Title" as a line of its own, unless other lines begin with a day, too.

    Only days in figures: "9 November 1989: the wall" is a title, and the day is not its own.
    """
    day = _ISO_DAY.match(line.words)
    if not day or (below and not below.opens):
        return None
    title = line.words[day.end() :].lstrip(" :,–—|-")
    if not title or len(line.words) > _SHORT or title.endswith(_ENDS_SENTENCE):
        return None
    if not title[0].isupper() or _has_more(text, line, "", is_alone=False):
        return None
    return HeaderLines(line.end, day["day"], clean_title(title))


def _dated_title(text: str, line: _Line, below: _Line | None) -> HeaderLines | None:
    """Read "Minutes of the council, 9 January 2020", unless others like it follow."""
    if below and not below.opens and below.words[:1].islower():
        return None
    found = dated_title(_bare(line.words))
    if found is None or has_others(text, line.words, line.end):
        return None
    return HeaderLines(line.end, found[0], clean_title(found[1]))


def _pandoc(lines: Sequence[_Line]) -> HeaderLines | None:
    """Read the three lines "% title", "% authors", "% date" that some Markdown begins with."""
    parts = [line.words[2:] for line in lines[:3] if line.words.startswith("% ")]
    if len(parts) < 3 or not is_date(parts[2]):
        return None
    return HeaderLines(lines[2].end, parts[2], clean_title(parts[0]))


def _dates_the_text(text: str, lines: Sequence[_Line], number: int, date: LineDate) -> bool:
    """Whether a date line at the top is that of the whole text."""
    line = lines[number]
    if date.label == Label.PUBLISHED:
        return True
    if len(date.text) <= len("2020") or line.words.endswith(_ENDS_SENTENCE):
        return False
    above = lines[number - 1] if number else None
    if above and not line.opens and _LITTLE.search(above.words):
        return False
    if above and above.words.endswith("."):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    if below and not below.opens and below.words[:1].islower():
        return False
    heading = _HEADING.fullmatch(line.words)
    if number == 0 and _CLOCK.search(line.words) and _is_message(text, line):
        return False
    # Of "9 January 2020" another day alone makes a journal, of "[9 January 2020] Ann: Hello" any
    # line that begins with a day.
    is_alone = line.words.strip(_AROUND) == date.text
    return not _has_more(text, line, heading["marks"] if heading else "", is_alone=is_alone)


def _has_more(text: str, line: _Line, marks: str, *, is_alone: bool) -> bool:
    """Whether another line like this one, a date and nothing else, stands below: a journal."""
    opening = re.compile(
        rf"^{marks} +(?=[^\n]{{0,24}}[0-9])" if marks else _PLAIN_DAY, re.MULTILINE
    )
    for found in opening.finditer(text, line.end):
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if end - found.end() > LONGEST_LINE:
            continue
        words = " ".join(text[found.end() : end].split()).strip(_AROUND)
        if date_line(words) if is_alone and not marks else date_end(words):
            return True
    return False


def _is_message(text: str, line: _Line) -> bool:
    """Whether another short line with a day and a time stands below: "Ann, [09.01.2020 18:22]"."""
    for found in _TIMED_LINE.finditer(text, line.end):
        dates = date_line(" ".join(found[0].split()))
        if any(date.label == Label.NONE for date in dates):
            return True
    return False


_CLOCK = re.compile(r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9])")
_TIMED_LINE = re.compile(r"^(?=[^\n]{0,70}[0-9]:[0-9]{2})[^\n]{8,90}$", re.MULTILINE)
_PLAIN_DAY = r"^[*_>\[ \t]{0,8}(?=[^\n]{0,24}[0-9])"


# Titles -----------------------------------------------------------------------------------------


def _may_stand_above(line: _Line, *, is_first: bool) -> bool:
    """Whether a line can be part of a head: a title, a byline, a rule, a picture."""
    words = line.words
    if len(words) > LONGEST_LINE:
        return False
    if _HEADING.fullmatch(words) or _RULE.fullmatch(words) or _EMBEDDED.fullmatch(words):
        return True
    if _BULLET.match(words):
        return False
    if is_first:
        return not words.endswith(_ENDS_SENTENCE) or len(words) <= _SHORT
    if len(words) > _SHORT or words.endswith(_ENDS_SENTENCE):
        return False
    return not words[:1].islower() or words.startswith("by ")


def _bare(words: str) -> str:
    """Return words without the marks around all of them; what marks a part of them stays."""
    bare = words.strip().lstrip("#>").strip()
    while len(bare) > 2 and bare[0] == bare[-1] and bare[0] in _PAIRED:
        inner = bare[1:-1]
        if bare[0] in inner.strip(bare[0]):
            break
        bare = inner.strip()
    return bare


def _title(words: str) -> str:
    """Return the title that a line above a date gives; "" for a rule, a picture, another date."""
    if _NO_TITLE.match(words):
        return ""
    if _RULE.fullmatch(words) or _EMBEDDED.fullmatch(words) or date_line(words):
        return ""
    heading = _HEADING.fullmatch(words)
    return clean_title(_bare(heading["words"] if heading else words))


def _title_below(lines: Sequence[_Line], number: int) -> str:
    """Return the title right below a date that comes first: a short line of its own."""
    if number or len(lines) < 2:
        return ""
    line = lines[1]
    alone = len(lines) > 2 and lines[2].opens
    words = line.words
    if not alone or len(words) > _SHORT or words.endswith(_ENDS_SENTENCE) or _BULLET.match(words):
        return ""
    return _title(words) if _WORDS.search(words) and not words[:1].islower() else ""


def is_without_year(lines: HeaderLines) -> bool:
    """Whether the date is that of a dateline which names no year."""
    return without_year(lines.date)
