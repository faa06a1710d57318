"""What the bot remembers between restarts: one small SQLite file beside the index.

Owns the questions behind buttons, the questions that went unanswered, and each server's settings.
What one server asked is never told to another. Keeps no id of a person, only a code by which what
somebody asked can be deleted, and nothing of the library.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Self

from bot.discord.requests import COLUMNS, Request, request_of, row_of
from bot.discord.state_tables import FORMAT_VERSION, MESSAGES, PRAGMAS, STEPS, TABLES
from bot.discord.under_way import FOLDER_NAME, UnderWay
from index.errors import StoreMismatch
from index.store.connection import Connection, translate

FILE_NAME = "discord.sqlite3"
# A press on a button this long after its answer is rare; the row is all that is lost.
KEPT_DAYS = 30
KEPT_ROWS = 20_000
BUSY_SECONDS = 5.0
_DAY_SECONDS = 86_400

# The id of a channel; of a thread also that of the channel that it belongs to.
Place = frozenset[int]
NOWHERE: Place = frozenset()
Reason = Literal["refused", "disliked"]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused, or whose answer was disliked."""

    question: str
    reason: Reason
    times: int
    last: date  # of the latest time, in UTC
    limits: str = ""  # within which it was asked, in words; "" for none


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What the managers of a server have set for one channel, in place of what holds there."""

    channel_id: int
    thread: Literal["off", "public", "private"] = "off"  # in which a message is answered
    private: bool | None = None  # None: as the server has it
    cooldown_seconds: int | None = None  # None: as the server has it


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the managers of one server have set."""

    channels: tuple[int, ...] = ()  # where questions are answered; empty: everywhere
    private: bool = False  # whether answers are shown to the asker alone
    cooldown_seconds: int = 5
    listening: tuple[int, ...] = ()  # channels where every message is a question
    threads: bool = False  # whether plain messages follow up in threads where the bot answered
    manager_role: int | None = None  # may manage the bot besides those with Manage Server
    allowed: tuple[str, ...] = ()  # libraries that whoever runs the bot gave to the server
    # What is seen where: the id of a channel, a role or the server itself, and a library.
    libraries: tuple[tuple[int, str], ...] = ()
    reacts: bool = False  # whether a reaction tells that a question that was overheard is refused
    own: tuple[ChannelSettings, ...] = ()  # of channels that are otherwise than the server

    def at(self, place: Place) -> ChannelSettings:
        """Return what holds in a channel, or in a thread, which is as its channel is."""
        found = next((one for one in self.own if one.channel_id in place), ChannelSettings(0))
        private = self.private if found.private is None else found.private
        cooldown = found.cooldown_seconds
        return replace(
            found,
            private=private,
            cooldown_seconds=self.cooldown_seconds if cooldown is None else cooldown,
        )


