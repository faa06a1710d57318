"""A tiny deterministic embedder: signed, hashed words, so that every score is exact."""

import hashlib
import re

import numpy as np

from index.embedding import ModelIdentity

IDENTITY = ModelIdentity(name="hash", weights_sha256="0" * 64, dimension=64, max_tokens=256)


class HashEmbedder:
    identity = IDENTITY

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_questions(self, texts):
        return np.stack([_vector(t) for t in texts]) if texts else np.empty((0, 64), np.float32)

    def embed_passages(self, texts):
        self.embedded.extend(texts)
        return self.embed_questions(texts)

    def count_tokens(self, texts):
        return [len(re.findall(r"\w+|[^\w\s]", t)) for t in texts]


class HashModel:
    """Stands where a `Model` is asked for; counts what it embeds."""

    def __init__(self, identity: ModelIdentity = IDENTITY) -> None:
        self._identity = identity
        self.embedder = HashEmbedder()

    def identity(self) -> ModelIdentity:
        return self._identity

    def questions(self) -> HashEmbedder:
        return self.embedder

    def passages(self, count: int) -> HashEmbedder:
        return self.embedder


def _vector(text: str) -> np.ndarray:
    vector = np.zeros(64, np.float32)
    for word in re.findall(r"\w+", text.casefold()):
        digest = hashlib.sha256(word.encode()).digest()
        vector[digest[0] % 64] += 1 if digest[1] % 2 else -1
    length = float(np.linalg.norm(vector))
    if length == 0:
        vector[0] = length = 1.0
    return vector / length
