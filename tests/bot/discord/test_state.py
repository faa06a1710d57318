import contextlib
import sqlite3
import threading
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.discord import state as state_module
from bot.discord.requests import Request
from bot.discord.state import BotState, ServerSettings, Unanswered
from index.errors import StoreBroken, StoreBusy, StoreMismatch, StoreUnwritable
from index.periods import Days
from index.store.records import Published

DAY = 86_400.0
NEW_YEAR = 1_767_225_600.0  # 2026-01-01 00:00 UTC


class Clock:
    def __init__(self) -> None:
        self.now = NEW_YEAR

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


GUILD = 4711


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index" / "discord.sqlite3"


@pytest.fixture
def state(path, clock):
    with BotState(path, now=clock) as opened:
        yield opened


def liked(path):
    """The ids of the answers that were liked."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        return [each for (each,) in other.execute("SELECT id FROM asked WHERE liked ORDER BY id")]


def test_a_question_comes_back_whole_also_after_a_restart(path, clock):
    asked = Request(
        "Who invited Sadr?",
        "Tell me of Sadr. Who invited Sadr?",
        Scope(
            Published(date(2020, 1, 9), date(2021, 1, 1)),
            as_of=date(2020, 5, 5),
            during=Days(date(2019, 9, 1), None),
            any_time=True,
            by_date=True,
        ),
    )
    with BotState(path, now=clock) as state:
        request_id = state.remember(asked)
    with BotState(path, now=clock) as state:
        assert state.request(request_id) == asked


def test_a_question_without_limits_comes_back_without_them(state):
    assert state.request(state.remember(Request("Who?"))) == Request("Who?", None, Scope())


@pytest.mark.parametrize(
    "asked",
    [
        Request("Sadr", kind="timeline"),
        Request("Sadr", kind="timeline", between=Days(None, date(2020, 1, 31))),
        Request("", kind="since", between=Days(date(2020, 1, 9)), added=True),
    ],
)
def test_what_asks_for_a_list_comes_back_whole(state, asked):
    assert state.request(state.remember(asked)) == asked


def test_ids_rise_from_the_clock_so_that_no_button_of_a_lost_file_finds_a_question(state):
    first = state.remember(Request("a"))
    assert first == NEW_YEAR * 1000 + 1
    assert state.remember(Request("b")) == first + 1


def test_an_id_never_given_is_forgotten(state):
    assert state.request(1) is None


def test_a_question_is_forgotten_after_thirty_days(state, clock):
    request_id = state.remember(Request("a"))
    clock.now += 30 * DAY
    assert state.request(request_id) == Request("a")
    clock.now += 1
    assert state.request(request_id) is None


def test_what_is_forgotten_leaves_the_file(state, clock, path):
    state.remember(Request("a secret of last month"))
    clock.now += 31 * DAY
    state.remember(Request("b"))
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT question FROM asked").fetchall() == [("b",)]
    other.close()


def test_only_the_latest_questions_are_kept(state, monkeypatch):
    monkeypatch.setattr(state_module, "KEPT_ROWS", 2)
    ids = [state.remember(Request(question)) for question in "abc"]
    assert [state.request(each) for each in ids] == [None, Request("b"), Request("c")]


def test_a_like_is_kept_once_for_each_answer(state, path):
    first, second = state.remember(Request("a")), state.remember(Request("b"))
    for request_id in (first, first, second, 7):
        state.note_liked(request_id)
    assert liked(path) == [first, second]


def test_unanswered_questions_are_counted_by_reason_latest_first(state, clock):
    state.note_unanswered("a", "refused", guild_id=GUILD)
    state.note_unanswered("b", "refused", guild_id=GUILD)
    clock.now += DAY
    state.note_unanswered("a", "refused", guild_id=GUILD)
    clock.now += DAY
    state.note_unanswered("a", "disliked", guild_id=GUILD)
    assert state.unanswered(GUILD) == [
        Unanswered("a", "disliked", 1, date(2026, 1, 3)),
        Unanswered("a", "refused", 2, date(2026, 1, 2)),
        Unanswered("b", "refused", 1, date(2026, 1, 1)),
    ]
    assert state.unanswered(GUILD, 1) == [Unanswered("a", "disliked", 1, date(2026, 1, 3))]


def test_unanswered_questions_are_forgotten_after_thirty_days(state, clock):
    state.note_unanswered("a", "refused", guild_id=GUILD)
    clock.now += 30 * DAY + 1
    assert state.unanswered(GUILD) == []
    state.note_unanswered("b", "refused", guild_id=GUILD)
    assert [each.question for each in state.unanswered(GUILD)] == ["b"]


def test_only_the_latest_unanswered_questions_are_kept(state, clock, monkeypatch):
    monkeypatch.setattr(state_module, "KEPT_ROWS", 2)
    for question in "abc":
        clock.now += 1
        state.note_unanswered(question, "refused", guild_id=GUILD)
    assert [each.question for each in state.unanswered(GUILD)] == ["c", "b"]


def test_unanswered_questions_can_be_switched_off_and_those_kept_go(path, state):
    state.note_unanswered("a", "refused", guild_id=GUILD)
    with BotState(path, keep_unanswered=False) as other:
        assert not other.keeps_unanswered
        other.note_unanswered("b", "refused", guild_id=GUILD)
    assert state.unanswered(GUILD) == []


def test_a_server_has_the_defaults_until_something_is_set(state):
    assert state.server(1) == ServerSettings(
        channels=(),
        private=False,
        cooldown_seconds=5,
        listening=(),
        threads=False,
        manager_role=None,
    )
    assert state.server(None) == ServerSettings()


def test_settings_of_a_server_survive_a_restart_and_are_its_own(path, state):
    assert state.change_server(1, channels=(5, 6), private=True) == ServerSettings(
        channels=(5, 6), private=True
    )
    state.change_server(1, cooldown_seconds=9, manager_role=2**62)
    state.close()
    with BotState(path) as reopened:
        assert reopened.server(1) == ServerSettings(
            channels=(5, 6), private=True, cooldown_seconds=9, manager_role=2**62
        )
        assert reopened.server(2) == ServerSettings()


def test_an_unknown_setting_changes_nothing(state):
    state.change_server(1, private=True)
    with pytest.raises(TypeError, match="colour"):
        state.change_server(1, private=False, colour=3)
    assert state.server(1) == ServerSettings(private=True)


def test_a_setting_of_a_later_dateline_is_passed_over(path, state):
    state.change_server(1, private=True)
    with sqlite3.connect(path) as other:
        other.execute('UPDATE servers SET settings = \'{"private": true, "colour": 3}\'')
    other.close()
    assert state.server(1) == ServerSettings(private=True)


def test_the_hash_of_the_synced_commands_is_the_last_one_noted(state):
    assert state.synced_commands() is None
    state.note_synced("one")
    state.note_synced("two")
    assert state.synced_commands() == "two"


def test_threads_share_a_memory(state):
    ids: list[int] = []

    def work() -> None:
        for _ in range(50):
            ids.append(state.remember(Request("a")))
            state.change_server(1, cooldown_seconds=state.server(1).cooldown_seconds)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 200


def test_a_change_that_never_ended_leaves_what_was(path, state):
    state.note_synced("one")
    crashed = sqlite3.connect(path, isolation_level=None)
    crashed.execute("BEGIN IMMEDIATE")
    crashed.execute("UPDATE meta SET value = 'half'")
    crashed.close()
    assert state.synced_commands() == "one"


def test_a_file_in_use_is_said_to_be(path, state, monkeypatch):
    monkeypatch.setattr(state_module, "BUSY_SECONDS", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match=r"discord\.sqlite3 is in use by another process"):
        BotState(path)
    other.close()


def test_a_damaged_file_is_named_with_the_next_step(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreBroken, match=r"discord\.sqlite3 is damaged .*move it away"):
        BotState(path)


def test_a_folder_in_the_place_of_the_file_is_named(path):
    path.mkdir(parents=True)
    with pytest.raises(StoreUnwritable, match=r"discord\.sqlite3 cannot be written"):
        BotState(path)


def test_a_file_in_the_place_of_the_folder_is_named(path):
    path.parent.write_text("")
    with pytest.raises(StoreUnwritable, match=r"discord\.sqlite3 cannot be written"):
        BotState(path)


FORMAT_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    question TEXT NOT NULL,
    understood TEXT,
    after TEXT,
    before TEXT,
    liked INTEGER NOT NULL DEFAULT 0
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
INSERT INTO meta VALUES ('synced_commands', 'one');
INSERT INTO sqlite_sequence VALUES ('asked', 40);
INSERT INTO asked VALUES (39, 1767225600, 'Who?', 'Sadr? Who?', '2020-01-09', '2021-01-01', 1);
INSERT INTO asked VALUES (40, 1767225600, 'When?', NULL, NULL, NULL, 0);
INSERT INTO unanswered VALUES ('Why?', 'refused', 3, 1767225600);
INSERT INTO servers VALUES (7, '{"private": true}');
PRAGMA user_version = 1;
"""


