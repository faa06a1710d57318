"""Embed with sentence-transformers: seconds to import, then the fastest for many passages."""

import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable, unit
from index.embedding.identity import ModelIdentity, Source
from index.errors import ModelError

# The lowest cosine at which two ways to run a model count as the same model. bfloat16 gives
# 0.9999 with all-MiniLM-L6-v2, ONNX 1.0000, int8 per tensor (which loses recall) 0.96.
FAITHFUL_COSINE = 0.999
_BATCH = 32
_NO_LIMIT = 1_000_000  # tokens; for a model that names no maximum

# Short and long, plain and not, to compare two ways to run a model on.
PROBES = (
    "ok",
    "Which company bought the port terminal in September 2019?",
    "THE Minister Said: prices rose by 3.5% (from £1.20 to £1.24) in the third quarter.",
    "naïve café, Straße, Ελληνικά, русский, 東京都, العربية, 🎉, e\u0301",
    " \t leading space, a NUL \x00 and a line\nbreak ",
    "The committee met on Tuesday and put off its decision until the autumn. " * 4,
    "long past any limit: market, budget, harbour, election, drought, vaccine; " * 120,
)


class TorchEmbedder:
    """An `Embedder` over a sentence-transformers model."""

    def __init__(self, source: Source, weights_sha256: str, *, fast: bool) -> None:
        """Load the model; where `fast`, on the best device and in bfloat16 if that is faithful.

        `weights_sha256` is the checked hash of the weights of `source`.

        Raises:
            ModelError: the model cannot be loaded.

        """
        # The tokenizer keeps its truncation setting from call to call.
        self._lock = threading.Lock()
        self.model = _load(source, None if fast else "cpu")
        sample = self.embed_passages(PROBES)
        limit = min(self.model.max_seq_length or _NO_LIMIT, _NO_LIMIT)
        self.identity = ModelIdentity(source.name, weights_sha256, sample.shape[1], int(limit))
        if fast and _bfloat16_helps(self.model.device.type):
            self.model.bfloat16()
            if not faithful(self.embed_passages(PROBES), sample):
                self.model = _load(source, None)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions with the model's query prompt; (n, dimension), rows of length 1."""
        return self._embed(self.model.encode_query, texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages with the model's document prompt; (n, dimension), rows of length 1."""
        return self._embed(self.model.encode_document, texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, without special tokens, prompt or truncation."""
        if not texts:
            return []
        readable = [encodable(text) for text in texts]
        tokenizer = self.model.tokenizer
        with self._lock:
            if hasattr(tokenizer, "encode_batch"):  # a static model has a bare tokenizer
                encodings = tokenizer.encode_batch(readable, add_special_tokens=False)
                return [sum(encoding.attention_mask) for encoding in encodings]
            encoded = tokenizer(readable, add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _embed(self, encode: Any, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        with self._lock:
            # It sorts by length itself and gives the vectors in the order of the texts.
            vectors = encode(
                [encodable(text) for text in texts],
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_tensor=True,
            )
        # Scaled in float32: a bfloat16 vector is of length 1 only to two digits.
        return unit(vectors.float().cpu().numpy())


def faithful(found: NDArray[np.float32], wanted: NDArray[np.float32]) -> bool:
    """Tell whether unit vectors agree row by row; never where one is not a number."""
    if found.shape != wanted.shape:
        return False
    return bool((np.sum(found * wanted, axis=1) >= FAITHFUL_COSINE).all())


def _load(source: Source, device: str | None) -> Any:
    # Inside the function: importing these takes seconds and half a gigabyte.
    import transformers
    from sentence_transformers import SentenceTransformer

    try:
        with quiet(transformers.utils.logging):
            model = SentenceTransformer(
                str(source.folder),
                device=device,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
    except (OSError, ValueError, RuntimeError, ImportError, LookupError, TypeError) as error:
        raise ModelError(
            f"Model {source.name!r} in {source.folder} cannot be loaded: {error} "
            "Choose a sentence-transformers model that needs no code of its own."
        ) from error
    return model.eval()


@contextmanager
def quiet(chatter: Any) -> Iterator[None]:
    """Keep progress bars and notes about unused weights off stderr while a model loads."""
    verbosity, bars = chatter.get_verbosity(), chatter.is_progress_bar_enabled()
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        chatter.set_verbosity(verbosity)
        if bars:
            chatter.enable_progress_bar()


def _bfloat16_helps(device: str) -> bool:
    """Tell whether the device computes in bfloat16; elsewhere it is emulated, and slower."""
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    # Private names, so absent in some versions; without them float32 is right, only slower.
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    probes = [getattr(torch.cpu, name, None) for name in names]
    return device == "cpu" and any(probe() for probe in probes if probe is not None)
