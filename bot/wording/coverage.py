"""What a library covers, in one phrase.

Owns the phrase; how a face writes a date in it is the face's.
"""

from collections.abc import Callable

from bot.wording.text import count
from index.store.records import LibrarySummary


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
