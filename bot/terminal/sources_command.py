"""The commands that change the source folder: `dateline add` and `dateline remove`.

Owns their options and what they ask and write; `cli` puts them into the command line.
"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import feeds_command
from bot.terminal.indexing import bring
from bot.terminal.options import AsJson
from bot.terminal.startup import read_settings, write_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from bot.sources.removing import Leaving
    from index.readers.sidecars import Said

NoIndex = Annotated[
    bool, typer.Option("--no-index", help="Leave the index as it is until `dateline index`.")
]


def add(
    what: Annotated[
        list[str], typer.Argument(metavar="PATH", help='Files, folders, "-" for stdin; or a feed.')
    ],
    published: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When it was published.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What it is called.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it can be read on the web.")] = "",
    name: Annotated[str, typer.Option("--name", help="The name of its file in the library.")] = "",
    into: Annotated[
        str, typer.Option("--into", metavar="FOLDER", help="A folder below the source folder.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is there under the same name.")
    ] = False,
    no_index: NoIndex = False,
    as_json: AsJson = False,
) -> None:
    """Copy documents into the library, or follow a feed; indexes it."""
    from bot.sources.adding import Wanted
    from bot.sources.adding import add as bring_in

    settings = read_settings()
    if any(map(_is_address, what)):
        if published or title or url or into or replace or not all(map(_is_address, what)):
            from index.errors import UsageError

            raise UsageError("the address of a feed goes with --name and --no-index alone")
        feeds_command.follow(settings, what, name, no_index=no_index, as_json=as_json)
        return
    asked = _ask_to_replace if sys.stdin.isatty() and "-" not in what else lambda _: False
    outcomes = bring_in(
        settings.source_docs,
        what,
        Wanted(
            said=_said(published, title, url),
            into=into,
            name=name,
            may_replace=(lambda _: True) if replace else asked,
        ),
        max_bytes=settings.max_file_bytes,
        stdin=sys.stdin.buffer,
    )
    report = None
    if not no_index and any(one.is_in for one in outcomes):
        report = bring(settings)
    if as_json:
        from bot.terminal.json_sources import added_json

        write_line(added_json(outcomes, report))
    else:
        from bot.terminal.page import Page
        from bot.terminal.sources import write_added

        write_added(Page(sys.stdout), outcomes, report)
    failed = bool(report and report.failed) or not all(one.is_in for one in outcomes)
    raise typer.Exit(2 if failed else 0)


def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="As `sources` lists it, or its file.")
    ],
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete it, and keep nothing of it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    no_index: NoIndex = False,
    as_json: AsJson = False,
) -> None:
    """Take documents out of the library; their files are kept."""
    from datetime import date

    from bot.sources import removing
    from index.errors import UsageError

    settings = read_settings()
    if any(map(_is_address, names)):
        _unfollow(settings, names, as_json=as_json)
        return
    leaving = removing.find(settings, names)
    if not yes:
        if sys.stdin.isatty():
            _ask_to_remove(leaving, delete=delete)
        elif delete:
            raise UsageError("--delete cannot be undone; add --yes where nobody can be asked")
    emptied = removing.leaves_nothing(settings.source_docs, leaving)
    done = removing.remove(settings.source_docs, leaving, delete=delete, today=date.today())
    report = None if no_index else bring(settings, remove_all=emptied)
    if as_json:
        from bot.terminal.json_sources import removed_json

        write_line(removed_json(done, report))
    else:
        from bot.terminal.page import Page
        from bot.terminal.sources import write_removed

        write_removed(Page(sys.stdout), done, report)


def _is_address(what: str) -> bool:
    return what.lower().startswith(("http://", "https://"))


def _unfollow(settings: "Settings", urls: "Sequence[str]", *, as_json: bool) -> None:
    from bot.sources.feeds.following import unfollow

    gone = [unfollow(settings.source_docs, url) for url in urls]
    if as_json:
        from bot.terminal.json_sources import unfollowed_json

        write_line(unfollowed_json(gone))
    for feed in () if as_json else gone:
        write_line(f"{feed.name}: no longer followed; its documents stay")


def _said(published: str | None, title: str, url: str) -> "Said":
    """Return what is said of what comes in. Raises UsageError."""
    from bot.terminal.arguments import publication_date
    from index.errors import UsageError
    from index.readers.addresses import is_web_address
    from index.readers.contents import clean_title
    from index.readers.sidecars import Said

    if url and not is_web_address(url):
        raise UsageError(f"--url '{url}' is not an http or https address")
    if title and not clean_title(title):
        raise UsageError("--title has no character that can be shown")
    day = "" if published is None else publication_date("--date", published)
    return Said(day, clean_title(title), url)


def _ask_to_replace(path: str) -> bool:
    from bot.wording.text import one_line

    return typer.confirm(
        one_line(f"{path} is there already with other contents. Replace it?"), err=True
    )


def _ask_to_remove(leaving: "Sequence[Leaving]", *, delete: bool) -> None:
    from bot.wording.text import count, one_line

    named = one_line(leaving[0].path) if len(leaving) == 1 else count(len(leaving), "document")
    how = "Delete {} for good?" if delete else "Take {} out of the library? The file is kept."
    if not typer.confirm(how.format(named), err=True):
        raise typer.Exit(0)
