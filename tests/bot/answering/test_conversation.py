import pytest

from bot.answering.conversation import (
    MAX_UNDERSTOOD_CHARACTERS,
    Conversation,
    Conversations,
    Turn,
    understood_as,
)
from fake_library import answered, refused

SADR = "Who invited Sadr to Tehran?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Who invited Sadr?", "and in 2019?", "Who invited Sadr? and in 2019?"),
        ("What happened in 2018?", "And last year?", "What happened? And last year?"),
        (
            "What happened in Iraq between May 2018 and 2019?",
            "and before 2018",
            "What happened in Iraq? and before 2018",
        ),
        ("In May 2018, who met Sadr?", "and in June 2018?", "who met Sadr? and in June 2018?"),
        ("Who invited Sadr?", "2019?", "Who invited Sadr? 2019?"),
    ],
)
def test_a_question_of_a_time_alone_asks_the_one_before_for_that_time(before, question, understood):
    assert understood_as(question, before) == understood


def test_a_question_with_a_matter_and_a_time_stands_alone():
    assert understood_as("Who won the election in 2019?", "Who invited Sadr in 2018?") is None
    assert understood_as("What happened in 1979?", "Who invited Sadr in 2018?") is None


def test_turns_are_kept_oldest_first():
    conversation = Conversation()
    conversation.add("who?", answered())
    conversation.add("why?", refused(), "who? why?")
    assert conversation.turns == (
        Turn("who?", answered()),
        Turn("why?", refused(), "who? why?"),
    )


def test_the_oldest_turn_goes_first():
    conversation = Conversation(max_turns=2)
    for question in "abc":
        conversation.add(question, answered())
    assert [turn.question for turn in conversation.turns] == ["b", "c"]


def test_ten_turns_are_remembered_by_default():
    conversation = Conversation()
    for number in range(12):
        conversation.add(str(number), answered())
    assert len(conversation.turns) == 10


def test_clear_forgets_all():
    conversation = Conversation()
    conversation.add("who?", answered())
    conversation.clear()
    assert conversation.turns == ()
    assert conversation.resolve("And then?") is None


def test_the_first_question_stands_for_itself():
    assert Conversation().resolve("And then?") is None


@pytest.mark.parametrize(
    "question",
    [
        "And why?",
        "when",
        "Who else?",
        "What did he say?",
        "Was it fruitless?",
        "Did THEY meet there?",
        "How long did that meeting last in Tehran?",
        "What happened then?",
        "What's his name?",
        "tell me more",
    ],
)
def test_a_short_question_that_points_back_or_names_nothing_follows_up(question):
    assert understood_as(question, SADR) == f"{SADR} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Who invited Sadr?",
        "And Soleimani?",
        "Khamenei",
        "What is the population of France?",
        "Where in the world did he go before the meeting?",  # ten words
        "?!",
        "",
    ],
)
def test_another_question_stands_for_itself(question):
    assert understood_as(question, SADR) is None


def test_eight_words_are_short_and_nine_are_not():
    assert understood_as("it " * 8, SADR) is not None
    assert understood_as("it " * 9, SADR) is None


def test_a_follow_up_to_a_follow_up_keeps_what_the_first_was_about():
    conversation = Conversation()
    conversation.add(SADR, answered())
    conversation.add("And when?", answered(), conversation.resolve("And when?"))
    assert conversation.resolve("And why?") == f"{SADR} And when? And why?"
    conversation.add("Who led protests?", answered(), conversation.resolve("Who led protests?"))
    assert conversation.resolve("And why?") == "Who led protests? And why?"


def test_what_is_too_long_together_stands_for_itself():
    room = MAX_UNDERSTOOD_CHARACTERS - len(" And why?")
    assert len(understood_as("And why?", "x" * room)) == MAX_UNDERSTOOD_CHARACTERS
    assert understood_as("And why?", "x" * (room + 1)) is None


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_each_place_has_a_conversation_of_its_own():
    held = Conversations(60, clock=Clock())
    held.add("here", "who?", answered())
    held.add("there", "what?", answered())
    held.add("here", "why?", answered(), "who? why?")
    assert held.at("here").last_asked == "who? why?"
    assert held.at("there").last_asked == "what?"
    assert held.at("nowhere") is None


def test_a_conversation_is_forgotten_some_time_after_its_last_turn():
    clock = Clock()
    held = Conversations(60, clock=clock)
    held.add("here", "who?", answered())
    held.add("there", "who?", answered())
    clock.now = 50
    held.add("here", "why?", answered())
    clock.now = 60
    assert held.at("there") is not None
    clock.now = 61
    assert held.at("there") is None
    assert held.at("here") is not None
    assert len(held) == 1


def test_the_place_that_was_quiet_longest_goes_when_there_are_too_many():
    held = Conversations(60, max_places=2, clock=Clock())
    for place in ("a", "b", "a", "c"):
        held.add(place, "who?", answered())
    assert [place for place in "abc" if held.at(place)] == ["a", "c"]


def test_a_place_keeps_few_turns():
    held = Conversations(60, max_turns=3, clock=Clock())
    for number in range(5):
        held.add("here", str(number), answered())
    assert [turn.question for turn in held.at("here").turns] == ["2", "3", "4"]
