"""What a text processor's document says of itself: its title and its dates.

Owns which of them can be believed: the day that stands in the lines at its top counts, that on
which a program made the file is weak, and that of the last change is never read.
"""

import re

from index.documents import ElementKind, Origin
from index.readers.contents import Written
from index.readers.formats.composing import Composition
from index.readers.formats.declared_titles import believable_title
from index.readers.header_lines import is_without_year, read_header_lines

CHANGED = "holds tracked changes; it is read as if all of them were accepted"

# Days that a program writes for none, and the one on which the template of python-docx was made,
# which it leaves in every file that it makes.
_NO_DAYS = ("1601-01-01", "1970-01-01", "1980-01-01", "2013-12-23T23:15:00Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_TOP = 20_000  # characters


def office_dates(text: str, created: str) -> tuple[Written, ...]:
    """Return the dates of a document, the one that counts first.

    `created` is a day and time as XML has it, or "".
    """
    dates: list[Written] = []
    header = read_header_lines(text[:_TOP], 0)
    if header is not None and header.date and not is_without_year(header):
        dates.append(Written(header.date, Origin.HEADER))
    if (made := _DAY.match(created)) and not created.startswith(_NO_DAYS):
        dates.append(Written(made[0], Origin.CREATED))
    return tuple(dates)


def office_title(declared: str, titles: list[str], composed: Composition) -> str:
    """Return the title that the file declares, else the first paragraph that is laid out as one,
    else the first heading of the first level; "" for none.
    """
    if title := believable_title(declared):
        return title
    for title in titles:
        if title := believable_title(title):
            return title
    text = composed.text
    for one in composed.elements:
        if one.kind is ElementKind.HEADING and one.level == 1:
            return believable_title(text[one.start : one.end])
    return ""
