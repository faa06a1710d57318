"""Records -> documents.

Owns what each has as its text, and how the dates of all settle those that can be two days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape

from index.documents import Markup, Origin
from index.periods import DateOrder, DoubtfulDate, date_order, parse_publication_date
from index.readers.addresses import is_web_address
from index.readers.contents import Written
from index.readers.formats.composing import Composition
from index.readers.formats.html.fragment import add_html, is_html
from index.readers.formats.parts import Parts
from index.readers.formats.records.fields import Record
from index.readers.formats.stamps import day_as_written
from index.readers.formats.values import ReadDocument

_NAMED = 12  # lines that a warning names


def documents_of(
    records: Sequence[Record], warnings: Iterable[str] = ()
) -> tuple[ReadDocument, ...]:
    """Return a document for each record that has words; the first one bears the warnings."""
    orders = proven_orders(date for record in records for date in record.dates)
    parts = Parts()
    found = [one for record in records if (one := _document(record, parts, orders)).text.strip()]
    if found:
        found[0] = replace(found[0], warnings=tuple(warnings))
    return tuple(found)


def proven_orders(dates: Iterable[str]) -> frozenset[DateOrder]:
    """Return the orders of day and month that dates prove, where none proves another one.

    23/01/2020 proves that 03/04/2020, in the same column, is the third of April.
    """
    return frozenset(order for date in set(dates) if (order := date_order(date)))


def numbered(lines: Sequence[int]) -> str:
    """Return lines by their numbers: "line 7", "lines 7, 9 and 3 more"."""
    shown = ", ".join(map(str, lines[:_NAMED]))
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"


def _document(record: Record, parts: Parts, orders: frozenset[DateOrder]) -> ReadDocument:
    composed = Composition()
    marked_up = is_html(record.text)
    title = unescape(record.title) if marked_up else record.title
    if record.question:
        composed.heading(title, 1)
    if marked_up:
        add_html(composed, record.text)
    else:
        composed.paragraph(record.text)
    return ReadDocument(
        text=composed.text,
        part=parts.name(record.known_by, record.number),
        title=title,
        dates=tuple(Written(_settled(date, orders), Origin.METADATA) for date in record.dates),
        url=record.address if is_web_address(record.address) else None,
        markup=Markup.LAID_OUT if composed.elements or marked_up else Markup.PLAIN,
        elements=composed.elements,
    )


def _settled(written: str, orders: frozenset[DateOrder]) -> str:
    """Return a date that can be two days as the one that the other dates leave."""
    try:
        parse_publication_date(written)
    except DoubtfulDate as doubt:
        days = [period for order, period in doubt.readings.items() if order in orders]
        return days[0].value if len(days) == 1 else written
    except ValueError:
        return day_as_written(written)
    return written
