"""Dates as people write them over a part of a text: in headings and at the head of lines.

Owns the forms; which of the dates found begin an entry is decided in `entries`, and what a missing
year or a doubtful order means in `settling`. Looks at no more than the head of a line.
"""

import re
from dataclasses import dataclass

MAX_LOOKED_AT = 200  # characters of a line

# English first; the names of months and weekdays in other languages cost nothing here, since the
# whole line has to look like a date.
_MONTHS = (
    "jan january januar janvier enero ene gennaio janeiro januari janv",
    "feb february februar février fevrier febrero febbraio fevereiro februari févr",
    "mar march märz mars marzo março maart mrz",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei maj",
    "jun june juni juin junio giugno junho",
    "jul july juli juillet julio luglio julho juil",
    "aug august août aout agosto augusti augustus",
    "sep sept september septembre septiembre settembre setembro",
    "oct october oktober octobre octubre ottobre outubro okt",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre decembre diciembre dicembre dezembro dez déc",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = "(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + ")"
_MONTH = rf"(?P<name>{_NAME})(?!\w)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|º|er)?"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|day)*\.?,?[ ]{1,2}(?:the )?"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|m[oai]|d[io]|fr|s[ao])\.?,? )?"
)
# Each with whether it may begin with a name: of a month, or of a day of the week.
_FORMS = tuple(
    (re.compile(form, re.IGNORECASE), form.startswith((_WEEKDAY, _MONTH)))
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9-])",
        r"(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?![0-9/])",
        # "2021.3.1" is a version.
        r"(?P<year>[0-9]{4})\.(?P<month>[0-9]{2})\.(?P<day>[0-9]{2})(?![0-9]|\.[0-9])",
        _WEEKDAY
        + _DAY
        + r"(?: of| de)? {1,2}"
        + _MONTH
        + r"(?:(?:,| de| del)? (?P<year>[0-9]{4})(?![0-9]))?",
        _WEEKDAY
        + _MONTH
        + r" {1,2}(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:])"
        + rf"(?:,? (?:{_CLOCK} )?(?P<year>[0-9]{{4}})(?![0-9:]))?",
        # "04-Mar-24", "04/Mar/2024", "2024-Mar-04".
        rf"(?P<day>[0-9]{{1,2}})(?P<joint>[-/])(?P<name>{_NAME})(?P=joint)"
        r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9/-])",
        rf"(?P<year>[0-9]{{4}})(?P<joint>[-/ ])(?P<name>{_NAME})(?P=joint)"
        r"(?P<day>[0-9]{1,2})(?![0-9/-])",
        r"(?P<year>[0-9]{4})[年년][ ]?(?P<month>[0-9]{1,2})[月월][ ]?"
        r"(?:(?P<day>[0-9]{1,2})[日일])?",
        _MONTH + r",? (?:de )?(?P<year>[0-9]{4})(?![0-9])",
        _WEEKDAY + r"(?P<one>[0-9]{1,2})(?P<mark>[/.-])(?P<two>[0-9]{1,2})(?P=mark)"
        r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9]|[/.-][0-9])",
        r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{2})(?![0-9/-])",
    )
)
_NAMES = re.compile(rf"{_NAME}|{_WEEKDAY.removesuffix('?')}", re.IGNORECASE)
# Without a year it may be anything, so a time of day must follow: "[3/14 6:25 PM]", "14.3. 18:25".
_TIMED = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[/.])(?P<two>[0-9]{1,2})(?:(?<=/[0-9])|(?<=/[0-9]{2})|\.)"
    r"(?=,? {1,2}[0-9]{1,2}:[0-9]{2})"
)
# A quick look, before any form is tried: a number, or what a month or a weekday begins with.
_STARTS = "|".join(
    sorted(
        {name[:3] for name in (*_MONTH_OF, *_WEEKDAYS)}
        | {"lun", "mer", "mié", "jue", "jeu", "vie", "ven", "mo", "ma", "mi", "di", "do", "fr"}
        | {"sa", "sá", "so"}
    )
)
_BEGINNING = re.compile(rf"(?<![\w./-])(?=[0-9]{{1,4}}[\w./ -]|(?:{_STARTS}))", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w./-])(?P<year>[12][0-9]{3})(?![\w/-]|\.[0-9])")
_MONTH_ALONE = re.compile(rf"{_MONTH}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as far as its words tell it."""

    start: int  # offsets into the words that were read
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    # Two numbers of which one is the day and one the month, where the words do not tell which.
    numbers: tuple[int, int] | None = None
    weekday: int | None = None  # 0 is Monday


def date_at(words: str, at: int) -> Written | None:
    """Return the date that begins at `at`."""
    named = not words[at : at + 1].isdecimal()
    if named and not _NAMES.match(words, at):
        return None
    for form, may_be_named in _FORMS:
        if (may_be_named or not named) and (found := form.match(words, at)):
            return _written(found)
    return None


def timed_day_at(words: str, at: int) -> Written | None:
    """Return the day in numbers alone, without a year, that begins at `at` before a time of day."""
    found = _TIMED.match(words, at)
    return _written(found) if found else None


def dates_in(words: str) -> list[Written]:
    """Return the dates with a day or a month that `words` hold, in order."""
    found: list[Written] = []
    at = 0
    while beginning := _BEGINNING.search(words, at, MAX_LOOKED_AT):
        at = beginning.start()
        if written := date_at(words, at):
            found.append(written)
            at = written.end
        else:
            at += 1
    return found


def years_in(words: str) -> list[Written]:
    """Return the bare years that `words` hold."""
    return [
        Written(found.start(), found.end(), int(found["year"]))
        for found in _YEAR.finditer(words, 0, MAX_LOOKED_AT)
    ]


def month_alone(words: str) -> Written | None:
    """Return the month where `words` are its name and nothing else."""
    found = _MONTH_ALONE.fullmatch(words.strip("*_ "))
    if not found:
        return None
    start = words.find(found[0])
    return Written(start, start + len(found[0]), month=_MONTH_OF[found["name"].lower()])


def _written(found: re.Match[str]) -> Written:
    parts = found.groupdict()
    weekday = parts.get("weekday")
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and len(parts["year"]) == 2:
        year += 2000 if year < 69 else 1900
    month = int(parts["month"]) if parts.get("month") else None
    if name := parts.get("name"):
        month = _MONTH_OF[name.lower()]
    numbers = None
    day = int(parts["day"]) if parts.get("day") else None
    if parts.get("one"):
        numbers = (int(parts["one"]), int(parts["two"]))
        if parts["mark"] == ".":  # nobody writes the month first with full stops
            (day, month), numbers = numbers, None
    return Written(
        found.start(),
        found.end(),
        year,
        month,
        day,
        numbers,
        _WEEKDAYS.index(weekday.lower()) if weekday else None,
    )
