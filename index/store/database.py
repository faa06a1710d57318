"""The truth on disk: one SQLite file in WAL mode with documents, passages and vectors.

Owns the tables and every statement. A document comes and goes in one transaction; passage and
document ids are never reused, and a passage never changes.
"""

import hashlib
import json
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreBroken
from index.passages import Passage, Span
from index.periods import parse_period
from index.store.connection import Connection
from index.store.records import (
    LibrarySummary,
    Published,
    SourceRecord,
    StoredDocument,
    StoredPassage,
    StoreIdentity,
)
from index.store.tables import (
    FORMAT_VERSION,
    SOURCE,
    SOURCE_COLUMNS,
    TABLES,
    FileStamp,
    KnownFile,
    NewDocument,
    RemovedDocument,
    pack_spans,
    source_record,
    unpack_spans,
)
from index.store.words import WordEntry

Vectors = NDArray[np.float32]


class Database(Connection):
    """The library's tables."""

    @staticmethod
    def create(path: Path, identity: StoreIdentity) -> "Database":
        """Make an empty library at `path`, which must not exist."""
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # executescript commits what is open, so the transaction is part of the script.
            connection.executescript(f"BEGIN; {TABLES} COMMIT;")
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ("format", str(FORMAT_VERSION)),
                    ("store_id", uuid.uuid4().hex),
                    ("generation", "0"),
                    ("model", identity.model),
                    ("weights_sha256", identity.weights_sha256),
                    ("dimension", str(identity.dimension)),
                    ("model_tokens", str(identity.model_tokens)),
                    ("passage_tokens", str(identity.passage_tokens)),
                ],
            )
        finally:
            connection.close()
        return Database(path)

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
            (json.dumps([int(i) for i in ids]),),
        )
        found = {}
        for row in rows:
            passage_id, start, end, sentences, text = row[SOURCE_COLUMNS:]
            found[passage_id] = StoredPassage(
                passage_id, source_record(row), start, end, text, unpack_spans(sentences)
            )
        return found

    def vectors(self, ids: Sequence[int]) -> dict[int, Vectors]:
        """Return the vectors of passages by id; those that are gone are left out."""
        rows = self._all(
            "SELECT v.passage_id, v.vector FROM json_each(?) j"
            " JOIN vectors v ON v.passage_id = j.value",
            (json.dumps([int(i) for i in ids]),),
        )
        return {i: np.frombuffer(blob, np.float32) for i, blob in rows}

    def passage_ids(self, published: Published) -> NDArray[np.int64]:
        """Return the ids of all passages of documents that match, ascending."""
        first, last = 0, 10_000_000
        if published.after is not None:
            first = published.after.toordinal()
        if published.before is not None:
            last = published.before.toordinal()
        rows = self._all(
            "SELECT p.id FROM documents d JOIN passages p ON p.document_id = d.id"
            " WHERE d.first_day >= ? AND d.last_day < ? ORDER BY p.id",
            (first, last),
        )
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

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

    # -- what the derived indexes are made of --------------------------------------------------

    def vectors_after(self, passage_id: int) -> tuple[NDArray[np.int64], Vectors]:
        """Return ids and vectors of all passages with a higher id, ascending."""
        total = self._one("SELECT count(*) FROM vectors WHERE passage_id > ?", (passage_id,))[0]
        ids = np.empty(total, np.int64)
        vectors = np.empty((total, self.identity.dimension), np.float32)
        count = 0
        for i, blob in self._stream(
            "SELECT passage_id, vector FROM vectors WHERE passage_id > ? ORDER BY passage_id"
            " LIMIT ?",
            (passage_id, total),
        ):
            ids[count] = i
            vectors[count] = np.frombuffer(blob, np.float32)
            count += 1
        return ids[:count], vectors[:count]

    def words_after(self, passage_id: int) -> Iterator[WordEntry]:
        """Yield all passages with a higher id as the word index takes them."""
        document_id, text = -1, ""
        for row in self._stream(
            'SELECT p.id, p.document_id, p.start, p."end", d.title, d.first_day, d.last_day'
            " FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id > ?"
            " ORDER BY p.id",
            (passage_id,),
        ):
            if row[1] != document_id:
                document_id = row[1]
                text = self._one("SELECT text FROM documents WHERE id = ?", (document_id,))[0]
            yield WordEntry(row[0], document_id, text[row[2] : row[3]], row[4], row[5], row[6])

    def removed_since(self, generation: int) -> list[RemovedDocument]:
        """Return the documents removed after `generation`."""
        rows = self._all(
            "SELECT document_id, first_passage, last_passage FROM removed WHERE generation > ?",
            (generation,),
        )
        return [RemovedDocument(*row) for row in rows]

    # -- writing -----------------------------------------------------------------------------

    def write(self, new: Iterable[NewDocument], *, remove: Iterable[str] = ()) -> None:
        """Replace and remove documents in one transaction and raise the generation by one.

        A new document takes the place of the one with its path.
        """
        with self._lock, self._translated(), self._transaction():
            generation = self.generation + 1
            for path in remove:
                self._remove(path, generation)
            for item in new:
                self._remove(item.document.path, generation)
                self._insert(item)
            self._connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),)
            )

    def restamp(self, stamps: dict[str, FileStamp]) -> None:
        """Note new stamps of files whose content is as it was."""
        with self._lock, self._translated(), self._transaction():
            self._connection.executemany(
                "UPDATE documents SET size = ?, mtime_ns = ? WHERE path = ?",
                [(s.size, s.mtime_ns, path) for path, s in stamps.items()],
            )

    def _remove(self, path: str, generation: int) -> None:
        execute = self._connection.execute
        row = execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        first, last = execute(
            "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM passages WHERE document_id = ?",
            row,
        ).fetchone()
        execute("INSERT INTO removed VALUES (?, ?, ?, ?)", (generation, row[0], first, last))
        execute("DELETE FROM documents WHERE id = ?", row)

    def _insert(self, item: NewDocument) -> None:
        document = item.document
        period = None if document.published is None else parse_period(document.published)
        cursor = self._connection.execute(
            "INSERT INTO documents (path, sha256, title, published, published_from, first_day,"
            " last_day, url, warnings, body, characters, passages, text, text_sha256, size,"
            " mtime_ns, indexed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.path,
                document.sha256,
                document.title,
                document.published,
                document.published_from,
                period and period.first.toordinal(),
                period and period.last.toordinal(),
                document.url,
                json.dumps(document.warnings),
                document.body,
                len(document.text),
                len(item.passages),
                document.text,
                hashlib.sha256(document.text.encode()).hexdigest(),
                item.stamp.size,
                item.stamp.mtime_ns,
                int(time.time()),
            ),
        )
        document_id = cursor.lastrowid
        for passage, vector in zip(item.passages, item.vectors, strict=True):
            cursor = self._connection.execute(
                'INSERT INTO passages (document_id, start, "end", sentences) VALUES (?, ?, ?, ?)',
                (document_id, passage.start, passage.end, pack_spans(passage.sentences)),
            )
            self._connection.execute(
                "INSERT INTO vectors VALUES (?, ?)",
                (cursor.lastrowid, np.ascontiguousarray(vector, np.float32).tobytes()),
            )

    # -- checks ------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """Check the whole file; return what is wrong, nothing where all is well."""
        faults = [str(r[0]) for r in self._all("PRAGMA integrity_check(20)") if r[0] != "ok"]
        faults += [f"foreign key: {row}" for row in self._all("PRAGMA foreign_key_check")]
        width = 4 * self.identity.dimension
        lost = self._one(
            "SELECT count(*) FROM passages p LEFT JOIN vectors v ON v.passage_id = p.id"
            " WHERE v.vector IS NULL OR length(v.vector) <> ?",
            (width,),
        )[0]
        if lost:
            faults.append(f"{lost} passages have no vector of {width} bytes")
        for path, text, text_sha256 in self._stream(
            "SELECT path, text, text_sha256 FROM documents", ()
        ):
            if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
                faults.append(f"the stored text of {path} is not what was written")
        return faults
