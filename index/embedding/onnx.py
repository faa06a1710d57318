"""Embed with ONNX Runtime and tokenizers: quick to start, small in memory, never imports torch."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable, unit
from index.embedding.exported import GRAPH, QUESTIONS, TOKENIZER, Pipeline
from index.embedding.identity import ModelIdentity
from index.errors import ModelError

# Padded tokens in one run. The process then peaks at 240 MB with all-MiniLM-L6-v2 (512: 220 MB;
# with memory patterns 1024: 277 MB, 4096: 370 MB); none was faster. Measured on 2 cores; measure
# again where there are more.
TOKENS_PER_RUN = 1024
# Texts tokenized at a time: enough to sort by length, few enough to hold.
TEXTS_PER_WINDOW = 512
MAX_THREADS = 4


class OnnxEmbedder:
    """An `Embedder` over an exported model."""

    def __init__(
        self,
        folder: Path,
        identity: ModelIdentity,
        pipeline: Pipeline,
        *,
        graph: str = GRAPH,
        threads: int | None = None,
    ) -> None:
        """Open a graph and the tokenizer in `folder`; `threads` defaults to the cores, at most 4.

        Raises:
            ModelError: a file of the export is damaged.

        """
        # Inside the constructor: importing this module must cost nothing.
        import onnxruntime
        from tokenizers import Tokenizer

        self.identity = identity
        self._pipeline = pipeline
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, MAX_THREADS)
        options.enable_mem_pattern = False  # one is kept for every shape, and shapes vary
        options.log_severity_level = 3  # errors only: stderr is for people
        # Threads that spin while they wait take the cores from everything else. Measured: on idle
        # cores no faster, and on busy ones a question took 17 ms with it, 8 ms without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / graph), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # both raise direct subclasses of Exception
            raise ModelError(
                f"The exported model in {folder} cannot be opened: {error}. "
                "Remove that folder and run `dateline index`."
            ) from error
        # Set once, here: the tokenizer may be shared by threads while nobody changes it.
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(identity.max_tokens, direction=pipeline.truncation_side)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions with the model's query prompt; (n, dimension), rows of length 1."""
        return self._embed(texts, self._pipeline.query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages with the model's document prompt; (n, dimension), rows of length 1."""
        return self._embed(texts, self._pipeline.passage_prompt)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, without special tokens, prompt or truncation."""
        encodings = self._tokenizer.encode_batch(
            [encodable(text) for text in texts], add_special_tokens=False
        )
        # What truncation cuts off stays in `overflowing`.
        return [
            len(encoding.ids) + sum(len(rest.ids) for rest in encoding.overflowing)
            for encoding in encodings
        ]

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_PER_WINDOW):
            window = [prompt + encodable(text) for text in texts[start : start + TEXTS_PER_WINDOW]]
            encodings = self._tokenizer.encode_batch(window)
            ids = [encoding.ids for encoding in encodings]
            types = [encoding.type_ids for encoding in encodings]
            for rows in batches([len(tokens) for tokens in ids]):
                vectors[[start + row for row in rows]] = self._run(
                    [ids[row] for row in rows], [types[row] for row in rows]
                )
        return unit(vectors)

    def _run(self, ids: list[list[int]], types: list[list[int]]) -> NDArray[np.float32]:
        padding = self._pipeline.padding
        tensors = {
            "input_ids": padded(ids, padding.token_id, padding.side),
            "attention_mask": padded([[1] * len(row) for row in ids], 0, padding.side),
            "token_type_ids": padded(types, padding.type_id, padding.side),
        }
        feed = {name: tensors[name] for name in self._pipeline.inputs}
        output: NDArray[np.float32] = self._session.run(None, feed)[0]
        return output


class OnnxQuestionEmbedder:
    """An `Embedder` that runs questions in int8 and passages exactly, as `OnnxEmbedder` does."""

    def __init__(self, folder: Path, identity: ModelIdentity, pipeline: Pipeline) -> None:
        """Open the questions' graph and the tokenizer in `folder`.

        Raises:
            ModelError: a file of the export is damaged.

        """
        self.identity = identity
        self._folder = folder
        self._pipeline = pipeline
        # One thread: a question's products in int8 are too short to share out. all-MiniLM-L6-v2
        # takes 2.8 ms on one, 3.9 ms on two; in float32 8.0 and 5.4.
        self._small = OnnxEmbedder(folder, identity, pipeline, graph=QUESTIONS, threads=1)
        self._exact: OnnxEmbedder | None = None
        self._lock = threading.Lock()

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions with the model's query prompt; (n, dimension), rows of length 1."""
        vectors = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        # One by one: in int8 a text's vector depends on the texts it runs with.
        for row, text in enumerate(texts):
            vectors[row] = self._small.embed_questions([text])[0]
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages with the model's document prompt; (n, dimension), rows of length 1.

        Raises:
            ModelError: the exact graph, which the first call opens, is damaged.

        """
        with self._lock:
            if self._exact is None:
                self._exact = OnnxEmbedder(self._folder, self.identity, self._pipeline)
        return self._exact.embed_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, without special tokens, prompt or truncation."""
        return self._small.count_tokens(texts)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group positions by rising length, each group within `TOKENS_PER_RUN` padded tokens."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[position] > TOKENS_PER_RUN:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def padded(rows: list[list[int]], fill: int, side: str) -> NDArray[np.int64]:
    """Fill rows up to the longest with `fill` on the "left" or "right"; (rows, longest)."""
    width = max(len(row) for row in rows)
    filled = np.full((len(rows), width), fill, dtype=np.int64)
    for target, row in zip(filled, rows, strict=True):
        if side == "left":
            target[width - len(row) :] = row
        else:
            target[: len(row)] = row
    return filled
