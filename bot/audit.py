"""What an admin should look at in the dates of the library.

Owns which dates a document names for itself and when two of them disagree; which date counts was
settled when it was read (`index.readers`), and how this is shown is with the faces.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from index.dates import find_dates
from index.documents import Origin
from index.periods import Period, parse_period, parse_publication_date
from index.readers.file_names import read_file_name
from index.readers.headers import read_header
from index.store.records import SourceRecord, StoredDocument

# Where a date line stands: above the text proper, or as its last words.
_TOP_CHARACTERS, _TOP_LINES, _LAST_CHARACTERS = 1_500, 6, 300
_LINE = 160  # characters; a longer line is a paragraph, and a date in it an event
# Text that was written at night may bear the next day's date.
_TEXT_TOLERANCE_DAYS = 1
# Plans reach into the year after; a day further off that has passed was mostly told afterwards.
_PLANNED_DAYS = 366
# A document may be published a while after its last entry, as minutes and annual journals are.
_LATE_DAYS = 366
_WINDOWS = 40  # years looked at in one document

_FOUR_DIGITS = re.compile(r"(?<![\w.,])[12][0-9]{3}(?![\w]|[.,][0-9])")
_MARK_UP = r"[\s*_#>|~`\[\](){}=+•·–—-]"
_LABEL = re.compile(
    rf"{_MARK_UP}*(?:(?:first|last|originally|article|page)\s)?(?:published|posted|updated|update"
    r"|modified|revised|issued|released|written|filed|dated?|date of publication|publication date"
    r"|release date|for immediate release)(?:\s(?:online|date))?(?:\s(?:on|at))?[\s*_:|,–—-]*",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"{_MARK_UP}*+[,;:]?{_MARK_UP}*+")
_BYLINE = re.compile(rf"{_MARK_UP}*by\s[^.!?\n]{{2,80}}?(?:[,|•·–—-]|\son)[\s*_]*", re.IGNORECASE)
_PLACE = re.compile(r"\s*[A-Z][A-Z'’. -]{2,40}(?:, [A-Z][\w. ]{1,30})?(?:,| [–—-])\s*")
# A time of day, who wrote it and how long it takes to read may follow on the line.
_REST = re.compile(
    rf"(?:{_MARK_UP}|[,.;:])*+(?:(?:at\s)?[0-9]{{1,2}}[:.h][0-9]{{2}}(?:[:.][0-9]{{2}})?"
    rf"(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{{1,5}}\)?)?)?"
    rf"(?:{_MARK_UP}|[,.;:])*+(?:by\s[^.!?]{{2,60}}|[0-9]+[\s-]min(?:ute)?s?\sread)?{_MARK_UP}*",
    re.IGNORECASE,
)
_WIRE = re.compile(r"\s*(?:\([A-Z][\w ./-]{1,30}\)|/[A-Z][\w ]{1,30}/|[–—:-](?=\s))")
_PLANNED = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|to be|plan(?:s|ned)?|scheduled|due|expected"
    r"|expires?|deadline|valid|next|upcoming|forecast|target|set for)\b"
    r"|\b(?:until|till|by|before|from|through|ends?|as of|effective|no later than)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_BEFORE_YEAR, _AFTER_YEAR = 60, 12  # characters in which the day and the month of a year stand


class Concern(StrEnum):
    """Why somebody should look at a document's date."""

    UNDATED = "undated"
    FUTURE = "in the future"
    DISAGREE = "dates disagree"
    ENTRIES = "entries disagree"  # with the date of the document


class InText(StrEnum):
    """Where a document names a date in the text proper. Neither ever becomes its date by itself."""

    DATE_LINE = "text"  # "Published: January 9, 2020", a byline, a newswire's dateline
    LATER_EVENT = "event in the text"  # a day more than a year after the date that counts
    ENTRY = "entry"  # a part of it with a date of its own


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One date that a document names for itself."""

    value: str  # "2020-01-09", "2020-01" or "2020"
    origin: Origin | InText
    words: str = ""  # as the text has them from `start` to `end`; "" outside of the text proper
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A document whose date should be looked at."""

    source: SourceRecord
    concerns: tuple[Concern, ...]  # never empty
    claims: tuple[DateClaim, ...]  # all that were found, the one that counts first


def audit(documents: Iterable[StoredDocument], today: date) -> list[Suspect]:
    """Return the documents whose date is missing, in the future or in doubt, by path.

    Each document is looked at once and not kept.
    """
    suspects = (_suspect(document, today) for document in documents)
    return sorted((one for one in suspects if one), key=lambda one: one.source.path)


def _suspect(document: StoredDocument, today: date) -> Suspect | None:
    source = document.source
    published = parse_period(source.published) if source.published else None
    outside = list(dict.fromkeys(_outside(document)))
    inside = [one for one in _date_lines(document) if not _in_entry(document, one.start or 0)]
    later = _later_event(document, published, inside, today) if published else None
    entries = _entries(document, published) if published else []
    concerns = []
    if published is None:
        # What is made of dated entries needs no date of its own.
        if not any(entry.date for entry in document.entries):
            concerns.append(Concern.UNDATED)
    elif published.first > today:
        concerns.append(Concern.FUTURE)
    if later or _disagree(outside, inside):
        concerns.append(Concern.DISAGREE)
    if entries:
        concerns.append(Concern.ENTRIES)
    if not concerns:
        return None
    claims = (*outside, *inside, *([later] if later else []), *entries)
    return Suspect(source, tuple(concerns), claims)