class BotState:
    """The file, open. Calls take well under a millisecond and may come from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        keep_unanswered: bool = True,
        grace_days: int = KEPT_DAYS,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Open the file at `path`, made where there is none.

        What is kept of a server is deleted `grace_days` after the bot left it. Without
        `keep_unanswered`, unanswered questions kept before are deleted as well. Raises StoreBroken,
        StoreMismatch, StoreBusy or StoreUnwritable.
        """
        self.path = path
        self.under_way = UnderWay(path.with_name(FOLDER_NAME), now)
        self.keeps_unanswered = keep_unanswered
        self.grace_days = grace_days
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise translate(error, path, MESSAGES) from error
        self._file = Connection(
            path, MESSAGES, pragmas=PRAGMAS, create=True, timeout_seconds=BUSY_SECONDS
        )
        try:
            self._set_up()
            self._key = self._secret()
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

    def remember(
        self,
        request: Request,
        *,
        guild_id: int | None = None,
        person_id: int = 0,
        noted: bool = True,
    ) -> int:
        """Keep a request for KEPT_DAYS, the latest KEPT_ROWS of them, and return its id.

        `noted`: whether it may be noted where its answer is disliked.
        """
        now = self._now()
        with self._file.transaction():
            request_id = self._file.execute(
                f"INSERT INTO asked (at, {COLUMNS}, place, asker, noted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (now, *row_of(request), guild_id or 0, self._code(person_id), noted),
            )
            self._forget_left()
            self._file.execute(
                "DELETE FROM asked WHERE id <= ? OR at < ?",
                (request_id - KEPT_ROWS, now - KEPT_DAYS * _DAY_SECONDS),
            )
        return request_id

    def request(self, request_id: int, guild_id: int | None = None) -> Request | None:
        """Return the request with this id that was asked in a server, or outside of any.

        None where it is forgotten, or was asked elsewhere.
        """
        rows = self._file.all(
            f"SELECT {COLUMNS} FROM asked WHERE id = ? AND at >= ?"
            " AND (place IS NULL OR place = ?)",
            (request_id, self._oldest(), guild_id or 0),
        )
        return request_of(rows[0]) if rows else None

    def note_liked(self, request_id: int) -> None:
        """Note that somebody liked the answer; once for each answer."""
        self._file.execute("UPDATE asked SET liked = 1 WHERE id = ?", (request_id,))

    # -- questions without an answer -----------------------------------------------------------

    def note_unanswered(
        self,
        question: str,
        reason: Reason,
        *,
        guild_id: int | None,
        person_id: int = 0,
        limits: str = "",
    ) -> None:
        """Count a question of a server under its reason; outside of servers nothing is noted."""
        asker = self._code(person_id)
        self._note(guild_id, question, limits, reason, asker, asker)

    def note_disliked(self, request_id: int, *, guild_id: int, by: int, limits: str = "") -> bool:
        """Count that a person disliked an answer, once for each person; say whether it is noted."""
        request = self.request(request_id, guild_id)
        rows = self._file.all("SELECT asker, noted FROM asked WHERE id = ?", (request_id,))
        if request is None or not self.keeps_unanswered or not rows or not rows[0][1]:
            return False
        asker, by_code = rows[0][0] or b"", self._code(by)
        question = request.understood or request.question
        self._note(guild_id, question, limits, "disliked", asker, by_code)
        return True

    def _note(
        self,
        guild_id: int | None,
        question: str,
        limits: str,
        reason: Reason,
        asker: bytes,
        by: bytes,
    ) -> None:
        if not self.keeps_unanswered or not guild_id:
            return
        now = self._now()
        with self._file.transaction():
            self._file.execute(
                "INSERT INTO unanswered VALUES (?, ?, ?, ?, ?, ?, 1, ?)"
                " ON CONFLICT (guild_id, question, limits, reason, asker, by) DO UPDATE SET"
                " times = times + (reason = 'refused'), last = excluded.last",
                (guild_id, question, limits, reason, asker, by, now),
            )
            self._file.execute("DELETE FROM unanswered WHERE last < ?", (self._oldest(),))
            self._file.execute(
                "DELETE FROM unanswered WHERE last < (SELECT last FROM unanswered"
                " ORDER BY last DESC LIMIT 1 OFFSET ?)",
                (KEPT_ROWS - 1,),
            )

    def unanswered(self, guild_id: int, limit: int = KEPT_ROWS) -> list[Unanswered]:
        """Return a server's questions of the last KEPT_DAYS that went unanswered, latest first."""
        rows = self._file.all(
            "SELECT question, reason, sum(times), max(last), limits FROM unanswered"
            " WHERE guild_id = ? AND last >= ? GROUP BY question, reason, limits"
            " ORDER BY max(last) DESC, question, reason, limits LIMIT ?",
            (guild_id, self._oldest(), limit),
        )
        return [
            Unanswered(question, reason, times, datetime.fromtimestamp(last, UTC).date(), limits)
            for question, reason, times, last, limits in rows
        ]

    def forget_person(self, person_id: int) -> int:
        """Delete all that a person asked or disliked; return how many questions that were."""
        code = self._code(person_id)
        with self._file.transaction():
            (kept,) = self._file.one("SELECT count(*) FROM asked WHERE asker = ?", (code,))
            self._file.execute("DELETE FROM asked WHERE asker = ?", (code,))
            self._file.execute("DELETE FROM unanswered WHERE asker = ? OR by = ?", (code, code))
        return int(kept)

    def _code(self, person_id: int) -> bytes:
        """Return what stands for a person in this file alone."""
        return hashlib.blake2b(str(person_id).encode(), key=self._key, digest_size=16).digest()

    def _secret(self) -> bytes:
        with self._file.transaction():
            self._file.execute(
                "INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (secrets.token_hex(32),)
            )
            return bytes.fromhex(self._file.one("SELECT value FROM meta WHERE key = 'secret'")[0])

    # -- servers ---------------------------------------------------------------------------------

    def server(self, guild_id: int | None) -> ServerSettings:
        """Return the settings of a server; the defaults where none are set, and outside servers."""
        rows = self._file.all("SELECT settings FROM servers WHERE guild_id = ?", (guild_id,))
        return _unpacked(rows[0][0]) if rows else ServerSettings()

    def allowed_libraries(self) -> dict[int, tuple[str, ...]]:
        """Return which libraries were given to which servers."""
        rows = self._file.all("SELECT guild_id, settings FROM servers")
        return {guild_id: _unpacked(settings).allowed for guild_id, settings in rows}

    def change_server(self, guild_id: int, **changes: Any) -> ServerSettings:
        """Set fields of ServerSettings and return all of them. Raises TypeError for others."""
        with self._file.transaction():
            settings = replace(self.server(guild_id), **changes)
            self._file.execute(
                "INSERT INTO servers (guild_id, settings) VALUES (?, ?) ON CONFLICT (guild_id)"
                " DO UPDATE SET settings = excluded.settings",
                (guild_id, json.dumps(asdict(settings))),
            )
        return settings

    def note_servers(self, there: Collection[int]) -> None:
        """Note in which servers the bot is, and since when it is in others no more.

        What is kept of those that it left `grace_days` ago is deleted.
        """
        now = self._now()
        with self._file.transaction():
            known = self._file.all(
                "SELECT guild_id FROM servers UNION SELECT guild_id FROM unanswered"
                " UNION SELECT place FROM asked WHERE place > 0"
            )
            for (guild_id,) in known:
                self._file.execute(
                    "INSERT OR IGNORE INTO servers (guild_id, settings) VALUES (?, '{}')",
                    (guild_id,),
                )
                self._file.execute(
                    "UPDATE servers SET left_at = CASE WHEN ? THEN NULL ELSE coalesce(left_at, ?)"
                    " END WHERE guild_id = ?",
                    (guild_id in there, now, guild_id),
                )
            self._forget_left()

    def _forget_left(self) -> None:
        since = self._now() - self.grace_days * _DAY_SECONDS
        for (guild_id,) in self._file.all(
            "SELECT guild_id FROM servers WHERE left_at <= ?", (since,)
        ):
            self._file.execute("DELETE FROM asked WHERE place = ?", (guild_id,))
            for table in ("unanswered", "servers"):
                self._file.execute(f"DELETE FROM {table} WHERE guild_id = ?", (guild_id,))

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
                for statement in TABLES.split(";"):
                    file.execute(statement)
                # Ids go on from the clock: a button older than a lost file finds nothing.
                file.execute(
                    "INSERT INTO sqlite_sequence VALUES ('asked', ?)", (int(self._now() * 1000),)
                )
                file.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
                version = FORMAT_VERSION
            # In one transaction with the version: a file is of the one format or of the other.
            while version in STEPS:
                for statement in STEPS[version].split(";"):
                    file.execute(statement)
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
        name: tuple(map(_read, value)) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
        if name in known
    }
    return ServerSettings(**values)


def _read(value: Any) -> Any:
    """Return what stands in a list of the settings; a channel's own settings are an object."""
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, dict):
        return value
    known = {each.name for each in fields(ChannelSettings)}
    return ChannelSettings(**{name: each for name, each in value.items() if name in known})
