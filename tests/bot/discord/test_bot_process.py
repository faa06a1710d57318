"""`dateline bot` over real sockets, as its own process, with the real model and article.

Most tests share one bot; how it starts and ends is in test_bot_life.py.
"""

import asyncio
import itertools
import shutil

import pytest
import pytest_asyncio

from bot_process import BotProcess, make_library
from discord_server import DiscordServer, Permission
from discord_server.routes_channels import SEND
from discord_server.routes_interactions import CALLBACK, EDIT_ORIGINAL

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.socket]

IDENTIFY, RESUME = 2, 6
QUESTION = "Who invited Sadr to Tehran?"
# "And why?" asked after it: who invited is known by then.
WHY = "understood as: Why Iran’s Supreme Leader Ali Khamenei invited Sadr to Tehran?"
WORDS = "Iran’s Supreme Leader Ali Khamenei invited him to Tehran"
DATE = "**9 January 2020** · "
NOTHING = "Nothing in the library answers this."
OFF_TOPIC = "How long do I boil potatoes?"

_names = (f"member{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def library(exported_models, tmp_path_factory):
    """A folder with the indexed article."""
    return make_library(tmp_path_factory.mktemp("library"), exported_models)


@pytest.fixture
def folder(library, tmp_path):
    """A folder of one's own with the indexed article."""
    return shutil.copytree(library, tmp_path / "home", symlinks=True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(library, tmp_path_factory):
    """The bot that most tests here share."""
    home = shutil.copytree(library, tmp_path_factory.mktemp("shared") / "home", symlinks=True)
    async with DiscordServer() as server, BotProcess(server, home) as bot:
        yield bot


@pytest.fixture
def bot(shared):
    shared.server.mend()
    return shared


@pytest.fixture
def server(bot):
    yield bot.server
    bot.server.mend()
    assert bot.server.unknown_requests == []


@pytest.fixture
def ann(server):
    """Somebody new, for whom no cooldown runs."""
    return server.member(next(_names))


async def asked(person, channel, question=QUESTION, **options):
    return await (await person.slash(channel, "ask", question=question, **options)).wait_message()


# --- the commands of members ---


async def test_ask_answers_with_quotes_and_dates(server, ann):
    interaction = await ann.slash(server.general, "ask", question=QUESTION)
    answer = await interaction.wait_message()
    assert WORDS in answer.text
    assert DATE in answer.text
    assert interaction.answers == [answer]
    assert interaction.answered_after < 1
    assert not answer.ephemeral
    assert answer.pinged == []


async def test_ask_obeys_dates_and_private(server, ann):
    interaction = await ann.slash(
        server.general, "ask", question=QUESTION, after="2020-01-10", private=True
    )
    answer = await interaction.wait_message()
    assert NOTHING in answer.text
    assert answer.seen_by == ann.id


async def test_a_refusal_says_what_the_library_covers(server, ann):
    answer = await asked(ann, server.general, OFF_TOPIC)
    assert NOTHING in answer.text
    assert "1 document, published 9 January 2020" in answer.text


async def test_ask_works_where_the_bot_is_not_a_member(server, ann):
    bob = server.member(next(_names))
    elsewhere = server.world.add_guild("Elsewhere", has_bot=False)
    place = server.channel("there", guild=elsewhere)
    server.member(bob.user.name, guild=elsewhere)
    assert WORDS in (await asked(ann, server.private_channel(ann, bob))).text
    assert WORDS in (await asked(bob, place)).text


async def test_a_message_menu_finds_passages(server, ann):
    said = await ann.say(server.general, QUESTION)
    answer = await (await ann.context_menu(said, "Find passages")).wait_message()
    assert WORDS in answer.text
    assert answer.seen_by == ann.id


# --- messages ---


async def test_a_mention_is_answered_by_a_reply(server, ann):
    question = await ann.say(server.general, QUESTION, mention_bot=True)
    answer = await ann.wait_reply(question)
    assert WORDS in answer.text
    assert answer.reference == question.id
    assert answer.pinged == []


async def test_a_message_that_is_not_for_the_bot_is_left_alone(server, ann):
    plain = await ann.say(server.general, QUESTION)
    question = await ann.say(server.general, QUESTION, mention_bot=True)
    answer = await ann.wait_reply(question)
    assert answer.reference == question.id
    assert ann.replies(plain) == []


async def test_a_direct_message_is_answered(server, ann):
    assert WORDS in (await ann.wait_reply(await ann.dm(QUESTION))).text


async def test_a_pinging_reply_goes_on_from_the_answer(server, ann):
    bob = server.member(next(_names))
    answer = await ann.wait_reply(await ann.say(server.general, QUESTION, mention_bot=True))
    reply = await bob.say(server.general, "And why?", reply_to=answer)
    assert WHY in (await bob.wait_reply(reply)).text


async def test_a_thread_holds_one_conversation(server, ann):
    bob = server.member(next(_names))
    thread = await ann.start_thread(server.general, "Sadr")
    await ann.wait_reply(await ann.say(thread, QUESTION, mention_bot=True))
    follow_up = await bob.say(thread, "And why?", mention_bot=True)
    answer = await bob.wait_reply(follow_up)
    assert WHY in answer.text
    assert answer.channel is thread


async def test_plain_messages_go_on_in_a_thread_when_it_listens(folder):
    async with DiscordServer() as server:
        server.world.message_content = True
        admin, ann, bob = server.admin(), server.member("ann"), server.member("bob")
        async with BotProcess(server, folder, DATELINE_LISTEN="1"):
            await (
                await admin.slash(server.general, "settings listening", threads=True)
            ).wait_message()
            thread = await ann.start_thread(server.general, "Sadr")
            await ann.wait_reply(await ann.say(thread, QUESTION, mention_bot=True))
            answer = await bob.wait_reply(await bob.say(thread, "And why?"))
            assert WHY in answer.text


# --- the commands of those who manage ---


async def test_titles_complete_themselves(server):
    admin = server.admin()
    choices = await admin.autocomplete(server.general, "sources", title="what led")
    assert len(choices) == 1
    assert "So what led the US to assassinate Qasem Soleimani?" in choices[0]["name"]
    shown = await admin.slash(server.general, "sources", title=choices[0]["value"])
    assert "9 January 2020 (read from: header)" in (await shown.wait_message()).text


async def test_unanswered_questions_come_as_a_file(server, ann):
    await asked(ann, server.general, "Which songs did the penguins sing?")
    interaction = await server.admin().slash(server.general, "unanswered")
    (content,) = (await interaction.wait_message()).file_bytes.values()
    assert "Which songs did the penguins sing?" in content.decode("utf-8-sig")
    assert ann.user.name not in content.decode("utf-8-sig")


async def test_a_member_may_not_manage_even_where_the_command_is_shown(server, ann):
    interaction = await ann.slash(server.general, "unanswered", force=True)
    message = await interaction.wait_message()
    assert message.file_bytes == {}
    assert "Manage Server" in message.text


# --- faults of REST ---


@pytest.mark.parametrize("status", [429, 502])
@pytest.mark.parametrize("route", [CALLBACK, EDIT_ORIGINAL])
async def test_ask_waits_out_a_stumble(server, ann, route, status):
    server.fail(route, status, retry_after=0.3)
    interaction = await ann.slash(server.general, "ask", question=QUESTION)
    assert WORDS in (await interaction.wait_message()).text
    assert len(interaction.answers) == 1


@pytest.mark.parametrize("status", [429, 502, 0])
async def test_a_mention_gets_one_answer_through_a_stumble(server, ann, status):
    # With `applied` the message is posted and Discord says all the same that it failed.
    server.fail(SEND, status, retry_after=0.3, applied=status == 502)
    before = len(server.requests_to(SEND))
    question = await ann.say(server.general, QUESTION, mention_bot=True)
    assert WORDS in (await ann.wait_reply(question)).text
    sent = await server.wait_request(SEND, before + 2)
    assert [one.status for one in sent[before:]] == [status, 200]
    assert len(ann.replies(question)) == 1


async def test_a_global_limit_is_waited_out(server, ann):
    server.fail("*", 429, retry_after=0.5, is_global=True)
    question = await ann.say(server.general, QUESTION, mention_bot=True)
    assert WORDS in (await ann.wait_reply(question)).text


async def test_a_late_interaction_is_logged_once_and_the_next_answered(server, bot, ann):
    before = len(server.requests_to(CALLBACK))
    late = await ann.slash(server.general, "ask", question=QUESTION, late=True)
    refused = (await server.wait_request(CALLBACK, before + 1))[before]
    bob = server.member(next(_names))
    assert WORDS in (await asked(bob, server.general)).text
    assert refused.status == 404
    assert late.answers == []
    assert bot.log.count("answered too late") == 1


async def test_an_answer_goes_with_its_question(server, ann):
    question = await ann.say(server.general, QUESTION, mention_bot=True)
    answer = await ann.wait_reply(question)
    assert WORDS in answer.text
    await ann.delete(question)
    await server.world.until(lambda: answer.deleted, "the answer to go")


async def test_an_interaction_that_ends_before_the_answer_is_logged_once(server, bot, ann):
    server.slow(EDIT_ORIGINAL, 0.3)
    interaction = await ann.slash(server.general, "ask", question=QUESTION)
    await interaction.wait_acknowledged()
    interaction.expire()
    refused = await server.world.until(
        lambda: [
            one.status
            for one in server.requests_to(EDIT_ORIGINAL)
            if interaction.token in one.path and one.status >= 0
        ],
        "the answer refused",
    )
    assert refused == [401]
    assert WORDS in (await asked(server.member(next(_names)), server.general)).text
    assert bot.log.count("after 15 minutes") == 1


async def test_who_asks_where_the_bot_may_not_write_is_told_directly(server, ann):
    hall = server.channel("hall")
    server.deny_bot(hall, Permission.SEND_MESSAGES)
    await ann.say(hall, QUESTION, mention_bot=True)
    told = await server.world.until(
        lambda: server.bot_messages(server.dm(ann)), "a direct message instead"
    )
    assert "hall: it lacks a permission" in told[0].text
    assert server.bot_messages(hall) == []


async def test_without_the_right_to_read_the_history_the_answer_is_no_reply(server, ann):
    hall = server.channel("hall")
    server.deny_bot(hall, Permission.READ_MESSAGE_HISTORY)
    answer = await ann.wait_reply(await ann.say(hall, QUESTION, mention_bot=True))
    assert WORDS in answer.text
    assert answer.reference is None


# --- faults of the gateway ---


@pytest.mark.parametrize("cut", ["drop", "close 4000", "op 7", "op 9, resumable"])
async def test_a_question_asked_while_the_connection_is_lost_is_answered_once(server, ann, cut):
    resumed, identified = server.sent(RESUME), server.sent(IDENTIFY)
    if cut == "drop":
        server.drop()
    elif cut == "close 4000":
        await server.close_gateway(4000)
    elif cut == "op 7":
        server.reconnect_op7()
    else:
        server.invalidate(resumable=True)
    question = await ann.dm(QUESTION)
    assert WORDS in (await ann.wait_reply(question)).text
    await server.wait_sent(RESUME, resumed + 1)
    await asyncio.sleep(0.3)
    assert len(ann.replies(question)) == 1
    assert server.sent(IDENTIFY) == identified


async def test_an_invalid_session_is_begun_anew(server, ann):
    identified = server.sent(IDENTIFY)
    server.invalidate(resumable=False)
    await server.wait_sent(IDENTIFY, identified + 1)
    await server.wait_ready()
    assert WORDS in (await asked(ann, server.general)).text


async def test_the_logs_of_the_shared_bot_are_calm(bot):
    assert bot.server.token not in bot.log
    assert "Traceback" not in bot.log
