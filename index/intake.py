"""Documents on their way into a store: read, cut, embedded and written some at a time.

Owns the size of these batches, and what of a document is taken over instead of being embedded.
What is to be taken in is `reindex`'s matter.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.dates import dates_of
from index.documents import Document, Origin
from index.embedding import Embedder, Model
from index.passages import PASSAGES_VERSION, Passage, build_passages, find_entries
from index.readers import READING_VERSION
from index.searched import SEARCHED_VERSION, searched, searched_hash
from index.store.store import Store
from index.store.tables import FileStamp, NewDocument

# What is embedded and written at once: enough to fill the model's batches, little enough that a
# crash loses a few seconds of work.
BATCH_PASSAGES = 512
# For choosing the embedding path before the passages are known: bytes of text in one passage.
BYTES_PER_PASSAGE = 400
# Long runs make segments of the vectors in between, so that a running bot need not compare all that
# came one by one.
DERIVE_EVERY_SECONDS = 120.0
# By which rules documents are read, cut and searched; those of others are taken in again.
CUT = f"{READING_VERSION}.{PASSAGES_VERSION}.{SEARCHED_VERSION}"
NOTHING_ADDED: Mapping[tuple[str, str], int] = MappingProxyType({})

# Embedded to foretell how long all take.
FORECAST_PASSAGES = 16


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is about to be embedded."""

    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """The passages of a document, with what each vector is made of and its hash."""

    passages: list[Passage]
    texts: list[str]
    hashes: list[bytes]


class Intake:
    """Takes documents into one store; call `flush` after the last."""

    def __init__(
        self,
        store: Store,
        model: Model,
        *,
        expected_bytes: int,
        added_at: Mapping[tuple[str, str], int] = NOTHING_ADDED,
        embed_again: Collection[str] = (),
    ) -> None:
        """`expected_bytes` of text will come, by and large; it chooses how they are embedded.

        `added_at` says of a path with its content hash when it first came into the library, in
        seconds since 1970; of others it is now. Of the paths `embed_again` no vector is kept.
        """
        self.embedded = 0  # passages, so far
        self._store = store
        self._model = model
        self._expected = expected_bytes // BYTES_PER_PASSAGE + 1
        self._added_at = added_at
        self._embed_again = frozenset(embed_again)
        self._opened: Embedder | None = None
        self._waiting: list[tuple[Document, FileStamp]] = []
        self._characters = 0
        self._derived_at = time.monotonic()

    def add(self, document: Document, stamp: FileStamp) -> None:
        """Take a document in, now or with the next ones; it replaces the one with its path.

        Its entries are found here, but for those that its file dates one by one.
        """
        document = self._with_entries(document)
        self._waiting.append((document, stamp))
        self._characters += len(document.text)
        full = self._characters >= BATCH_PASSAGES * BYTES_PER_PASSAGE
        if full or len(self._waiting) >= BATCH_PASSAGES // 2:
            self.flush()
            if time.monotonic() - self._derived_at > DERIVE_EVERY_SECONDS:
                self._store.update_derived()
                self._derived_at = time.monotonic()

    def flush(self) -> None:
        """Embed and write what waits, in one transaction."""
        if not self._waiting:
            return
        batch, self._waiting, self._characters = self._waiting, [], 0
        cut = [self._cut(document) for document, _ in batch]
        known: dict[bytes, NDArray[np.float32]] = {}
        for document, _ in batch:
            if document.path in self._embed_again:
                continue
            known |= self._store.passages.vectors_made_of(document.path, document.sha256)
        # Of equal texts one is embedded.
        missing = {
            made_of: text
            for one in cut
            for made_of, text in zip(one.hashes, one.texts, strict=True)
            if made_of not in known
        }
        embedded = self._embedder.embed_passages(list(missing.values()))
        known |= dict(zip(missing, embedded, strict=True))
        self.embedded += len(missing)
        self._store.write(
            [
                self._new(document, stamp, one, [known[made_of] for made_of in one.hashes])
                for (document, stamp), one in zip(batch, cut, strict=True)
            ]
        )

    def forecast(self, sample: Sequence[Document], share: float) -> Forecast:
        """Foretell what taking in documents costs of which `sample` is a `share`, 0 to 1.

        A few passages of the sample are embedded to see how long that takes.
        """
        missing: list[str] = []
        for document in sample:
            known = self._store.passages.vectors_made_of(document.path, document.sha256)
            cut = self._cut(self._with_entries(document))
            missing += [
                text
                for made_of, text in zip(cut.hashes, cut.texts, strict=True)
                if made_of not in known
            ]
        began = time.monotonic()
        few = missing[:FORECAST_PASSAGES]
        if few:
            self._embedder.embed_passages(few)
        each = (time.monotonic() - began) / max(len(few), 1)
        passages = round(len(missing) / share)
        return Forecast(passages, passages * each)

    @staticmethod
    def _with_entries(document: Document) -> Document:
        if any(entry.date_from is Origin.MESSAGE for entry in document.entries):
            return document
        entries = find_entries(
            document.text,
            document.body,
            published=document.published,
            markup=document.markup,
            elements=document.elements,
        )
        return replace(document, entries=entries)

    @property
    def _embedder(self) -> Embedder:
        if self._opened is None:
            self._opened = self._model.passages(self._expected)
        return self._opened

    def _cut(self, document: Document) -> _Cut:
        identity = self._store.identity
        passages = build_passages(
            document.text,
            document.body,
            markup=document.markup,
            entries=document.entries,
            elements=document.elements,
            count_tokens=self._embedder.count_tokens,
            max_tokens=min(identity.passage_tokens, identity.model_tokens - 2),
        )
        texts = [
            searched(document.text, passage.start, passage.end, passage.leads).vector_text
            for passage in passages
        ]
        return _Cut(passages, texts, [searched_hash(text) for text in texts])

    def _new(
        self, document: Document, stamp: FileStamp, cut: _Cut, vectors: list[NDArray[np.float32]]
    ) -> NewDocument:
        return NewDocument(
            document,
            stamp,
            cut.passages,
            np.stack(vectors) if vectors else np.empty((0, self._store.identity.dimension), "f4"),
            dates_of(document.text, document.body, document.published, document.entries),
            self._added_at.get((document.path, document.sha256)),
            cut.hashes,
            CUT,
        )
