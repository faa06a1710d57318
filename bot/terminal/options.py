"""The arguments and options that several commands share, with the words of their help.

Owns only how they are typed; reading their values is in `arguments`. Imports nothing of Dateline:
`dateline --help` reads this.
"""

from typing import Annotated

import typer

Words = Annotated[list[str], typer.Argument(metavar="QUESTION", help='"-" reads it from stdin.')]
After = Annotated[
    str | None, typer.Option(metavar="DATE", help="Published from the first day of DATE on.")
]
Before = Annotated[
    str | None, typer.Option(metavar="DATE", help="Published earlier than the first day of DATE.")
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="As on the last day of DATE: published by then."),
]
During = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Only passages that speak of TIME."),
]
AnyTime = Annotated[
    bool, typer.Option("--any-time", help="Take a time in QUESTION for words like any others.")
]
Library = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only this library; repeat it for others."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Png = Annotated[
    str | None,
    typer.Option("--png", metavar="FILE", help='Draw it as a picture; needs the extra "charts".'),
]
