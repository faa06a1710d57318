"""Dates and titles in the name of a file, and dates in the folders above it.

Owns which part of a path is a date, and what of it only looks like one. A year alone is part of a
name: 1984.txt, 2001-a-space-odyssey.txt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Origin
from index.periods import MONTH_NAME, DoubtfulDate, parse_period, parse_publication_date
from index.readers.contents import Written, clean_title

_YEAR = r"(?P<year>(?:1[5-9]|2[01])[0-9]{2})"
_GAP = r"[-_. ]"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_CLOCK = (
    r"(?:(?:T|[ _-]+(?:at )?)[0-9]{2}[-_.:h][0-9]{2}(?:[-_.:][0-9]{2})?Z?(?![0-9])"
    r"|T[0-9]{4}(?:[0-9]{2})?Z?|_[0-9]{6}(?![0-9]))?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_TWO = r"(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
_NAME = rf"(?P<name>{MONTH_NAME})"


def _form(form: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + form + _AFTER, re.IGNORECASE)


_DAYS = (
    _form(_YEAR + r"(?P<mark>[-_])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})" + _CLOCK),
    # A version of a program is written so, too: with a number more, or after a word for it.
    _form(_YEAR + r"\.(?P<month>[0-9]{2})\.(?P<day>[0-9]{2})(?!\.[0-9])" + _CLOCK),
    _form(_YEAR + _TWO + r"(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?" + _CLOCK),
    _form(_DAY + rf"{_GAP}{{0,2}}(?:of )?" + _NAME + rf",?{_GAP}{{0,2}}" + _YEAR),
    _form(_NAME + rf"{_GAP}{{1,2}}" + _DAY + rf",?{_GAP}{{1,2}}" + _YEAR),
    _form(_YEAR + _GAP + _NAME + _GAP + _DAY),
)
_COARSER = (
    _form(_YEAR + r"(?P<mark>[-_])(?P<month>[0-9]{2})(?![-_.][0-9])"),
    _form(_YEAR + r"[-_ ]?q(?P<quarter>[1-4])"),
    _form(r"q(?P<quarter>[1-4])[-_ ]?" + _YEAR),
    _form(_YEAR + r"[-_ ]?k?w[-_]?(?P<week>[0-9]{2})"),
    _form(_NAME + rf",?{_GAP}{{1,2}}" + _YEAR),
    _form(_YEAR + _GAP + _NAME),
)
_NUMERIC = (
    re.compile(
        rf"{_BEFORE}(?<![0-9][-_.])[0-9]{{1,2}}(?P<mark>[-_.])[0-9]{{1,2}}(?P=mark)"
        rf"(?:1[5-9]|2[01])[0-9]{{2}}{_AFTER}(?![-_.][0-9])"
    ),
    # Two digits of a year: only where a name begins or ends with them.
    re.compile(
        rf"(?:^|(?<=[ _])(?=[-_0-9]{{8}}$))[0-9]{{2}}(?P<mark>[-_])[0-9]{{2}}(?P=mark)[0-9]{{2}}"
        rf"{_AFTER}(?![-_.][0-9])"
    ),
)
_LOOKS_LIKE = re.compile(
    rf"{_BEFORE}(?:(?:1[5-9]|2[01])[0-9]{{2}}(?:(?P<a>[-_])[01]?[0-9](?P=a)[0-3]?[0-9]|\.[01][0-9]\.[0-3][0-9])"
    rf"|[0-9]{{1,2}}(?P<b>[-_.])[0-9]{{1,2}}(?P=b)[0-9]{{2}}(?:[0-9]{{2}})?"
    rf"|(?:[0-9]{{1,2}}[-_. ]?{MONTH_NAME}|{MONTH_NAME}[-_. ]?[0-9]{{1,4}}))(?![^\W_])",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:^|[-_. ])(?:v|ver|version|release|rel|build|rc|beta|alpha|patch|update)[-_. ]*$",
    re.IGNORECASE,
)
_JOINER = re.compile(r"[-_. ]*+(?:to|till|until|bis|and|&|[–—])?[-_. ]*+", re.IGNORECASE)
_COPY = re.compile(r"\([0-9]{1,2}\)|\(\s*+\)|\[\s*+\]")
# The parts of a path: 2020/01/09, 2020/01, 2020/January, 2020/Q1, 2020/W03.
_FOLDERS = re.compile(
    rf"(?:^|(?<=/)){_YEAR}/(?:(?P<month>0[1-9]|1[0-2])(?:/(?P<day>0[1-9]|[12][0-9]|3[01]))?"
    rf"|{_NAME}|Q(?P<quarter>[1-4])|K?W(?P<week>[0-9]{{2}}))(?=/)",
    re.IGNORECASE,
)
_YEAR_FOLDER = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class FileName:
    """What the path of a file says."""

    dates: tuple[Written, ...]  # the file's before the folders'
    title: str  # never empty
    unread: str = ""  # what looks like a date and was not taken for one
    year: str = ""  # of a folder; too little to date a document


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    written: str
    is_day: bool


def read_file_name(path: str) -> FileName:
    """Part the name of the file at `path` in date and title, and find the date of its folders.

    `path` begins with the name of the source folder, which says nothing of one document.
    """
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0] or name
    found = _chosen(stem)
    title = stem
    if found:
        kept = " " if found.is_day or found.start == 0 else stem[found.start : found.end]
        title = f"{stem[: found.start]}{kept}{stem[found.end :]}"
    title = re.sub(r"[-_\s]+", " ", title)
    if found:
        title = _COPY.sub(" ", title)
    dates = [Written(found.written, Origin.FILE_NAME)] if found else []
    day = stem if re.fullmatch(r"[0-9]{2}", stem) else ""
    if written := _of_folders(folders[1:], day):
        dates.append(Written(written, Origin.FOLDER))
    years = [one for one in folders[1:] if _YEAR_FOLDER.fullmatch(one)]
    return FileName(
        tuple(dates),
        clean_title(title).strip(" .,") or clean_title(stem) or "untitled",
        "" if dates else _unread(stem, years),
        years[-1] if years else "",
    )


def _chosen(stem: str) -> _Found | None:
    """Return the date of a name: of several that differ, only one that leads and begins no span."""
    found = sorted(_found(stem), key=lambda one: (one.start, -one.end))
    found = [
        one for at, one in enumerate(found) if all(one.start >= e.end for e in found[:at])
    ] or found
    if not found:
        return None
    first = found[0]
    if len({one.written for one in found}) == 1:
        return first
    is_span = _JOINER.fullmatch(stem, first.end, found[1].start)
    return first if first.start == 0 and not is_span else None


def _found(stem: str) -> Iterator[_Found]:
    """Yield days; where a name has none, what is coarser; then what leaves day and month open."""
    for forms in (_DAYS, _COARSER):
        some = [one for form in forms for one in form.finditer(stem)]
        certain = [one for one in map(_certain, some) if one]
        yield from certain
        if certain:
            return
    for form in _NUMERIC:
        for match in form.finditer(stem):
            written = match[0].replace("_", "-")
            try:
                parse_publication_date(written)
            except DoubtfulDate:
                pass
            except ValueError:
                continue  # a number of something else
            yield _Found(match.start(), match.end(), written, True)


def _certain(found: re.Match[str]) -> _Found | None:
    parts = found.groupdict()
    written = parts["year"]
    stem, is_day = found.string, bool(parts.get("day"))
    if parts.get("quarter"):
        written += f"-Q{parts['quarter']}"
    elif parts.get("week"):
        written += f"-W{parts['week']}"
    elif parts.get("name"):
        day = f"{parts['day']} " if is_day else ""
        written = f"{day}{parts['name']} {written}"
    else:
        written += f"-{parts['month']}" + (f"-{parts['day']}" if is_day else "")
    if found["year"] + "." in found[0] and _VERSION.search(stem[: found.start()]):
        return None
    leads = found.start() == 0
    if not is_day and parts.get("month") and not _is_month(found, leads=leads):
        return None
    return _Found(found.start(), found.end(), written, is_day)


def _is_month(found: re.Match[str], *, leads: bool) -> bool:
    """Whether 2020-01 is a month; "budget 2010-11" may be a year that ends in 2011."""
    try:
        parse_period(f"{found['year']}-{found['month']}")
    except ValueError:
        return leads
    return leads or (int(found["year"]) + 1) % 100 != int(found["month"])


def _of_folders(folders: list[str], day: str) -> str:
    """Return the date of the folders, the deepest; `day` is a file's whole name, of two digits."""
    path = "".join(f"{folder}/" for folder in folders)
    nested = list(_FOLDERS.finditer(path))
    if nested:
        parts = nested[-1].groupdict()
        if parts["name"]:
            return f"{parts['name']} {parts['year']}"
        if parts["quarter"] or parts["week"]:
            return f"{parts['year']}-" + (
                f"Q{parts['quarter']}" if parts["quarter"] else f"W{parts['week']}"
            )
        whole = bool(day) and not parts["day"] and nested[-1].end() == len(path) - 1
        last = parts["day"] or (day if whole and 1 <= int(day) <= 31 else "")
        return "-".join(filter(None, (parts["year"], parts["month"], last)))
    for folder in reversed(folders):
        found = _chosen(folder)
        if found and found.start == 0:
            return found.written
    return ""


def _unread(stem: str, years: list[str]) -> str:
    if (found := _LOOKS_LIKE.search(stem)) and not _VERSION.search(stem[: found.start()]):
        return found[0]
    return years[-1] if years else ""
