import asyncio
import logging
import re

import aiohttp
import discord
import pytest

from bot.discord.ask import respond
from bot.discord.texts import NO_WORDS
from index.errors import QuoteMismatch, StoreBroken
from parts import NOTHING, PIZZA, SADR, said


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("general")


@pytest.fixture
def alice(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("alice"))


@pytest.fixture
def ask(simcord_env, channel, alice):
    """Mention the bot, and return what it said to that."""

    async def mention(question, **options):
        before = len(channel.history())
        await alice.send(channel, f"<@{simcord_env.bot.user.id}> {question}", **options)
        return channel.history()[before + 1 :]

    return mention


# SimCord counts an error as one even where the bot told the person.
expects_error = pytest.mark.simcord(check_errors=False)


class Forbidden(discord.Forbidden):
    def __init__(self):
        Exception.__init__(self)


class Failing:
    def __init__(self, error):
        self.error = error

    def seen_by(self, seen):
        return self

    def libraries(self):
        return []

    def ask(self, question, **options):
        raise self.error


def calls(env, method, path):
    return [each for each in env.http_requests if each.method == method and path in each.path]


async def test_ask_is_deferred_and_answered_for_all(simcord_env, channel, alice, parts):
    result = await alice.slash(channel, "ask", question=SADR)
    assert not result.response.ephemeral
    assert "**Khamenei invited Sadr to Tehran.**" in said(result.response)
    assert said(result.response).startswith("**9 January 2020** · sadr.txt\n")
    (deferred,) = calls(simcord_env, "POST", "/callback")
    assert deferred.json == {"type": 5}
    assert parts.outcomes() == {"answered": 1}


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("thanks", ["You are welcome."]),
        ("hello!", ["Hello. Ask me what the documents say, in one sentence; /help tells more."]),
        ("help", ["Ask me what the documents say, in one sentence; /help tells more."]),
        ("lol", []),
    ],
)
async def test_chatter_gets_a_line_or_silence_and_is_not_counted(ask, parts, message, answer):
    assert [said(each) for each in await ask(message)] == answer
    assert parts.outcomes() == {}
    assert parts.noted() == []


async def test_a_command_that_asks_for_nothing_says_so_to_the_asker_alone(channel, alice, parts):
    result = await alice.slash(channel, "ask", question="lol")
    assert said(result.response) == (
        "That asks for nothing that documents could say. /help tells how to ask."
    )
    assert result.response.ephemeral
    assert parts.outcomes() == {}


async def test_ask_in_private_is_shown_to_the_asker_alone(simcord_env, channel, alice):
    result = await alice.slash(channel, "ask", question=SADR, private=True)
    assert result.response.ephemeral
    assert "Khamenei invited Sadr" in said(result.response)


async def test_a_server_may_have_answers_private_by_default(guild, channel, alice, parts):
    parts.state.change_server(guild.id, private=True, cooldown_seconds=0)
    assert (await alice.slash(channel, "ask", question=SADR)).response.ephemeral
    shown = await alice.slash(channel, "ask", question=SADR, private=False)
    assert not shown.response.ephemeral


async def test_ask_keeps_to_the_dates(guild, channel, alice, parts):
    parts.state.change_server(guild.id, cooldown_seconds=0)
    for dates, answered in (
        ({"after": "2020", "before": "2020-02"}, True),
        ({"after": "10 January 2020"}, False),
        ({"before": "2020-01-09"}, False),
    ):
        result = await alice.slash(channel, "ask", question=SADR, **dates)
        assert ("**Khamenei invited Sadr" in said(result.response)) is answered


async def test_ask_answers_as_on_a_day(guild, channel, alice, parts):
    parts.state.change_server(guild.id, cooldown_seconds=0)
    for as_of, answered in (("January 2020", True), ("9 January 2020", True), ("2019", False)):
        result = await alice.slash(channel, "ask", question=SADR, as_of=as_of)
        assert ("**Khamenei invited Sadr" in said(result.response)) is answered
    assert said(result.response).endswith(f"\n-# {SADR} · as of 31 December 2019")


