"""The commands that copy the index: `dateline backup`, `restore`, `export` and `import`.

Owns their options and what they write; `cli` puts them into the command line.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import AsJson
from bot.terminal.startup import read_settings, write_line

if TYPE_CHECKING:
    from bot.copies import Copied


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; replaced in one step.")],
    as_json: AsJson = False,
) -> None:
    """Copy the index to one file, also while the bot runs."""
    from bot import copies

    _write("Backed up", copies.back_up(read_settings(), file), as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Put a backup in use, in place of the index."""
    from bot import copies

    _write("Restored", copies.restore(read_settings(), file), as_json)


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help='"-" writes to stdout.')],
    as_json: AsJson = False,
) -> None:
    """Write the library as JSON Lines, vectors included."""
    from bot import copies

    target = None if file == "-" else Path(file)
    copied = copies.export(read_settings(), target, sys.stdout.buffer)
    if target is not None:
        _write("Exported", copied, as_json)


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help='What `export` wrote; "-" is stdin.')],
    as_json: AsJson = False,
) -> None:
    """Put an exported library in use, in place of the index."""
    from bot import copies
    from index.errors import UsageError

    settings = read_settings()
    with ExitStack() as open_until_done:
        source = sys.stdin.buffer
        if file != "-":
            try:
                source = open_until_done.enter_context(Path(file).open("rb"))
            except OSError as error:
                raise UsageError(f"{file} cannot be read ({error.strerror})") from error
        copied = copies.import_from(settings, source, file)
    _write("Imported", copied, as_json)


def _write(did: str, copied: "Copied", as_json: bool) -> None:
    from bot.wording.text import count, one_line

    if as_json:
        from bot.terminal.json_output import copied_json

        write_line(copied_json(copied))
        return
    held = f"{count(copied.documents, 'document')}, {count(copied.passages, 'passage')}"
    write_line(one_line(f"{did} {held}: {copied.file}"))
