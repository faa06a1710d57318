"""The truth on disk: one SQLite file in WAL mode with documents, passages and vectors.

Owns its opening, with what the file says it is made of, its making and its check. What is read and
written is in its parts, which share the connection.
"""

import uuid
from pathlib import Path

from index.dates import GRAMMAR_VERSION
from index.errors import StoreBroken, StoreMismatch
from index.store.changes import Changes
from index.store.connection import Connection
from index.store.documents import Documents
from index.store.event_dates import EventDates
from index.store.passages import Passages
from index.store.records import StoreIdentity
from index.store.seals import IDENTITY, STATE, Seals, meta_seal
from index.store.tables import FORMAT_VERSION, MESSAGES, PRAGMAS, TABLES
from index.store.writer import Writer, generation_of


class Database:
    """The library's tables, open, with the parts that read and write them."""

    def __init__(self, path: Path) -> None:
        """Open an existing file.

        Raises StoreBroken, StoreBusy, StoreMismatch or StoreUnwritable.
        """
        self.path = path
        self.connection = Connection(path, MESSAGES, pragmas=PRAGMAS)
        try:
            meta = dict(self.connection.all("SELECT key, value FROM meta"))
            _check_format(meta.get("format"), path)
            self._state_is_sound = meta.get("state_seal") == meta_seal(meta, STATE)
            self.identity, self.store_id = _identity(meta, path)
        except BaseException:
            self.connection.close()
            raise
        self.seals = Seals(self.connection)
        self.documents = Documents(self.connection, self.seals)
        self.passages = Passages(self.connection, self.identity.dimension)
        self.event_dates = EventDates(self.connection, self.seals)
        self.writer = Writer(self.connection, self.event_dates, self.seals)
        self.changes = Changes(self.connection, self.identity.dimension)

    @staticmethod
    def create(path: Path, identity: StoreIdentity) -> "Database":
        """Make an empty library at `path`, which must not exist."""
        pragmas = ("journal_mode = WAL", "synchronous = FULL")
        connection = Connection(path, MESSAGES, pragmas=pragmas, create=True)
        try:
            connection.script(TABLES)
            connection.execute_many(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ("format", str(FORMAT_VERSION)),
                    ("store_id", uuid.uuid4().hex),
                    ("generation", "0"),
                    ("grammar", str(GRAMMAR_VERSION)),
                    ("model", identity.model),
                    ("weights_sha256", identity.weights_sha256),
                    ("dimension", str(identity.dimension)),
                    ("model_tokens", str(identity.model_tokens)),
                    ("passage_tokens", str(identity.passage_tokens)),
                ],
            )
            Seals(connection).write_meta()
        finally:
            connection.close()
        return Database(path)

    def close(self) -> None:
        """Close the connection; neither this nor its parts are of use afterwards."""
        self.connection.close()

    @property
    def generation(self) -> int:
        """How often the library has changed since it was made."""
        return generation_of(self.connection)

    @property
    def word_index(self) -> str:
        """The name of the folder that holds the words of this state; "" for none."""
        rows = self.connection.all("SELECT value FROM meta WHERE key = 'words'")
        return str(rows[0][0]) if rows else ""

    def name_word_index(self, folder: str) -> None:
        """Say which folder holds the words of this state."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('words', ?)", (folder,))

    def orphans(self) -> int:
        """Return how many rows belong to no document or passage."""
        return len(self.connection.all("PRAGMA foreign_key_check"))

    def mend_state(self) -> None:
        """Make a damaged count of changes a new one, and have all event dates read anew."""
        if self._state_is_sound:
            return
        with self.connection.transaction():
            self.connection.execute_many(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [("generation", str(self.generation + 1)), ("grammar", "0")],
            )
            self.seals.write_meta()
        self._state_is_sound = True

    def faults(self) -> list[str]:
        """Check the file itself; return what is wrong, nothing where all is well.

        Which documents are damaged, `seals` tells.
        """
        faults = [
            str(r[0]) for r in self.connection.all("PRAGMA integrity_check(20)") if r[0] != "ok"
        ]
        if not self._state_is_sound:
            faults.append("how often the library has changed is not what was written")
        return faults


def _check_format(version: str | None, path: Path) -> None:
    if version == str(FORMAT_VERSION):
        return
    older = version is not None and version.isdecimal() and int(version) < FORMAT_VERSION
    mend = (
        "bring it up to date with: dateline index (it says first what it embeds again)"
        if older
        else "run the Dateline that wrote it, or make it anew: dateline index --rebuild"
    )
    raise StoreMismatch(
        f"the index {path} has format {version}, this Dateline reads format "
        f"{FORMAT_VERSION}; {mend}"
    )


def _identity(meta: dict[str, str], path: Path) -> tuple[StoreIdentity, str]:
    """Return what shaped the store, and its own id."""
    try:
        if meta["seal"] != meta_seal(meta, IDENTITY):
            raise ValueError("not as it was written")
        identity = StoreIdentity(
            model=meta["model"],
            weights_sha256=meta["weights_sha256"],
            dimension=int(meta["dimension"]),
            model_tokens=int(meta["model_tokens"]),
            passage_tokens=int(meta["passage_tokens"]),
        )
        return identity, meta["store_id"]
    except (KeyError, ValueError) as error:
        raise StoreBroken(
            f"the index {path} does not say what it is made of ({error!r}); "
            "mend it with: dateline index --rebuild"
        ) from error
