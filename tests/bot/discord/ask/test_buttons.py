import contextlib
import re
import sqlite3

import discord
import pytest
from simcord.components import walk_components

from bot.discord.ask.buttons import BUTTONS
from bot.discord.ask.worker import Variant
from bot.discord.requests import Request
from bot.discord.state import Unanswered
from bot.discord.texts import DOCUMENT_GONE, NOT_YOURS, TOO_OLD
from bot.discord.views.buttons import (
    AnyTime,
    ByDate,
    Context,
    Dislike,
    FollowUp,
    FollowUpForm,
    Like,
    More,
    Nearest,
    Remove,
    Verify,
)
from discord_markdown import words
from fake_library import QUOTE
from index.errors import StoreBroken
from parts import NOTHING, PIZZA, SADR, said

FURTHER = (
    "Khamenei invited Sadr to Tehran again in 1987, and this time with all of his ministers.",
    "Who had invited Sadr to Tehran was a riddle for journalists; Khamenei said nothing.",
    "When Sadr was in Tehran, invited by Khamenei, rain fell on every day but the last.",
)
expects_error = pytest.mark.simcord(check_errors=False)


@pytest.fixture
def guild(simcord_env, parts):
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
def ask(channel, alice):
    async def answer(question, **options):
        return (await alice.slash(channel, "ask", question=question, **options)).response

    return answer


@pytest.fixture
def press(alice):
    """Press the only button of a kind, or the first one, or choose it in the menu."""

    async def pressed(message, kind):
        template = kind.__discord_ui_compiled_template__
        parts = list(walk_components(message.components))
        ids = (each["custom_id"] for each in parts if each["type"] == 2)
        if found := next(filter(template.fullmatch, ids), None):
            return await alice.click(message, custom_id=found)
        values = (choice["value"] for menu in _menus(parts) for choice in menu["options"])
        return await alice.select(message, [next(filter(template.fullmatch, values))])

    return pressed


@pytest.fixture
def many(parts):
    for number, text in enumerate(FURTHER):
        parts.shelf.add(
            f"{number}.txt", text, published=f"2020-02-0{number + 1}", title=f"T{number}"
        )
    parts.shelf.index()


# --- more quotes ---


async def test_more_shows_the_next_quotes_to_the_one_who_pressed(many, ask, press):
    answer = await ask(SADR)
    shown = (await press(answer, More)).response
    assert shown.ephemeral
    quotes = [each for each in f"{said(answer)}\n{said(shown)}".split("\n") if each[:2] == "> "]
    assert len(quotes) == len(set(quotes)) == 3


async def test_more_of_a_forgotten_answer_says_to_ask_again(many, ask, press, parts):
    answer = await ask(SADR)
    _forget(parts)
    shown = (await press(answer, More)).response
    assert said(shown) == TOO_OLD
    assert shown.ephemeral


async def test_more_says_so_when_the_library_holds_no_more(many, ask, press, parts):
    answer = await ask(SADR)
    for number in range(len(FURTHER)):
        (parts.shelf.docs / f"{number}.txt").unlink()
    parts.shelf.index()
    assert said((await press(answer, More)).response) == "There are no more quotes."


# --- other times, and the order of dates ---

TIMED = "Who invited Sadr to Tehran in 1987?"


async def test_any_time_asks_without_the_time_for_the_one_who_pressed(many, ask, press, parts):
    answer = await ask(TIMED)
    assert said(answer).endswith(f"\n-# {TIMED} · time: 1987")
    shown = (await press(answer, AnyTime)).response
    assert shown.ephemeral
    assert said(shown).endswith(f"\n-# {TIMED} · any time")
    assert _choices(shown) == ["Newest first"]
    assert parts.outcomes() == {"answered": 1}


async def test_a_refusal_offers_any_time(ask, press, alice):
    refusal = await ask("What is the population of France in 1987?")
    assert _labels(refusal) == ["Any time", "Nearest", "Ask on"]
    shown = (await press(refusal, AnyTime)).response
    assert said(shown).startswith("**No")
    assert said(shown).endswith("\n-# What is the population of France in 1987? · any time")
    assert shown.ephemeral


