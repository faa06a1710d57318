import pytest

from bot.answering.explain import EXPLAINED, Fate, explain

ASK = "Who sold the old mill?"


@pytest.fixture
def explained(shelf):
    def explained(question=ASK, *, needed=0.3, quotes=1, k=60):
        shelf.index()
        answerer = shelf.answerer(needed)
        answer = answerer.answer(question, quotes=quotes)
        return explain(answer, answerer.search(question, k=k), needed)

    return explained


def fates(explanation):
    return {one.quote.source.path.split("/")[-1]: one.fate for one in explanation.passages}


def test_a_passage_that_is_quoted_says_which_quote_it_is(shelf, explained):
    shelf.add("a.txt", "Ida Lenz sold the old mill.", published="2020-01-01")
    (one,) = explained().passages
    assert (one.fate, one.of) == (Fate.QUOTED, 1)
    assert one.quote.text == "Ida Lenz sold the old mill."
    assert one.evidence.confidence >= 0.3


def test_a_repeat_names_the_quote_that_it_repeats(shelf, explained):
    shelf.add("a.txt", "Ida Lenz sold the old mill.", published="2020-01-01")
    shelf.add("b.txt", "Ida Lenz sold the old mill.", published="2020-02-01")
    found = explained()
    assert sorted(fates(found).values()) == [Fate.QUOTED, Fate.REPEAT]
    assert {one.of for one in found.passages} == {1}


def test_a_passage_that_is_not_sure_enough_is_told_from_one_that_others_beat(shelf, explained):
    shelf.add("a.txt", "Ida Lenz sold the old mill.", published="2020-01-01")
    shelf.add("b.txt", "The old mill was sold by whoever had it then.", published="2020-01-01")
    shelf.add("c.txt", "Rye bread is baked at six.", published="2020-01-01")
    found = fates(explained())
    assert (found["b.txt"], found["c.txt"]) == (Fate.BEYOND, Fate.UNSURE)
    assert set(fates(explained(needed=1.0)).values()) == {Fate.UNSURE}


def test_only_the_best_are_explained(shelf, explained):
    for number in range(EXPLAINED + 5):
        shelf.add(f"{number}.txt", f"The old mill, part {number}.", published="2020-01-01")
    assert len(explained("Where is the barn?", needed=1.0).passages) == EXPLAINED


def test_nothing_found_is_nothing_to_explain(shelf, explained):
    assert explained().passages == ()


def test_where_a_code_asked_about_is_not_in_the_library_that_is_the_reason(shelf, explained):
    shelf.add("a.txt", "Fault E1042 means that the old mill stands still.", published="2020-01-01")
    found = explained("What does fault E1099 of the old mill mean?", needed=0.0)
    assert not found.answer.answered
    assert fates(found) == {"a.txt": Fate.MISSING}
