"""The tables of what the bot remembers, and how a file of an earlier format becomes one of this."""

from index.store.connection import Messages

FORMAT_VERSION = 3

# `after` and `before` are the publication dates asked for, days in ISO form; `scope` is the rest of
# what was asked for, as JSON (see `requests.row_of`), and NULL in rows written in format 1.
# `place` is the id of the server that it was asked in, 0 outside of servers, and NULL in rows of
# earlier formats, where that is not known. `asker` and `by` are codes of who asked and
# who disliked.
# AUTOINCREMENT: no id is given twice, or an old button would go on from a stranger's question.
_UNANSWERED = """
CREATE TABLE unanswered (
    guild_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    limits TEXT NOT NULL,
    reason TEXT NOT NULL,
    asker BLOB NOT NULL,
    by BLOB NOT NULL,
    times INTEGER NOT NULL,
    last REAL NOT NULL,
    PRIMARY KEY (guild_id, question, limits, reason, asker, by)
) WITHOUT ROWID;
CREATE INDEX unanswered_last ON unanswered (last);
"""
TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    question TEXT NOT NULL,
    understood TEXT,
    after TEXT,
    before TEXT,
    liked INTEGER NOT NULL DEFAULT 0,
    scope TEXT,
    place INTEGER,
    asker BLOB,
    noted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX asked_at ON asked (at);
{_UNANSWERED}
CREATE TABLE servers (
    guild_id INTEGER PRIMARY KEY,
    settings TEXT NOT NULL,
    left_at REAL
);
"""

# What brings a file of an earlier format to the next one, by the format it has.
# Of what went unanswered before format 3 it is not known where it was asked: nobody may read it.
STEPS = {
    1: "ALTER TABLE asked ADD COLUMN scope TEXT",
    2: f"""
    ALTER TABLE asked ADD COLUMN place INTEGER;
    ALTER TABLE asked ADD COLUMN asker BLOB;
    ALTER TABLE asked ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE servers ADD COLUMN left_at REAL;
    DROP TABLE unanswered;
    {_UNANSWERED}
    """,
}

PRAGMAS = (
    "journal_mode = WAL",
    # A power cut may lose the last moments, never the file: no press waits for the disk.
    "synchronous = NORMAL",
)
_UNWRITABLE = (
    "{path} cannot be written ({error}); the bot needs write permission on the file and its "
    "folder, and room on the disk"
)
MESSAGES = Messages(
    busy="{path} is in use by another process; try again",
    unwritable=_UNWRITABLE,
    full=_UNWRITABLE,
    damaged="{path} is damaged ({error}); move it away and start the bot again: the library is "
    "untouched, servers' settings and buttons under old answers are lost",
)