async def test_by_date_shows_the_newest_first_and_goes_on_so(many, ask, press, parts):
    answer = await ask(SADR)
    dates = [each for each in said(answer).split("\n") if each.startswith("-# More quotes are")]
    assert len(dates) == 1
    shown = (await press(answer, ByDate)).response
    assert shown.ephemeral
    assert said(shown).startswith("-# Newest first.\n**")
    assert said(shown).endswith(f"\n-# {SADR}")
    further = (await press(shown, More)).response
    published = _published(said(shown)) + _published(said(further))
    assert len(published) == 3
    assert published == sorted(published, reverse=True)


async def test_quotes_of_one_date_have_no_order_to_choose(ask):
    assert "Newest first" not in _choices(await ask(SADR))


@pytest.mark.parametrize("kind", [AnyTime, ByDate])
async def test_a_forgotten_question_is_not_asked_otherwise(many, ask, press, parts, kind):
    answer = await ask(TIMED)
    _forget(parts)
    assert said((await press(answer, kind)).response) == TOO_OLD


async def test_other_times_and_orders_work_after_a_restart(
    many, channel, alice, ask, press, simcord_env, parts
):
    answer = await ask(TIMED, before="2020-02-03", as_of="March 2020")
    line = (await alice.slash(channel, "timeline", topic="Sadr Tehran")).response
    news = (await alice.slash(channel, "since", date="2019", topic="Sadr Tehran")).response
    await simcord_env.restart_bot(parts.client())
    limits = "published before 3 February 2020 · as of 31 March 2020"
    shown = (await press(answer, AnyTime)).response
    assert said(shown).endswith(f"\n-# {TIMED} · any time · {limits}")
    by_date = (await press(shown, ByDate)).response
    assert said(by_date).startswith("-# Newest first.\n**")
    assert said(by_date).endswith(f"\n-# {TIMED} · any time · {limits}")
    assert "\n> " in said((await press(by_date, More)).response)
    ordered = (await press(answer, ByDate)).response
    assert said(ordered).endswith(f"\n-# {TIMED} · time: 1987 · {limits}")
    for listed in (line, news):
        assert "More" not in "".join(_labels(listed))


# --- context and verify ---


async def test_context_shows_the_passage_with_its_neighbours_to_one_person(ask, press, parts):
    first, last = "Rain fell on Basra all day.", "Nobody knows what came of it."
    parts.shelf.add(
        "long.txt",
        f"{first}\n\nZarif praised the Danube treaty in Vienna. It held.\n\n{last}",
        published="2020",
    )
    parts.shelf.index()
    shown = (await press(await ask("Who praised the Danube treaty?"), Context)).response
    assert shown.ephemeral
    assert said(shown).startswith(
        f"> {first}\n> \n> **Zarif praised the Danube treaty in Vienna.** It held.\n> \n> {last}\n"
    )


async def test_verify_names_file_place_and_hash(ask, press, parts):
    shown = (await press(await ask(SADR), Verify)).response
    source = parts.library.document("sadr.txt").source
    assert shown.ephemeral
    assert words(said(shown))[:3] == ["**Word", "for", "word.**"]
    assert f"`{source.sha256}`" in said(shown)
    assert f"of {source.characters}\n" in said(shown)
    assert "sadr.txt" in said(shown)


@pytest.mark.parametrize("kind", [Context, Verify])
async def test_what_was_edited_is_said_to_be_gone(kind, ask, press, parts):
    answer = await ask(SADR)
    parts.shelf.add("sadr.txt", "Something else.", published="2020-01-09")
    parts.shelf.index()
    assert said((await press(answer, kind)).response) == DOCUMENT_GONE


async def test_other_words_at_the_place_are_never_called_the_quote(
    simcord_env, alice, channel, parts
):
    source = parts.library.document("sadr.txt").source
    button = Verify(0, source.sha256[:16], 30, 40, "0" * 16)
    answer = await _send(simcord_env, channel, button)
    shown = (await alice.click(answer, custom_id=button.custom_id)).response
    assert said(shown).startswith("**Not what was quoted.**")


# --- follow up ---


