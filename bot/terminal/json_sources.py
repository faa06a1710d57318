"""What programs read of documents that came in or went out, as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.terminal.json_output import dump, report_values

if TYPE_CHECKING:
    from bot.sources.adding import Outcome
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


def removed_json(removed: "Sequence[Removed]", report: "Report | None") -> str:
    """Return what was removed and where it is kept, and what indexing did."""
    return dump(
        {
            "files": [{"path": one.path, "kept": one.kept} for one in removed],
            "index": None if report is None else report_values(report),
        }
    )
