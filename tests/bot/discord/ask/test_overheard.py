from types import SimpleNamespace

import discord
import pytest

from bot.discord.ask.overheard import TALK_SECONDS, Talk, asks_the_library, said_to_others

ME = discord.Object(1)


@pytest.mark.parametrize(
    "text",
    [
        "Who sank the Astrid?",
        "when does the ferry leave on sundays",
        "Is there a bus after midnight?",
        "hi, what is the fee for a berth",
        "And in 2019?",
        "and why?",
        "Does anyone know when it was built?",
        "How do you renew a permit?",
        "do you know who won in 2019?",
        "The harbour was closed in May, or was it June?",
    ],
)
def test_what_documents_may_answer_is_a_question(text):
    assert asks_the_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "thanks a lot!",
        "lol 😂",
        "really?",
        "what a day!",
        "Are you coming to the pub tonight?",
        "what do you think?",
        "how is your mother?",
        "I moved the meeting to Friday.",
        "how nice",
        "is it just me or is it slow?",
    ],
)
def test_talk_is_none(text):
    assert not asks_the_library(text)


def message(author, text, *, channel=7, mentions=(), reply_to=None, roles=()):
    return SimpleNamespace(
        author=discord.Object(author),
        content=text,
        channel=SimpleNamespace(id=channel),
        mentions=[discord.Object(one) for one in mentions],
        role_mentions=roles,
        mention_everyone=False,
        reference=None if reply_to is None else SimpleNamespace(resolved=None),
        type=discord.MessageType.default if reply_to is None else discord.MessageType.reply,
    )


def test_what_names_or_answers_somebody_else_is_said_to_them():
    assert not said_to_others(message(2, "Who?"), ME)
    assert not said_to_others(message(2, "Who?", mentions=[1]), ME)
    assert said_to_others(message(2, "Who?", mentions=[1, 3]), ME)
    assert said_to_others(message(2, "Who?", reply_to=3), ME)
    assert said_to_others(message(2, "Who?", roles=[discord.Object(9)]), ME)


async def test_whoever_writes_right_after_somebodys_statement_talks_to_them():
    now = [0.0]
    talk = Talk(clock=lambda: now[0])
    talk.hear(message(2, "I moved the meeting to Friday."), addressed=False)
    assert not await talk.may_answer(message(3, "Why was it moved?"), ME)
    assert await talk.may_answer(message(2, "When does the ferry leave?"), ME)
    assert await talk.may_answer(message(3, "Who sank it?", channel=8), ME)
    now[0] += TALK_SECONDS + 1
    assert await talk.may_answer(message(3, "Why was it moved?"), ME)


async def test_two_who_ask_one_after_the_other_are_both_answered():
    talk = Talk(clock=lambda: 0.0)
    talk.hear(message(2, "Who sank the Astrid?"), addressed=False)
    talk.hear(message(2, "thanks!"), addressed=False)
    assert await talk.may_answer(message(3, "When does the ferry leave?"), ME)