async def test_follow_up_opens_a_form_and_goes_on_from_the_answer(ask, press, alice):
    form = await press(await ask(SADR), FollowUp)
    assert form.modal["title"] == "Ask on"
    result = await alice.submit_modal(form, {"question": "Was it fruitless?"})
    assert "\n-# understood as: Was it fruitless? (Sadr Tehran)" in said(result.response)
    assert not result.response.ephemeral


async def test_a_follow_up_on_a_private_answer_stays_private(ask, press, alice):
    form = await press(await ask(SADR, private=True), FollowUp)
    result = await alice.submit_modal(form, {"question": PIZZA})
    assert result.response.ephemeral
    assert "understood as: How long does pizza dough" in said(result.response)


async def test_a_follow_up_too_soon_is_told_to_the_asker_alone(guild, ask, press, alice, parts):
    form = await press(await ask(SADR), FollowUp)
    parts.state.change_server(guild.id, cooldown_seconds=5)
    result = await alice.submit_modal(form, {"question": PIZZA})
    assert said(result.response) == "Not so fast: ask again in 5 seconds."
    assert result.response.ephemeral


async def test_no_form_is_opened_for_a_forgotten_answer(ask, press, parts):
    answer = await ask(SADR)
    _forget(parts)
    result = await press(answer, FollowUp)
    assert result.modal is None
    assert said(result.response) == TOO_OLD


async def test_a_refusal_can_be_followed_up(ask, press, alice):
    form = await press(await ask(NOTHING), FollowUp)
    result = await alice.submit_modal(form, {"question": PIZZA})
    assert "understood as: How long does pizza dough" in said(result.response)


# --- thumbs ---


async def test_a_like_is_noted(ask, press, parts):
    shown = (await press(await ask(SADR), Like)).response
    assert (said(shown), shown.ephemeral) == ("Thank you.", True)
    with contextlib.closing(sqlite3.connect(parts.state.path)) as other:
        assert other.execute("SELECT liked FROM asked").fetchall() == [(1,)]


async def test_a_dislike_is_noted_with_its_question(ask, press, parts):
    shown = (await press(await ask(SADR), Dislike)).response
    assert said(shown).startswith("Thank you. The question was noted, without your name,")
    (noted,) = parts.noted()
    assert noted == Unanswered(SADR, "disliked", 1, noted.last)


async def test_a_dislike_is_not_noted_where_that_is_switched_off(ask, press, parts):
    parts.state.keeps_unanswered = False
    assert said((await press(await ask(SADR), Dislike)).response) == "Thank you."
    assert parts.noted() == []


# --- what is nearest, and taking an answer away ---


async def test_nearest_shows_to_one_person_what_a_refusal_left_out(ask, press):
    refusal = await ask("What is the population of Basra in Iran?")
    shown = (await press(refusal, Nearest)).response
    assert shown.ephemeral
    assert said(shown).startswith("Nearest passages, not an answer:\n\n**")


async def test_nearest_shows_the_answer_that_came_meanwhile(ask, press, parts):
    refusal = await ask("What is the population of France?")
    parts.shelf.add("france.txt", "The population of France is large.", published="2024")
    parts.shelf.index()
    shown = (await press(refusal, Nearest)).response
    assert "**The population of France is large.**" in said(shown)


async def test_the_asker_takes_an_answer_away_also_after_a_restart(
    ask, press, channel, simcord_env, parts
):
    answer = await ask(SADR)
    await simcord_env.restart_bot(parts.client())
    await press(answer, Remove)
    assert channel.last_message is None


async def test_nobody_else_takes_an_answer_away_but_who_manages_messages(
    ask, channel, guild, simcord_env
):
    answer = await ask(SADR)
    value = next(
        choice["value"]
        for menu in _menus(walk_components(answer.components))
        for choice in menu["options"]
        if choice["label"] == "Remove this answer"
    )
    bob = guild.add_member(simcord_env.create_user("bob"))
    told = (await bob.select(answer, [value])).response
    assert (said(told), told.ephemeral) == (NOT_YOURS, True)
    permissions = discord.Permissions(manage_messages=True)
    role = guild.create_role("mods", permissions=permissions)
    mod = guild.add_member(simcord_env.create_user("mod"), roles=[role])
    await mod.select(answer, [value])
    assert channel.last_message is None


async def test_a_private_answer_needs_nobody_to_remove_it(ask):
    assert "Remove this answer" not in _choices(await ask(SADR, private=True))


