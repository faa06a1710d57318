"""One embedding model: known by its hash, run by the engine that suits the work."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.embedding import exported
from index.embedding.checked import CheckedQuestions
from index.embedding.embedder import Embedder
from index.embedding.export import NotExportableError, export
from index.embedding.exported import Exported
from index.embedding.identity import ModelIdentity, Source, find, hash_weights, stats
from index.embedding.onnx import OnnxEmbedder, OnnxQuestionEmbedder
from index.embedding.pytorch import TorchEmbedder
from index.errors import ModelError

# From this many passages on, importing torch (7 s) pays: it then embeds 82 passages of 110 tokens
# a second in bfloat16, ONNX Runtime 40. n / 40 = 7 + n / 82 gives 550. Two cores with AMX.
BULK_FROM = 500

# The files of an export that vectors of passages, and of questions, depend on.
FOR_PASSAGES = (exported.GRAPH, exported.WEIGHTS, exported.TOKENIZER)
FOR_QUESTIONS = (exported.QUESTIONS, exported.QUESTION_WEIGHTS, exported.TOKENIZER)

log = logging.getLogger(__name__)


class Model:
    """A model by name, with its export kept in a folder. Constructing loads nothing."""

    def __init__(self, name: str, folder: Path, *, keep: bool = False) -> None:
        """Name a model (see `identity.find`) and the folder that holds exports.

        With `keep`, what embeds few passages stays open for the next ones.
        """
        self._keep = keep
        self._kept: tuple[Exported, Embedder] | None = None
        self._name = name
        self._folder = folder
        self._lock = threading.Lock()

    def identity(self) -> ModelIdentity:
        """Identify the model; imports torch and exports it the first time, then reads JSON only.

        Raises:
            ModelError: the model cannot be found, checked or loaded, or its export not written.

        """
        return self._record(find(self._name)).identity

    def questions(self) -> Embedder:
        """Open the embedder that answers a question soonest; exports the model where needed.

        Its question vectors may be of int8, its passage vectors never are.

        Raises:
            ModelError: as `identity`.

        """
        return self._opened(_open_for_questions)

    def passages(self, count: int) -> Embedder:
        """Open the embedder that is done first with `count` passages, start included.

        The hash of its weights is checked before: what they make is written and stays.

        Raises:
            ModelError: as `identity`.

        """
        if count < BULK_FROM and self._keep:
            return self._kept_open()
        if count < BULK_FROM:
            return self._opened(_open_checked)
        return _torch(find(self._name), fast=True)

    def _kept_open(self) -> Embedder:
        """Return what was opened before, as long as the model is the same."""
        record = self._record(find(self._name))
        if self._kept is None or self._kept[0] != record:
            self._kept = record, self._opened(_open_checked)
        return self._kept[1]

    def export_again(self) -> Exported:
        """Export the model anew, in place of an export that is damaged.

        Raises:
            ModelError: as `identity`.

        """
        source = find(self._name)
        with self._lock:
            return self._export(source, hash_weights(source))

    def _opened(self, opener: Callable[[Path, Exported], Embedder | None]) -> Embedder:
        """Open the export; make it where it is missing, and again where it does not open."""
        source = find(self._name)
        record = self._record(source)
        try:
            embedder = opener(self._folder, record)
        except ModelError as error:
            log.warning("exporting %s again: %s", source.name, error)
            record = self.export_again()
            embedder = opener(self._folder, record)
        return embedder or _torch(source, fast=True)

    def _record(self, source: Source) -> Exported:
        """Find the model's export, or make it."""
        with self._lock:
            found = stats(source)
            for path in self._exports():
                record = _read(path)
                if record and (record.identity.name, record.sources) == (source.name, found):
                    return record
            weights_sha256 = hash_weights(source)
            folder = exported.folder_for(self._folder, weights_sha256)
            record = _read(folder)
            if record is None or record.identity.weights_sha256 != weights_sha256:
                return self._export(source, weights_sha256)
            # The same weights under another name or date: note it, and hash no more.
            record = replace(
                record, identity=replace(record.identity, name=source.name), sources=found
            )
            exported.refresh(folder, record)
            return record

    def _exports(self) -> list[Path]:
        try:
            return sorted(path.parent for path in self._folder.glob(f"*/{exported.RECORD}"))
        except OSError as error:
            raise ModelError(
                f"The exported models in {self._folder} cannot be read: {error}. "
                "Give this user the right to read that folder."
            ) from error

    def _export(self, source: Source, weights_sha256: str) -> Exported:
        embedder = _torch(source, fast=False)
        record = Exported(embedder.identity, stats(source), pipeline=None, files=())
        try:
            return exported.write(
                self._folder,
                weights_sha256,
                lambda new: replace(record, pipeline=export(embedder, new)),
            )
        except NotExportableError as error:
            log.warning(
                "model %s cannot be exported (%s); every start will load PyTorch",
                source.name,
                error,
            )
            return exported.write(self._folder, weights_sha256, lambda _: record)