async def test_ask_keeps_to_passages_that_speak_of_a_time(guild, channel, alice, parts):
    parts.state.change_server(guild.id, cooldown_seconds=0)
    parts.shelf.add("then.txt", "Last September Khamenei invited Sadr again.", published="2020")
    parts.shelf.add("when.txt", "In May 2018 Khamenei invited Sadr to Qom.", published="2020-02-03")
    parts.shelf.index()
    result = await alice.slash(channel, "ask", question="Who invited Sadr?", during="2018")
    lines = said(result.response).split("\n")
    assert lines[-1] == "-# Who invited Sadr? · speaking of 2018"
    assert lines[1] == "> **In May 2018 Khamenei invited Sadr to Qom.**"
    result = await alice.slash(channel, "ask", question="Who invited Sadr?", during="May 2017")
    assert "Nothing in the library answers this." in said(result.response)


async def test_the_time_in_a_question_is_understood_and_shown(channel, alice, parts):
    parts.shelf.add(
        "then.txt", "Two years ago Khamenei invited Sadr to Qom.", published="2020-02-03", title="Q"
    )
    parts.shelf.index()
    result = await alice.slash(channel, "ask", question="Who invited Sadr in 2018?")
    assert said(result.response).split("\n") == [
        "**3 February 2020** · Q",
        "> **Two years ago Khamenei invited Sadr to Qom.**",
        "-# “Two years ago” → 2018",
        "-# Who invited Sadr in 2018? · time: 2018",
    ]


async def test_who_asks_for_the_latest_gets_the_newest_and_is_told_why(channel, alice, parts):
    for year in (2018, 2021, 2019):
        text = f"In spring of {year} Khamenei invited Sadr to town {year}."
        parts.shelf.add(f"{year}.txt", text, published=str(year), title=f"T{year}")
    parts.shelf.index()
    question = "What is the latest on Khamenei inviting Sadr to town"
    lines = said((await alice.slash(channel, "ask", question=question)).response).split("\n")
    assert lines[:2] == [
        "**2021** · T2021",
        "> **In spring of 2021 Khamenei invited Sadr to town 2021.**",
    ]
    assert lines[-3:] == [
        "-# More quotes are from 9 January 2020 and 2019.",
        "-# Newest first: your question says “latest”.",
        f"-# {question}",
    ]


async def test_a_refusal_says_so_and_is_noted(channel, alice, parts):
    result = await alice.slash(channel, "ask", question=NOTHING)
    assert "Nothing in the library answers this." in said(result.response)
    assert parts.outcomes() == {"refused": 1}
    assert [(each.question, each.reason) for each in parts.noted()] == [(NOTHING, "refused")]


async def test_a_mention_is_replied_to_without_a_ping(ask, simcord_env):
    (answer,) = await ask(SADR)
    assert "**Khamenei invited Sadr" in said(answer)
    assert answer.reference is not None
    (sent,) = calls(simcord_env, "POST", "/messages")
    assert sent.json["allowed_mentions"] == {"parse": []}
    assert sent.json["enforce_nonce"] is True
    assert calls(simcord_env, "POST", "/typing") == []


async def test_direct_messages_are_answered_and_go_on(simcord_env, parts):
    alice = simcord_env.create_user("alice")
    await alice.send_dm("Who invited Sadr?")
    parts.now += 10
    await alice.send_dm("And to where?")
    said_there = [said(m) for m in alice.dm_channel.history() if m.author.bot]
    assert "**Khamenei invited Sadr" in said_there[0]
    assert "understood as" not in said_there[0]
    assert "understood as: Who invited Sadr? And to where?" in said_there[1]
    assert len(said_there) == 2


async def test_a_follow_up_is_understood_with_the_question_before(ask, parts):
    await ask(SADR)
    parts.now += 10
    (answer,) = await ask("And when?")
    assert f"understood as: {SADR} And when?" in said(answer)


async def test_a_conversation_is_one_persons_and_forgotten_after_a_while(
    simcord_env, guild, channel, ask, parts
):
    await ask(SADR)
    bob = guild.add_member(simcord_env.create_user("bob"))
    await bob.send(channel, f"<@{simcord_env.bot.user.id}> And when?")
    assert "understood as" not in said(channel.last_message)
    parts.now += 30 * 60 + 1
    (answer,) = await ask("And when?")
    assert "understood as" not in said(answer)


