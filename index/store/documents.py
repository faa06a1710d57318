"""Documents as they are read of the truth: listed, with their text, by date, and what they cover.

Owns every statement that answers with documents; their passages are in `passages`.
"""

import hashlib
from collections.abc import Iterator
from datetime import date

from index.errors import StoreBroken
from index.store.connection import Connection
from index.store.filters import first_second, ordinals
from index.store.records import LibrarySummary, Published, SourceRecord, StoredDocument
from index.store.tables import SOURCE, FileStamp, KnownFile, source_record


class Documents:
    """The documents of a library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        documents, passages, dated = self._connection.one(
            "SELECT count(*), coalesce(sum(passages), 0), count(published) FROM documents"
        )
        first = self._connection.all(
            "SELECT published FROM documents WHERE published IS NOT NULL"
            " ORDER BY first_day, last_day LIMIT 1"
        )
        last = self._connection.all(
            "SELECT published FROM documents WHERE published IS NOT NULL"
            " ORDER BY last_day DESC, first_day DESC LIMIT 1"
        )
        return LibrarySummary(
            documents=documents,
            passages=passages,
            first_published=first[0][0] if first else None,
            last_published=last[0][0] if last else None,
            undated=documents - dated,
        )

    def known_files(self) -> dict[str, KnownFile]:
        """Return every indexed file by path."""
        rows = self._connection.all(
            "SELECT path, sha256, size, mtime_ns FROM documents ORDER BY path"
        )
        return {p: KnownFile(p, sha, FileStamp(size, mtime)) for p, sha, size, mtime in rows}

    def added_at(self) -> dict[tuple[str, str], int]:
        """Return when each (path, content hash) came into the library, in seconds since 1970."""
        rows = self._connection.all("SELECT path, sha256, indexed_at FROM documents")
        return {(path, sha256): at for path, sha256, at in rows}

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path."""
        return [
            source_record(r)
            for r in self._connection.all(f"SELECT {SOURCE} FROM documents d ORDER BY path")
        ]

    def get(self, path: str) -> StoredDocument | None:
        """Return a document with its text; None where there is none of that path."""
        rows = self._connection.all(
            f"SELECT {SOURCE}, d.text, d.text_sha256, d.body FROM documents d WHERE path = ?",
            (path,),
        )
        if not rows:
            return None
        *source, text, text_sha256, body = rows[0]
        if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
            raise StoreBroken(
                f"the stored text of {path} is not what was written to {self._connection.path}; "
                "mend it with: dateline index --rebuild"
            )
        return StoredDocument(source_record(source), text, body)

    def paths_of(self, sha256: str) -> list[str]:
        """Return the paths of the documents whose content hash begins with `sha256`."""
        # "g" sorts after every hexadecimal digit.
        return [
            row[0]
            for row in self._connection.all(
                "SELECT path FROM documents WHERE sha256 >= ? AND sha256 < ? ORDER BY id",
                (sha256, f"{sha256}g"),
            )
        ]

    def titles(self, part: str, limit: int) -> list[SourceRecord]:
        """Return documents whose title or path holds `part`, newest first, undated last."""
        like = "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._connection.all(
            f"SELECT {SOURCE} FROM documents d WHERE d.title LIKE ? ESCAPE '\\'"
            " OR d.path LIKE ? ESCAPE '\\' ORDER BY d.last_day DESC, d.path LIMIT ?",
            (like, like, limit),
        )
        return [source_record(row) for row in rows]

    def newest(self, published: Published, limit: int) -> list[SourceRecord]:
        """Return the documents that match, by publication date, the newest first."""
        return [
            source_record(row)
            for row in self._connection.all(
                f"SELECT {SOURCE} FROM documents d WHERE d.first_day >= ? AND d.last_day < ?"
                " ORDER BY d.last_day DESC, d.first_day DESC, d.path LIMIT ?",
                (*ordinals(published), limit),
            )
        ]

    def newest_added(self, day: date, limit: int) -> list[SourceRecord]:
        """Return the documents added on `day` or later (UTC), the newest first."""
        rows = self._connection.all(
            f"SELECT {SOURCE} FROM documents d WHERE d.indexed_at >= ?"
            " ORDER BY d.indexed_at DESC, d.path LIMIT ?",
            (first_second(day), limit),
        )
        return [source_record(row) for row in rows]

    def each(self) -> Iterator[StoredDocument]:
        """Yield every document with its checked text, by path."""
        for source in self.sources():
            stored = self.get(source.path)
            if stored is not None:  # it can go between the two
                yield stored