def questions_for(identity: ModelIdentity, folder: Path) -> Embedder:
    """Open the embedder of a stored identity from its export; the model itself may be gone.

    Where the export is missing or damaged and the model is still there with equal weights, it is
    exported again.

    Raises:
        ModelError: neither the export nor an equal model is there.

    """

    def anew() -> Embedder:
        made = Model(identity.name, folder)
        made.export_again()
        return made.questions()

    try:
        record = exported.read(exported.folder_for(folder, identity.weights_sha256))
        same = _same(record.identity, identity)
        embedder = _open_for_questions(folder, record) if same else None
        if embedder is not None:
            return CheckedQuestions(embedder, _check_of_questions(folder, record), anew)
        damage = None
    except ModelError as error:
        damage = error
    model = Model(identity.name, folder)
    try:
        found = model.identity()
    except ModelError as error:
        raise (damage or error) from error
    if not _same(found, identity):
        raise ModelError(
            f"The index was made with {_describe(identity)}; the model here is "
            f"{_describe(found)}. Run `dateline index --rebuild` to embed the documents again."
        )
    return model.questions()


def _check_of_questions(folder: Path, record: Exported) -> Callable[[], object]:
    names = FOR_QUESTIONS if record.has_questions else FOR_PASSAGES
    place = exported.folder_for(folder, record.identity.weights_sha256)
    return lambda: exported.check(place, names)


def check_export(identity: ModelIdentity, folder: Path) -> None:
    """Check every byte of the export of a stored identity.

    Raises:
        ModelError: the export is missing or damaged, or is of another model.

    """
    place = exported.folder_for(folder, identity.weights_sha256)
    found = exported.check(place).identity
    if not _same(found, identity):
        raise ModelError(
            f"The export in {place} is of {_describe(found)}, not of {_describe(identity)}. "
            "Remove that folder and run `dateline index`."
        )


def _open_for_questions(folder: Path, record: Exported) -> Embedder | None:
    """Open an export by its questions' graph where it has one, else as `_open` does."""
    if record.pipeline is None or not record.has_questions:
        return _open(folder, record)
    place = exported.folder_for(folder, record.identity.weights_sha256)
    return OnnxQuestionEmbedder(place, record.identity, record.pipeline)


def _open_checked(folder: Path, record: Exported) -> Embedder | None:
    """Open an export as `_open` does, once every byte of it that counts was checked."""
    if record.pipeline is not None:
        place = exported.folder_for(folder, record.identity.weights_sha256)
        exported.check(place, FOR_PASSAGES)
    return _open(folder, record)


def _open(folder: Path, record: Exported) -> Embedder | None:
    """Open an export; None where the model could not be exported."""
    if record.pipeline is None:
        return None
    place = exported.folder_for(folder, record.identity.weights_sha256)
    return OnnxEmbedder(place, record.identity, record.pipeline)


def _torch(source: Source, *, fast: bool) -> TorchEmbedder:
    # Hashed again each time: what is checked is what is loaded.
    return TorchEmbedder(source, hash_weights(source), fast=fast)


def _read(folder: Path) -> Exported | None:
    try:
        return exported.read(folder)
    except ModelError:
        return None


def _same(one: ModelIdentity, other: ModelIdentity) -> bool:
    """Compare all but the name: equal weights under two names give equal vectors."""
    return replace(one, name=other.name) == other


def _describe(identity: ModelIdentity) -> str:
    return (
        f"{identity.name} (weights {identity.weights_sha256[:16]}, "
        f"{identity.dimension} dimensions, {identity.max_tokens} tokens)"
    )
