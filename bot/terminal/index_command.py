"""The command that brings the index in line: `dateline index`, once or whenever a file changes.

Owns its options and what it writes; `cli` puts it into the command line.
"""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import AsJson
from bot.terminal.startup import read_settings, write_line

if TYPE_CHECKING:
    from types import FrameType

    from bot.settings import Settings
    from index.report import Report


def index(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make a new index of all documents.")
    ] = False,
    remove_all: Annotated[
        bool, typer.Option("--remove-all", help="Allow an empty folder to empty the library.")
    ] = False,
    check_contents: Annotated[
        bool, typer.Option("--check-contents", help="Read every file, even if it looks unchanged.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and do it again whenever a file changes.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List every file, however many.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the index in line with the documents."""
    from bot.indexing import bring_in_line
    from bot.terminal.progress import IndexProgress

    settings = read_settings()
    if watch:
        if rebuild or remove_all or check_contents:
            from index.errors import UsageError

            raise UsageError(
                "--watch goes with none of --rebuild, --remove-all and --check-contents; run "
                "`dateline index` with those once, before it"
            )
        _watch(settings, as_json=as_json, verbose=verbose)
        return
    with IndexProgress(sys.stderr) as progress:
        report = bring_in_line(
            settings,
            progress=progress.advance,
            waiting=progress.wait,
            rebuild=rebuild,
            remove_all=remove_all,
            check_contents=check_contents,
        )
    if as_json:
        from bot.terminal.json_output import report_json

        write_line(report_json(report))
    else:
        from bot.terminal.answers import write_report
        from bot.terminal.page import Page

        write_report(Page(sys.stdout), report, every_line=verbose)
    raise typer.Exit(2 if report.failed else 0)


def _watch(settings: "Settings", *, as_json: bool, verbose: bool) -> None:
    from bot.sources.watching import Listener, watch
    from bot.terminal.errors import explain
    from bot.terminal.page import Page

    notes = Page(sys.stderr)
    shown = _Reports(as_json=as_json, verbose=verbose)
    listener = Listener(
        report=shown.write,
        error=lambda error: notes.line(f"dateline: error: {explain(error)}; going on"),
        notice=notes.line,
    )
    notes.line(f"Watching {settings.source_docs}; Ctrl-C ends it.")
    with contextlib.suppress(KeyboardInterrupt), _ended_by_signals():
        watch(settings, listener, threading.Event())
    notes.line("No longer watching.")


class _Reports:
    """Writes what each run did, where it did anything or others failed than in the last one."""

    def __init__(self, *, as_json: bool, verbose: bool) -> None:
        self._as_json = as_json
        self._verbose = verbose
        self._failed: object = None  # before the first run

    def write(self, report: "Report") -> None:
        """Write a report, on one line as JSON."""
        did = report.added or report.changed or report.removed or report.warnings
        if not did and report.failed == self._failed:
            return
        self._failed = report.failed
        if self._as_json:
            from bot.terminal.json_output import report_json

            write_line(report_json(report, one_line=True))
            sys.stdout.flush()
            return
        from bot.terminal.answers import write_report
        from bot.terminal.page import Page

        page = Page(sys.stdout)
        write_report(page, report, every_line=self._verbose)
        page.flush()


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the first SIGINT or SIGTERM raise KeyboardInterrupt; a second one ends the process."""

    def end(number: int, _: "FrameType | None") -> None:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        raise KeyboardInterrupt

    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each in before:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
