import sqlite3

from bot.discord.state_tables import FORMAT_VERSION, STEPS, TABLES

# What a file of format 1 held of what later steps change; the rest is as it is now.
FORMAT_1 = """
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, question TEXT NOT NULL,
    understood TEXT, after TEXT, before TEXT, liked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE unanswered (question TEXT NOT NULL, reason TEXT NOT NULL, times INTEGER NOT NULL);
CREATE TABLE servers (guild_id INTEGER PRIMARY KEY, settings TEXT NOT NULL);
INSERT INTO unanswered VALUES ('Why?', 'refused', 3);
INSERT INTO servers VALUES (7, '{}');
"""


def columns(file, table):
    return sorted(tuple(row[1:]) for row in file.execute(f"PRAGMA table_info({table})"))


def test_the_steps_end_at_the_tables_of_a_new_file():
    new, old = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    new.executescript(TABLES)
    old.executescript(FORMAT_1)
    for version in range(1, FORMAT_VERSION):
        old.executescript(STEPS[version])
    for table in ("asked", "unanswered", "servers"):
        assert columns(old, table) == columns(new, table)
    assert sorted(STEPS) == list(range(1, FORMAT_VERSION))
    # Of an old unanswered question nobody knows the server, so that nobody may read it.
    assert old.execute("SELECT count(*) FROM unanswered").fetchone() == (0,)
    assert old.execute("SELECT guild_id, left_at FROM servers").fetchall() == [(7, None)]
