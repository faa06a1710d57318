"""Documents as they are read of the truth: listed, with their text, by date, and what they cover.

Owns every statement that answers with documents; their passages are in `passages`.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import date

from index.documents import Document, Entry, Landmark, Markup
from index.errors import DocumentDamaged
from index.libraries import LibraryRecord, Seen
from index.periods import Days, Period, parse_period
from index.store.connection import Connection
from index.store.filters import documents_in, first_second, ordinals
from index.store.records import (
    Described,
    DocumentDays,
    LibrarySummary,
    Published,
    SourceRecord,
    StoredDocument,
)
from index.store.seals import Seals, damaged, text_hash
from index.store.tables import (
    ENTRY,
    SOURCE,
    UNREADABLE,
    USED_LIBRARIES,
    Failure,
    FileStamp,
    KnownFile,
    Row,
    day_of,
    entry_of,
    source_record,
    unpack_elements,
)

log = logging.getLogger(__name__)


class Documents:
    """The documents of an index, or of some of its libraries: of the others, nothing is told."""

    def __init__(self, connection: Connection, seals: Seals, seen: Seen = None) -> None:
        self._connection = connection
        self._seals = seals
        self._seen = seen
        self._table = documents_in(seen)

    def seen_by(self, seen: Seen) -> "Documents":
        """Return the documents of some libraries alone."""
        return Documents(self._connection, self._seals, seen)

    def libraries(self) -> list[LibraryRecord]:
        """Return the libraries that there are, by name."""
        rows = self._connection.all("SELECT name, public FROM libraries ORDER BY name")
        return [
            LibraryRecord(name, bool(public))
            for name, public in rows
            if self._seen is None or name in self._seen
        ]

    def used_libraries(self) -> set[str]:
        """Return the libraries that have documents, those that are not seen too."""
        return {row[0] for row in self._connection.all(USED_LIBRARIES)}

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        documents, passages, dated = self._connection.one(
            "SELECT count(*), coalesce(sum(passages), 0),"
            f" count(coalesce(published, first_entry)) FROM {self._table}"
        )
        ends = self._connection.all(
            f"SELECT * FROM (SELECT published FROM {self._table} WHERE published IS NOT NULL"
            " ORDER BY first_day, last_day LIMIT 1)"
            f" UNION SELECT * FROM (SELECT published FROM {self._table} WHERE published IS NOT NULL"
            " ORDER BY last_day DESC, first_day DESC LIMIT 1)"
            f" UNION SELECT first_entry FROM {self._table} WHERE first_entry IS NOT NULL"
            f" UNION SELECT last_entry FROM {self._table} WHERE last_entry IS NOT NULL"
        )
        told = {written: _period(written) for (written,) in ends}
        periods = {written: period for written, period in told.items() if period is not None}
        return LibrarySummary(
            documents=documents,
            passages=passages,
            first_published=min(
                periods, key=lambda w: (periods[w].first, periods[w].last), default=None
            ),
            last_published=max(
                periods, key=lambda w: (periods[w].last, periods[w].first), default=None
            ),
            undated=documents - dated,
        )

    def known_files(self) -> dict[str, KnownFile]:
        """Return every document by path, with the file it is of."""
        rows = self._connection.all(
            "SELECT path, sha256, size, mtime_ns, cut, published, part, reader, library"
            f" FROM {self._table} ORDER BY path"
        )
        return {
            path: KnownFile(path, sha256, FileStamp(size, mtime), *others)
            for path, sha256, size, mtime, *others in rows
        }

    def failures(self) -> dict[str, Failure]:
        """Return the files that could not be read when the library was last brought in line."""
        rows = self._connection.all(
            "SELECT path, reason, size, mtime_ns, reader, since, library FROM failures"
            " ORDER BY path"
        )
        found = [
            Failure(path, reason, FileStamp(size, mtime), *others)
            for path, reason, size, mtime, *others in rows
        ]
        return {one.path: one for one in found if self._seen is None or one.library in self._seen}

    def added_at(self) -> dict[tuple[str, str], int]:
        """Return when each (path, content hash) came into the library, in seconds since 1970."""
        rows = self._connection.all(f"SELECT path, sha256, indexed_at FROM {self._table}")
        return {(path, sha256): at for path, sha256, at in rows}

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path. Raises DocumentDamaged for one not as written."""
        self._seals.check_rows(self._table)
        return _records(self._connection.all(f"SELECT {SOURCE} FROM {self._table} d ORDER BY path"))

    def get(self, path: str) -> StoredDocument | None:
        """Return a document with its text; None where there is none of that path.

        Raises DocumentDamaged where any of it is not what was written.
        """
        while True:
            version = self._connection.version
            try:
                with self._connection.snapshot():
                    return self._get(path)
            except DocumentDamaged:
                # A file that is only read has no snapshots: what is damaged was replaced meanwhile.
                if self._connection.version == version:
                    raise

    def _get(self, path: str) -> StoredDocument | None:
        rows = self._connection.all(
            f"SELECT {SOURCE}, d.text, d.text_sha256, d.body, d.markup FROM {self._table} d"
            " WHERE path = ?",
            (path,),
        )
        if not rows:
            return None
        *source, text, text_sha256, body, markup = rows[0]
        self._seals.check(source[0], path)
        if text_hash(text) != text_sha256:
            raise damaged(path)
        record = source_record(source)
        return StoredDocument(record, text, body, Markup(markup), self._entries(record))

    def beginning(self, path: str, characters: int) -> str:
        """Return the title and the first characters of a document, to look for words in."""
        rows = self._connection.all(
            f"SELECT title, substr(text, 1, ?) FROM {self._table} WHERE path = ?",
            (characters, path),
        )
        return "\n".join(rows[0]) if rows else ""

    def _entries(self, source: SourceRecord) -> tuple[Entry, ...]:
        if not source.entries:
            return ()
        rows = self._connection.all(
            f"SELECT {ENTRY} FROM entries e WHERE e.document_id = ? ORDER BY e.number",
            (source.id,),
        )
        return tuple(entry for row in rows if (entry := entry_of(row)) is not None)

    def document(self, path: str) -> Document | None:
        """Return a document as it was read; None where there is none of that path."""
        stored = self.get(path)
        if stored is None:
            return None
        source = stored.source
        reader, elements = self._connection.one(
            "SELECT reader, elements FROM documents WHERE id = ?", (source.id,)
        )
        return Document(
            path=source.path,
            sha256=source.sha256,
            text=stored.text,
            body=stored.body,
            title=source.title,
            published=source.published,
            published_from=source.published_from,
            url=source.url,
            warnings=source.warnings,
            markup=stored.markup,
            entries=stored.entries,
            part=source.part,
            reader=reader,
            elements=unpack_elements(elements),
            library=source.library,
            landmarks=self.landmarks(source.id),
        )

    def described(self, path: str) -> Described:
        """Return what is said of a document beside its text; nothing where there is none."""
        rows = self._connection.all(
            f"SELECT title, url, warnings, library FROM {self._table} WHERE path = ?", (path,)
        )
        for title, url, warnings, library in rows:
            return Described(title, url, tuple(json.loads(warnings)), library)
        return Described()

    def parts_of(self, file: str) -> list[str]:
        """Return the paths of the documents of a file, in the order they came in."""
        rows = self._connection.all(
            f"SELECT path FROM {self._table} WHERE path = ? AND part = ''"
            " OR path >= ? AND path < ? AND path = ? || '#' || part ORDER BY id",
            (file, f"{file}#", f"{file}$", file),  # "$" sorts right after "#"
        )
        return [row[0] for row in rows]

    def landmarks(self, document_id: int) -> tuple[Landmark, ...]:
        """Return where the text of a document stands in its file, in order."""
        rows = self._connection.all(
            "SELECT start, label FROM landmarks WHERE document_id = ? ORDER BY start",
            (document_id,),
        )
        return tuple(Landmark(start, label) for start, label in rows)

    def paths_of(self, sha256: str) -> list[str]:
        """Return the paths of the documents whose content hash begins with `sha256`."""
        # "g" sorts after every hexadecimal digit.
        return [
            row[0]
            for row in self._connection.all(
                f"SELECT path FROM {self._table} WHERE sha256 >= ? AND sha256 < ? ORDER BY id",
                (sha256, f"{sha256}g"),
            )
        ]

    def titles(self, part: str, limit: int) -> list[SourceRecord]:
        """Return documents whose title or path holds `part`, newest first, undated last."""
        like = "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._connection.all(
            f"SELECT {SOURCE} FROM {self._table} d WHERE d.title LIKE ? ESCAPE '\\'"
            " OR d.path LIKE ? ESCAPE '\\' ORDER BY d.last_day DESC, d.path LIMIT ?",
            (like, like, limit),
        )
        return _records(rows)

    def newest(self, published: Published, limit: int) -> list[SourceRecord]:
        """Return the documents with a passage that matches, those with the newest first."""
        return _records(
            self._connection.all(
                f"SELECT {SOURCE} FROM (SELECT document_id, max(last_day) AS last_day,"
                " max(first_day) AS first_day FROM passages"
                " WHERE first_day >= ? AND last_day < ? GROUP BY document_id) m"
                f" JOIN {self._table} d ON d.id = m.document_id"
                " ORDER BY m.last_day DESC, m.first_day DESC, d.path LIMIT ?",
                (*ordinals(published), limit),
            )
        )

    def newest_added(self, day: date, limit: int) -> list[SourceRecord]:
        """Return the documents added on `day` or later (UTC), the newest first."""
        rows = self._connection.all(
            f"SELECT {SOURCE} FROM {self._table} d WHERE d.indexed_at >= ?"
            " ORDER BY d.indexed_at DESC, d.path LIMIT ?",
            (first_second(day), limit),
        )
        return _records(rows)

    def written_days(self) -> list[DocumentDays]:
        """Return the dates of each document that count: of its entries, or its own; each once."""
        return _days(
            self._connection.all(
                "SELECT DISTINCT p.document_id, p.first_day, p.last_day FROM passages p"
                f" JOIN {self._table} d ON d.id = p.document_id"
                " WHERE p.first_day IS NOT NULL AND p.last_day IS NOT NULL ORDER BY 1, 2, 3"
            )
        )

    def spoken_days(self) -> list[DocumentDays]:
        """Return the days that each document speaks of, by its event dates; each once."""
        return _days(
            self._connection.all(
                "SELECT DISTINCT p.document_id, e.first_day, e.last_day FROM event_dates e"
                " JOIN passages p ON p.id = e.passage_id"
                f" JOIN {self._table} d ON d.id = p.document_id ORDER BY 1, 2, 3"
            )
        )

    def each(self) -> Iterator[StoredDocument]:
        """Yield every document with its checked text, by path."""
        for source in self.sources():
            stored = self.get(source.path)
            if stored is not None:  # it can go between the two
                yield stored


def _records(rows: Sequence[Row]) -> list[SourceRecord]:
    """Return the records of rows; the log tells of those that cannot be read."""
    found = []
    for row in rows:
        try:
            found.append(source_record(row))
        except UNREADABLE:
            log.error("%s", damaged(str(row[1])))
    return found


def _days(rows: Sequence[Row]) -> list[DocumentDays]:
    found = []
    for document_id, first, last in rows:
        try:
            found.append(DocumentDays(document_id, Days(day_of(first), day_of(last))))
        except UNREADABLE:  # damaged; doctor names the document
            log.error("a date of document %s is not what was written", document_id)
    return found


def _period(written: str) -> Period | None:
    try:
        return parse_period(written)
    except ValueError:  # damaged; doctor names the document
        return None
