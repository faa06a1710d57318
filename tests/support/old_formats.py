"""Leaves a library of this format as one that an earlier Dateline wrote."""

import sqlite3

_BACK = {
    6: """
    DROP INDEX documents_library;
    ALTER TABLE documents DROP COLUMN library;
    ALTER TABLE failures DROP COLUMN library;
    ALTER TABLE removed DROP COLUMN library;
    DROP TABLE libraries;
    """,
    5: "ALTER TABLE failures DROP COLUMN since;",
    4: """
    ALTER TABLE documents DROP COLUMN rows_seal;
    ALTER TABLE documents DROP COLUMN seal;
    ALTER TABLE vectors DROP COLUMN sum;
    DELETE FROM meta WHERE key IN ('seal', 'state_seal');
    """,
    3: """
    DROP TABLE landmarks;
    DROP TABLE failures;
    ALTER TABLE documents DROP COLUMN part;
    ALTER TABLE documents DROP COLUMN reader;
    ALTER TABLE documents DROP COLUMN elements;
    """,
    2: """
    DROP TABLE entries;
    DROP INDEX passages_days;
    ALTER TABLE documents DROP COLUMN markup;
    ALTER TABLE documents DROP COLUMN cut;
    ALTER TABLE documents DROP COLUMN entries;
    ALTER TABLE documents DROP COLUMN first_entry;
    ALTER TABLE documents DROP COLUMN last_entry;
    ALTER TABLE passages DROP COLUMN roles;
    ALTER TABLE passages DROP COLUMN leads;
    ALTER TABLE passages DROP COLUMN entry;
    ALTER TABLE passages DROP COLUMN first_day;
    ALTER TABLE passages DROP COLUMN last_day;
    ALTER TABLE passages DROP COLUMN searched;
    """,
    1: "DROP TABLE event_dates; DELETE FROM meta WHERE key = 'grammar';",
}


def make_older(path, number):
    """Give the library at `path` the format `number`, 1 to 6."""
    old = sqlite3.connect(path)
    for step in range(6, number - 1, -1):
        old.executescript(_BACK[step])
    old.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(number),))
    old.commit()
    old.close()
