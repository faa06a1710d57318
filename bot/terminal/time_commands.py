"""The commands about time: `dateline timeline`, `since`, `coverage`, `dates`, `sources --audit`.

Owns their options and the order of what they do, as `cli` does for the other commands; `cli` puts
them into the command line.
"""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.terminal.options import After, AsJson, AsOf, Before, Library, Png
from bot.terminal.startup import open_library, read_settings, write_line


def timeline(
    topic: Annotated[list[str], typer.Argument(metavar="TOPIC", help='"-" reads it from stdin.')],
    begins: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Speaking of the first day of DATE or later."),
    ] = None,
    ends: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Speaking of the last day of DATE or earlier."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most quotes to show.")] = 20,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    png: Png = None,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Show what documents say about TOPIC, in the order of time."""
    from bot.terminal.arguments import question_from, typed_dates
    from bot.terminal.charts import need_drawing, write_png, write_quotes_by_time
    from bot.terminal.page import Page
    from bot.terminal.timeline import write_timeline
    from bot.wording.charts import timeline_panels

    need_drawing(png)
    typed = typed_dates()
    scope = typed.scope(after=after, before=before, as_of=as_of)
    between = typed.between(begins, ends)
    with open_library(read_settings(), library) as opened:
        found = opened.timeline(
            question_from(topic, sys.stdin), between=between, scope=scope, limit=limit
        )
        for quote in (*(entry.quote for entry in found.entries), *found.undated, *found.nearest):
            opened.check(quote)
    if as_json:
        from bot.terminal.json_output import timeline_json

        write_line(timeline_json(found))
    else:
        write_timeline(Page(sys.stdout), found)
        write_quotes_by_time(Page(sys.stdout), found)
    write_png(png, timeline_panels(found))
    raise typer.Exit(0 if found.answered else 1)


def since(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DATE [TOPIC]", help='Such as 2020-01-09, "last week" or yesterday.'
        ),
    ],
    added: Annotated[
        bool, typer.Option("--added", help="Since they came into the library, not published.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most quotes to show.")] = 10,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Show what documents published since DATE say, newest first."""
    from bot.terminal.arguments import day_and_topic
    from bot.terminal.page import Page
    from bot.terminal.timeline import write_since
    from bot.wording.typed_dates import today

    asked = day_and_topic(words, today())
    with open_library(read_settings(), library) as opened:
        found = opened.since(asked.day, topic=asked.topic, added=added, limit=limit)
        for quote in (*found.quotes, *found.nearest):
            opened.check(quote)
    if as_json:
        from bot.terminal.json_output import since_json

        write_line(since_json(found))
    else:
        write_since(Page(sys.stdout), found)
    raise typer.Exit(0 if found.answered else 1)


def coverage(png: Png = None, library: Library = None, as_json: AsJson = False) -> None:
    """Show how many documents there are of each time, and gaps."""
    from bot.terminal.charts import need_drawing, write_coverage, write_png
    from bot.terminal.page import Page
    from bot.wording.charts import coverage_panels

    need_drawing(png)
    with open_library(read_settings(), library) as opened:
        found = opened.coverage()
    if as_json:
        from bot.terminal.json_charts import coverage_json

        write_line(coverage_json(found))
    else:
        write_coverage(Page(sys.stdout), found)
    write_png(png, coverage_panels(found))


def dates(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help='"-", or none, reads stdin.')] = "-",
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was published; goes before the file's own."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the dates that a text names; needs no index."""
    from bot.terminal.arguments import publication_date
    from bot.terminal.dates_command import dates_in, read_file, read_stdin
    from bot.terminal.page import Page
    from bot.wording.text import one_line
    from bot.wording.typed_dates import today

    told_from = None if published is None else publication_date("--published", published)
    most = read_settings().max_file_bytes
    text = read_stdin(most) if file == "-" else read_file(file, most, today())
    found = dates_in(text, told_from, today())
    if as_json:
        from bot.terminal.json_output import dates_json

        write_line(dates_json(found.dates))
    else:
        from bot.terminal.dates import write_dates

        write_dates(Page(sys.stdout), found.dates)
    sys.stdout.flush()  # the notes come last
    for note in found.notes:
        Page(sys.stderr).line(one_line(note))


def audit(library: Sequence[str] | None, *, as_json: bool) -> None:
    """Show the documents whose date is missing or in doubt, for `dateline sources --audit`."""
    from bot.terminal.page import Page

    with open_library(read_settings(), library) as opened:
        found = opened.audit()
        summary = opened.summary()
    if as_json:
        from bot.terminal.json_output import audit_json

        write_line(audit_json(found))
    else:
        from bot.terminal.dates import write_audit

        write_audit(Page(sys.stdout), found, summary)
