"""What every embedder promises, and the arithmetic both share. Runs no model itself."""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.identity import ModelIdentity

_SURROGATES = re.compile("[\ud800-\udfff]")


class Embedder(Protocol):
    """Turn texts into unit vectors with one model; safe to call from several threads."""

    @property
    def identity(self) -> ModelIdentity:
        """Name the model whose vectors these are."""

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions with the model's query prompt; (n, dimension), rows of length 1."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages with the model's document prompt; (n, dimension), rows of length 1."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, without special tokens, prompt or truncation."""


def encodable(text: str) -> str:
    """Replace lone surrogates, which no tokenizer takes, with U+FFFD; the length is kept."""
    return _SURROGATES.sub("\ufffd", text)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale every row of (n, d) to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
