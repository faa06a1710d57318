"""How far indexing has come, for a person who waits: a bar on a terminal, nothing in a pipe."""

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from bot.terminal.page import Page

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from index.report import Progress


class IndexProgress:
    """Shows the stages of indexing on `stream`; use as a context manager, which removes the bar."""

    def __init__(self, stream: TextIO) -> None:
        self._page = Page(stream)
        self._bar = _bar(stream) if self._page.is_terminal else None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, progress: "Progress") -> None:
        """Show how far one stage has come."""
        if self._bar is None:
            return
        if progress.stage not in self._tasks:
            self._tasks[progress.stage] = self._bar.add_task(progress.stage, total=None, rate="")
        # A total of 0 is not known yet: the bar pulses.
        task = self._tasks[progress.stage]
        self._bar.update(task, completed=progress.done, total=progress.total or None)
        # Of the last half minute, as the time left is: files of one folder are often alike.
        speed = self._bar.tasks[task].speed
        if speed:
            self._bar.update(task, rate=f"{speed:,.1f} files/s")

    def wait(self, message: str) -> None:
        """Say what indexing waits for; this is said in a pipe too."""
        self._page.line(message)


def _bar(stream: TextIO) -> "Bar":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=stream), transient=True)
