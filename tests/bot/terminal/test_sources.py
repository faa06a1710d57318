from bot.sources.adding import Did, Outcome
from bot.sources.feeds.fetching import Fetched
from bot.sources.feeds.following import Feed
from bot.sources.removing import Removed
from bot.terminal.sources import write_added, write_fetched, write_removed
from fake_library import report
from terminals import plain

HELD = "The library holds 1 document, published 2020-01-09; 2 passages."


def added(*outcomes, report=None):
    return plain(lambda page, found: write_added(page, found, report), outcomes)


def test_what_became_of_each_document_is_told():
    assert added(
        Outcome("d/a", Did.ADDED),
        Outcome("d/b", Did.THERE),
        Outcome("d/c\x1b", Did.FAILED, "is empty"),
        Outcome("d/e", Did.REPLACED),
        Outcome("d/f", Did.DESCRIBED),
    ) == [
        "d/a: copied",
        "d/e: replaced",
        "d/f: already there; what is said of it is new",
        "d/b: already there",
        "d/c\\x1b: not added: is empty",
        "The index was left as it is.",
    ]


def test_of_many_documents_the_first_are_named():
    lines = added(*(Outcome(f"d/{number}", Did.ADDED) for number in range(40)))
    assert lines[9:] == [
        "d/9: copied",
        "and 30 files more: copied",
        "The index was left as it is.",
    ]


def test_what_indexing_did_follows():
    assert added(Outcome("d/a", Did.ADDED), report=report())[-1] == HELD
    assert added() == ["There was nothing to add.", "The index was left as it is."]


def test_what_was_removed_is_told_with_where_it_is_kept():
    removed = [Removed("d/a", "d/.removed/2026-01-02/a"), Removed("d/b", None)]
    shown = plain(lambda page, found: write_removed(page, found, report()), removed)
    assert shown[:3] == [
        "d/a: removed; kept as d/.removed/2026-01-02/a",
        "d/b: deleted",
        "What is kept comes back with `dateline add`.",
    ]
    assert shown[-1] == HELD


def test_what_came_in_from_feeds_is_told():
    fetched = [
        Fetched(Feed("kolm", "https://k.example"), new=("d/a", "d/b"), changed=("d/c",)),
        Fetched(Feed("town", "https://t.example"), kept=("d/e",)),
        Fetched(Feed("", "https://u.example"), error="cannot be reached\x1b"),
    ]
    assert plain(lambda page, found: write_fetched(page, found, None), fetched) == [
        "kolm: 2 new, 1 changed",
        "town: 0 new",
        "  d/e: changed in the feed, and edited here; left as it is",
        "https://u.example: cannot be reached\\x1b",
    ]
    assert plain(lambda page, found: write_fetched(page, found, None), []) == [
        "No feed is followed; follow one with: dateline add https://…"
    ]
