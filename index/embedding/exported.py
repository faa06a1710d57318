"""The folder of one exported model: its layout, how it is written, opened and checked.

models/53aa51172d142c89/    named by the first 16 digits of the weights' hash
    model.json              what `Exported` holds; the only file of a model without a graph
    model.onnx              the whole pipeline, tokens in, sentence embedding out
    model.onnx.data         its weights
    questions.onnx          the same in int8, for questions; absent where it is not close enough
    questions.onnx.data     its weights
    tokenizer.json          as the tokenizers library reads it
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.embedding.identity import FileStat, ModelIdentity
from index.errors import ModelError

FORMAT = 3
RECORD = "model.json"
GRAPH = "model.onnx"
WEIGHTS = "model.onnx.data"
QUESTIONS = "questions.onnx"
QUESTION_WEIGHTS = "questions.onnx.data"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Padding:
    """How a batch is filled up to its longest text."""

    side: str  # "left" or "right"
    token_id: int
    type_id: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the graph needs around it to give the model's own vectors."""

    inputs: tuple[str, ...]  # of the graph, in order
    padding: Padding
    truncation_side: str  # the side that is cut: "left" or "right"
    query_prompt: str
    passage_prompt: str


@dataclass(frozen=True, slots=True)
class FileHash:
    """One file of the export as it was written."""

    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """The record of an export, read from model.json."""

    identity: ModelIdentity
    sources: tuple[FileStat, ...]  # the original model's files when they were hashed
    pipeline: Pipeline | None  # None where the model cannot be exported faithfully
    files: tuple[FileHash, ...]  # empty where `pipeline` is None

    @property
    def has_questions(self) -> bool:
        """Say whether questions have a graph of their own."""
        return any(file.name == QUESTIONS for file in self.files)


def folder_for(models: Path, weights_sha256: str) -> Path:
    """Name the folder of a model's export."""
    return models / weights_sha256[:16]


def read(folder: Path) -> Exported:
    """Read a record and check that its files are there with the sizes written down.

    Raises:
        ModelError: the export is missing, damaged or of another format.

    """
    try:
        record = _from_json(json.loads((folder / RECORD).read_text("utf-8")))
        for file in record.files:
            size = (folder / file.name).stat().st_size
            if size != file.size:
                raise _damaged(folder, f"{file.name} has {size} bytes, not {file.size}")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(folder, f"{type(error).__name__}: {error}") from error
    return record


def check(folder: Path, names: Collection[str] | None = None) -> Exported:
    """Read a record and check the hash of every file, or of those with `names`.

    Takes about 0.1 s per 100 MB.

    Raises:
        ModelError: the export is missing, damaged or of another format.

    """
    record = read(folder)
    for file in record.files:
        if names is not None and file.name not in names:
            continue
        try:
            found = _hash(folder / file.name)
        except OSError as error:
            raise _damaged(folder, str(error)) from error
        if found.sha256 != file.sha256:
            raise _damaged(folder, f"{file.name} has SHA-256 {found.sha256}, not {file.sha256}")
    return record


def write(models: Path, weights_sha256: str, fill: Callable[[Path], Exported]) -> Exported:
    """Let `fill` write an export beside its place, then move it there in one step.

    A crash leaves the old export, none or the new one. The `files` of the record that `fill`
    returns are set from what it wrote; what it raises passes through.

    Raises:
        ModelError: the folder cannot be written.

    """
    target = folder_for(models, weights_sha256)
    try:
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=models) as scratch:
            new = Path(scratch, "export")  # nested, for the usual permissions instead of 0700
            new.mkdir()
            record = fill(new)
            record = replace(record, files=tuple(_hash(path) for path in sorted(new.iterdir())))
            (new / RECORD).write_text(_to_json(record), "utf-8")
            # The onnx library keeps weights from other users; who may read the index may read them.
            usual = (new / RECORD).stat().st_mode
            for path in new.iterdir():
                path.chmod(usual)
            for path in (*new.iterdir(), new):
                _sync(path)
            if target.exists():
                target.rename(Path(scratch, "old"))
            new.rename(target)
            _sync(models)
    except OSError as error:
        raise ModelError(
            f"The exported model cannot be written to {target}: {error}. "
            "Make the folder writable, then run `dateline index`."
        ) from error
    return record


def refresh(folder: Path, record: Exported) -> None:
    """Replace a record alone, in one step; best effort, since it only spares hashing later."""
    new = folder / f".new-{os.getpid()}-{RECORD}"
    with contextlib.suppress(OSError):
        new.write_text(_to_json(record), "utf-8")
        _sync(new)
        new.replace(folder / RECORD)


def _hash(path: Path) -> FileHash:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileHash(path.name, path.stat().st_size, digest)


def _sync(path: Path) -> None:
    """Make a file or the names in a folder last through a power failure, where the system can."""
    if path.is_dir():
        # Windows opens no folders; its renames are in the file system's journal.
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
    else:
        # Windows syncs only what is open for writing.
        handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _to_json(record: Exported) -> str:
    return json.dumps({"format": FORMAT, **asdict(record)}, indent=1)


def _from_json(data: dict[str, Any]) -> Exported:
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}, this version reads {FORMAT}")
    pipeline = data["pipeline"]
    if pipeline is not None:
        pipeline = Pipeline(
            **{
                **pipeline,
                "inputs": tuple(pipeline["inputs"]),
                "padding": Padding(**pipeline["padding"]),
            }
        )
    return Exported(
        identity=ModelIdentity(**data["identity"]),
        sources=tuple(FileStat(**source) for source in data["sources"]),
        pipeline=pipeline,
        files=tuple(FileHash(**file) for file in data["files"]),
    )


def _damaged(folder: Path, reason: str) -> ModelError:
    return ModelError(
        f"The exported model in {folder} is missing or damaged ({reason}). "
        "Remove that folder if it is there and run `dateline index`."
    )
