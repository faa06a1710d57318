from datetime import date

import numpy as np
import pytest

from bot.answering.evidence import (
    ENOUGH,
    LACKING,
    OTHER_CODE,
    OTHER_TIME,
    SENTENCES_READ,
    Reread,
    Weigher,
    look_again,
    mark_again,
)
from bot.answering.sentence_scorer import SentenceScorer
from index.question import understand

TODAY = date(2020, 6, 1)


class Reading:
    """A second look that gives each text the logit of the first word it knows in it."""

    def __init__(self, logits):
        self.logits = logits
        self.read = []

    def scores(self, question, texts, *, until=None):
        self.read += texts
        return np.array([self._logit(text) for text in texts], np.float32)

    def _logit(self, text):
        return next((logit for word, logit in self.logits.items() if word in text), np.nan)


@pytest.fixture
def weighed(shelf):
    def weigh(question):
        store = shelf.snapshot()
        asked = understand(question, store, TODAY)
        hits = shelf.searcher(store).search(asked, k=9)
        dates = store.event_dates.of([hit.passage.id for hit in hits])
        weigher = Weigher(asked, SentenceScorer(asked, store.terms), dates)
        return weigher, weigher.weigh(hits)

    return weigh


def paths(found):
    return [one.passage.source.path.removeprefix("source_docs/") for one in found]


