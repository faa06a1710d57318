from dataclasses import replace

import pytest

from bot.answering.scope import Scope
from bot.discord.ask.worker import AS_ASKED, Reply
from bot.discord.views.asked import asked_as, asked_line, notes, order_line
from fake_library import PIZZA, answered


def reply(**changes) -> Reply:
    return replace(Reply(answered(PIZZA), 7, None, Scope()), **changes)


@pytest.mark.parametrize(
    ("question", "phrases", "said"),
    [
        ("Who?", ("after 2020", ""), "-# Who? · after 2020"),
        ("", ("any time",), "-# any time"),
        ("", (), ""),
        ("@everyone?", (), "-# @\u200beveryone?"),
    ],
)
def test_a_question_stands_with_its_limits(question, phrases, said):
    assert asked_line(question, phrases) == said


def test_a_follow_up_says_what_it_was_understood_as():
    found = reply(understood="Who is Sadr?")
    assert asked_as(found, AS_ASKED) == "-# understood as: Who is Sadr?"
    assert asked_as(found, AS_ASKED, hanging=True) == "-# understood as: Who is Sadr?"


def test_below_the_message_that_asked_its_words_are_not_said_again():
    own = reply().answer.question
    assert asked_as(reply(), AS_ASKED) == f"-# {own}"
    assert asked_as(reply(), AS_ASKED, hanging=True) == ""


def test_why_the_newest_stands_first_is_said_where_it_does():
    def said(newest):
        return order_line(reply(answer=replace(answered(PIZZA), newest=newest)))

    assert said(None) == ""
    assert said("latest") == "-# Newest first: your question says “latest”."
    assert said("") == "-# Newest first: the question asks how things are."


def test_names_that_the_library_spells_otherwise_are_noted():
    answer = replace(answered(PIZZA), respelled=(("Kovatch", "Kovač"),))
    assert list(notes(reply(answer=answer))) == ["-# Nothing on “Kovatch”; shown for “Kovač”."]
