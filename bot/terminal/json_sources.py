"""What programs read of documents that came in or went out, as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.terminal.json_output import dump, report_values

if TYPE_CHECKING:
    from bot.sources.adding import Outcome
    from bot.sources.feeds.fetching import Fetched
    from bot.sources.feeds.following import Feed
    from bot.sources.removing import Removed
    from index.report import Report


def added_json(outcomes: "Sequence[Outcome]", report: "Report | None") -> str:
    """Return what became of each document, and what indexing did; null where it did not run."""
    return dump(
        {
            "files": [
                {"path": one.path, "outcome": one.did, "reason": one.reason} for one in outcomes
            ],
            "index": None if report is None else report_values(report),
        }
    )


def fetched_json(fetched: "Sequence[Fetched]", report: "Report | None") -> str:
    """Return what became of each feed, and what indexing did; null where it did not run."""
    return dump(
        {
            "feeds": [
                {
                    "name": one.feed.name,
                    "url": one.feed.url,
                    "new": list(one.new),
                    "changed": list(one.changed),
                    "kept": list(one.kept),
                    "error": one.error or None,
                }
                for one in fetched
            ],
            "index": None if report is None else report_values(report),
        }
    )


def unfollowed_json(gone: "Sequence[Feed]") -> str:
    """Return the feeds that are no longer followed."""
    return dump({"feeds": [{"name": feed.name, "url": feed.url} for feed in gone]})


def removed_json(removed: "Sequence[Removed]", report: "Report | None") -> str:
    """Return what was removed and where it is kept, and what indexing did."""
    return dump(
        {
            "files": [{"path": one.path, "kept": one.kept} for one in removed],
            "index": None if report is None else report_values(report),
        }
    )
