"""The `dateline` command: reads what was typed, puts the parts together, shows what comes back.

The composition root of the terminal. stdout is the result, stderr everything else. Exit codes:
0 answered or done, 1 refused, 2 wrong usage or bad input, 3 the index cannot serve; besides, as
shells have it, 130 interrupted and 141 nobody reads on.
"""

import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.terminal import (
    copies_command,
    eval_command,
    feeds_command,
    index_command,
    sources_command,
    time_commands,
)
from bot.terminal.options import After, AnyTime, AsJson, AsOf, Before, During, Library, Words
from bot.terminal.startup import open_library, read_settings, write_line
from bot.terminal.streams import discard_stdout, log_to_stderr, set_up_streams

# Commands import what they need when they run: `dateline --help` must not wait for any of it.
INTERRUPTED = 130
UNREAD = 141


class _Commands(TyperGroup):
    """Gives an interrupt and a closed pipe the shell's own codes, never the 1 of a refusal."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            discard_stdout()
            raise typer.Exit(UNREAD) from error


app = typer.Typer(
    cls=_Commands,
    help="Ask dated documents; get word-for-word quotes that say when each was written.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would double the time of `dateline --help`
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        write_line(f"dateline {metadata.version('dateline')}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which version this is.", callback=_say_version, is_eager=True
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log all there is, to stderr.")] = False,
) -> None:
    """Take what comes before the command."""
    if debug:
        logging.getLogger().setLevel(logging.DEBUG)


app.command()(index_command.index)


@app.command()
def ask(
    question: Words,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    during: During = None,
    any_time: AnyTime = False,
    by_date: Annotated[bool, typer.Option("--by-date", help="Show the newest first.")] = False,
    quotes: Annotated[
        int | None, typer.Option("--quotes", "-n", min=1, max=10, help="Most quotes to show.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each passage was quoted or left out.")
    ] = False,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with quotes, or refuse (exit code 1)."""
    from bot.terminal.answers import write_answer
    from bot.terminal.arguments import question_from, typed_dates
    from bot.terminal.page import Page

    scope = typed_dates().scope(
        after=after,
        before=before,
        as_of=as_of,
        during=during,
        any_time=any_time,
        by_date=by_date,
    )
    with open_library(settings := read_settings(), library) as opened:
        text, most = question_from(question, sys.stdin), quotes or settings.quotes
        explained = opened.explain(text, scope=scope, quotes=most) if explain else None
        answer = explained.answer if explained else opened.ask(text, scope=scope, quotes=most)
        looked_at = [one.quote for one in explained.passages] if explained else []
        for quote in (*answer.quotes, *answer.nearest, *looked_at):
            opened.check(quote)
    if as_json:
        from bot.terminal.json_output import answer_json

        write_line(answer_json(answer, explained))
    else:
        write_answer(Page(sys.stdout), answer)
        if explained is not None:
            from bot.terminal.explanation import write_explanation

            write_explanation(Page(sys.stdout), explained)
    raise typer.Exit(0 if answer.answered else 1)


@app.command()
def chat(library: Library = None) -> None:
    """Ask one question after the other."""
    from bot.terminal.chat import ChatSession, line_reader
    from bot.terminal.page import Page

    with open_library(settings := read_settings(), library) as opened:
        session = ChatSession(
            opened,
            read_line=line_reader(sys.stdin, sys.stdout, sys.stderr),
            page=Page(sys.stdout),
            notes=Page(sys.stderr),
            quotes=settings.quotes,
        )
        if sys.stdin.isatty():
            session.greet()
        session.run()


