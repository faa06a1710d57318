from index.errors import StoreBroken
from manager_client import managed, texts


def fill(shelf, count):
    for number in range(1, count + 1):
        shelf.add(
            f"{number:02}.txt",
            "Sadr went to Tehran.",
            published=f"2020-01-{number:02}",
            title=f"Part {number}",
        )
    shelf.index()


def buttons(shown):
    (container,) = shown.components
    rows = [each for each in container["components"] if each["type"] == 1]
    return [(each["label"], each["disabled"]) for row in rows for each in row["components"]]


async def test_a_short_list_is_one_page(shelf):
    shelf.add("b.txt", "Nothing is known of this.", title="b")
    shelf.add("a.txt", "Sadr went. He came.", published="2020-01-09", title="On @everyone *Sadr*")
    shelf.index()
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        assert shown.ephemeral
        assert texts(shown.components)[0].splitlines() == [
            "**Documents 1 to 2 of 2**",
            "**On @\u200beveryone \\*Sadr\\***",
            r"-# published 9 January 2020 · 1 passage · source\_docs/a.txt",
            "**b**",
            r"-# undated · 1 passage · source\_docs/b.txt",
        ]
        assert buttons(shown) == []


async def test_pages_are_turned_in_place(shelf):
    fill(shelf, 18)
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        seen = []
        for turn in ("Next", "Next", "Back", "Back"):
            heading, *entries = texts(shown.components)[0].splitlines()
            seen.append((heading, entries[0], buttons(shown)))
            await world.manager.click(shown, label=turn)
        assert seen == [
            ("**Documents 1 to 8 of 18**", "**Part 1**", [("Back", True), ("Next", False)]),
            ("**Documents 9 to 16 of 18**", "**Part 9**", [("Back", False), ("Next", False)]),
            ("**Documents 17 to 18 of 18**", "**Part 17**", [("Back", False), ("Next", True)]),
            ("**Documents 9 to 16 of 18**", "**Part 9**", [("Back", False), ("Next", False)]),
        ]
        assert texts(shown.components)[0].startswith("**Documents 1 to 8 of 18**")


async def test_a_page_turns_after_a_restart_of_the_bot(shelf):
    fill(shelf, 9)
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        await world.env.restart_bot(world.again())
        await world.manager.click(shown, label="Next")
        assert texts(shown.components)[0].startswith("**Documents 9 to 9 of 9**\n**Part 9**")


async def test_a_page_that_is_no_more_is_the_last_one(shelf):
    fill(shelf, 9)
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        for number in range(3, 10):
            (shelf.docs / f"{number:02}.txt").unlink()
        shelf.index()
        await world.manager.click(shown, label="Next")
        assert texts(shown.components)[0].startswith("**Documents 1 to 2 of 2**")


async def test_a_page_is_not_turned_by_who_may_no_longer_manage(shelf):
    fill(shelf, 9)
    async with managed(shelf) as world:
        await world.open_to_all()
        role = world.guild.create_role("librarians")
        librarian = world.guild.add_member(world.env.create_user("lib"), roles=[role])
        await world.slash("settings manager-role", role=role)
        shown = await world.slash("sources", librarian)
        await world.slash("settings manager-role")
        pressed = await librarian.click(shown, label="Next")
        assert texts(pressed.response.components)[0].startswith("Only those with the permission")
        assert texts(shown.components)[0].startswith("**Documents 1 to 8 of 9**")


async def test_titles_are_completed_with_their_dates_newest_first(shelf):
    fill(shelf, 30)
    async with managed(shelf) as world:
        choices = await world.manager.autocomplete(world.channel, "sources", "title", "part 2")
        assert [each["name"] for each in choices[:2]] == [
            "2020-01-29 · Part 29",
            "2020-01-28 · Part 28",
        ]
        every = await world.manager.autocomplete(world.channel, "sources", "title", "")
        assert len(every) == 25


async def test_a_long_title_is_cut_to_what_a_choice_holds(shelf):
    shelf.add("a.txt", "Words.", published="2020-01-09", title="Long " * 60)
    shelf.index()
    async with managed(shelf) as world:
        (choice,) = await world.manager.autocomplete(world.channel, "sources", "title", "long")
        assert choice["name"].startswith("2020-01-09 · Long Long ")
        assert choice["name"].endswith(" […]")
        assert len(choice["name"]) <= 100


async def test_a_chosen_title_shows_all_that_is_known_of_the_document(shelf):
    fill(shelf, 2)
    async with managed(shelf) as world:
        choices = await world.manager.autocomplete(world.channel, "sources", "title", "part 2")
        shown = await world.slash("sources", title=choices[0]["value"])
        sha256 = world.client.library_of().document("source_docs/02.txt").source.sha256
        assert texts(shown.components)[0].splitlines() == [
            "**Part 2**",
            "**Published:** 2 January 2020 (read from: header)",
            r"**Path:** source\_docs/02.txt",
            "**Passages:** 1",
            "**Characters:** 44",
            f"**SHA-256:** {sha256}",
        ]


async def test_a_chosen_document_that_is_gone_is_said_to_be(shelf):
    fill(shelf, 1)
    async with managed(shelf) as world:
        shown = await world.slash("sources", title="document 99")
        assert texts(shown.components) == ["This document is gone."]


async def test_a_title_typed_by_hand_lists_what_holds_it(shelf):
    fill(shelf, 12)
    async with managed(shelf) as world:
        shown = await world.slash("sources", title="part")
        lines = texts(shown.components)[0].splitlines()
        assert lines[:2] == ["**Documents with “part”**", "**Part 12**"]
        assert lines[-1] == "and 4 more; write more of the title"
        none = await world.slash("sources", title="@here")
        assert texts(none.components) == ["No title and no path holds “@\u200bhere”."]


async def test_long_titles_and_paths_fit_in_a_page(shelf):
    for number in range(8):
        shelf.add("/".join([f"{number}*_" * 60] * 3) + ".txt", "Words.", title="b")
    shelf.index()
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        (text,) = texts(shown.components)
        assert len(text) <= 4_000
        assert text.count("[…]") == 16


async def test_an_empty_library_says_so(shelf):
    shelf.index()
    async with managed(shelf) as world:
        shown = await world.slash("sources")
        assert texts(shown.components) == ["The library holds no documents."]


async def test_a_broken_library_completes_nothing_and_says_why_when_asked(shelf):
    async with managed(shelf, library=StoreBroken("damaged")) as world:
        assert await world.manager.autocomplete(world.channel, "sources", "title", "a") == []
        shown = await world.slash("sources")
        assert texts(shown.components) == [
            "The library cannot answer at the moment; whoever runs it finds the reason in the log."
        ]
