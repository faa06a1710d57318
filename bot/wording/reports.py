"""What indexing did, as lines that every face shows.

Owns the lines and their order; colours are the terminal's, files and limits of a message Discord's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.wording.coverage import coverage
from bot.wording.text import count, one_line

if TYPE_CHECKING:
    from index.report import Report
    from index.source_files import FileOutcome

LineKind = Literal["plain", "failed", "warnings", "skipped", "left out"]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line; it holds no line end."""

    text: str
    kind: LineKind = "plain"  # the heading of a list, or what says that a list goes on
    indent: int = 0  # columns


def report_lines(report: "Report", *, listed: int | None = None) -> Iterator[ReportLine]:
    """Yield what indexing did; of each list at most `listed` lines, None for all of them."""
    lists = {"added": report.added, "changed": report.changed, "removed": report.removed}
    if any(lists.values()) or report.passages_embedded:
        counts = [f"{len(paths):,} {name}" for name, paths in lists.items()]
        yield ReportLine(
            ", ".join([*counts, f"{report.unchanged:,} unchanged"])
            + f"; {count(report.passages_embedded, 'passage')} embedded in {report.seconds:.1f} s"
        )
    else:
        yield ReportLine(f"Nothing changed, nothing embedded ({report.seconds:.1f} s).")
    if report.dates_read_anew:
        documents = count(report.dates_read_anew, "document")
        yield ReportLine(f"The dates in the text of {documents} were read again.")
    if report.cut_again:
        documents = count(report.cut_again, "document")
        were = "was" if report.cut_again == 1 else "were"
        yield ReportLine(f"Of those unchanged, {documents} {were} cut into passages again.")
    for name, paths in lists.items():
        yield from _list([f"{name:<8} {one_line(path)}" for path in paths], listed)
    outcomes: tuple[tuple[str, LineKind, Sequence[FileOutcome]], ...] = (
        ("Could not be read:", "failed", report.failed),
        ("Warnings:", "warnings", report.warnings),
        ("Skipped:", "skipped", report.skipped_kinds),
    )
    for heading, kind, files in outcomes:
        if files:
            yield ReportLine(heading, kind)
            yield from _list(
                [f"{one_line(file.path)}: {one_line(file.reason)}" for file in files], listed
            )
    if report.left:
        are = "is" if len(report.left) == 1 else "are"
        left = f"{count(len(report.left), 'file')} {are} still being written"
        yield ReportLine(f"{left}, and taken when that is done.")
    passages = count(report.library.passages, "passage")
    yield ReportLine(f"The library holds {coverage(report.library)}; {passages}.")


def report_text(report: "Report") -> str:
    """Return the whole report as plain text, each line with its end."""
    return "".join(f"{' ' * line.indent}{line.text}\n" for line in report_lines(report))


def _list(lines: list[str], listed: int | None) -> Iterable[ReportLine]:
    # One line more is never worth "and 1 more".
    shown = len(lines) if listed is None or len(lines) <= listed + 1 else listed
    for line in lines[:shown]:
        yield ReportLine(line, indent=2)
    if shown < len(lines):
        yield ReportLine(f"and {len(lines) - shown:,} more", "left out", indent=2)