def _outside(document: StoredDocument) -> Iterator[DateClaim]:
    """Yield the date that counts, and what stands in the header and the file's name."""
    source = document.source
    if source.published and source.published_from:
        yield DateClaim(source.published, source.published_from)
    header = read_header(document.text)
    # The name of a file that holds many documents says nothing of one.
    name = () if source.part else read_file_name(source.path).dates
    for written in (*header.dates, *name):
        try:
            period = parse_publication_date(written.text)
        except ValueError:
            continue  # reading the document has warned of it
        if period:
            yield DateClaim(period.value, written.origin)


def _date_lines(document: StoredDocument) -> Iterator[DateClaim]:
    text, body = document.text, document.body
    top = body
    for _ in range(_TOP_LINES):
        while top < len(text) and text[top].isspace():
            top += 1
        if top - body >= _TOP_CHARACTERS or top >= len(text):
            return
        stop = text.find("\n", top)
        stop = stop if stop >= 0 else len(text)
        yield from _line_claims(text, top, stop, is_top=True)
        top = stop
    end = len(text.rstrip()) if text[-1:].isspace() else len(text)
    start = text.rfind("\n", max(top, end - _LAST_CHARACTERS), end)
    if start >= 0:
        yield from _line_claims(text, start + 1, end, is_top=False)


def _line_claims(text: str, start: int, stop: int, *, is_top: bool) -> list[DateClaim]:
    """Return the days of a line that says nothing but when it was written, and who and where."""
    whole = text[start : min(stop, start + _LINE)]
    if not _FOUR_DIGITS.search(whole):
        return []
    claims: list[DateClaim] = []
    done = 0
    place = False
    for one in find_dates(whole, None):
        before = whole[done : one.start]
        if not (_NOTHING.fullmatch(before) or _LABEL.fullmatch(before)):
            place = is_top and not claims and bool(_PLACE.fullmatch(before))
            if claims or not (place or _BYLINE.fullmatch(before)):
                return []
        if not _is_day(one.value):
            return []
        words = start + done + len(before) - len(before.lstrip(" \t,;|*_#>•·–—-"))
        end = start + one.end
        claims.append(DateClaim(one.value, InText.DATE_LINE, text[words:end], words, end))
        done = one.end
        if place:
            return claims if _WIRE.match(whole, done) else []
    is_cut = stop - start > _LINE
    return claims if not is_cut and _REST.fullmatch(whole, done) else []


def _later_event(
    document: StoredDocument, published: Period, lines: list[DateClaim], today: date
) -> DateClaim | None:
    """Return the first day that the text tells of and its date leaves no room for.

    `lines` say when it was written or updated; they are no events.
    """
    text, looked = document.text, 0
    first_year = str(published.last.year + 1).zfill(4)
    last_year = str(today.year).zfill(4)
    if first_year > last_year:
        return None
    for year in _FOUR_DIGITS.finditer(text, document.body):
        if not first_year <= year[0] <= last_year:
            continue
        if any((line.start or 0) <= year.start() < (line.end or 0) for line in lines):
            continue
        if _in_entry(document, year.start()):
            continue
        looked += 1
        if looked > _WINDOWS:
            return None
        start = max(document.body, year.start() - _BEFORE_YEAR)
        start = max(start, text.rfind("\n\n", start, year.start()) + 1)
        if start > document.body and (blank := text.find(" ", start, year.start())) >= 0:
            start = blank
        window = text[start : year.end() + _AFTER_YEAR]
        for one in find_dates(window, None):
            if not one.start <= year.start() - start < one.end or not _is_day(one.value):
                continue
            day = date.fromisoformat(one.value)
            if (
                day <= today
                and (day - published.last).days > _PLANNED_DAYS
                and not _PLANNED.search(window[: one.start])
            ):
                end = start + one.end
                words = text[start + one.start : end]
                return DateClaim(one.value, InText.LATER_EVENT, words, end - len(words), end)
    return None


def _in_entry(document: StoredDocument, place: int) -> bool:
    """Whether a place lies in a part with a date of its own, whose dates are none of the file's."""
    number = bisect_right(document.entries, place, key=lambda entry: entry.start)
    return number > 0 and place < document.entries[number - 1].end


def _entries(document: StoredDocument, published: Period) -> list[DateClaim]:
    """Return the first and the last entry that the document's date leaves no room for.

    Entries after its publication were written later, or their dates are wrong; where all lie long
    before it, the file's own date is that of a copy.
    """
    dated = sorted(
        ((parse_period(entry.date), entry) for entry in document.entries if entry.date),
        key=lambda one: (one[0].first, one[0].last, one[1].start),
    )
    odd = [
        entry
        for period, entry in dated
        if (period.first - published.last).days > _TEXT_TOLERANCE_DAYS
    ]
    if dated and (published.first - max(one.last for one, _ in dated)).days > _LATE_DAYS:
        odd = [entry for _, entry in dated]
    return [
        DateClaim(
            entry.date or "",
            InText.ENTRY,
            document.text[entry.date_start : entry.date_end],
            entry.date_start,
            entry.date_end,
        )
        for entry in (*odd[:1], *odd[1:][-1:])
    ]


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == "-" and value[5] != "W"


def _disagree(outside: list[DateClaim], inside: list[DateClaim]) -> bool:
    """Whether two dates exclude each other: 2020 and 2020-01-09 do not.

    One date line that fits is enough: "Published 9 January 2020, updated 3 May 2021".
    """
    periods = [parse_period(claim.value) for claim in outside]
    lines = [parse_period(claim.value) for claim in inside]
    return any(_days_apart(one, two) > 0 for one, two in combinations(periods, 2)) or any(
        bool(lines) and min(_days_apart(one, line) for line in lines) > _TEXT_TOLERANCE_DAYS
        for one in periods
    )


def _days_apart(one: Period, two: Period) -> int:
    """Return the days from one period to the other; 0 where they share a day."""
    return max(0, (two.first - one.last).days, (one.first - two.last).days)