# --- restarts and faults ---


async def test_every_button_works_after_a_restart(many, ask, press, alice, simcord_env, parts):
    answer = await ask(SADR)
    form = await press(answer, FollowUp)
    await simcord_env.restart_bot(parts.client())
    assert "\n> " in said((await press(answer, More)).response)
    assert said((await press(answer, Context)).response).startswith("> ")
    assert said((await press(answer, Verify)).response).startswith("**Word for word.**")
    assert said((await press(answer, Like)).response) == "Thank you."
    result = await alice.submit_modal(form, {"question": PIZZA})
    assert "dough rests for a day" in said(result.response)


async def test_answers_leave_nothing_in_the_clients_memory(ask, press, simcord_env):
    await press(await ask(SADR), FollowUp)
    views = simcord_env.bot._connection._view_store
    assert (views._views, views._modals, views._synced_message_views) == ({}, {}, {})


@expects_error
async def test_an_error_becomes_a_calm_sentence(ask, press, parts, monkeypatch):
    answer = await ask(SADR)

    def broken(*_):
        raise StoreBroken("the index is damaged")

    monkeypatch.setattr(type(parts.library), "at", broken)
    shown = (await press(answer, Context)).response
    assert said(shown).startswith("The library cannot answer at the moment;")
    assert shown.ephemeral


@expects_error
async def test_a_full_queue_is_told_at_once(ask, press, parts, simcord_env):
    answer = await ask(SADR)
    async with parts.full(simcord_env.bot.queue):
        pressed = await press(answer, Verify)
    assert said(pressed.response) == "Dateline is busy, try again in a moment."


# --- custom ids ---


@pytest.mark.parametrize(
    "made",
    [
        More(2**63 - 1, 999),
        More(2**63 - 1, 999, Variant(True, True)),
        AnyTime(2**63 - 1),
        ByDate(2**63 - 1, Variant(any_time=True)),
        Context(999, "f" * 16, 10**12 - 2, 10**12 - 1, 10**12 - 2, 10**12 - 1),
        Verify(999, "f" * 16, 10**12 - 2, 10**12 - 1, "f" * 16),
        FollowUp(2**63 - 1),
        Like(1),
        Dislike(1),
    ],
)
async def test_a_custom_id_holds_all_a_press_needs(made):
    assert len(made.custom_id) <= 100
    templates = [each.__discord_ui_compiled_template__ for each in BUTTONS]
    assert sum(bool(each.fullmatch(made.custom_id)) for each in templates) == 1
    again = await type(made).from_custom_id(
        None, made.item, made.template.fullmatch(made.custom_id)
    )
    assert again.custom_id == made.custom_id
    assert vars(again).keys() == vars(made).keys()


def test_a_quotes_buttons_hold_its_place():
    assert Context.of(QUOTE, 2).custom_id == f"dl:ctx:2:{'ab' * 8}:0:61:19:50"
    assert Verify.of(QUOTE, 2).custom_id.startswith(f"dl:ver:2:{'ab' * 8}:0:61:")


async def test_a_form_takes_a_question_as_long_as_any():
    form = FollowUpForm(7, "Who?").to_dict()
    (question,) = (each for each in walk_components(form["components"]) if each["type"] == 4)
    assert (question["max_length"], question["placeholder"]) == (2_000, "Who?")


def _forget(parts):
    parts.days_later = 31
    assert parts.state.request(parts.state.remember(Request("another"))) is not None


async def _send(env, channel, item):
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.ActionRow(item))
    return await env.bot.get_channel(channel.id).send(view=view)


def _labels(message):
    return [
        each.get("label") or each["emoji"]["name"]
        for each in walk_components(message.components)
        if each["type"] == 2
    ]


def _choices(message):
    menus = _menus(walk_components(message.components))
    return [option["label"] for menu in menus for option in menu["options"]]


def _menus(parts):
    return (each for each in parts if each["type"] == 3)


def _published(text):
    """The publication dates of quotes, as far as these documents tell: days of two months."""
    months = {"January": 1, "February": 2}
    found = re.findall(r"\*\*(\d+) (January|February) 2020\*\* · ", text)
    return [(months[month], int(day)) for day, month in found]
