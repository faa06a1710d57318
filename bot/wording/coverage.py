"""What a library covers and how many entries a document has, in one phrase each.

Owns the phrases; how a face writes a date in it is the face's.
"""

from collections.abc import Callable

from bot.wording.text import count
from index.store.records import LibrarySummary, SourceRecord


def coverage(library: LibrarySummary, write_date: Callable[[str], str] = str) -> str:
    """Return what the library holds, as in "9 documents, published 2018-03 to 2020, 3 undated".

    `write_date` gets a publication date as the library has it: "2018-03".
    """
    documents = count(library.documents, "document")
    if not library.documents:
        return "no documents yet"
    if library.first_published is None or library.last_published is None:
        return f"{documents}, undated"
    first, last = write_date(library.first_published), write_date(library.last_published)
    published = first if first == last else f"{first} to {last}"
    undated = f", {library.undated:,} undated" if library.undated else ""
    return f"{documents}, published {published}{undated}"


def entries(source: SourceRecord, write_date: Callable[[str], str] = str) -> str:
    """Return "12 entries, 2024-01-02 to 2024-12-31": the first and the last; "" for none."""
    if not source.entries:
        return ""
    counted = f"{source.entries:,} {'entry' if source.entries == 1 else 'entries'}"
    if source.first_entry is None or source.last_entry is None:
        return counted
    first, last = write_date(source.first_entry), write_date(source.last_entry)
    return f"{counted}, {first}" + (f" to {last}" if last != first else "")
