"""The second look as questions use it: opened late, kept scores, and no longer than there is time.

Owns the order of reading, the clock and what is kept; running the model is `graph`'s.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.reranker.export import exported_reranker
from index.embedding.reranker.graph import CrossEncoder
from index.embedding.reranker.source import (
    OFF,
    CrossEncoderFiles,
    check_packaged,
    is_packaged,
    packaged,
)

# Threads of one run. Questions that are read at the same time share the cores.
THREADS = 2
# Scores kept, of 16 bytes and what Python needs around them: 2 MB.
KEPT_SCORES = 10_000
# Until something was measured: ten passages of 128 tokens in 165 ms on two cores.
SECONDS_PER_TOKEN = 165e-3 / 1280
# What one more measurement counts: the estimate follows a queue that grows within some passages.
_NEWEST_SHARE = 0.2
# What is left of an estimate that kept a passage from being read. Nothing is measured then, and
# one slow moment of the machine must not end the second look for good.
_LEFT_OF_ESTIMATE = 0.9


class Reranker:
    """Scores passages by reading each with the question. Safe to use from several threads."""

    def __init__(
        self, files: CrossEncoderFiles, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take checked files and open none; `clock` gives the seconds that `until` is told in."""
        self.name = files.name
        self._files = files
        self._clock = clock
        self._encoder: CrossEncoder | None = None
        self._opening = threading.Lock()
        self._lock = threading.Lock()  # of what stands below
        self._kept: OrderedDict[bytes, float] = OrderedDict()  # the last used at the end
        self._seconds_per_token = SECONDS_PER_TOKEN

    def scores(
        self, question: str, texts: Sequence[str], *, until: float | None = None
    ) -> NDArray[np.float32]:
        """Return a logit for each text, (n,), higher is better; NaN where there was no time.

        Texts are read in order, and none is begun that would not be done by `until`, a time of
        `time.monotonic()`, at the speed measured lately. Scores that are kept cost no time.

        Raises:
            ModelError: the model cannot be opened or run.

        """
        found = np.full(len(texts), np.nan, dtype=np.float32)
        keys = [_key(question, text) for text in texts]
        unread = []
        for row, key in enumerate(keys):
            kept = self._recall(key)
            if kept is None:
                unread.append(row)
            else:
                found[row] = kept
        if not unread or (until is not None and self._clock() >= until):
            return found
        encoder = self._opened()
        for row, pair in zip(
            unread, encoder.pairs(question, [texts[row] for row in unread]), strict=True
        ):
            tokens = pair["input_ids"].size
            began = self._clock()
            if until is not None and began + tokens * self._seconds_per_token > until:
                self._forget()
                break
            found[row] = logit = encoder.logit(pair)
            self._keep(keys[row], logit, (self._clock() - began) / tokens)
        return found

    def warm(self) -> None:
        """Open the model and run it once, so that the first question need not wait for it.

        Raises:
            ModelError: as `scores`.

        """
        encoder = self._opened()
        (pair,) = encoder.pairs("Is it open?", ["It is open."])
        encoder.logit(pair)

    def _opened(self) -> CrossEncoder:
        with self._opening:
            if self._encoder is None:
                self._encoder = CrossEncoder(self._files, threads=THREADS)
            return self._encoder

    def _recall(self, key: bytes) -> float | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: bytes, logit: float, seconds_per_token: float) -> None:
        with self._lock:
            self._kept[key] = logit
            if len(self._kept) > KEPT_SCORES:
                self._kept.popitem(last=False)
            self._seconds_per_token += _NEWEST_SHARE * (seconds_per_token - self._seconds_per_token)

    def _forget(self) -> None:
        with self._lock:
            self._seconds_per_token *= _LEFT_OF_ESTIMATE


def open_reranker(name: str, folder: Path) -> Reranker | None:
    """Find and check the reranker of a name; None for "off" and where the default is missing.

    Another cross-encoder is exported into `folder` the first time, which imports torch. No model
    is opened before the first passage is read.

    Raises:
        ModelError: the files are not those published, or nothing usable answers to `name`.

    """
    if name.casefold() == OFF:
        return None
    if not is_packaged(name):
        return Reranker(exported_reranker(name, folder))
    files = packaged()
    if files is None:
        return None
    check_packaged(files, folder)
    return Reranker(files)


def _key(question: str, text: str) -> bytes:
    parts = (question.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass"))
    # With the length of the first: no two pairs are one when joined.
    joined = b"".join((len(parts[0]).to_bytes(8, "big"), *parts))
    return hashlib.blake2b(joined, digest_size=16).digest()