@app.command()
def search(
    question: Words,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Most passages to show.")] = 10,
    after: After = None,
    before: Before = None,
    as_of: AsOf = None,
    during: During = None,
    any_time: AnyTime = False,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Show the best passages and what each ranked on."""
    from bot.terminal.answers import write_hits
    from bot.terminal.arguments import question_from, typed_dates
    from bot.terminal.page import Page

    scope = typed_dates().scope(
        after=after,
        before=before,
        as_of=as_of,
        during=during,
        any_time=any_time,
    )
    with open_library(read_settings(), library) as opened:
        hits = opened.search(question_from(question, sys.stdin), scope=scope, k=k)
        for hit in hits:
            opened.check(hit.quote)
    if as_json:
        from bot.terminal.json_output import hits_json

        write_line(hits_json(hits))
    else:
        write_hits(Page(sys.stdout), hits)


app.command()(sources_command.add)
app.command()(sources_command.remove)
app.command()(feeds_command.fetch)
app.command()(time_commands.timeline)
app.command()(time_commands.since)
app.command()(time_commands.coverage)
app.command()(time_commands.dates)
app.command("eval")(eval_command.evaluate)
app.command()(copies_command.backup)
app.command()(copies_command.restore)
app.command()(copies_command.export)
app.command("import")(copies_command.import_)


@app.command()
def sources(
    audit: Annotated[
        bool, typer.Option("--audit", help="Only those whose date is missing or in doubt.")
    ] = False,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """List the documents and where each date was read."""
    from bot.terminal.page import Page

    if audit:
        time_commands.audit(library, as_json=as_json)
        return
    from bot.terminal.answers import write_sources

    with open_library(read_settings(), library) as opened:
        found = opened.sources()
    if as_json:
        from bot.terminal.json_output import sources_json

        write_line(sources_json(found))
    else:
        write_sources(Page(sys.stdout), found)


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="As `sources` lists it.")],
    around: Annotated[
        str | None,
        typer.Option(
            metavar="START-END", help="Only these characters, as under a quote: 790-1145."
        ),
    ] = None,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Show the stored text of a document, to check a quote."""
    from bot.terminal.answers import write_document
    from bot.terminal.arguments import range_in
    from bot.terminal.page import Page

    with open_library(read_settings(), library) as opened:
        found = opened.document(document)
        place = None if around is None else range_in(around, len(found.text))
        excerpt = opened.at(found.source.sha256, place.start, place.end) if place else None
    page = Page(sys.stdout)
    if as_json:
        from bot.terminal.json_output import document_json

        write_line(document_json(found, place, excerpt))
    elif page.is_terminal:
        write_document(page, found, place, excerpt)
    elif place is None:
        sys.stdout.write(found.text)
    else:
        write_line(found.text[place.start : place.end])


@app.command()
def status(library: Library = None, as_json: AsJson = False) -> None:
    """Say what the index is and what it holds."""
    from bot.terminal.answers import write_status
    from bot.terminal.page import Page

    with open_library(read_settings(), library) as opened:
        found = opened.status()
    if as_json:
        from bot.terminal.json_output import status_json

        write_line(status_json(found))
    else:
        write_status(Page(sys.stdout), found)


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Repair what can be repaired.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the index; exit code 3 if faults remain."""
    from bot.doctor import examine
    from bot.terminal.answers import write_diagnosis
    from bot.terminal.page import Page

    diagnosis = examine(read_settings(), repair=repair)
    if as_json:
        from bot.terminal.json_output import diagnosis_json

        write_line(diagnosis_json(diagnosis))
    else:
        write_diagnosis(Page(sys.stdout), diagnosis)
    raise typer.Exit(0 if diagnosis.healthy else 3)


@app.command()
def libraries(
    give: Annotated[
        str | None, typer.Option(metavar="NAME", help="Let servers see this library.")
    ] = None,
    take: Annotated[
        str | None, typer.Option(metavar="NAME", help="Let servers see it no more.")
    ] = None,
    server: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="A server in Discord; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the libraries, and give them to servers in Discord."""
    from bot.discord.operations import giving
    from bot.terminal.libraries import libraries_json, write_libraries
    from bot.terminal.page import Page

    settings = read_settings()
    for name, taken in ((give, False), (take, True)):
        if name is not None:
            giving.give(settings, name, server or [], take=taken)
    found = giving.libraries_given(settings)
    if as_json:
        write_line(libraries_json(found))
    else:
        write_libraries(Page(sys.stdout), found)


@app.command()
def bot(
    check: Annotated[
        bool,
        typer.Option("--check", help="Say whether token, intents and permissions are right."),
    ] = False,
    sync: Annotated[bool, typer.Option("--sync", help="Register the commands, and leave.")] = False,
) -> None:
    """Answer questions in Discord until stopped."""
    from bot.discord import service

    settings = read_settings()
    if check:
        from bot.terminal.page import Page
        from bot.wording.text import one_line

        findings = service.check(settings)
        for each in findings:
            Page(sys.stdout).line(f"{each.level:<6}", one_line(each.what), hanging=6)
        raise typer.Exit(2 if any(each.level == "fault" for each in findings) else 0)
    if sync:
        write_line(f"{service.sync(settings)} commands registered.")
    else:
        service.run(settings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no exception leaves it."""
    set_up_streams()
    # ONNX Runtime would keep a store of how it is used in the person's home, to be sent to its
    # maker. Dateline tells nobody anything.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    with log_to_stderr():
        try:
            code = _run(arguments)
            sys.stdout.flush()
        except BrokenPipeError:
            discard_stdout()
            return UNREAD
        except KeyboardInterrupt:
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the last door: a person reads one calm line
            from bot.terminal.errors import exit_code, explain
            from bot.wording.text import visible

            sys.stderr.write(f"dateline: error: {visible(explain(error))}\n")
            return exit_code(error)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    command: Any = typer.main.get_command(app)
    try:
        command.main(args=None if arguments is None else list(arguments), prog_name="dateline")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
