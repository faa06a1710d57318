"""Indexing as a part of another command: shows how far it is on stderr, and says nothing else."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.report import Report


def bring(settings: "Settings", *, remove_all: bool = False) -> "Report":
    """Bring the index in line, and show how far that is."""
    from bot.indexing import bring_in_line
    from bot.terminal.progress import IndexProgress

    with IndexProgress(sys.stderr) as progress:
        return bring_in_line(
            settings, progress=progress.advance, waiting=progress.wait, remove_all=remove_all
        )
