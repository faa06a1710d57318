from datetime import date

from bot.discord.admin import commands as admin
from bot.discord.admin.commands import unanswered_lines
from bot.discord.state import Unanswered
from index.errors import StoreMissing
from manager_client import managed, texts


async def test_status_says_what_the_library_holds_and_how_the_bot_is(shelf):
    shelf.add("a.txt", "Sadr went to Tehran.", published="2020-01-09", title="On Sadr")
    shelf.add("b.txt", "Nothing is known of this.")
    shelf.index()
    async with managed(shelf) as world:
        await world.env.advance_time(90_000)
        shown = await world.slash("status")
        assert shown.ephemeral
        assert texts(shown.components)[0].splitlines() == [
            "**Library:** 2 documents, published 9 January 2020, 1 undated",
            "**Passages:** 2",
            "**Model:** hash, 64 dimensions",
            "**Index:** up to date",
            "**Running for:** 1 day 1 hour",
            "**Gateway latency:** 0 ms",
        ]


async def test_status_without_a_library_says_how_to_make_one(shelf):
    async with managed(shelf, library=StoreMissing("there is no index")) as world:
        shown = await world.slash("status")
        assert texts(shown.components) == [
            "The library is not made yet. Whoever manages this bot makes it with /reindex."
        ]


async def test_unanswered_questions_come_as_a_file(shelf):
    async with managed(shelf) as world:
        world.state.note_unanswered("Who, @everyone?", "refused", guild_id=world.guild.id)
        world.state.note_unanswered("Who, @everyone?", "refused", guild_id=world.guild.id)
        world.state.note_unanswered("Why?", "disliked", guild_id=world.guild.id)
        shown = await world.slash("unanswered")
        assert shown.ephemeral
        assert shown.content == "2 questions refused or disliked in the last 30 days."
        (file,) = shown.attachments
        assert file.filename == "unanswered.txt"
        lines = (await file.read()).decode("utf-8-sig").splitlines()
        day = world.state.unanswered(world.guild.id)[0].last
        assert lines == [
            "last\ttimes\treason\tquestion\tlimits",
            f"{day}\t1\tdisliked\tWhy?",
            f"{day}\t2\trefused\tWho, @everyone?",
        ]


async def test_without_unanswered_questions_there_is_no_file(shelf):
    async with managed(shelf) as world:
        shown = await world.slash("unanswered")
        assert shown.content == "No question was refused or disliked in 30 days."
        assert shown.attachments == []


async def test_where_unanswered_questions_are_not_kept_that_is_said(shelf):
    async with managed(shelf, keep_unanswered=False) as world:
        world.state.note_unanswered("Why?", "refused", guild_id=world.guild.id)
        shown = await world.slash("unanswered")
        assert texts(shown.components) == [
            r"Unanswered questions are not kept: DATELINE\_KEEP\_UNANSWERED is 0."
        ]


def test_a_question_stays_on_its_line():
    found = [Unanswered("one\ttwo\nthree", "refused", 2, date(2026, 1, 2))]
    assert unanswered_lines(found).splitlines()[1] == r"2026-01-02" + "\t2\trefused\t" + (
        r"one\ttwo\nthree"
    )


def test_the_file_holds_as_many_lines_as_one_file_takes(monkeypatch):
    monkeypatch.setattr(admin, "_FILE_CHARACTERS", 60)
    found = [Unanswered("q" * 5, "refused", 1, date(2026, 1, day)) for day in (3, 2, 1)]
    assert unanswered_lines(found).splitlines()[1:] == [
        "2026-01-03\t1\trefused\tqqqqq",
        "2026-01-02\t1\trefused\tqqqqq",
    ]


async def test_the_set_up_check_names_what_is_missing(shelf):
    async with managed(shelf) as world:
        everyone = world.guild.default_role
        denied = admin.discord.PermissionOverwrite(send_messages=False)
        world.guild.create_text_channel("mods_only", overwrites={everyone: denied})
        shown = await world.slash("setup check")
        assert shown.ephemeral
        assert shown.content == r"✗ \#mods\_only: missing Send Messages"


async def test_a_long_set_up_check_comes_as_a_file(shelf):
    async with managed(shelf) as world:
        denied = admin.discord.PermissionOverwrite(send_messages=False)
        for number in range(60):
            world.guild.create_text_channel(
                f"channel-{number:02}", overwrites={world.guild.default_role: denied}
            )
        shown = await world.slash("setup check")
        assert shown.content == "The list is long, so it comes as a file."
        lines = (await shown.attachments[0].read()).decode("utf-8-sig").splitlines()
        assert len(lines) == 60
        assert lines[-1] == r"✗ #channel-59: missing Send Messages"
