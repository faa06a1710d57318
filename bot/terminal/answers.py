"""What a person reads in a terminal: answers, hits, documents and reports as lines of a page.

Owns the words and their order. Width, colour and making text harmless are in `page`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.scope import Scope
from bot.terminal.page import Page, Part
from bot.terminal.quotes import TIMELINE, best_sentence, origin, origin_line, write_quotes
from bot.wording.coverage import coverage, entries
from bot.wording.dates import time_as_understood
from bot.wording.limits import asked_for
from bot.wording.quotes import CUT, heading_path, whereabouts
from bot.wording.reports import report_lines
from bot.wording.text import count, one_line
from bot.wording.understanding import ASKS_HOW_THINGS_ARE, MIDDLING, question_notes
from index.libraries import MAIN
from index.store.records import Excerpt, LibrarySummary, SourceRecord, StoredDocument

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.quotes import Quote
    from bot.doctor import Diagnosis
    from bot.library import RankedQuote
    from bot.status import Status
    from bot.terminal.arguments import Range
    from index.report import Report

NEAREST_SHOWN = 3
LISTED = 10  # lines of one list in a report; the rest is counted, unless all are asked for


@dataclass(frozen=True, slots=True)
class Ways:
    """How a person asks again otherwise, as it is typed where the answer is shown."""

    any_time: str
    by_date: str
    timeline: str = TIMELINE


OPTIONS = Ways(any_time="--any-time", by_date="--by-date")


def write_answer(page: Page, answer: "Answer", ways: Ways = OPTIONS) -> None:
    """Write the quotes of an answer and what its dates are about, or its refusal."""
    newest_first = _newest_first(answer)
    if not answer.answered:
        write_refusal(page, answer.library, answer.scope)
        for note in question_notes(answer, one_line):
            page.line(note)
        _write_time(page, answer, ways)
        write_nearest(page, answer.nearest)
        return
    notes = list(question_notes(answer, one_line))
    for note in notes:
        page.line(Part(note, "yellow"))
    if answer.time is not None or newest_first:
        _write_time(page, answer, ways)
        if newest_first:
            page.line(Part(newest_first, "dim"))
    if notes or answer.time is not None or newest_first:
        page.line()
    shown = shown_quotes(answer)
    if answer.middling:
        claim, what = MIDDLING
        page.line(Part(f"{claim}: {what}", "bold magenta"))
    write_quotes(page, shown, ways.timeline)
    dates = sorted({quote.dated for quote in shown if quote.dated})
    if len(dates) > 1 and not newest_first:
        dated = "dated" if any(quote.entry for quote in shown) else "published"
        page.line()
        page.line(
            Part(
                f"{dated} between {dates[0]} and {dates[-1]}; {ways.by_date} puts the newest first",
                "dim",
            )
        )


def shown_quotes(answer: "Answer") -> tuple["Quote", ...]:
    """Return the quotes that are shown: of what may not answer, the closest alone."""
    return answer.quotes[:1] if answer.middling else answer.quotes


def write_refusal(page: Page, library: LibrarySummary, scope: Scope) -> None:
    """Write that nothing answers, what the library covers and what documents were asked."""
    page.line(Part("Nothing in the library answers this.", "bold yellow"))
    page.line(f"It holds {coverage(library)}.")
    if asked := asked_for(scope):
        page.line(f"Asked were documents {asked}.")


def write_nearest(page: Page, nearest: Sequence["Quote"]) -> None:
    """Write what comes nearest to what was refused."""
    if nearest:
        page.line()
        page.line("Nearest passages:")
    for quote in nearest[:NEAREST_SHOWN]:
        page.line(Part(best_sentence(quote), "dim"), indent=2)
        page.line(Part(origin(quote), "dim"), indent=2, hanging=2)


def write_hits(page: Page, hits: Sequence["RankedQuote"]) -> None:
    """Write ranked passages with what each ranked on, best first."""
    if not hits:
        page.line("No passage to rank.")
        return
    page.line(Part("  #  score  cosine  (rank)    bm25  (rank)", "bold"))
    for number, hit in enumerate(hits, start=1):
        page.line(
            f"{number:>3}  {hit.quote.score:5.3f}  {hit.cosine:6.3f}  {_rank(hit.vector_rank):>6}"
            f"  {hit.bm25:6.2f}  {_rank(hit.word_rank):>6}"
        )
        page.line(best_sentence(hit.quote), indent=5)
        page.line(Part(origin(hit.quote), "dim"), indent=5, hanging=2)


def write_sources(page: Page, sources: Iterable[SourceRecord]) -> None:
    """Write a line for each document: its date, where that was read, its size, title and path."""
    empty = True
    for source in sources:
        empty = False
        dated = f" · {held}" if (held := entries(source)) else ""
        page.line(
            f"{source.published or 'undated':<10}  {source.published_from or '-':<13}  "
            f"{count(source.passages, 'passage'):>13}  ",
            Part(one_line(source.title), "bold"),
            f" · {one_line(source.path)}{dated}",
            hanging=2,
        )
        for warning in source.warnings:
            page.line(Part(f"warning: {one_line(warning)}", "yellow"), indent=2, hanging=2)
    if empty:
        page.line("The library holds no documents.")


def write_document(
    page: Page,
    document: StoredDocument,
    around: "Range | None" = None,
    excerpt: Excerpt | None = None,
) -> None:
    """Write a document's text, or the whole paragraphs around a range with the range marked.

    `excerpt`: what the library holds at the range, for the headings above it and its entry.
    """
    text = document.text
    if around is None:
        page.line(text)
        return
    entry = excerpt.entry if excerpt else None
    if path := heading_path(excerpt.leads if excerpt else ()):
        page.line(Part(one_line(path), "dim"), hanging=2)
    start = text.rfind("\n\n", 0, around.start + 1)
    start = 0 if start < 0 else min(start + 2, around.start)
    end = text.find("\n\n", around.end)
    end = len(text) if end < 0 else end
    left, right = ("", "") if page.coloured else ("« ", " »")
    page.line(
        f"{CUT} " if text[:start].strip() else "",
        text[start : around.start],
        left,
        Part(text[around.start : around.end], "bold green"),
        right,
        text[around.end : end],
        f" {CUT}" if text[end:].strip() else "",
    )
    where = whereabouts(excerpt.landmarks, around.start) if excerpt else ""
    page.line(Part(origin_line(document.source, entry, around, where), "dim"), hanging=2)


def write_status(page: Page, status: "Status") -> None:
    """Write what the index is and what it holds."""
    library = status.library
    indexes = "behind; the next start brings them in line" if status.lagging else "up to date"
    if status.in_memory:
        missing = " and ".join(status.in_memory)
        indexes += f"; made in memory at each start, see dateline doctor: {missing}"
    rows = {
        "library": f"{coverage(library)}; {count(library.passages, 'passage')}",
        "libraries": _libraries(status),
        "documents in": status.source_docs,
        "index in": f"{status.index_dir} ({_size(status.size_bytes)})",
        "model": f"{status.model}, {status.dimension} dimensions",
        "weights": f"sha256 {status.weights_sha256}",
        "vector index": status.vector_index,
        "second look": status.second_look,
        "derived indexes": indexes,
        "generation": f"{status.generation} (format {status.format_version})",
    }
    for name, value in rows.items():
        if value:
            page.line(Part(f"{name:<22}", "bold"), one_line(value), hanging=22)
    if status.failed:
        page.line(Part("Could not be read:", "red"))
    for file in status.failed:
        since = f" (since {file.since.date()})" if file.since else ""
        page.line(f"{one_line(file.path)}: {one_line(file.reason)}{since}", indent=2, hanging=2)


def _libraries(status: "Status") -> str:
    """Return the names of the libraries; "" where there is only the main one."""
    if {one.name for one in status.libraries} <= {MAIN}:
        return ""
    return ", ".join(
        one.name if one.public else f"{one.name} (not public)" for one in status.libraries
    )


def write_report(page: Page, report: "Report", *, every_line: bool) -> None:
    """Write what indexing did; lists are cut to `LISTED` lines unless `every_line`."""
    styles = {"failed": "red", "warnings": "yellow", "skipped": "dim", "left out": "dim"}
    for line in report_lines(report, listed=None if every_line else LISTED):
        hint = " (--verbose lists all)" if line.kind == "left out" else ""
        page.line(
            Part(line.text + hint, styles.get(line.kind, "")),
            indent=line.indent,
            hanging=line.indent,
        )


def write_diagnosis(page: Page, diagnosis: "Diagnosis") -> None:
    """Write what was found in the index, and how to repair what is not well."""
    styles = {"ok": "green", "note": "yellow", "fault": "red", "mended": "green"}
    for finding in diagnosis.findings:
        level = "mended" if finding.mended else finding.level
        page.line(Part(f"{level:<8}", styles[level]), one_line(finding.what), hanging=8)
        if finding.mend and not finding.mended:
            page.line(one_line(finding.mend), indent=8, hanging=2)
    page.line("The index is sound." if diagnosis.healthy else "The index has faults.")


def _newest_first(answer: "Answer") -> str:
    """Return that the newest quotes come first, and why; "" where they do not."""
    if answer.scope.by_date:
        return "newest first"
    if answer.newest is None:
        return ""
    if not answer.newest:
        return f"newest first, since {ASKS_HOW_THINGS_ARE}"
    return f"newest first, because of the word “{one_line(answer.newest)}”"


def _write_time(page: Page, answer: "Answer", ways: Ways) -> None:
    if answer.time is not None:
        words = one_line(time_as_understood(answer.time))
        page.line(Part(f"time: {words}; {ways.any_time} searches without it", "dim"))


def _rank(rank: int | None) -> str:
    return "(-)" if rank is None else f"({rank})"


def _size(size_bytes: int) -> str:
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1_000:.0f} KB"
    return f"{size_bytes / 1_000_000:,.1f} MB"