async def test_a_pinging_reply_goes_on_from_the_answer_it_replies_to(
    simcord_env, channel, alice, ask, parts
):
    (first,) = await ask(SADR)
    parts.now += 10
    await ask(PIZZA)
    parts.now += 10
    await alice.send(channel, "And when?", reply_to=first)
    assert f"understood as: {SADR} And when?" in said(channel.last_message)


async def test_a_reply_to_a_slash_answer_brings_no_words_and_hears_what_helps(channel, alice):
    result = await alice.slash(channel, "ask", question=SADR)
    await alice.send(channel, "And when?", reply_to=result.response)
    assert said(channel.last_message).replace("\\", "") == NO_WORDS


async def test_a_mention_without_words_hears_what_helps(ask, parts):
    (answer,) = await ask("")
    assert said(answer).replace("\\", "") == NO_WORDS
    assert parts.outcomes() == {}


async def test_the_menu_of_a_message_finds_passages_for_the_person_alone(channel, alice):
    message = await alice.send(channel, "They say Khamenei invited Sadr to Tehran")
    result = await alice.context_menu(channel, "Find passages", message)
    assert result.response.ephemeral
    assert "**Khamenei invited Sadr" in said(result.response)


async def test_a_time_in_a_message_is_no_question_for_that_time(channel, alice):
    words = "Who invited Sadr to Tehran? See you in May 1987, the latest"
    message = await alice.send(channel, words)
    shown = said((await alice.context_menu(channel, "Find passages", message)).response)
    assert shown.startswith("**9 January 2020** · sadr.txt\n> **Khamenei invited Sadr")


@expects_error
async def test_the_menu_of_a_message_without_words_says_so(channel, alice):
    message = await alice.send(channel, "", attachments=[("a.png", b"png")])
    result = await alice.context_menu(channel, "Find passages", message)
    assert said(result.response) == "This message holds no words to look for."
    assert result.response.ephemeral


@expects_error
async def test_who_asks_again_too_soon_is_told_how_long_to_wait(channel, alice, parts):
    await alice.slash(channel, "ask", question=SADR)
    parts.now += 1.5
    result = await alice.slash(channel, "ask", question=SADR)
    assert said(result.response) == "Not so fast: ask again in 4 seconds."
    assert result.response.ephemeral
    parts.now += 3.5
    assert "Khamenei" in said((await alice.slash(channel, "ask", question=SADR)).response)
    assert parts.outcomes() == {"answered": 2, "too_soon": 1}


async def test_a_flood_of_mentions_is_told_once(ask, parts):
    await ask(SADR)
    (told,) = await ask(SADR)
    assert said(told) == "Not so fast: ask again in 5 seconds."
    assert await ask(SADR) == []
    assert parts.outcomes() == {"answered": 1, "too_soon": 2}


async def test_another_person_need_not_wait(simcord_env, guild, channel, alice):
    bob = guild.add_member(simcord_env.create_user("bob"))
    await alice.slash(channel, "ask", question=SADR)
    assert "Khamenei" in said((await bob.slash(channel, "ask", question=SADR)).response)


@expects_error
async def test_a_full_queue_answers_busy_at_once(simcord_env, channel, alice, parts):
    async with parts.full(simcord_env.bot.queue):
        result = await alice.slash(channel, "ask", question=SADR)
    assert said(result.response) == "Dateline is busy, try again in a moment."
    assert result.response.ephemeral
    assert parts.outcomes() == {"busy": 1}


async def test_a_bot_that_stops_says_so(simcord_env, ask):
    simcord_env.bot.queue.stop_taking()
    (answer,) = await ask(SADR)
    assert said(answer) == "Dateline is about to restart. Ask again in a minute."


class Channel:
    """Counts how often it was shown that the bot is writing."""

    def __init__(self, error=None):
        self.typed = 0
        self.error = error

    def typing(self):
        return self

    async def __aenter__(self):
        self.typed += 1
        if self.error:
            raise self.error

    async def __aexit__(self, *_):
        pass


