"""What the bot remembers between restarts: one small SQLite file beside the index.

Owns the questions behind buttons, the questions that went unanswered, and each server's settings.
Keeps no id of a person, and nothing of the library: without this file every answer is the same.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Self

from bot.answering.scope import Scope
from index.errors import StoreBroken, StoreBusy, StoreError, StoreMismatch, StoreUnwritable
from index.periods import Days
from index.store.records import Published

FILE_NAME = "discord.sqlite3"
FORMAT_VERSION = 2
# A press on a button this long after its answer is rare; the row is all that is lost.
KEPT_DAYS = 30
KEPT_ROWS = 20_000
BUSY_SECONDS = 5.0
_DAY_SECONDS = 86_400

# `after` and `before` are the publication dates asked for, days in ISO form; `scope` is the rest of
# what was asked for, as JSON (see `_packed`), and NULL in rows that were written in format 1.
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

Reason = Literal["refused", "disliked"]
Kind = Literal["question", "timeline", "since"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as it was asked, so that a button can ask it again."""

    question: str  # of a timeline its topic; of /since too, "" where it has none
    understood: str | None = None  # what was searched, where that is not the question itself
    scope: Scope = Scope()
    kind: Kind = "question"
    between: Days = Days()  # of a timeline; of /since its day and no end
    added: bool = False  # of /since: whether the day of coming into the library counts


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
    private: bool = False  # whether answers are shown to the asker alone, unless asked otherwise
    cooldown_seconds: int = 5
    listening: tuple[int, ...] = ()  # channels where every message is a question
    threads: bool = False  # whether plain messages follow up in threads where the bot answered
    manager_role: int | None = None  # may manage the bot besides those with Manage Server


