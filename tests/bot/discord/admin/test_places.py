from pathlib import Path

import pytest

from bot.discord.admin.places import without_places
from bot.settings import Settings

SETTINGS = Settings(
    source_docs=Path("/srv/my papers"), index_dir=Path("/var/lib/dateline/.dateline")
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("the folder /srv/my papers does not exist", "the folder my papers does not exist"),
        ("/srv/my papers/old/a.txt: is empty", "my papers/old/a.txt: is empty"),
        ("the index in /var/lib/dateline/.dateline is gone", "the index in .dateline is gone"),
        ("no room (/tmp/x/library.sqlite3)", "no room (library.sqlite3)"),
        (r"cannot open 'C:\Users\ann\a.txt'", "cannot open 'a.txt'"),
        ("see ~/notes/a.txt", "see a.txt"),
        ("papers/2020/a.txt: and/or, 1/2", "papers/2020/a.txt: and/or, 1/2"),
        ("see https://host.example/a/b.html", "see https://host.example/a/b.html"),
        (
            "make it anew with: dateline index --rebuild",
            "make it anew with: /reindex rebuild: True",
        ),
        ("make one with: dateline index", "make one with: /reindex"),
    ],
)
def test_names_stand_in_place_of_places(said, told):
    assert without_places(said, SETTINGS) == told
