"""Questions embedded with weights whose hash is checked while the rest is being opened.

A question must not wait for 23 MB to be hashed, nor be answered with weights that rotted: the check
runs beside the start, and the first vector is given out once it has passed.
"""

import logging
import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from index.embedding.identity import ModelIdentity
from index.errors import ModelError

log = logging.getLogger(__name__)


class CheckedQuestions:
    """An `Embedder` that gives out no vector before its weights were checked."""

    def __init__(
        self, embedder: Embedder, check: Callable[[], object], anew: Callable[[], Embedder]
    ) -> None:
        """`check` raises ModelError; then what `anew` opens takes the place of `embedder`."""
        self._embedder = embedder
        self._anew = anew
        self._lock = threading.Lock()
        self._damage: ModelError | None = None
        self._checking: threading.Thread | None = threading.Thread(
            target=self._run, args=(check,), name="weights", daemon=True
        )
        self._checking.start()

    @property
    def identity(self) -> ModelIdentity:
        """Name the model whose vectors these are."""
        return self._embedder.identity

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions with the model's query prompt; (n, dimension), rows of length 1.

        Raises:
            ModelError: the weights are damaged, and cannot be made anew.

        """
        return self._checked().embed_questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages with the model's document prompt; (n, dimension), rows of length 1.

        Raises:
            ModelError: as `embed_questions`.

        """
        return self._checked().embed_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, without special tokens, prompt or truncation."""
        return self._checked().count_tokens(texts)

    def _run(self, check: Callable[[], object]) -> None:
        try:
            check()
        except ModelError as error:
            self._damage = error

    def _checked(self) -> Embedder:
        if self._checking is None:
            return self._embedder
        with self._lock:
            if self._checking is not None:
                self._checking.join()
                if self._damage is not None:
                    log.warning("the model is exported again: %s", self._damage)
                    self._embedder = self._anew()
                self._checking = None
        return self._embedder
