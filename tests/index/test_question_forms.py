import pytest

from index.question_forms import Wanted, asks_how_things_are, holds, what_is_wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When did the envoy leave?", {Wanted.TIME}),
        ("Since when is it shut?", {Wanted.TIME}),
        ("How much does a day ticket cost?", {Wanted.MONEY}),
        ("What does the ferry cost?", {Wanted.MONEY}),
        ("How much is a ticket?", {Wanted.MONEY}),
        ("How much does the bell weigh?", {Wanted.NUMBER}),
        ("How many were hurt when it sank?", {Wanted.NUMBER}),
        ("Is there a man who has the key?", {Wanted.YES_OR_NO}),
        ("How long does the crossing take?", {Wanted.LENGTH_OF_TIME}),
        ("How long is the pier?", {Wanted.NUMBER}),
        ("How many people came?", {Wanted.NUMBER}),
        ("Why was it shut, and who shut it?", {Wanted.REASON, Wanted.PERSON}),
        ("Where is the office?", {Wanted.PLACE}),
        ("Is the water safe?", {Wanted.YES_OR_NO}),
        ("Tell me of the pier", set()),
    ],
)
def test_the_form_of_a_question_says_what_it_wants(question, wanted):
    assert what_is_wanted(question) == wanted


@pytest.mark.parametrize(
    ("wanted", "sentence", "held"),
    [
        (Wanted.TIME, "It opened in May 1987.", True),
        (Wanted.TIME, "It opens at 9:30.", True),
        (Wanted.TIME, "It opened with a band.", False),
        (Wanted.NUMBER, "It is 412 metres long.", True),
        (Wanted.NUMBER, "Forty ships waited.", True),
        (Wanted.NUMBER, "Ships waited.", False),
        (Wanted.MONEY, "A day ticket is 4.50 euros.", True),
        (Wanted.MONEY, "The day ticket is valid.", False),
        (Wanted.LENGTH_OF_TIME, "The crossing takes twenty minutes.", True),
        (Wanted.LENGTH_OF_TIME, "The crossing is rough.", False),
        (Wanted.REASON, "It was shut because of ice.", True),
        (Wanted.PERSON, "The pier was built by Ada Holm.", True),
        (Wanted.PERSON, "Ada Holm built the pier.", True),
        (Wanted.PERSON, "The pier was built of oak.", False),
        (Wanted.PLACE, "It stands in the market square.", True),
        (Wanted.YES_OR_NO, "Anything.", True),
    ],
)
def test_a_sentence_holds_what_is_wanted_or_not(wanted, sentence, held):
    assert holds(wanted, sentence, sentence.casefold()) is held


@pytest.mark.parametrize(
    ("question", "present"),
    [
        ("Who is the mayor?", True),
        ("who runs the mill", True),
        ("What does a ticket cost?", True),
        ("Until when can clubs apply?", True),
        ("Is the pool open?", True),
        ("Who's the treasurer?", True),
        ("How much does the ferry cost?", True),
        ("How do I reset the clock?", False),
        ("Why is the pool shut?", False),
        ("Who was the mayor?", False),
        ("Who ran the mill?", False),
        ("When did the pool open?", False),
        ("Who is the former mayor?", False),
        ("ferry ticket price", True),
        ("discount for pupils", True),
        ("former mayor", False),
        ("What is a sextant?", False),
        ("What are slip ropes?", False),
        ("what's cross-bedding", False),
        ("What is new?", True),
        ("What is the fare?", True),
        ("What is Ann's post?", True),
        ("what is ticket price", True),
        ("the mill burned down yesterday", False),
    ],
)
def test_the_present_tense_asks_how_things_are(question, present):
    assert asks_how_things_are(question) is present
