"""What a person can set: the only reader of the environment and of `.env`.

Each setting is declared once, as a field of `Settings`; a test holds `.env.example` and docs
to what stands here. Knows nothing of what a setting does.
"""
# ruff: noqa: RUF009 - `_setting` makes a dataclass field, which is never shared

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Generic, Literal, TypeVar, cast
from urllib.parse import urlsplit

from dotenv import dotenv_values

from index.errors import SettingsError

T = TypeVar("T")

PREFIX = "DATELINE_"
# As hosts and other bots name them.
UNPREFIXED = ("DISCORD_TOKEN", "DISCORD_API_URL", "DISCORD_GATEWAY_URL")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True, slots=True)
class Parser(Generic[T]):
    """How a value is read; `read` raises ValueError for all that is not `allowed`."""

    allowed: str  # completes "X is not ..."
    read: Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as it is documented."""

    name: str  # of the environment variable
    default: str  # as it would be written in .env
    parser: Parser[object]
    help: str
    secret: bool  # its value is never shown


def _whole(low: int, high: int, *, unit: int = 1) -> Parser[int]:
    def read(text: str) -> int:
        if not low <= int(text) <= high:
            raise ValueError(text)
        return int(text) * unit

    return Parser(f"a whole number from {low} to {high}", read)


def _number(low: float, high: float) -> Parser[float]:
    def read(text: str) -> float:
        if not low <= float(text) <= high:
            raise ValueError(text)
        return float(text)

    return Parser(f"a number from {low:g} to {high:g}", read)


def _read_switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def _read_token(text: str) -> str:
    # It goes into a header of HTTP, which takes neither.
    if not text.isascii() or any(character.isspace() for character in text):
        raise ValueError(text)
    return text


def _address(*schemes: str) -> Parser[str]:
    """Read an address without its last slash; "" stays, for Discord's own."""

    def read(text: str) -> str:
        parts = urlsplit(text)
        if text and (parts.scheme not in schemes or not parts.hostname or parts.port == 0):
            raise ValueError(text)
        return text.rstrip("/")

    return Parser("an address that begins with " + " or ".join(f"{s}://" for s in schemes), read)


def _read_folder(text: str) -> Path:
    try:
        folder = Path(text).expanduser()
    except RuntimeError as error:  # "~name" of nobody on this machine
        raise ValueError(text) from error
    if "\0" in text or folder.is_file():
        raise ValueError(text)
    return folder


def _read_names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if any("/" in name or "\\" in name or name.startswith(".") for name in names):
        raise ValueError(text)
    return tuple(dict.fromkeys(names))


def _read_log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(text)
    return text.upper()


def _read_log_format(text: str) -> Literal["text", "json"]:
    if text.lower() == "text":
        return "text"
    if text.lower() == "json":
        return "json"
    raise ValueError(text)


_FOLDER = Parser("a folder", _read_folder)
_NAME = Parser("a name", str)
_LOG_LEVEL = Parser("one of " + ", ".join(LOG_LEVELS), _read_log_level)
_SWITCH = Parser("1 or 0", _read_switch)
_LOG_FORMAT = Parser("text or json", _read_log_format)


