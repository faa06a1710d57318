"""What the bot remembers between restarts: one small SQLite file beside the index.

Owns the questions behind buttons, the questions that went unanswered, and each server's settings.
Keeps no id of a person, and nothing of the library: without this file every answer is the same.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Self

from bot.discord.requests import COLUMNS, Request, request_of, row_of
from index.errors import StoreMismatch
from index.store.connection import Connection, Messages, translate

FILE_NAME = "discord.sqlite3"
FORMAT_VERSION = 2
# A press on a button this long after its answer is rare; the row is all that is lost.
KEPT_DAYS = 30
KEPT_ROWS = 20_000
BUSY_SECONDS = 5.0
_DAY_SECONDS = 86_400

# `after` and `before` are the publication dates asked for, days in ISO form; `scope` is the rest of
# what was asked for, as JSON (see `requests.row_of`), and NULL in rows written in format 1.
# AUTOINCREMENT: no id is given twice, or an old button would go on from a stranger's question.
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    question TEXT NOT NULL,
    understood TEXT,
    after TEXT,
    before TEXT,
    liked INTEGER NOT NULL DEFAULT 0,
    scope TEXT
);
CREATE INDEX asked_at ON asked (at);
CREATE TABLE unanswered (
    question TEXT NOT NULL,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    last REAL NOT NULL,
    PRIMARY KEY (question, reason)
) WITHOUT ROWID;
CREATE INDEX unanswered_last ON unanswered (last);
CREATE TABLE servers (guild_id INTEGER PRIMARY KEY, settings TEXT NOT NULL);
"""

# What brings a file of an earlier format to the next one, by the format it has.
_STEPS = {1: "ALTER TABLE asked ADD COLUMN scope TEXT"}

_PRAGMAS = (
    "journal_mode = WAL",
    # A power cut may lose the last moments, never the file: no press waits for the disk.
    "synchronous = NORMAL",
)
_UNWRITABLE = (
    "{path} cannot be written ({error}); the bot needs write permission on the file and its "
    "folder, and room on the disk"
)
_MESSAGES = Messages(
    busy="{path} is in use by another process; try again",
    unwritable=_UNWRITABLE,
    full=_UNWRITABLE,
    damaged="{path} is damaged ({error}); move it away and start the bot again: the library is "
    "untouched, servers' settings and buttons under old answers are lost",
)

Reason = Literal["refused", "disliked"]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused, or whose answer was disliked."""

    question: str
    reason: Reason
    times: int
    last: date  # of the latest time, in UTC


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the managers of one server have set."""

    channels: tuple[int, ...] = ()  # where questions are answered; empty: everywhere
    private: bool = False  # whether answers are shown to the asker alone
    cooldown_seconds: int = 5
    listening: tuple[int, ...] = ()  # channels where every message is a question
    threads: bool = False  # whether plain messages follow up in threads where the bot answered
    manager_role: int | None = None  # may manage the bot besides those with Manage Server