def test_a_file_of_format_1_is_brought_to_this_one_and_loses_no_request(path, clock):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.executescript(FORMAT_1)
    other.close()
    timeline = Request("Sadr", kind="timeline", between=Days(date(2019, 1, 1), None))
    for _ in range(2):
        with BotState(path, now=clock) as state:
            published = Published(date(2020, 1, 9), date(2021, 1, 1))
            assert state.request(39) == Request("Who?", "Sadr? Who?", Scope(published))
            assert state.request(40) == Request("When?")
            assert liked(path) == [39]
            assert state.unanswered(GUILD) == []  # asked nobody knows where
            assert state.server(7) == ServerSettings(private=True)
            assert state.synced_commands() == "one"
            assert state.request(state.remember(timeline)) == timeline
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (3,)
        assert [each for (each,) in other.execute("SELECT id FROM asked")] == [39, 40, 41, 42]
    other.close()


def test_a_file_is_of_one_format_or_the_other_also_where_the_change_breaks_off(
    path, clock, monkeypatch
):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.executescript(FORMAT_1)
    other.close()
    step = state_module.STEPS[1]
    monkeypatch.setitem(state_module.STEPS, 1, f"{step} NOT NULL")  # no default: refused
    with pytest.raises(StoreBroken):
        BotState(path, now=clock)
    monkeypatch.setitem(state_module.STEPS, 1, step)
    with BotState(path, now=clock) as state:
        assert state.request(40) == Request("When?")