def _setting(name: str, default: str, parser: Parser[T], help: str, *, secret: bool = False) -> T:
    """Declare a field of `Settings`; a secret one is left out of its repr."""
    full_name = name if name in UNPREFIXED else PREFIX + name
    declared = Setting(full_name, default, cast("Parser[object]", parser), help, secret)
    return field(default=parser.read(default), repr=not secret, metadata={"setting": declared})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, checked; made by `read_settings`, or by hand with these defaults."""

    source_docs: Path = _setting(
        "SOURCE_DOCS", "source_docs", _FOLDER, "Folder of the documents that answers come from."
    )
    index_dir: Path = _setting(
        "INDEX_DIR", ".dateline", _FOLDER, "Folder of the index, made by `dateline index`."
    )
    model: str = _setting(
        "MODEL",
        "all-MiniLM-L6-v2",
        _NAME,
        "Embedding model: a sentence-transformers name or the folder of one.",
    )
    quotes: int = _setting("QUOTES", "3", _whole(1, 10), "Most quotes in one answer, 1 to 10.")
    passage_tokens: int = _setting(
        "PASSAGE_TOKENS",
        "128",
        _whole(16, 512),
        "Most tokens of the model in a passage, 16 to 512.",
    )
    max_file_bytes: int = _setting(
        "MAX_FILE_MB", "20", _whole(1, 500, unit=1_000_000), "Largest file read, in MB, 1 to 500."
    )
    git_dates: bool = _setting(
        "GIT_DATES",
        "0",
        _SWITCH,
        "Date what is undated by its first commit, where the documents are in git: 1 or 0.",
    )
    libraries: tuple[str, ...] = _setting(
        "LIBRARIES",
        "",
        Parser("names of folders, with commas between them", _read_names),
        "Folders right inside the source folder that are libraries of their own, with commas.",
    )
    watch: bool = _setting(
        "WATCH",
        "0",
        _SWITCH,
        "Let `dateline bot` index documents by itself as soon as they change: 1 or 0.",
    )
    watch_polling: bool = _setting(
        "WATCH_POLLING",
        "0",
        _SWITCH,
        "Watch by looking at all files every second, as network drives need it: 1 or 0.",
    )
    private_feeds: bool = _setting(
        "PRIVATE_FEEDS",
        "0",
        _SWITCH,
        "Let feeds come from addresses of this machine and its own network: 1 or 0.",
    )
    refuse_below: float = _setting(
        "REFUSE_BELOW", "0.5", _number(0, 1), "Confidence below which Dateline refuses, 0 to 1."
    )
    reranker: str = _setting(
        "RERANKER",
        "ms-marco-MiniLM-L-12-v2",
        _NAME,
        "Cross-encoder that reads the best passages again: a name, the folder of one, or off.",
    )
    budget_seconds: float = _setting(
        "BUDGET_SECONDS",
        "2",
        _number(0, 60),
        "Seconds after which a question gets no second look, from when it was asked, 0 to 60.",
    )
    log_level: str = _setting(
        "LOG_LEVEL", "WARNING", _LOG_LEVEL, "Least level logged: " + ", ".join(LOG_LEVELS) + "."
    )
    discord_token: str = _setting(
        "DISCORD_TOKEN",
        "",
        Parser("a token", _read_token),
        "The bot's token, from Discord's developer portal. Keep it secret.",
        secret=True,
    )
    discord_api_url: str = _setting(
        "DISCORD_API_URL",
        "",
        _address("http", "https"),
        "Discord's API, with its version, behind a proxy; empty: Discord's own.",
    )
    discord_gateway_url: str = _setting(
        "DISCORD_GATEWAY_URL",
        "",
        _address("ws", "wss"),
        "Discord's gateway behind a proxy; empty: Discord's own.",
    )
    listen: bool = _setting(
        "LISTEN",
        "0",
        _SWITCH,
        "Allow listening channels, which need the Message Content intent: 1 or 0.",
    )
    dm_cooldown_seconds: int = _setting(
        "DM_COOLDOWN",
        "5",
        _whole(0, 3600),
        "Seconds that a person waits between two questions in direct messages, 0 to 3600.",
    )
    workers: int = _setting("WORKERS", "2", _whole(1, 32), "Questions answered at once, 1 to 32.")
    queue: int = _setting(
        "QUEUE", "200", _whole(0, 10_000), 'Questions that wait before others hear "busy".'
    )
    conversation_minutes: int = _setting(
        "CONVERSATION_MINUTES",
        "30",
        _whole(1, 1_440),
        "Minutes after which a conversation is forgotten, 1 to 1440.",
    )
    log_format: Literal["text", "json"] = _setting(
        "LOG_FORMAT", "text", _LOG_FORMAT, "Log lines of `dateline bot`: text (key=value) or json."
    )
    metrics_port: int = _setting(
        "METRICS_PORT",
        "0",
        _whole(0, 65_535),
        "Port on 127.0.0.1 for /healthz and /metrics of `dateline bot`; 0 for none.",
    )
    keep_unanswered: bool = _setting(
        "KEEP_UNANSWERED",
        "1",
        _SWITCH,
        "Keep questions refused or disliked for 30 days, for /unanswered: 1 or 0.",
    )
    forget_servers_days: int = _setting(
        "FORGET_SERVERS_DAYS",
        "30",
        _whole(0, 365),
        "Days after which what is kept of a server that the bot left is deleted, 0 to 365.",
    )


# Setting by field of `Settings`, in the order of declaration.
SETTINGS: dict[str, Setting] = {
    each.name: cast("Setting", each.metadata["setting"]) for each in fields(Settings)
}


def read_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """Read the settings from `.env` in `folder` and from `environment`, which wins.

    They default to the current folder and to the process's own environment. An empty value counts
    as unset. Raises SettingsError, which names every fault at once.
    """
    environment = os.environ if environment is None else environment
    given = _env_file((folder or Path()) / ".env") | {
        name: value for name, value in environment.items() if _is_ours(name)
    }
    given = {name: value.strip() for name, value in given.items() if value.strip()}
    faults: list[str] = []
    values: dict[str, object] = {}
    for key, setting in SETTINGS.items():
        if (text := given.get(setting.name)) is None:
            continue
        try:
            values[key] = setting.parser.read(text)
        except ValueError:
            shown = "a hidden value" if setting.secret else f"'{text}'"
            faults.append(f"{setting.name}: {shown} is not {setting.parser.allowed}")
    faults += _unknown(given)
    settings = Settings(**values)  # type: ignore[arg-type]  # each by its own parser
    if settings.source_docs.resolve() == settings.index_dir.resolve():
        faults.append(
            f"{PREFIX}SOURCE_DOCS and {PREFIX}INDEX_DIR: '{settings.index_dir}' cannot be both"
        )
    if faults:
        raise SettingsError(_message(faults))
    return settings


def _is_ours(name: str) -> bool:
    return name.upper().startswith(PREFIX) or name.upper() in UNPREFIXED


def _env_file(path: Path) -> dict[str, str]:
    try:
        # Signed UTF-8 and no interpolation: Notepad writes a BOM, a token may hold "${".
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise SettingsError(
            f"{path} cannot be read as UTF-8 text ({error}). Save it as UTF-8, or move it away."
        ) from error
    return {name: value or "" for name, value in found.items() if _is_ours(name)}


def _unknown(given: Mapping[str, str]) -> Iterator[str]:
    known = [setting.name for setting in SETTINGS.values()]
    for name in sorted(given.keys() - set(known)):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.75)
        yield f"{name} is not a setting" + (f" (did you mean {near[0]}?)" if near else "")


def _message(faults: list[str]) -> str:
    where = "Correct it in the environment or in .env; .env.example lists every setting."
    if len(faults) == 1:
        return f"{faults[0]}. {where}"
    lines = "".join(f"\n  {fault}" for fault in faults)
    return f"{len(faults)} settings are wrong:{lines}\n{where.replace('it', 'them', 1)}"
