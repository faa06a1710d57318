"""What a person reads of documents that came in or went out, as lines of a page. Owns the words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sources.adding import Did, Outcome
from bot.terminal.answers import LISTED, write_report
from bot.terminal.page import Page, Part
from bot.wording.text import count, one_line

if TYPE_CHECKING:
    from bot.sources.feeds.fetching import Fetched
    from bot.sources.removing import Removed
    from index.report import Report

_WORDS = {
    Did.ADDED: "copied",
    Did.REPLACED: "replaced",
    Did.DESCRIBED: "already there; what is said of it is new",
    Did.THERE: "already there",
}


def write_added(page: Page, outcomes: Sequence[Outcome], report: "Report | None") -> None:
    """Write what became of each document, and what indexing did after it."""
    for did, words in _WORDS.items():
        paths = [one.path for one in outcomes if one.did is did]
        shown = paths if len(paths) <= LISTED + 1 else paths[:LISTED]
        for path in shown:
            page.line(f"{one_line(path)}: {words}", hanging=2)
        if len(shown) < len(paths):
            page.line(Part(f"and {count(len(paths) - len(shown), 'file')} more: {words}", "dim"))
    for one in outcomes:
        if not one.is_in:
            style = "dim" if one.did is Did.SKIPPED else "red"
            said = f"{one_line(one.path)}: not added: {one_line(one.reason)}"
            page.line(Part(said, style), hanging=2)
    if not outcomes:
        page.line("There was nothing to add.")
    _write_report(page, report)


def write_removed(page: Page, removed: "Sequence[Removed]", report: "Report | None") -> None:
    """Write what was removed and where it is kept, and what indexing did after it."""
    for one in removed:
        where = "deleted" if one.kept is None else f"removed; kept as {one_line(one.kept)}"
        page.line(f"{one_line(one.path)}: {where}", hanging=2)
    if any(one.kept for one in removed):
        page.line(Part("What is kept comes back with `dateline add`.", "dim"))
    _write_report(page, report)


def write_fetched(page: Page, fetched: "Sequence[Fetched]", report: "Report | None") -> None:
    """Write what became of each feed, and what indexing did after it."""
    for one in fetched:
        named = one_line(one.feed.name or one.feed.url)
        if one.error:
            page.line(Part(f"{named}: {one_line(one.error)}", "red"), hanging=2)
            continue
        said = [f"{len(one.new):,} new", *([f"{len(one.changed):,} changed"] * bool(one.changed))]
        page.line(f"{named}: {', '.join(said)}")
        for path in one.kept:
            page.line(
                f"{one_line(path)}: changed in the feed, and edited here; left as it is",
                indent=2,
                hanging=2,
            )
    if not fetched:
        page.line("No feed is followed; follow one with: dateline add https://…")
    if report is not None:
        _write_report(page, report)


def _write_report(page: Page, report: "Report | None") -> None:
    if report is None:
        page.line(Part("The index was left as it is.", "dim"))
    else:
        write_report(page, report, every_line=False)