def test_a_file_of_a_later_format_is_left_alone(path, state):
    state.note_synced("one")
    state.close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 4")
    other.close()
    with pytest.raises(StoreMismatch, match="has format 4, this Dateline reads format 3"):
        BotState(path)
    with sqlite3.connect(path) as other:
        synced = other.execute("SELECT value FROM meta WHERE key = 'synced_commands'")
        assert synced.fetchall() == [("one",)]
    other.close()


# --- servers apart, and people ---


def test_what_went_unanswered_is_each_servers_own_with_its_limits(state):
    state.note_unanswered("a", "refused", guild_id=1, limits="published before 2020-01-01")
    state.note_unanswered("b", "refused", guild_id=2)
    state.note_unanswered("c", "refused", guild_id=None)
    (one,) = state.unanswered(1)
    assert (one.question, one.limits) == ("a", "published before 2020-01-01")
    assert [each.question for each in state.unanswered(2)] == ["b"]


def test_a_question_is_found_again_in_its_server_alone(state):
    here = state.remember(Request("a"), guild_id=1)
    direct = state.remember(Request("b"))
    assert state.request(here, 1) == Request("a")
    assert (state.request(here, 2), state.request(here)) == (None, None)
    assert (state.request(direct), state.request(direct, 1)) == (Request("b"), None)


def test_a_dislike_counts_a_person_once_and_only_where_it_may_be_noted(state):
    noted = state.remember(Request("a"), guild_id=1, person_id=5)
    private = state.remember(Request("b"), guild_id=1, person_id=5, noted=False)
    assert [state.note_disliked(noted, guild_id=1, by=by) for by in (5, 6, 6)] == [True] * 3
    assert not state.note_disliked(private, guild_id=1, by=6)
    assert not state.note_disliked(noted, guild_id=2, by=6)
    assert [(one.question, one.times) for one in state.unanswered(1)] == [("a", 2)]


def test_what_a_person_asked_or_disliked_is_deleted_and_nothing_else(state, path):
    mine = state.remember(Request("a"), guild_id=1, person_id=5)
    theirs = state.remember(Request("b"), guild_id=1, person_id=6)
    state.note_unanswered("a", "refused", guild_id=1, person_id=5)
    state.note_unanswered("b", "refused", guild_id=1, person_id=6)
    state.note_disliked(theirs, guild_id=1, by=5)
    state.note_disliked(mine, guild_id=1, by=6)
    assert state.forget_person(5) == 1
    assert (state.request(mine, 1), state.request(theirs, 1)) == (None, Request("b"))
    assert [(one.question, one.reason) for one in state.unanswered(1)] == [("b", "refused")]
    assert state.forget_person(5) == 0


def test_no_id_of_a_person_is_in_the_file(state, path):
    person = 871234567890123456
    state.remember(Request("a"), guild_id=1, person_id=person)
    state.note_unanswered("a", "refused", guild_id=1, person_id=person)
    state._file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    written = path.read_bytes()
    assert str(person).encode() not in written
    assert person.to_bytes(8, "big") not in written


def test_what_is_kept_of_a_server_goes_some_days_after_the_bot_left_it(path, clock):
    with BotState(path, grace_days=2, now=clock) as state:
        state.change_server(1, private=True)
        request_id = state.remember(Request("a"), guild_id=1)
        state.note_unanswered("a", "refused", guild_id=1)
        state.change_server(2, private=True)
        state.note_servers({2})
        clock.now += DAY
        state.note_servers({1, 2})  # it came back
        state.note_servers({2})
        clock.now += DAY + 1
        state.note_servers({2})
        assert state.server(1).private
        clock.now += DAY
        state.remember(Request("c"), guild_id=2)
        assert not state.server(1).private
        assert (state.request(request_id, 1), state.unanswered(1)) == (None, [])
        assert state.server(2).private


def test_libraries_are_kept_with_the_settings_of_a_server(state):
    state.change_server(1, allowed=("Apollo",), libraries=((7, "Apollo"),))
    state.change_server(2, private=True)
    settings = state.server(1)
    assert (settings.allowed, settings.libraries) == (("Apollo",), ((7, "Apollo"),))
    assert state.allowed_libraries() == {1: ("Apollo",), 2: ()}
