"""Days as a person types them where days are asked for: "2019-Q3", "last summer".

Owns which forms are read. The time in a whole question is in `question_time`.
"""

from datetime import date

from index.dates import days
from index.dates.grammar import lazy
from index.dates.query.expressions import expressions_in
from index.periods import Days, parse_publication_date

_VALUE = lazy(r"[0-9]{4}(?:-[0-9A-Z-]{1,6})?")
_YEARS = lazy(r"([0-9]{4}) ?[-–—] ?([0-9]{4})")
_LEADING = lazy(r"(?i)(?:in|on|during|over|the|of|at)\s+")
_FORMS = (
    "2020-01-09, 2020-01, 2020, 2019-Q3, 2018/2020, 9 January 2020 or January 2020, "
    "or words such as yesterday, last summer, two weeks ago or the 1980s"
)


def parse_days(text: str, today: date) -> Days:
    """Read days as a person types them: "2019-09", "2019-Q3", "last summer", "9 January 2020".

    Both ends are set. Words are told from `today` and count only where they are all of `text`.
    Raise ValueError for anything else.
    """
    written = " ".join(text.split())
    span = _of_value(written) or _of_publication_date(written) or _of_words(written, today)
    if span is None:
        raise ValueError(_problem(written))
    return span


def _of_value(written: str) -> Days | None:
    years = _YEARS.fullmatch(written)
    value = "/".join(years.groups()) if years else written.upper()
    # Decades and centuries have values of two and three digits; typed, those are mistakes.
    if not all(map(_VALUE.fullmatch, value.split("/"))):
        return None
    try:
        first, last = days(value)
    except ValueError:
        return None
    return Days(first, last) if first <= last else None


def _of_publication_date(written: str) -> Days | None:
    try:
        period = parse_publication_date(written)
    except ValueError:
        return None
    return Days(period.first, period.last) if period else None


def _of_words(written: str, today: date) -> Days | None:
    bare = _LEADING.sub("", written, count=1) if _LEADING.match(written) else written
    # Numbers alone leave day and month in doubt, or say no time at all.
    if not any(map(str.isalpha, bare)):
        return None
    capital = bare[0].upper() + bare[1:] if bare[0].isascii() else bare
    # A month or a weekday needs a word such as "in" before it to be told from other words.
    for opened in (
        written,
        bare,
        f"in {capital}",
        f"on {capital}",
        f"the {bare}",
        f"in the {bare}",
    ):
        found = expressions_in(opened, today)
        if len(found) == 1 and found[0].end == len(opened):
            start = found[0].start
            if not start or _LEADING.sub("", opened[:start], count=2) == "":
                first, last = days(found[0].value)
                return Days(first, last) if first <= last else None
    return None


def _problem(written: str) -> str:
    if not written:
        return f"no date is given; write {_FORMS}"
    try:
        parse_publication_date(written)
    except ValueError as error:
        if "exists" in str(error):  # in a form that is read, and no such day
            return f"{error}; write {_FORMS}"
    shown = written if len(written) <= 60 else f"{written[:60]}…"
    return f"{shown!r} is not a time that is read; write {_FORMS}"
