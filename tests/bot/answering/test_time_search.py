"""Time in a question: it ranks what speaks of it, however the text says so, and never filters."""

from datetime import date

import pytest

from bot.answering.scope import Scope
from index.periods import Days
from index.question import understand, without
from index.store.records import Published

TODAY = date(2020, 6, 1)


@pytest.fixture
def filled(shelf):
    shelf.add("talks.txt", "Talks began last September in the capital.", published="2020-01-09")
    shelf.add("later.txt", "Talks failed in October 2021 in the capital.", published="2021-12-01")
    shelf.add("plain.txt", "Talks were held in the capital.", published="2019-09-20")
    shelf.add("undated.txt", "Talks go on in the capital.")
    shelf.index()
    return shelf


def paths(hits):
    return [h.passage.source.path.removeprefix("source_docs/") for h in hits]


def ranked(shelf, question, **options):
    store = shelf.snapshot()
    return shelf.searcher(store).search(understand(question, store, TODAY), k=9, **options)


def test_a_month_is_found_where_the_text_says_last_september(filled):
    hits = ranked(filled, "Talks in the capital in September 2019?")
    assert paths(hits)[:2] == ["talks.txt", "plain.txt"]
    fits = dict(zip(paths(hits), [hit.fit for hit in hits], strict=True))
    assert fits == {"talks.txt": 1.0, "plain.txt": 0.5, "later.txt": 0.0, "undated.txt": 0.0}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Talks began in September 2019.", "2020-01-09"),
        ("Talks began last September.", "2020-01-09"),
        ("Talks began on Sept. 14.", "2019-10-02"),
        ("Talks began on 14/09/2019.", None),
        ("Talks began two months ago.", "2019-11-20"),
    ],
)
def test_however_the_text_says_the_month_it_is_found(shelf, text, published):
    shelf.add("told.txt", text, published=published)
    shelf.add("other.txt", "Talks began in September 2018.", published="2020-01-09")
    shelf.index()
    hits = ranked(shelf, "When in September 2019 did talks begin?")
    fits = dict(zip(paths(hits), [hit.fit for hit in hits], strict=True))
    assert fits == {"told.txt": 1.0, "other.txt": 0.0}


def test_time_ranks_and_leaves_nothing_out(filled):
    assert len(ranked(filled, "Talks in the capital in May 1850?")) == 4


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("talks in the capital in october 2021", "later.txt"),
        ("talks in the capital since 2021", "later.txt"),
        ("talks in the capital before 2020", "talks.txt"),
        ("talks in the capital last september", "talks.txt"),
    ],
)
def test_the_passage_that_speaks_of_the_time_comes_first(filled, question, first):
    assert paths(ranked(filled, question))[0] == first


def test_what_speaks_of_the_time_is_a_candidate_among_many_that_match_better(shelf, monkeypatch):
    monkeypatch.setattr("index.search.CANDIDATES", 3)
    for number in range(9):
        shelf.add(f"{number}.txt", "The budget vote of the parliament, the budget vote again.")
    shelf.add(
        "asked.txt", "They spoke about a budget on 3 March 2015, for many hours and at night."
    )
    shelf.index()
    assert "asked.txt" not in paths(ranked(shelf, "budget vote of the parliament"))
    assert "asked.txt" in paths(ranked(shelf, "budget vote of the parliament in March 2015"))


def test_of_the_words_of_a_time_only_numbers_are_searched_as_words(filled):
    question = "What happened in September 2019?"
    asked = understand(question, filled.snapshot(), TODAY)
    assert asked.terms == ()
    assert asked.numbers == ("2019",)
    assert asked.weight == asked.time_weight > 0


def test_filters_still_filter_what_the_time_finds(filled):
    hits = ranked(
        filled,
        "Talks in the capital in September 2019?",
        published=Published(after=date(2020, 1, 1)),
    )
    assert paths(hits) == ["talks.txt", "later.txt"]


def test_words_are_blanked_at_their_places():
    assert without("in May 2019, who?", [(3, 11)]) == "in         , who?"


# --- answers ---


def answer(shelf, question, **scope):
    return shelf.answerer(today=TODAY).answer(question, scope=Scope(**scope))


def texts(answer):
    return [quote.sentence.text for quote in answer.quotes]


def test_an_answer_says_how_its_time_was_understood(filled):
    found = answer(filled, "Were there talks in the capital last September?")
    assert found.time.value == "2019-09"
    assert texts(found)[0] == "Talks began last September in the capital."
    (event,) = found.quotes[0].event_dates
    assert (event.text, event.value) == ("last September", "2019-09")
    stored = (filled.docs / "talks.txt").read_text()
    assert stored[event.start : event.end] == "last September"


