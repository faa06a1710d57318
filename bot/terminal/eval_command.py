"""The command `dateline eval`: its options, the order of what it does, and its exit codes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.options import AsJson, Library
from bot.terminal.startup import read_settings, write_line


def evaluate(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="QUESTIONS",
            help="A YAML file of questions to your library, or a folder in BEIR's layout.",
        ),
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Only questions of this kind. Of a YAML file."),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option("--index", metavar="DIR", help="Where the folder's index is made, and kept."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many questions of a folder.")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(metavar="OLD.JSON", help="Exit code 1 only for what fell since this run."),
    ] = None,
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Measure answers to known questions; exit code 1 if not right."""
    from bot.evaluation.compare import compare as compared
    from bot.evaluation.compare import read_rows
    from bot.evaluation.run import evaluate_cases, evaluate_texts
    from bot.terminal.evaluation import CasesResult, RankingResult
    from bot.terminal.page import Page
    from bot.terminal.progress import IndexProgress
    from index.errors import UsageError

    settings = read_settings()
    old = None if compare is None else read_rows(compare)
    of_file = {"--only": only, "--library": library}
    of_folder = {"--index": keep, "--limit": limit}
    for option, value in (of_file if source.is_dir() else of_folder).items():
        if value:
            raise UsageError(f"{option} says nothing for {source}; leave it out")
    result: RankingResult | CasesResult
    with IndexProgress(sys.stderr) as progress:
        if source.is_dir():
            result = RankingResult(
                evaluate_texts(source, settings, keep=keep, limit=limit, progress=progress.advance)
            )
        else:
            result = CasesResult(
                evaluate_cases(
                    source,
                    settings,
                    only=only or (),
                    libraries=library or (),
                    progress=progress.advance,
                )
            )
    changes = None if old is None else compared(result.rows, old)
    if as_json:
        write_line(result.json(changes))
    else:
        result.write(Page(sys.stdout), changes)
    fell = result.failed if changes is None else any(change.is_loss for change in changes)
    raise typer.Exit(1 if fell else 0)
