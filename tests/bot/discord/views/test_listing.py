"""/timeline and /since as members meet them."""

import pytest
from simcord.components import walk_components

from bot.discord.texts import DOCUMENT_GONE, TOO_OLD
from bot.discord.views.listings import PER_PAGE
from index.errors import StoreBroken
from parts import said

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
expects_error = pytest.mark.simcord(check_errors=False)


@pytest.fixture
def guild(simcord_env, parts):
    for number, month in enumerate(MONTHS, start=1):
        parts.shelf.add(
            f"{number}.txt",
            f"Speaker {number} was Sadr. It was in {month} 2019 that Sadr spoke in Basra.",
            published=f"2020-{number:02}-03",
            title=f"News of {month} @everyone",
        )
    parts.shelf.add("plain.txt", "Sadr spoke in Basra to no one.")
    parts.shelf.index()
    made = simcord_env.create_guild()
    parts.state.change_server(made.id, cooldown_seconds=0)
    return made


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("general")


@pytest.fixture
def alice(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("alice"))


@pytest.fixture
def slash(channel, alice):
    async def shown(command, **options):
        return (await alice.slash(channel, command, **options)).response

    return shown


LISTS = [
    pytest.param("timeline", {"topic": "Sadr spoke in Basra"}, id="timeline"),
    pytest.param("since", {"date": "2020"}, id="since"),
]


async def test_a_timeline_is_in_the_order_of_time_page_by_page(simcord_env, parts, slash, alice):
    first = await slash("timeline", topic="Sadr spoke in Basra")
    assert not first.ephemeral
    lines = said(first).split("\n")
    assert lines[:4] == [
        "-# Timeline: Sadr spoke in Basra",
        "**January 2019**",
        "> It was in January 2019 that Sadr spoke in Basra.",
        "-# News of January @\u200beveryone · published 3 January 2020",
    ]
    await simcord_env.restart_bot(parts.client())
    second = (await alice.click(first, label="3 more")).response
    assert second.ephemeral
    dates = [each for each in f"{said(first)}\n{said(second)}".split("\n") if each[:2] == "**"]
    assert dates == [*(f"**{month} 2019**" for month in MONTHS), "**Undated**"]
    assert said(second).endswith("**Undated**\n> Sadr spoke in Basra to no one.\n-# plain")


async def test_a_timeline_keeps_to_its_days_also_after_a_restart(simcord_env, parts, slash, alice):
    shown = await slash(
        "timeline", topic="Sadr spoke in Basra", **{"from": "2019-02", "to": "2019-Q3"}
    )
    assert said(shown).split("\n")[:2] == [
        "-# Timeline: Sadr spoke in Basra · February to September 2019",
        "**February 2019**",
    ]
    await simcord_env.restart_bot(parts.client())
    further = (await alice.click(shown, label="1 more")).response
    assert said(further).startswith("**August 2019**\n")


async def test_a_quote_of_a_list_is_shown_in_its_context(simcord_env, parts, slash, alice):
    shown = await slash("timeline", topic="Sadr spoke in Basra")
    await simcord_env.restart_bot(parts.client())
    (menu,) = (each for each in walk_components(shown.components) if each["type"] == 3)
    assert menu["options"][1]["label"] == "February 2019 · News of February @everyone"
    looked = (await alice.select(shown, [menu["options"][1]["value"]])).response
    assert looked.ephemeral
    assert said(looked).split("\n")[0] == (
        "> Speaker 2 was Sadr. **It was in February 2019 that Sadr spoke in Basra.**"
    )
    (parts.shelf.docs / "2.txt").unlink()
    parts.shelf.index()
    assert (
        said((await alice.select(shown, [menu["options"][1]["value"]])).response) == DOCUMENT_GONE
    )


async def test_news_begin_with_the_newest_document(simcord_env, parts, slash, alice):
    first = await slash("since", date="3 January 2020")
    lines = [line for line in said(first).split("\n") if line]
    # Those of the library before: one of January 2020, and one of March 2021.
    assert lines[:4] == [
        "-# 10 documents published since 3 January 2020",
        "**pizza.txt**",
        "> Pizza dough rests for a day before it is baked on a hot stone.",
        "-# published March 2021",
    ]
    assert lines[4:7] == [
        "**News of August @\u200beveryone**",
        "> Speaker 8 was Sadr. It was in August 2019 that Sadr spoke in Basra.",
        "-# published 3 August 2020",
    ]
    await simcord_env.restart_bot(parts.client())
    second = (await alice.click(first, label="4 more")).response
    assert second.ephemeral
    assert said(second).count("published ") == 10 - PER_PAGE


