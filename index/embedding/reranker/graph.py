"""Run a cross-encoder with ONNX Runtime and tokenizers: a question and a passage in, a logit out.

Owns tokens, truncation and the session. What is read, in which order and for how long is the
reranker's.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.embedding.reranker.source import OFF, CrossEncoderFiles
from index.errors import ModelError

# A longer question is cut, so that a passage keeps at least half of what the model reads.
QUESTION_SHARE = 0.5

# The graph's inputs for one pair, of shape (1, tokens) each.
Pair: TypeAlias = dict[str, NDArray[np.int64]]


class CrossEncoder:
    """An open cross-encoder. Safe to use from several threads."""

    def __init__(self, files: CrossEncoderFiles, *, threads: int) -> None:
        """Open the graph and the tokenizer.

        Raises:
            ModelError: a file cannot be read or is damaged.

        """
        # Inside the constructor: importing this module must cost nothing.
        import onnxruntime
        from tokenizers import Tokenizer

        self._files = files
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_mem_pattern = False  # one is kept for every shape, and shapes vary
        options.log_severity_level = 3  # errors only: stderr is for people
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # see onnx.py
        try:
            self._session = onnxruntime.InferenceSession(
                str(files.graph), options, providers=["CPUExecutionProvider"]
            )
            # Two, since truncation is a state of the tokenizer, and threads share it.
            self._questions = Tokenizer.from_file(str(files.tokenizer))
            self._pairs = Tokenizer.from_file(str(files.tokenizer))
        except Exception as error:  # both raise direct subclasses of Exception
            raise ModelError(
                f"The reranker {files.name} in {files.graph.parent} cannot be opened: {error}. "
                f"Install it again, or set DATELINE_RERANKER={OFF}."
            ) from error
        for tokenizer in (self._questions, self._pairs):
            tokenizer.no_padding()
            tokenizer.no_truncation()
        self._pairs.enable_truncation(files.max_tokens, strategy="only_second")

    def pairs(self, question: str, texts: Sequence[str]) -> list[Pair]:
        """Tokenize a question with each text; the question stays whole, a long text is cut."""
        question = self._short(encodable(question))
        encodings = self._pairs.encode_batch([(question, encodable(text)) for text in texts])
        return [
            {
                "input_ids": _row(encoding.ids),
                "attention_mask": _row(encoding.attention_mask),
                "token_type_ids": _row(encoding.type_ids),
            }
            for encoding in encodings
        ]

    def logit(self, pair: Pair) -> float:
        """Return how well the text answers the question: any number, higher is better.

        One pair a run: in int8 the logits of a batch depend on each other (by 0.3 among ten
        passages), and filling up short texts costs more than a batch saves (ten passages of 30 to
        500 tokens: 327 ms one by one, 1,134 ms together; equally long ones take the same time).

        Raises:
            ModelError: the graph does not run.

        """
        try:
            output = self._session.run(None, {name: pair[name] for name in self._files.inputs})
        except Exception as error:  # a direct subclass of Exception, too
            raise ModelError(
                f"The reranker {self._files.name} does not run: {error}. Install it again, or set "
                f"DATELINE_RERANKER={OFF}."
            ) from error
        return float(output[0].reshape(-1)[0])

    def _short(self, question: str) -> str:
        """Return the beginning of a question that is too long to be read with a passage."""
        most = int(self._files.max_tokens * QUESTION_SHARE)
        encoding = self._questions.encode(question, add_special_tokens=False)
        if len(encoding.ids) <= most:
            return question
        return question[: encoding.offsets[most][0]]


def _row(tokens: Sequence[int]) -> NDArray[np.int64]:
    return np.array([tokens], dtype=np.int64)
