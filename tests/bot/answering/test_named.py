from datetime import date

from bot.answering.named import OTHER_NAME, less_sure_of_others
from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.weighing import Weigher
from index.question import understand


def fitting(shelf, question):
    store = shelf.snapshot()
    asked = understand(question, store, date(2020, 6, 1))
    scorer = SentenceScorer(asked, store.terms)
    found = Weigher(asked, scorer, {}).weigh(shelf.searcher(store).search(asked, k=9))
    again = less_sure_of_others(found, asked, scorer, store.documents.beginning)
    return {one.passage.source.path.removeprefix("source_docs/"): one.fitting for one in again}


def test_another_town_is_less_sure(shelf):
    shelf.add("a.txt", "The library of Orrin is open on Mondays.")
    shelf.add("b.txt", "The fair of Dunmere begins in May.")
    shelf.index()
    assert fitting(shelf, "When is the library of Dunmere open?") == {
        "a.txt": OTHER_NAME,
        "b.txt": 1.0,
    }
    assert fitting(shelf, "When is the library of Orrin open?")["a.txt"] == 1.0


def test_a_name_anywhere_in_the_document_is_enough(shelf):
    long = " ".join(["Nothing of note was said about the weather or about the roads."] * 60)
    shelf.add("a.txt", f"A report from Dunmere.\n\n{long}\n\nThe library is open on Mondays.")
    shelf.index()
    found = fitting(shelf, "When is the library of Dunmere open?")
    assert set(found.values()) == {1.0}


def test_an_acronym_may_be_spelled_out(shelf):
    shelf.add("a.txt", "The World Health Organization opened an office.")
    shelf.index()
    assert fitting(shelf, "Where did the WHO open an office?") == {"a.txt": 1.0}
