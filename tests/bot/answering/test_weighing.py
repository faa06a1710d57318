from datetime import date

import pytest

from bot.answering.weighing import LACKING, OTHER_CODE, OTHER_TIME


def paths(found):
    return [one.passage.source.path.removeprefix("source_docs/") for one in found]


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


def test_last_year_after_the_end_of_a_library_leaves_its_own_as_sure(shelf, weighed):
    shelf.add("a.txt", "In the past year 417 children were born.", published="2017-01-30")
    shelf.index()

    def fittings(question, last_published):
        return [one.fitting for one in weighed(question, last_published)[1]]

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
