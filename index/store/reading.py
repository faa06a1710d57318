"""What is read of the truth: documents, passages, vectors, and what the library covers.

Owns these statements; event dates are in `event_dates`, what is written in `database`.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreBroken
from index.passages import Passage, Span
from index.periods import Days
from index.store.event_dates import FIRST_DAY, LAST_DAY, EventDates
from index.store.records import (
    LibrarySummary,
    Published,
    SourceRecord,
    StoredDocument,
    StoredPassage,
)
from index.store.tables import (
    SOURCE,
    SOURCE_COLUMNS,
    FileStamp,
    KnownFile,
    day_of,
    numbers,
    source_record,
    unpack_spans,
)

Vectors = NDArray[np.float32]


class Reading(EventDates):
    """The library's tables, as questions read them."""

    # -- the state of the library ------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How often the library has changed since it was made."""
        return int(self._one("SELECT value FROM meta WHERE key = 'generation'")[0])

    def last_passage(self) -> int:
        """Return the highest passage id ever given; 0 before the first."""
        row = self._all("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(row[0][0]) if row else 0

    def summary(self) -> LibrarySummary:
        """Return what the library covers."""
        documents, passages, dated = self._one(
            "SELECT count(*), coalesce(sum(passages), 0), count(published) FROM documents"
        )
        first = self._all(
            "SELECT published FROM documents WHERE published IS NOT NULL"
            " ORDER BY first_day, last_day LIMIT 1"
        )
        last = self._all(
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
        rows = self._all("SELECT path, sha256, size, mtime_ns FROM documents ORDER BY path")
        return {p: KnownFile(p, sha, FileStamp(size, mtime)) for p, sha, size, mtime in rows}

    # -- reading -----------------------------------------------------------------------------

    def sources(self) -> list[SourceRecord]:
        """Return every document, by path."""
        return [
            source_record(r) for r in self._all(f"SELECT {SOURCE} FROM documents d ORDER BY path")
        ]

    def document(self, path: str) -> StoredDocument | None:
        """Return a document with its text; None where there is none of that path."""
        rows = self._all(
            f"SELECT {SOURCE}, d.text, d.text_sha256, d.body FROM documents d WHERE path = ?",
            (path,),
        )
        if not rows:
            return None
        *source, text, text_sha256, body = rows[0]
        if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
            raise StoreBroken(
                f"the stored text of {path} is not what was written to {self.path}; "
                "mend it with: dateline index --rebuild"
            )
        return StoredDocument(source_record(source), text, body)

    def paths_of(self, sha256: str) -> list[str]:
        """Return the paths of the documents whose content hash begins with `sha256`."""
        # "g" sorts after every hexadecimal digit.
        return [
            row[0]
            for row in self._all(
                "SELECT path FROM documents WHERE sha256 >= ? AND sha256 < ? ORDER BY id",
                (sha256, f"{sha256}g"),
            )
        ]

    def neighbours(self, document_id: int, start: int, end: int) -> tuple[Span | None, Span | None]:
        """Return the passages just before and after a place of a document."""
        before = self._all(
            'SELECT start, "end" FROM passages WHERE document_id = ? AND "end" <= ?'
            " ORDER BY id DESC LIMIT 1",
            (document_id, start),
        )
        after = self._all(
            'SELECT start, "end" FROM passages WHERE document_id = ? AND start >= ?'
            " ORDER BY id LIMIT 1",
            (document_id, end),
        )
        return (Span(*before[0]) if before else None, Span(*after[0]) if after else None)

    def titles(self, part: str, limit: int) -> list[SourceRecord]:
        """Return documents whose title or path holds `part`, newest first, undated last."""
        like = "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._all(
            f"SELECT {SOURCE} FROM documents d WHERE d.title LIKE ? ESCAPE '\\'"
            " OR d.path LIKE ? ESCAPE '\\' ORDER BY d.last_day DESC, d.path LIMIT ?",
            (like, like, limit),
        )
        return [source_record(row) for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return passages by id; ids of passages that are gone are left out."""
        rows = self._all(
            f'SELECT {SOURCE}, p.id, p.start, p."end", p.sentences,'
            ' substr(d.text, p.start + 1, p."end" - p.start)'
            " FROM json_each(?) j JOIN passages p ON p.id = j.value"
            " JOIN documents d ON d.id = p.document_id",
            (numbers(ids),),
        )
        found = {}
        for row in rows:
            passage_id, start, end, sentences, text = row[SOURCE_COLUMNS:]
            found[passage_id] = StoredPassage(
                passage_id, source_record(row), start, end, text, unpack_spans(sentences)
            )
        return found

    def passages_of(self, document_id: int, limit: int) -> list[StoredPassage]:
        """Return the first passages of a document, in order."""
        rows = self._all(
            "SELECT id FROM passages WHERE document_id = ? ORDER BY id LIMIT ?",
            (document_id, limit),
        )
        found = self.passages([row[0] for row in rows])
        return [found[i] for i in sorted(found)]

    def vectors(self, ids: Sequence[int]) -> tuple[list[int], Vectors]:
        """Return the ids of passages that are there, and their vectors, shape (n, d)."""
        rows = self._all(
            "SELECT v.passage_id, v.vector FROM json_each(?) j"
            " JOIN vectors v ON v.passage_id = j.value",
            (numbers(ids),),
        )
        joined = np.frombuffer(b"".join(row[1] for row in rows), np.float32)
        return [row[0] for row in rows], joined.reshape(len(rows), self.identity.dimension)

    def passage_ids(self, published: Published) -> NDArray[np.int64]:
        """Return the ids of all passages of documents that match, ascending."""
        rows = self._all(
            "SELECT p.id FROM documents d JOIN passages p ON p.document_id = d.id"
            " WHERE d.first_day >= ? AND d.last_day < ? ORDER BY p.id",
            _days(published),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def published_days(self, ids: Sequence[int]) -> dict[int, Days]:
        """Return the days of the publication date by passage id; undated ones are left out."""
        rows = self._all(
            "SELECT p.id, d.first_day, d.last_day FROM json_each(?) j"
            " JOIN passages p ON p.id = j.value JOIN documents d ON d.id = p.document_id"
            " WHERE d.first_day IS NOT NULL",
            (numbers(ids),),
        )
        return {i: Days(day_of(first), day_of(last)) for i, first, last in rows}

    def added_since(self, day: date) -> NDArray[np.int64]:
        """Return the ids of all passages of documents added on `day` or later (UTC), ascending."""
        rows = self._all(
            "SELECT p.id FROM documents d JOIN passages p ON p.document_id = d.id"
            " WHERE d.indexed_at >= ? ORDER BY p.id",
            (_second(day),),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def added_at(self) -> dict[tuple[str, str], int]:
        """Return when each (path, content hash) came into the library, in seconds since 1970."""
        rows = self._all("SELECT path, sha256, indexed_at FROM documents")
        return {(path, sha256): at for path, sha256, at in rows}

    def newest(self, published: Published, limit: int) -> list[SourceRecord]:
        """Return the documents that match, by publication date, the newest first."""
        return [
            source_record(row)
            for row in self._all(
                f"SELECT {SOURCE} FROM documents d WHERE d.first_day >= ? AND d.last_day < ?"
                " ORDER BY d.last_day DESC, d.first_day DESC, d.path LIMIT ?",
                (*_days(published), limit),
            )
        ]

    def newest_added(self, day: date, limit: int) -> list[SourceRecord]:
        """Return the documents added on `day` or later (UTC), the newest first."""
        rows = self._all(
            f"SELECT {SOURCE} FROM documents d WHERE d.indexed_at >= ?"
            " ORDER BY d.indexed_at DESC, d.path LIMIT ?",
            (_second(day), limit),
        )
        return [source_record(row) for row in rows]

    def same_content(self, sha256: str) -> tuple[list[Passage], Vectors] | None:
        """Return passages and vectors of a document with this content, if there is one."""
        rows = self._all(
            'SELECT p.start, p."end", p.sentences, v.vector FROM passages p'
            " JOIN vectors v ON v.passage_id = p.id WHERE p.document_id ="
            " (SELECT id FROM documents WHERE sha256 = ? LIMIT 1) ORDER BY p.id",
            (sha256,),
        )
        if not rows:
            return None
        passages = [Passage(start, end, unpack_spans(s)) for start, end, s, _ in rows]
        return passages, np.stack([np.frombuffer(v, np.float32) for *_, v in rows])


def _days(published: Published) -> tuple[int, int]:
    """Return the filter as ordinals: the first day on or after, the first day no longer in it."""
    after, before = published.after, published.before
    return (
        FIRST_DAY if after is None else after.toordinal(),
        LAST_DAY if before is None else before.toordinal(),
    )


def _second(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