def test_a_second_look_changes_the_order_and_the_confidence(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    assert paths(found) == ["a.txt", "b.txt"]
    reread = look_again(found, weigher.question, Reading({"capital": -9.0, "guest": 8.0}))
    again = reread.evidence
    assert (reread.read, reread.left) == (2, 0)
    assert paths(again) == ["b.txt", "a.txt"]
    assert again[0].confidence > 0.5 > again[1].confidence
    assert [one.logit for one in again] == [8.0, -9.0]


def test_what_there_was_no_time_for_stays_as_it_was(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reread = look_again(found, weigher.question, Reading({}))
    assert reread == Reread(found, read=0, left=1)


def test_where_one_of_the_first_answers_surely_no_more_are_read(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reading = Reading({"capital": ENOUGH, "guest": 8.0})
    reread = look_again(found, weigher.question, reading, least=1)
    assert (len(reading.read), reread.read, reread.left) == (1, 1, 0)
    assert paths(reread.evidence) == ["a.txt", "b.txt"]
    assert [one.confidence > 0 for one in reread.evidence] == [True, False]


def test_where_none_of_the_first_does_the_others_are_read_too(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reading = Reading({"capital": ENOUGH - 0.5, "guest": 8.0})
    reread = look_again(found, weigher.question, reading, least=1)
    assert (reread.read, paths(reread.evidence)) == (2, ["b.txt", "a.txt"])


def test_a_text_that_is_not_english_is_not_read_again(shelf, weighed):
    shelf.add("a.txt", "Der General hat den Kleriker in die Stadt eingeladen und ist nicht da.")
    shelf.index()
    weigher, found = weighed("Kleriker General")
    reading = Reading({"Kleriker": 9.0})
    # Nor does it count as one that there was no time for.
    assert look_again(found, weigher.question, reading) == Reread(found, read=0, left=0)
    assert reading.read == []


def test_a_sentence_with_a_pronoun_is_read_after_the_one_before_it(shelf, weighed):
    shelf.add("a.txt", "Ada Holm built the pier. It was shut by her in a storm. It rained.")
    shelf.index()
    weigher, found = weighed("Who shut the pier?")
    reading = Reading({"rained": -9.0, "shut": 9.0, "built": 0.0})
    (marked,) = mark_again(found, weigher, reading)
    assert reading.read[1].endswith("Ada Holm built the pier. It was shut by her in a storm.")
    text = marked.passage.text[marked.sentence.start : marked.sentence.end]
    assert text == "It was shut by her in a storm."
    assert marked.sentence_logit == 9.0


def test_of_a_long_passage_the_sentences_with_the_words_of_the_question_are_read(shelf, weighed):
    rest = ("It rained.", "The sea was calm.", "Nobody slept.", "A dog barked.", "Noon came.")
    shelf.add("a.txt", " ".join((*rest, "Ada Holm shut the pier.")))
    shelf.index()
    weigher, found = weighed("Who shut the pier?")
    reading = Reading({"Ada": 9.0, "": -9.0})
    (marked,) = mark_again(found, weigher, reading)
    assert len(reading.read) == SENTENCES_READ
    assert marked.passage.text[marked.sentence.start :] == "Ada Holm shut the pier."


def test_one_good_line_makes_a_poor_passage_an_answer(shelf, weighed):
    shelf.add("a.txt", "The shed is locked at nine. Geese: allowed, six to a yard. Rent is due.")
    shelf.index()
    weigher, found = weighed("How many geese can live in a yard?")
    reading = Reading({"\nThe shed": -9.0, "\nGeese": 5.0, "\nRent": -9.0, "": -5.0})
    first = look_again(found, weigher.question, Reading({"": -5.0})).evidence
    (marked,) = mark_again(first, weigher, reading)
    assert first[0].confidence < 0.5 < marked.confidence
    assert marked.score == first[0].score
    assert mark_again([marked], weigher, Reading({})) == [marked]


def test_what_does_not_speak_of_what_is_asked_is_less_sure(shelf, weighed):
    shelf.add("a.txt", "Ines Varga leads the choir of the mill.")
    shelf.index()
    assert weighed("Who is married to Ines Varga of the choir?")[1][0].fitting == LACKING
    assert weighed("Who leads the choir?")[1][0].fitting == 1.0


def test_a_passage_that_does_not_speak_of_the_time_is_less_sure(shelf, weighed):
    shelf.add("a.txt", "The mill burned down in 1950.")
    shelf.index()
    assert weighed("When did the mill burn in 1950?")[1][0].fitting == 1.0
    assert weighed("Did the mill burn in 1960?")[1][0].fitting == OTHER_TIME
    # Which war, and not when.
    assert weighed("Did the mill burn before the war of 1960?")[1][0].fitting == 1.0


def test_a_title_says_the_time_of_its_text(shelf, weighed):
    shelf.add("a.txt", "The mill had a good year.", title="Report", published="2019-02-01")
    shelf.add("b.md", "# Report for 2017\n\nThe mill had a poor year.")
    shelf.index()
    fitting = {
        path: one.fitting
        for one in weighed("How was the mill in 2017?")[1]
        for path in paths([one])
    }
    assert fitting == {"a.txt": OTHER_TIME, "b.md": 1.0}


def test_what_holds_the_code_comes_before_what_is_more_alike(shelf, weighed):
    shelf.add("a.txt", "Order KD-5581 waits for indigo in rack four.")
    shelf.add("b.txt", "What order waits for what? Order KD-5518 waits for what it waits for.")
    shelf.index()
    _, found = weighed("What does order KD-5581 wait for?")
    assert paths(found) == ["a.txt", "b.txt"]
    assert [(one.has_codes, one.has_other) for one in found] == [(True, False), (False, True)]
    assert found[1].fitting == OTHER_CODE


def test_in_a_list_the_line_with_the_very_code_is_marked(shelf, weighed):
    lines = ["Room 3.12 (Loft): 40 seats, 30 euros an hour.", "Room 3.1: 24 seats, 18 euros."]
    shelf.add("a.txt", " ".join(lines))
    shelf.index()
    weigher, found = weighed("What does room 3.1 cost an hour?")
    marked = mark_again(found, weigher, Reading({"3.12": 8.0, "3.1": 2.0}))
    (one,) = marked
    assert one.passage.text[one.sentence.start - one.passage.start :].startswith("Room 3.1:")


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("Ines Varga, 63, leads the choir.", 1.0),
        ("Ines Varga leads the choir. She is 63.", 1.0),
        ("Kaj Holt, 63, left. Ines Varga leads the choir.", LACKING),
        ("Ines Varga leads the choir. Kaj Holt, 63, left.", LACKING),
        ("Ines Varga leads the choir, for nine years now.", LACKING),
    ],
)
def test_an_age_is_told_of_the_one_who_is_asked_about(shelf, weighed, text, fitting):
    shelf.add("a.txt", text)
    shelf.index()
    _, found = weighed("How old is Ines Varga?")
    assert [one.fitting for one in found] == [fitting]


def test_notions_of_english_are_not_looked_for_in_other_languages(shelf, weighed):
    shelf.add("a.txt", "Die Knochen bleiben liegen, bis sie vermessen sind.")
    shelf.index()
    _, found = weighed("Wie lange bleiben die Knochen liegen?")
    assert [one.fitting for one in found] == [1.0]


def test_last_year_after_the_end_of_a_library_leaves_its_own_as_sure(shelf):
    shelf.add("a.txt", "In the past year 417 children were born.", published="2017-01-30")
    shelf.index()
    store = shelf.snapshot()

    def fittings(question, last_published):
        asked = understand(question, store, TODAY)
        hits = shelf.searcher(store).search(asked, k=9)
        dates = store.event_dates.of([hit.passage.id for hit in hits])
        scorer = SentenceScorer(asked, store.terms)
        return [one.fitting for one in Weigher(asked, scorer, dates, last_published).weigh(hits)]

    asked = "How many children were born last year?"
    assert fittings(asked, date(2017, 1, 30)) == [1.0]
    assert fittings(asked, date(2019, 8, 1)) == [OTHER_TIME]
    assert fittings("How many children were born in 2019?", date(2017, 1, 30)) == [OTHER_TIME]


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("The guest flat costs 28 guilders a night.", 1.0),
        ("The guest flat costs 28 gelts a night.", 1.0),
        ("The guest flat has had new beds since 2019.", LACKING),
    ],
)
def test_a_sum_is_told_in_money_of_any_name(shelf, weighed, text, fitting):
    shelf.add("a.txt", text)
    shelf.index()
    _, found = weighed("How much is a night in the guest flat?")
    assert [one.fitting for one in found] == [fitting]
