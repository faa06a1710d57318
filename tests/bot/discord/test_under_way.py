import os
import stat
import sys

import pytest
from discord.utils import time_snowflake, utcnow

from bot.discord.under_way import UnderWay, Unfinished

NOW = utcnow()
ID = time_snowflake(NOW)
ONE, OTHER = Unfinished(ID, "secret-token"), Unfinished(ID + 1, "other-token")


class Clock:
    later_seconds = 0.0

    def __call__(self):
        return NOW.timestamp() + self.later_seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "under_way"


@pytest.fixture
def under_way(folder, clock):
    return UnderWay(folder, clock)


def test_what_was_begun_and_not_ended_is_left_also_after_a_restart(under_way, folder, clock):
    under_way.begin(OTHER)
    under_way.begin(ONE)
    assert UnderWay(folder, clock).left() == [ONE, OTHER]
    under_way.end(ONE.interaction_id)
    assert UnderWay(folder, clock).left() == [OTHER]


def test_nothing_is_left_in_the_folder_of_what_ended(under_way, folder):
    under_way.begin(ONE)
    under_way.end(ONE.interaction_id)
    under_way.end(ONE.interaction_id)
    assert os.listdir(folder) == []


def test_what_discord_has_let_go_of_is_deleted(under_way, folder, clock):
    under_way.begin(ONE)
    clock.later_seconds = 14 * 60
    assert under_way.left() == [ONE]
    clock.later_seconds = 15 * 60 + 1
    assert under_way.left() == []
    assert os.listdir(folder) == []


def test_a_new_one_deletes_the_old(under_way, folder, clock):
    under_way.begin(ONE)
    clock.later_seconds = 16 * 60
    new = Unfinished(time_snowflake(NOW) + (16 * 60_000 << 22), "new")
    under_way.begin(new)
    assert os.listdir(folder) == [str(new.interaction_id)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read_it(under_way, folder):
    under_way.begin(ONE)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("")
    under_way = UnderWay(tmp_path / "file" / "under_way")
    under_way.begin(ONE)
    under_way.end(ONE.interaction_id)
    assert under_way.left() == []


def test_what_is_no_such_file_is_left_alone(under_way, folder):
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    assert under_way.left() == []
    assert os.listdir(folder) == ["notes.txt"]