@pytest.mark.parametrize("error", [None, Forbidden(), aiohttp.ServerDisconnectedError()])
@pytest.mark.parametrize(("seconds", "typed"), [(0, 0), (0.2, 1)])
async def test_what_takes_long_shows_that_the_bot_is_writing(monkeypatch, seconds, typed, error):
    monkeypatch.setattr(respond, "TYPING_AFTER_SECONDS", 0.1)
    channel = Channel(error)
    answering = asyncio.create_task(asyncio.sleep(seconds, "answer"))
    assert await respond._while_typing(channel, answering) == "answer"
    assert channel.typed == typed


async def test_a_question_that_is_deleted_meanwhile_is_not_answered(
    simcord_env, channel, alice, monkeypatch
):
    answered = respond._while_typing

    async def meanwhile_deleted(place, answering):
        (question,) = channel.history()
        simcord_env.backend.delete_message(channel.id, question.id)
        return await answered(place, answering)

    monkeypatch.setattr(respond, "_while_typing", meanwhile_deleted)
    await alice.send(channel, f"<@{simcord_env.bot.user.id}> {SADR}")
    assert channel.history() == []
    assert calls(simcord_env, "POST", "/messages") == []


async def test_an_answer_goes_with_its_question_for_some_minutes(
    simcord_env, channel, alice, parts
):
    me = f"<@{simcord_env.bot.user.id}>"
    await alice.send(channel, f"{me} {SADR}")
    question, _ = channel.history()
    simcord_env.backend.delete_message(channel.id, question.id)
    await simcord_env.settle()
    assert channel.history() == []


async def test_a_push_notification_tells_when_what_and_the_sentence(simcord_env, ask):
    (answer,) = await ask(SADR)
    (sent,) = calls(simcord_env, "POST", "/messages")
    assert sent.json["content"] == (
        "**9 January 2020** · sadr.txt\n> Khamenei invited Sadr to Tehran."
    )
    assert sent.json["message_reference"]["fail_if_not_exists"] is False
    assert (answer.content, answer.flags.components_v2) == ("", True)


@pytest.mark.parametrize("code", [50035, 160002])
async def test_where_a_reply_is_refused_a_plain_message_goes_out(simcord_env, ask, code):
    status = 403 if code == 160002 else 400
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    (answer,) = await ask(SADR)
    assert answer.reference is None
    assert answer.flags.components_v2


async def test_where_a_layout_is_refused_plain_text_goes_out(simcord_env, ask):
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, code=50035, times=4)
    (answer,) = await ask(SADR)
    assert "**Khamenei invited Sadr" in answer.content
    assert not answer.flags.components_v2