class BotState:
    """The file, open. Calls take well under a millisecond and may come from any thread."""

    def __init__(
        self, path: Path, *, keep_unanswered: bool = True, now: Callable[[], float] = time.time
    ) -> None:
        """Open the file at `path`, made where there is none.

        Without `keep_unanswered`, unanswered questions kept before are deleted as well.
        Raises StoreBroken, StoreMismatch, StoreBusy or StoreUnwritable.
        """
        self.path = path
        self.keeps_unanswered = keep_unanswered
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise translate(error, path, _MESSAGES) from error
        self._file = Connection(
            path, _MESSAGES, pragmas=_PRAGMAS, create=True, timeout_seconds=BUSY_SECONDS
        )
        try:
            self._set_up()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        self._file.close()

    # -- questions behind buttons --------------------------------------------------------------

    def remember(self, request: Request) -> int:
        """Keep a request for KEPT_DAYS, the latest KEPT_ROWS of them, and return its id."""
        now = self._now()
        with self._file.transaction():
            request_id = self._file.execute(
                f"INSERT INTO asked (at, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (now, *row_of(request)),
            )
            self._file.execute(
                "DELETE FROM asked WHERE id <= ? OR at < ?",
                (request_id - KEPT_ROWS, now - KEPT_DAYS * _DAY_SECONDS),
            )
        return request_id

    def request(self, request_id: int) -> Request | None:
        """Return the request with this id, or None where it is forgotten."""
        rows = self._file.all(
            f"SELECT {COLUMNS} FROM asked WHERE id = ? AND at >= ?", (request_id, self._oldest())
        )
        return request_of(rows[0]) if rows else None

    def note_liked(self, request_id: int) -> None:
        """Note that somebody liked the answer; once for each answer."""
        self._file.execute("UPDATE asked SET liked = 1 WHERE id = ?", (request_id,))

    # -- questions without an answer -----------------------------------------------------------

    def note_unanswered(self, question: str, reason: Reason) -> None:
        """Count a question under its reason; nothing is kept of who asked, or where."""
        if not self.keeps_unanswered:
            return
        now = self._now()
        with self._file.transaction():
            self._file.execute(
                "INSERT INTO unanswered VALUES (?, ?, 1, ?) ON CONFLICT (question, reason)"
                " DO UPDATE SET times = times + 1, last = excluded.last",
                (question, reason, now),
            )
            self._file.execute("DELETE FROM unanswered WHERE last < ?", (self._oldest(),))
            self._file.execute(
                "DELETE FROM unanswered WHERE (question, reason) IN (SELECT question, reason"
                " FROM unanswered ORDER BY last DESC LIMIT -1 OFFSET ?)",
                (KEPT_ROWS,),
            )

    def unanswered(self, limit: int = KEPT_ROWS) -> list[Unanswered]:
        """Return the questions of the last KEPT_DAYS that went unanswered, latest first."""
        rows = self._file.all(
            "SELECT question, reason, times, last FROM unanswered WHERE last >= ?"
            " ORDER BY last DESC, question, reason LIMIT ?",
            (self._oldest(), limit),
        )
        return [
            Unanswered(question, reason, times, datetime.fromtimestamp(last, UTC).date())
            for question, reason, times, last in rows
        ]

    # -- servers ---------------------------------------------------------------------------------

    def server(self, guild_id: int | None) -> ServerSettings:
        """Return the settings of a server; the defaults where none are set, and outside servers."""
        rows = self._file.all("SELECT settings FROM servers WHERE guild_id = ?", (guild_id,))
        return _unpacked(rows[0][0]) if rows else ServerSettings()

    def change_server(self, guild_id: int, **changes: Any) -> ServerSettings:
        """Set fields of ServerSettings and return all of them. Raises TypeError for others."""
        with self._file.transaction():
            settings = replace(self.server(guild_id), **changes)
            self._file.execute(
                "INSERT INTO servers VALUES (?, ?) ON CONFLICT (guild_id)"
                " DO UPDATE SET settings = excluded.settings",
                (guild_id, json.dumps(asdict(settings))),
            )
        return settings

    # -- commands --------------------------------------------------------------------------------

    def synced_commands(self) -> str | None:
        """Return the hash of the command set that Discord was last given; None before the first."""
        rows = self._file.all("SELECT value FROM meta WHERE key = 'synced_commands'")
        return str(rows[0][0]) if rows else None

    def note_synced(self, commands_hash: str) -> None:
        """Note the hash of the command set that Discord now has."""
        with self._file.transaction():
            self._file.execute(
                "INSERT OR REPLACE INTO meta VALUES ('synced_commands', ?)", (commands_hash,)
            )

    # -- the file --------------------------------------------------------------------------------

    def _set_up(self) -> None:
        file = self._file
        with file.transaction():
            version = file.one("PRAGMA user_version")[0]
            if version == 0:
                for statement in _TABLES.split(";"):
                    file.execute(statement)
                # Ids go on from the clock: a button older than a lost file finds nothing.
                file.execute(
                    "INSERT INTO sqlite_sequence VALUES ('asked', ?)", (int(self._now() * 1000),)
                )
                file.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
                version = FORMAT_VERSION
            # In one transaction with the version: a file is of the one format or of the other.
            while version in _STEPS:
                file.execute(_STEPS[version])
                version += 1
                file.execute(f"PRAGMA user_version = {version}")
            if version != FORMAT_VERSION:
                raise StoreMismatch(
                    f"{self.path} has format {version}, this Dateline reads format "
                    f"{FORMAT_VERSION}; run the Dateline that wrote it, or move the file away "
                    "(servers' settings and buttons under old answers go with it)"
                )
            if not self.keeps_unanswered:
                file.execute("DELETE FROM unanswered")

    def _oldest(self) -> float:
        return self._now() - KEPT_DAYS * _DAY_SECONDS


def _unpacked(text: str) -> ServerSettings:
    known = {each.name for each in fields(ServerSettings)}  # a later Dateline may know more
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
        if name in known
    }
    return ServerSettings(**values)
