"""What a text file says of itself: a header line, YAML front matter, or its name.

Owns finding the title, the date as it was written, the address, and where the text proper begins.
Whether such a date exists is judged in `periods`; which one counts, in `readers`.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml

from index.documents import Origin

MAX_TITLE_CHARACTERS = 300
MAX_FRONT_MATTER_CHARACTERS = 65_536

_DATE_KEYS = ("published", "publication_date", "date")
_URL_KEYS = ("url", "source")

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY_LINE = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\"']?[A-Za-z_][\w -]*[\"']?[ \t]*:(?:\s|$)")
_HEADER_LINE = re.compile(
    r"\s*date(?:[^\S\n]*:[^\S\n]*|[^\S\n]+)(?P<date>[0-9]{4}(?:[-/][0-9]{1,2}){0,2})(?![\w/.-])"
    r"[^\S\n]*(?P<title>[^\n]*)(?P<more>\n[^\n]*)?",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"\s*date[^\S\n]*:[^\S\n]*(?P<date>[^\n]{0,40}[0-9]{4}[^\n]{0,40})(?P<more>\n[^\n]*)?",
    re.IGNORECASE,
)
_FILE_NAME_DATE = re.compile(
    r"(?P<year>[12][0-9]{3})(?:(?P<mark>[-_])(?P<month>[0-9]{2})(?:(?P=mark)(?P<day>[0-9]{2}))?"
    r"|(?P<month8>[0-9]{2})(?P<day8>[0-9]{2}))(?![^\W_])(?![-_.][0-9])"
)
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Header:
    """What was found before the text proper; empty strings and None where nothing was."""

    body: int  # where the text proper begins
    date: str = ""  # as written; it may not exist in any calendar
    origin: Origin | None = None  # None exactly where `date` is empty
    title: str = ""
    url: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader makes of one file: its text, and what stands before the text proper."""

    text: str
    header: Header


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's name without its ending, parted in the date it leads with and the rest."""

    date: str  # "" without one
    title: str  # never empty


def read_header(text: str) -> Header:
    """Find the front matter or the header line of a text, and where the text proper begins."""
    if (front_matter := _front_matter(text)) is not None:
        return front_matter
    # A year followed by a title, or any way of writing a date that fills a line marked by a colon.
    for form in (_HEADER_LINE, _DATE_LINE):
        found = form.match(text)
        # Where the paragraph goes on in the next line, the line is a sentence and no header.
        if found and not (found["more"] or "").strip():
            title = clean_title(found.groupdict().get("title") or "")
            date = " ".join(found["date"].split())
            return Header(_skip_blank(text, found.end()), date, Origin.HEADER, title)
    return Header(_skip_blank(text, 0))


def read_file_name(stem: str) -> FileName:
    """Part a leading date from a file's name; a year alone is part of the name."""
    date, rest = "", stem
    if found := _FILE_NAME_DATE.match(stem):
        parts = (found["year"], found["month"] or found["month8"], found["day"] or found["day8"])
        date, rest = "-".join(part for part in parts if part), stem[found.end() :]
    title = clean_title(re.sub(r"[-_\s]+", " ", rest)).strip(" .")
    return FileName(date, title or clean_title(stem) or "untitled")


def clean_title(title: str) -> str:
    """Return a title as one line without control characters, cut to 300 characters."""
    line = " ".join(title.split())
    kept = (
        character
        for character in line
        if unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTION_MARKS
    )
    return " ".join("".join(kept).split())[:MAX_TITLE_CHARACTERS].strip()


def _skip_blank(text: str, start: int) -> int:
    rest = len(text) - start - len(text[start:].lstrip())
    return start + rest


def _front_matter(text: str) -> Header | None:
    found = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER_CHARACTERS)
    if not found:
        return None
    body = _skip_blank(text, found.end())
    try:
        # Strings only: YAML would make 2020-02-30 an error and 2020-01-09 a value of its own.
        values = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        if not _KEY_LINE.match(found[1]):
            return None
        return Header(
            body,
            warnings=("front matter: not valid YAML and left out; check its quotes and colons",),
        )
    if values and not isinstance(values, dict):
        return None  # text between two rules
    texts = {
        str(key).lower().replace("-", "_"): value.strip()
        for key, value in (values or {}).items()
        if isinstance(value, str)
    }
    date = next((texts[key] for key in _DATE_KEYS if texts.get(key)), "")
    address = next((texts[key] for key in _URL_KEYS if texts.get(key)), "")
    url = address if _is_web_address(address) else None
    warnings: tuple[str, ...] = ()
    if address and not url:
        shown = clean_title(address)
        warnings = (f"front matter: {shown!r} is not an http or https address and was left out",)
    return Header(
        body,
        date,
        Origin.FRONT_MATTER if date else None,
        clean_title(texts.get("title", "")),
        url,
        warnings,
    )


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    printable = address.isprintable() and " " not in address
    return parts.scheme in ("http", "https") and bool(parts.hostname) and printable
