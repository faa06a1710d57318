import pytest

from bot.answering.follow_up import MAX_CONTEXT_WORDS, follow_up_to, opens_topic
from bot.answering.referents import Before

ELECTION = Before(
    "Who was elected mayor of Lom in 2021?",
    "Ida Moss was elected mayor of Lom on Sunday.",
    "Election in Lom",
    ("Who was elected mayor of Lom in 2021?",),
)
BRIDGE = Before("Who designed the Sund bridge?", "It was designed by Kaj Holt.", "Bridges")
BELL = Before("When was Ruth Abel born?", "Ruth Abel was born in Vik.", "Ruth Abel")


def text(question: str, before: Before) -> str | None:
    found = follow_up_to(before, question)
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("Where does she live?", ELECTION, "Where does Ida Moss live?"),
        ("and her predecessor?", ELECTION, "Ida Moss’s predecessor?"),
        ("Who is she married to?", BELL, "Who is Ruth Abel married to?"),
        ("How long is it?", BRIDGE, "How long is the Sund bridge?"),
        ("And when was it opened?", BRIDGE, "when was the Sund bridge opened?"),
        ("How long is it?", Before("When was the Heron built?"), "How long is the Heron?"),
        ("How long is it?", Before("Where did the Heron sail?"), "How long is the Heron?"),
        ("What else did he design?", BRIDGE, "What else did Kaj Holt design?"),
        ("Is there a pool?", BRIDGE, None),
        ("Is it possible to swim in Vik?", BRIDGE, None),
        ("Where is Vik, and is it far?", BRIDGE, None),
    ],
)
def test_pronouns_stand_for_whom_and_what_was_named(question, before, understood):
    assert text(question, before) == understood


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("And in 2019?", ELECTION, "Who was elected mayor of Lom in 2019?"),
        ("2019?", ELECTION, "Who was elected mayor of Lom 2019?"),
        ("And of Vik?", ELECTION, "Who was elected mayor of Vik in 2021?"),
        ("And Vik?", ELECTION, "Who was elected mayor of Vik in 2021?"),
        ("What about 442?", Before("Was invoice 441 paid?"), "Was invoice 442 paid?"),
        ("And Sadr?", Before("Who invited Holt to Vik?"), "Who invited Sadr to Vik?"),
        ("And the cost?", BRIDGE, "the cost (Sund bridge)"),
        ("and read_limit?", Before("What does wait_time do?"), "What does read_limit do?"),
        (
            "and the third one?",
            Before("How much does the first ferry carry?"),
            "How much does the third ferry carry?",
        ),
        ("and --fast?", Before("What is --slow for?"), "What is --fast for?"),
    ],
)
def test_what_is_left_out_comes_from_the_question_before(question, before, understood):
    assert text(question, before) == understood


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("Where?", BELL, "Where was Ruth Abel born?"),
        ("And since when?", Before("Who is mayor of Vik?"), "Since when is mayor of Vik?"),
        ("Why?", BRIDGE, "Why Kaj Holt designed the Sund bridge?"),
        ("Why?", Before("Who rang?"), "Who rang? Why?"),
        ("what else?", BRIDGE, BRIDGE.question),
        ("tell me more", BRIDGE, BRIDGE.question),
    ],
)
def test_what_only_asks_is_asked_of_the_same(question, before, understood):
    assert text(question, before) == understood


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Vik?",
        "What is the population of France?",
        "What happened in 1979?",
        "Who won the election in 2019?",
        "Holt",
        "Is water safe to drink?",
        "?!",
        "",
        "it " * 101,
    ],
)
def test_another_question_stands_for_itself(question):
    assert follow_up_to(ELECTION, question) is None


@pytest.mark.parametrize("question", ["What are the symptoms?", "What about the tram?"])
def test_what_may_stand_alone_is_no_sure_follow_up(question):
    assert not follow_up_to(BRIDGE, question).sure


def test_a_time_from_an_earlier_question_ends():
    assert "2021" not in text("Where does she live?", ELECTION)
    assert "2021" not in text("What happened then?", ELECTION)


def test_the_words_that_go_along_are_few():
    many = Before("How do " + " ".join(f"word{letter}" for letter in "abcdefghijklmnop") + " go?")
    added = text("Who saw that one?", many).removeprefix("Who saw that one? (").removesuffix(")")
    assert len(added.split()) == MAX_CONTEXT_WORDS


def test_a_tied_question_never_stands_alone():
    found = follow_up_to(BRIDGE, "Who is the mayor of Vik?", tied=True)
    assert found.text == "Who is the mayor of Vik? (Sund bridge)"
    assert found.sure


def test_a_topic_is_opened_by_a_name_or_by_much_that_is_said():
    assert opens_topic("Who runs Vik?", None)
    assert opens_topic("how do otters swim under thick ice", None)
    assert not opens_topic("what is a holt?", None)
    assert not opens_topic("Where does she live?", "Where does Ida Moss live?")
