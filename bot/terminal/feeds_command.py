"""The command that brings what is new in feeds, `dateline fetch`, and `add` of an address.

Owns their options and what they write; `cli` puts them into the command line.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import AsJson
from bot.terminal.startup import read_settings, write_line

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.sources.feeds.downloading import Downloader
    from bot.sources.feeds.fetching import Fetched


def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[FEED]...", help="Only these; all if none.")
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="Say which feeds are followed, and leave.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Leave the index as it is until `dateline index`.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring what is new in the feeds that are followed, and index it."""
    from bot.sources.feeds import fetching
    from bot.sources.feeds.following import followed

    settings = read_settings()
    if listing:
        found = [fetching.Fetched(feed) for feed in followed(settings.source_docs)]
        if as_json:
            from bot.terminal.json_sources import fetched_json

            write_line(fetched_json(found, None))
        for one in () if as_json else found:
            write_line(f"{one.feed.name}  {one.feed.url}")
        return
    fetched = fetching.fetch(settings, names or [], _downloader(settings))
    finish(settings, fetched, no_index=no_index, as_json=as_json)


def follow(
    settings: "Settings", urls: Sequence[str], name: str, *, no_index: bool, as_json: bool
) -> None:
    """Follow feeds from now on, and bring what is in them."""
    from bot.sources.feeds import fetching
    from bot.sources.feeds.following import Feed
    from index.errors import DatelineError, UsageError

    if name and len(urls) > 1:
        raise UsageError("--name is of one feed; give one address")
    found = []
    for url in urls:
        try:
            found.append(fetching.begin(settings, url, name, _downloader(settings)))
        except DatelineError as error:
            if len(urls) == 1:
                raise
            found.append(fetching.Fetched(Feed("", url), error=f"not followed: {error}"))
    finish(settings, found, no_index=no_index, as_json=as_json)


def finish(
    settings: "Settings", fetched: "Sequence[Fetched]", *, no_index: bool, as_json: bool
) -> None:
    """Index what came in, and write what was done."""
    from bot.terminal.indexing import bring

    came = any(one.new or one.changed for one in fetched)
    report = bring(settings) if came and not no_index else None
    if as_json:
        from bot.terminal.json_sources import fetched_json

        write_line(fetched_json(fetched, report))
    else:
        from bot.terminal.page import Page
        from bot.terminal.sources import write_fetched

        write_fetched(Page(sys.stdout), fetched, report)
    failed = any(one.error for one in fetched) or bool(report and report.failed)
    raise typer.Exit(2 if failed else 0)


def _downloader(settings: "Settings") -> "Downloader":
    from bot.sources.feeds.downloading import Downloader

    return Downloader(max_bytes=settings.max_file_bytes, allow_private=settings.private_feeds)
