import pytest

from bot.answering.evidence import Evidence
from bot.answering.versions import grouped, in_order
from index.documents import Origin
from index.passages import Span
from index.search import Hit
from index.store.records import SourceRecord, StoredPassage

RUN = "The bath of Holm had 4,100 visitors and the water was warm all summer."


def evidence(number, text, *, score=0.9, published="2020"):
    source = SourceRecord(
        number, f"{number}.txt", f"{number:064}", "T", published, Origin.HEADER, None, 9, 1, ()
    )
    span = Span(0, len(text))
    passage = StoredPassage(number, source, 0, len(text), text, (span,))
    return Evidence(Hit(passage, score, 0.5, 1.0, 1, 1), span, 1.0, True, 1.0, score)


def ids(found):
    return [one.passage.id for one in found]


def test_the_very_same_text_is_a_repeat():
    first, copy = evidence(1, RUN), evidence(2, RUN.replace(" ", "  "))
    (group,) = grouped([first, copy])
    assert group.versions == [first]
    assert group.repeats == {1: [copy]}


def test_another_small_word_makes_no_version():
    (group,) = grouped([evidence(1, RUN), evidence(2, RUN.replace("all", "the whole"))])
    assert ids(group.versions) == [1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4,100", "4,300"),
        ("Holm", "Brenne"),
        ("was warm", "was not warm"),
        ("was warm", "wasn't warm"),
    ],
)
def test_another_number_name_or_negation_makes_a_version(old, new):
    (group,) = grouped([evidence(1, RUN), evidence(2, RUN.replace(old, new))])
    assert ids(group.versions) == [1, 2]
    assert group.repeats == {}


def test_other_words_are_another_matter():
    groups = grouped([evidence(1, RUN), evidence(2, "The mill of Holm grinds rye for the town.")])
    assert [ids(group.versions) for group in groups] == [[1], [2]]


def test_statements_alike_make_versions_of_passages_that_are_not():
    one = evidence(1, RUN)
    long = RUN.replace("4,100", "4,300") + " A new roof was built by many hands in a cold spring."
    other = evidence(2, long)
    assert len(grouped([one, other])) == 2
    marked = Evidence(other.hit, Span(0, len(RUN)), 1.0, True, 1.0, 0.9)
    assert len(grouped([one, marked])) == 1


def test_of_versions_that_answer_as_well_the_newest_stands_first():
    older = evidence(1, RUN, score=0.90, published="2020")
    newer = evidence(2, RUN.replace("4,100", "4,300"), score=0.88, published="2021")
    between = evidence(3, "The mill of Holm grinds rye for the town.", score=0.89)
    assert ids(in_order(grouped([older, between, newer]))) == [2, 3, 1]


def test_a_version_that_answers_better_stays_first():
    asked = evidence(1, RUN, score=0.90, published="2020")
    newer = evidence(2, RUN.replace("4,100", "4,300"), score=0.70, published="2021")
    assert ids(in_order(grouped([asked, newer]))) == [1, 2]
