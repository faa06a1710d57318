"""Documents on their way into a store: read, cut, embedded and written some at a time.

Owns the size of these batches, and what of a document is taken over instead of being embedded.
What is to be taken in is `reindex`'s matter.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from index.dates import dates_of
from index.documents import Document
from index.embedding import Embedder, Model
from index.passages import Passage, build_passages
from index.store.store import Store
from index.store.tables import FileStamp, NewDocument

# What is embedded and written at once: enough to fill the model's batches, little enough that a
# crash loses a few seconds of work.
BATCH_PASSAGES = 512
# For choosing the embedding path before the passages are known: bytes of text in one passage.
BYTES_PER_PASSAGE = 400
# Long runs bring the derived indexes up to date in between, so that a running bot finds what is
# there already.
DERIVE_EVERY_SECONDS = 120.0
NOTHING_ADDED: Mapping[tuple[str, str], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Waiting:
    document: Document
    stamp: FileStamp


class Intake:
    """Takes documents into one store; call `flush` after the last."""

    def __init__(
        self,
        store: Store,
        model: Model,
        *,
        expected_bytes: int,
        added_at: Mapping[tuple[str, str], int] = NOTHING_ADDED,
    ) -> None:
        """`expected_bytes` of text will come, by and large; it chooses how they are embedded.

        `added_at` says of a path with its content hash when it first came into the library, in
        seconds since 1970; of others it is now.
        """
        self.embedded = 0  # passages, so far
        self._store = store
        self._model = model
        self._expected = expected_bytes // BYTES_PER_PASSAGE + 1
        self._added_at = added_at
        self._embedder: Embedder | None = None
        self._waiting: list[_Waiting] = []
        self._characters = 0
        self._derived_at = time.monotonic()

    def add(self, document: Document, stamp: FileStamp) -> None:
        """Take a document in, now or with the next ones; it replaces the one with its path."""
        self._waiting.append(_Waiting(document, stamp))
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
        self._embedder = self._embedder or self._model.passages(self._expected)
        cut: list[list[Passage]] = []
        ready: dict[int, np.ndarray] = {}
        texts: list[str] = []
        for number, one in enumerate(batch):
            same = self._store.passages.same_content(one.document.sha256)
            if same is not None:
                passages, ready[number] = same
            else:
                passages = self._cut(one.document, self._embedder)
                texts.extend(one.document.text[p.start : p.end] for p in passages)
            cut.append(passages)
        embedded = self._embedder.embed_passages(texts)
        self.embedded += len(texts)
        new = []
        used = 0
        for number, (one, passages) in enumerate(zip(batch, cut, strict=True)):
            vectors = ready.get(number)
            if vectors is None:
                vectors = embedded[used : used + len(passages)]
                used += len(passages)
            document = one.document
            dates = dates_of(document.text, document.body, document.published)
            at = self._added_at.get((document.path, document.sha256))
            new.append(NewDocument(document, one.stamp, passages, vectors, dates, at))
        self._store.writer.write(new)

    def _cut(self, document: Document, embedder: Embedder) -> list[Passage]:
        identity = self._store.identity
        return build_passages(
            document.text,
            document.body,
            count_tokens=embedder.count_tokens,
            max_tokens=min(identity.passage_tokens, identity.model_tokens - 2),
        )