class Memory:
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
        self._lock = threading.RLock()
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
            )
        try:
            with self._translated():
                self._set_up()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    # -- questions behind buttons --------------------------------------------------------------

    def remember(self, asked: Asked) -> int:
        """Keep a question for KEPT_DAYS, the latest KEPT_ROWS of them, and return its id."""
        now = self._now()
        with self._transaction() as sql:
            row = sql.execute(
                "INSERT INTO asked (at, question, understood, after, before, scope)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    now,
                    asked.question,
                    asked.understood,
                    _iso(asked.scope.published.after),
                    _iso(asked.scope.published.before),
                    _packed(asked),
                ),
            )
            asked_id = row.lastrowid
            assert asked_id is not None  # noqa: S101 - an INSERT has one
            sql.execute(
                "DELETE FROM asked WHERE id <= ? OR at < ?",
                (asked_id - KEPT_ROWS, now - KEPT_DAYS * _DAY_SECONDS),
            )
        return asked_id

    def asked(self, asked_id: int) -> Asked | None:
        """Return the question with this id, or None where it is forgotten."""
        rows = self._all(
            "SELECT question, understood, after, before, scope FROM asked WHERE id = ? AND at >= ?",
            (asked_id, self._oldest()),
        )
        if not rows:
            return None
        question, understood, after, before, rest = rows[0]
        published = Published(_date(after), _date(before))
        return _asked(question, understood, published, json.loads(rest or "{}"))

    def note_liked(self, asked_id: int) -> None:
        """Note that somebody liked the answer; once for each answer."""
        with self._transaction() as sql:
            sql.execute("UPDATE asked SET liked = 1 WHERE id = ?", (asked_id,))

    def liked(self) -> int:
        """Return how many answers were liked in the last KEPT_DAYS."""
        rows = self._all("SELECT count(*) FROM asked WHERE liked AND at >= ?", (self._oldest(),))
        return int(rows[0][0])

    # -- questions without an answer -----------------------------------------------------------

    def note_unanswered(self, question: str, reason: Reason) -> None:
        """Count a question under its reason; nothing is kept of who asked, or where."""
        if not self.keeps_unanswered:
            return
        now = self._now()
        with self._transaction() as sql:
            sql.execute(
                "INSERT INTO unanswered VALUES (?, ?, 1, ?) ON CONFLICT (question, reason)"
                " DO UPDATE SET times = times + 1, last = excluded.last",
                (question, reason, now),
            )
            sql.execute("DELETE FROM unanswered WHERE last < ?", (self._oldest(),))
            sql.execute(
                "DELETE FROM unanswered WHERE (question, reason) IN (SELECT question, reason"
                " FROM unanswered ORDER BY last DESC LIMIT -1 OFFSET ?)",
                (KEPT_ROWS,),
            )

    def unanswered(self, limit: int = KEPT_ROWS) -> list[Unanswered]:
        """Return the questions of the last KEPT_DAYS that went unanswered, latest first."""
        rows = self._all(
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
        rows = self._all("SELECT settings FROM servers WHERE guild_id = ?", (guild_id,))
        return _unpacked(rows[0][0]) if rows else ServerSettings()

    def change_server(self, guild_id: int, **changes: Any) -> ServerSettings:
        """Set fields of ServerSettings and return all of them. Raises TypeError for others."""
        with self._transaction() as sql:
            settings = replace(self.server(guild_id), **changes)
            sql.execute(
                "INSERT INTO servers VALUES (?, ?) ON CONFLICT (guild_id)"
                " DO UPDATE SET settings = excluded.settings",
                (guild_id, json.dumps(asdict(settings))),
            )
        return settings

    # -- commands --------------------------------------------------------------------------------

    def synced_commands(self) -> str | None:
        """Return the hash of the command set that Discord was last given; None before the first."""
        rows = self._all("SELECT value FROM meta WHERE key = 'synced_commands'")
        return str(rows[0][0]) if rows else None

    def note_synced(self, commands_hash: str) -> None:
        """Note the hash of the command set that Discord now has."""
        with self._transaction() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO meta VALUES ('synced_commands', ?)", (commands_hash,)
            )

    # -- the file --------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may lose the last moments, never the file: no press waits for the disk.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self._transaction() as sql:
            version = sql.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in _TABLES.split(";"):
                    sql.execute(statement)
                # Ids go on from the clock: a button older than a lost file finds nothing.
                sql.execute(
                    "INSERT INTO sqlite_sequence VALUES ('asked', ?)", (int(self._now() * 1000),)
                )
                sql.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
                version = FORMAT_VERSION
            # In one transaction with the version: a file is of the one format or of the other.
            while version in _STEPS:
                sql.execute(_STEPS[version])
                version += 1
                sql.execute(f"PRAGMA user_version = {version}")
            if version != FORMAT_VERSION:
                raise StoreMismatch(
                    f"{self.path} has format {version}, this Dateline reads format "
                    f"{FORMAT_VERSION}; run the Dateline that wrote it, or move the file away "
                    "(servers' settings and buttons under old answers go with it)"
                )
            if not self.keeps_unanswered:
                sql.execute("DELETE FROM unanswered")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _all(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._translated():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError) as error:
                raise _translate(error, self.path) from error

    def _oldest(self) -> float:
        return self._now() - KEPT_DAYS * _DAY_SECONDS


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _packed(asked: Asked) -> str:
    """Return as JSON what the columns of a row do not hold; what is as usual is left out."""
    scope = asked.scope
    held = {
        "as_of": _iso(scope.as_of),
        "during": _ends(scope.during) if scope.during else None,
        "any_time": scope.any_time,
        "by_date": scope.by_date,
        "kind": None if asked.kind == "question" else asked.kind,
        "between": None if asked.between == Days() else _ends(asked.between),
        "added": asked.added,
    }
    return json.dumps({name: value for name, value in held.items() if value})


def _asked(
    question: str, understood: str | None, published: Published, held: dict[str, Any]
) -> Asked:
    """Return what `_packed` and the columns of its row hold together."""
    scope = Scope(
        published=published,
        as_of=_date(held.get("as_of")),
        during=_days(held["during"]) if "during" in held else None,
        any_time=held.get("any_time", False),
        by_date=held.get("by_date", False),
    )
    return Asked(
        question,
        understood,
        scope,
        kind=held.get("kind", "question"),
        between=_days(held.get("between", (None, None))),
        added=held.get("added", False),
    )


def _ends(days: Days) -> list[str | None]:
    return [_iso(days.first), _iso(days.last)]


def _days(ends: Sequence[str | None]) -> Days:
    first, last = ends
    return Days(_date(first), _date(last))


def _unpacked(text: str) -> ServerSettings:
    known = {each.name for each in fields(ServerSettings)}  # a later Dateline may know more
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
        if name in known
    }
    return ServerSettings(**values)


def _translate(error: Exception, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"{path} is in use by another process; try again")
    if isinstance(error, OSError) or code in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    ):
        return StoreUnwritable(
            f"{path} cannot be written ({error}); the bot needs write permission on the file and "
            "its folder, and room on the disk"
        )
    return StoreBroken(
        f"{path} is damaged ({error}); move it away and start the bot again: the library is "
        "untouched, servers' settings and buttons under old answers are lost"
    )