async def test_news_on_a_topic_and_since_documents_were_added(slash):
    shown = await slash("since", date="2020-02", topic="Pizza dough rests for a day")
    assert said(shown).split("\n")[:3] == [
        "-# Pizza dough rests for a day · among 8 documents published since 1 February 2020",
        "**pizza.txt**",
        "> **Pizza dough rests for a day before it is baked on a hot stone.**",
    ]
    added = await slash("since", date="yesterday", added=True)
    assert said(added).startswith("-# 11 documents added since ")
    assert "\n-# added " in said(added)


async def test_since_a_day_after_all_documents_there_is_nothing(slash, parts):
    shown = await slash("since", date="2022")
    assert said(shown) == (
        "**Nothing was published since 1 January 2022.**\n"
        "The library covers 11 documents, published 3 January 2020 to March 2021, 1 undated."
    )
    assert parts.outcomes() == {"refused": 1}
    assert parts.noted() == []


async def test_a_topic_that_nothing_answers_is_refused_and_noted(slash, alice, parts):
    topic = "population of France"
    for command, options in (("timeline", {}), ("since", {"date": "2020"})):
        shown = await slash(command, topic=topic, **options)
        assert "**Nothing in the library answers this.**" in said(shown)
    noted = [(each.question, each.limits) for each in parts.noted()]
    assert sorted(noted) == [(topic, ""), (topic, "published from 2020-01-01 on")]
    form = await alice.click(shown, label="Ask on")
    result = await alice.submit_modal(form, {"question": "How long does pizza dough rest for?"})
    # It goes on among the same documents.
    assert said(result.response).split("\n")[-1] == (
        "-# How long does pizza dough rest for? · published from 1 January 2020 on"
    )


async def test_what_is_forgotten_cannot_be_turned(slash, alice, parts):
    shown = await slash("since", date="2020")
    parts.days_later = 31
    assert said((await alice.click(shown, label="4 more")).response) == TOO_OLD


@pytest.mark.parametrize(("command", "options"), LISTS)
async def test_lists_are_deferred_first_and_ping_nobody(simcord_env, slash, command, options):
    shown = await slash(command, **options)
    (deferred,) = _calls(simcord_env, "POST", "/callback")
    assert deferred.json == {"type": 5}
    assert "@everyone" not in said(shown)
    (sent,) = _calls(simcord_env, "PATCH", "/messages/@original")
    assert sent.json["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(("command", "options"), LISTS)
async def test_lists_are_private_as_answers_are(guild, slash, parts, command, options):
    assert (await slash(command, **options, private=True)).ephemeral
    parts.state.change_server(guild.id, private=True)
    assert (await slash(command, **options)).ephemeral
    assert not (await slash(command, **options, private=False)).ephemeral


@expects_error
@pytest.mark.parametrize(("command", "options"), LISTS)
async def test_lists_are_shown_only_in_the_channels_that_are_set(
    guild, slash, parts, command, options
):
    other = guild.create_text_channel("ask-here")
    parts.state.change_server(guild.id, channels=(other.id,))
    shown = await slash(command, **options)
    assert said(shown).replace("\\", "") == "Questions are answered in #ask-here of this server."
    assert shown.ephemeral
    assert parts.outcomes() == {}


@expects_error
@pytest.mark.parametrize(("command", "options"), LISTS)
async def test_lists_share_the_cooldown_and_the_queue_of_questions(
    simcord_env, guild, slash, parts, command, options
):
    parts.state.change_server(guild.id, cooldown_seconds=5)
    await slash("ask", question="Who invited Sadr?")
    assert said(await slash(command, **options)) == "Not so fast: ask again in 5 seconds."
    parts.now += 5
    async with parts.full(simcord_env.bot.queue):
        shown = await slash(command, **options)
    assert said(shown) == "Dateline is busy, try again in a moment."
    assert shown.ephemeral
    assert parts.outcomes() == {"answered": 1, "too_soon": 1, "busy": 1}


@expects_error
@pytest.mark.parametrize(("command", "options"), LISTS)
async def test_a_library_that_cannot_serve_is_told_calmly(slash, parts, command, options):
    class Broken:
        def __getattr__(self, name):
            raise StoreBroken("x is damaged")

    parts.library = Broken()
    assert said(await slash(command, **options)).startswith("The library cannot answer at the")
    assert parts.outcomes() == {"failed": 1}


@expects_error
async def test_a_topic_without_words_hears_how_to_ask(slash):
    for command, options in (("timeline", {}), ("since", {"date": "2020"})):
        assert said(await slash(command, topic="?!", **options)).startswith("Ask with at least one")


async def test_no_view_of_a_list_is_kept_in_memory(simcord_env, slash):
    assert said(await slash("since", date="2020"))
    views = simcord_env.bot._connection._view_store
    assert (views._views, views._modals, views._synced_message_views) == ({}, {}, {})


def _calls(env, method, path):
    return [each for each in env.http_requests if each.method == method and path in each.path]