async def test_where_it_may_not_write_the_person_is_told_directly_and_the_log_once(
    simcord_env, guild, alice, caplog
):
    silent = guild.create_text_channel(
        "silent", overwrites={guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    for _ in range(2):
        await alice.send(silent, f"<@{simcord_env.bot.user.id}> {SADR}")
    assert [m for m in silent.history() if m.author.bot] == []
    (told,) = alice.user.dm_channel.history()
    assert said(told).replace("\\", "") == (
        "I may not write in #silent: it lacks a permission. Ask somebody who manages the server "
        "to change that, or ask me here."
    )
    (line,) = [record for record in caplog.records if record.name == "bot.discord.sending"]
    assert line.levelname == "WARNING"
    assert f"may not answer in channel {silent.id} of server {guild.id}" in line.message


@expects_error
@pytest.mark.parametrize("code", [10062])
async def test_an_expired_interaction_is_logged_once(simcord_env, channel, alice, caplog, code):
    simcord_env.inject_error("POST", "*/callback", status=404, code=code, times=None)
    result = await alice.slash(channel, "ask", question=SADR)
    assert result.response is None
    (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.message == (
        "nobody left to answer: the interaction was answered too late (after 3 seconds) "
        "(while answering /ask)"
    )
    assert line.exc_info is None


async def test_a_lost_confirmation_is_no_reason_not_to_answer(simcord_env, channel, alice):
    response = discord.InteractionResponse.defer

    async def acknowledged_twice(self, **options):
        await response(self, **options)
        self._response_type = None
        await response(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.InteractionResponse, "defer", acknowledged_twice)
        result = await alice.slash(channel, "ask", question=SADR)
    assert "Khamenei" in said(result.response)


@expects_error
async def test_an_unexpected_error_gives_a_reference_and_the_bot_lives_on(
    channel, alice, parts, caplog
):
    library, parts.library = parts.library, Failing(RuntimeError("inner words"))
    result = await alice.slash(channel, "ask", question=SADR)
    reference = re.search(r"\(reference ([0-9a-f]{8})\)", said(result.response))[1]
    assert "inner words" not in said(result.response)
    (line,) = [record for record in caplog.records if record.name == "bot.discord.errors"]
    assert f"reference {reference}" in line.message
    assert line.exc_info[1].args == ("inner words",)
    parts.library = library
    parts.now += 10
    assert "Khamenei" in said((await alice.slash(channel, "ask", question=SADR)).response)
    assert parts.outcomes() == {"failed": 1, "answered": 1}


async def test_an_unexpected_error_over_a_message_is_told_too(ask, parts):
    library, parts.library = parts.library, Failing(RuntimeError("inner words"))
    (answer,) = await ask(SADR)
    assert "did not foresee (reference " in said(answer).replace("\\", "")
    parts.library = library
    parts.now += 10
    (answer,) = await ask(SADR)
    assert "Khamenei" in said(answer)


@expects_error
@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (StoreBroken("x is damaged"), "The library cannot answer at the moment; whoever runs it"),
        (QuoteMismatch("not there"), "The documents are just being changed. Ask again"),
    ],
)
async def test_a_library_that_cannot_serve_is_told_calmly(
    channel, alice, parts, caplog, error, sentence
):
    parts.library = Failing(error)
    result = await alice.slash(channel, "ask", question=SADR)
    assert said(result.response).startswith(sentence)
    assert caplog.records[-1].levelname == "ERROR"
    assert str(error) in caplog.records[-1].message


async def test_bots_webhooks_everyone_and_others_are_not_answered(
    simcord_env, guild, channel, alice
):
    me = f"<@{simcord_env.bot.user.id}>"
    robot = guild.add_member(simcord_env.create_user("robot", bot=True))
    bob = guild.add_member(simcord_env.create_user("bob"))
    await robot.send(channel, f"{me} {SADR}")
    await guild.create_webhook(channel).send(f"{me} {SADR}")
    await alice.send(channel, f"@everyone {SADR}")
    await alice.send(channel, f"{bob.mention} {SADR}")
    await alice.send(channel, SADR)
    assert [m.author.id for m in channel.history() if m.author.id == simcord_env.bot.user.id] == []


async def test_it_does_not_answer_itself(simcord_env, channel, parts):
    await simcord_env.bot.get_channel(channel.id).send(f"<@{simcord_env.bot.user.id}> {SADR}")
    await simcord_env.settle()
    assert len(channel.history()) == 1
    assert parts.outcomes() == {}


@expects_error
async def test_it_answers_only_in_the_channels_that_are_set(guild, channel, alice, ask, parts):
    other = guild.create_text_channel("ask-here")
    parts.state.change_server(guild.id, channels=(other.id,), cooldown_seconds=0)
    assert await ask(SADR) == []
    result = await alice.slash(channel, "ask", question=SADR)
    assert said(result.response).replace("\\", "") == (
        "Questions are answered in #ask-here of this server."
    )
    assert result.response.ephemeral
    assert "Khamenei" in said((await alice.slash(other, "ask", question=SADR)).response)


async def test_nothing_in_a_question_pings(simcord_env, channel, alice, ask):
    (answer,) = await ask("What did @everyone say to <@&1> and [x](https://discord.gg/abc)?")
    assert "@everyone" not in said(answer)
    assert all(
        each.json["allowed_mentions"] == {"parse": []}
        for each in calls(simcord_env, "POST", "/messages")
    )