def test_any_time_takes_the_words_as_words(filled):
    found = answer(filled, "Were there talks in the capital last September?", any_time=True)
    assert found.time is None


def test_relative_time_is_told_from_the_day_asked_for(filled):
    found = answer(
        filled, "Were there talks in the capital last September?", as_of=date(2022, 3, 1)
    )
    assert found.time.value == "2021-09"


def test_as_of_knows_only_what_was_published_by_then(filled):
    found = answer(filled, "Talks in the capital?", as_of=date(2020, 1, 8))
    assert texts(found) == ["Talks were held in the capital."]
    found = answer(filled, "Talks in the capital?", as_of=date(2020, 1, 9))
    assert len(found.quotes) == 2


def test_during_leaves_only_what_speaks_of_the_time(filled):
    days = Days(date(2019, 9, 10), date(2019, 9, 12))
    found = answer(filled, "Talks in the capital?", during=days)
    assert texts(found) == ["Talks began last September in the capital."]


def test_during_marks_the_sentence_that_speaks_of_the_time(shelf):
    shelf.add("a.txt", "Crowds came to occupy the embassy again. It was occupied in 1979.")
    shelf.index()
    days = Days(date(1979, 1, 1), date(1979, 12, 31))
    found = answer(shelf, "What happened to the embassy?", during=days)
    assert texts(found) == ["It was occupied in 1979."]
    assert found.time is None


def test_during_a_time_that_nothing_speaks_of_is_refused(filled):
    found = answer(filled, "Talks in the capital?", during=Days(date(1850, 1, 1), None))
    assert answer(filled, "Talks in the capital?").answered
    assert (
        texts(found)
        == [
            "Talks failed in October 2021 in the capital.",
            "Talks began last September in the capital.",
        ]
        or len(found.quotes) == 2
    )
    empty = answer(filled, "Talks in the capital?", during=Days(None, date(1850, 1, 1)))
    assert (empty.answered, empty.nearest) == (False, ())


def test_the_newest_comes_first_where_the_latest_is_asked_for(filled):
    (filled.docs / "undated.txt").unlink()
    filled.index()
    found = answer(filled, "What is the latest on talks in the capital?")
    assert found.newest == "latest"
    dates = [quote.source.published for quote in found.quotes]
    assert dates == ["2021-12-01", "2020-01-09", "2019-09-20"]


def test_nothing_is_said_of_the_newest_where_all_are_of_one_day(shelf):
    shelf.add("a.txt", "Talks began in the capital.", published="2020-01-09")
    shelf.add("b.txt", "In the capital talks failed.", published="2020-01-09")
    shelf.index()
    found = answer(shelf, "What is the latest on talks in the capital?")
    assert (found.answered, found.newest) == (True, None)


def test_by_date_orders_the_same_quotes_and_undated_ones_come_last(filled):
    answerer = filled.answerer(today=TODAY)
    plain = answerer.answer("Talks in the capital?", quotes=9)
    ordered = answerer.answer("Talks in the capital?", quotes=9, scope=Scope(by_date=True))
    assert {quote.start for quote in plain.quotes} == {quote.start for quote in ordered.quotes}
    assert [quote.source.published for quote in ordered.quotes] == [
        "2021-12-01",
        "2020-01-09",
        "2019-09-20",
        None,
    ]
    assert ordered.newest is None


def test_the_sentence_that_speaks_of_the_time_is_marked(shelf):
    shelf.add(
        "a.txt",
        "The council met in the town hall in May 2018. The council met in the town hall in 2015.",
        published="2020-01-09",
    )
    shelf.index()
    for year, marked in (
        ("2015", "The council met in the town hall in 2015."),
        ("May 2018", "The council met in the town hall in May 2018."),
    ):
        assert texts(answer(shelf, f"Where did the council meet in {year}?")) == [marked]


def test_a_quote_whose_event_date_is_not_the_text_is_no_quote(filled):
    import dataclasses

    from index.errors import QuoteMismatch

    answerer = filled.answerer(today=TODAY)
    (quote, *_) = answerer.answer("Talks last September?").quotes
    (event,) = quote.event_dates
    answerer._gatherer.check(quote)
    wrong = dataclasses.replace(event, text="last October")
    with pytest.raises(QuoteMismatch):
        answerer._gatherer.check(dataclasses.replace(quote, event_dates=(wrong,)))
