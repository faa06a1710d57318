"""Logits of the second look, kept on disk: a bench that asks again reads no passage twice."""

from pathlib import Path

import numpy as np

import index.embedding.reranker.reranker as module
from bot.library import Library

# More than any bench reads.
module.KEPT_SCORES = 5_000_000


def recall(library: Library, path: Path) -> None:
    """Give a library's reranker what `path` keeps, where it is of the same model."""
    reranker = library._reranker
    if reranker is not None and path.exists():
        kept = np.load(path)
        if str(kept["name"]) == reranker.name:
            pairs = zip(kept["keys"], kept["logits"].tolist(), strict=True)
            reranker._kept.update({key.tobytes(): logit for key, logit in pairs})


def keep(library: Library, path: Path) -> None:
    """Write all logits that the library's reranker knows."""
    reranker = library._reranker
    if reranker is not None and reranker._kept:
        keys = np.frombuffer(b"".join(reranker._kept), np.uint8).reshape(-1, 16)
        logits = np.array(list(reranker._kept.values()), np.float64)
        new = path.with_name(f"new-{path.name}")
        np.savez(new, name=reranker.name, keys=keys, logits=logits)
        new.replace(path)
