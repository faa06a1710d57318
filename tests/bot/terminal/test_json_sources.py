import json

from bot.sources.adding import Did, Outcome
from bot.sources.feeds.fetching import Fetched
from bot.sources.feeds.following import Feed
from bot.sources.removing import Removed
from bot.terminal.json_output import report_json
from bot.terminal.json_sources import added_json, fetched_json, removed_json, unfollowed_json
from fake_library import report


def test_what_was_added():
    outcomes = [Outcome("d/a", Did.ADDED), Outcome("d/b", Did.TAKEN, "is there already")]
    assert json.loads(added_json(outcomes, report())) == {
        "files": [
            {"path": "d/a", "outcome": "added", "reason": ""},
            {"path": "d/b", "outcome": "name taken", "reason": "is there already"},
        ],
        "index": json.loads(report_json(report())),
    }


def test_what_was_removed():
    removed = [Removed("d/a", "d/.removed/2026-01-02/a"), Removed("d/b", None)]
    assert json.loads(removed_json(removed, None)) == {
        "files": [
            {"path": "d/a", "kept": "d/.removed/2026-01-02/a"},
            {"path": "d/b", "kept": None},
        ],
        "index": None,
    }


def test_what_came_in_from_feeds():
    feed = Feed("kolm", "https://k.example")
    fetched = [Fetched(feed, new=("d/a",), changed=("d/b",), kept=("d/c",), error="none")]
    named = {"name": "kolm", "url": "https://k.example"}
    told = {"new": ["d/a"], "changed": ["d/b"], "kept": ["d/c"], "error": "none"}
    assert json.loads(fetched_json(fetched, None)) == {"feeds": [named | told], "index": None}
    assert json.loads(unfollowed_json([feed])) == {"feeds": [named]}
