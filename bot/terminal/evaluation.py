"""How the results of `dateline eval` read, for people and as JSON."""

import json
import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from bot.evaluation.cases import Case, Judged
from bot.evaluation.compare import Difference, Rows
from bot.evaluation.metrics import Interval, interval
from bot.evaluation.run import RankingReport
from bot.terminal.page import Page, Part
from bot.wording.text import one_line

_NAME = 16  # columns
_CELL = 13
ANSWERS = "answers"  # the row that is no ranking
_SAID = {
    "answered": "of the answerable answered",
    "first quote": "first quote holds an answer",
    "marked sentence": "its marked sentence does",
    "refused": "of the unanswerable refused",
}


class RankingResult:
    """What a data set gave."""

    failed = False  # by itself no figure is wrong

    def __init__(self, report: RankingReport) -> None:
        self._report = report
        self.rows: Rows = report.rows

    def write(self, page: Page, changes: Sequence[Difference] | None) -> None:
        """Write tables of the means, each with half its 95% interval."""
        report = self._report
        page.line(
            f"{report.name}: {report.documents:,} documents, {report.questions:,} questions; "
            f"second look: {report.second_look}"
        )
        ranked = {name: row for name, row in report.rows.items() if name != ANSWERS}
        if ranked:
            measures = list(next(iter(ranked.values())))
            head = "".join(f"{measure:<{_CELL}}" for measure in measures)
            page.line(Part((" " * _NAME + head).rstrip(), "bold"))
            for name, row in ranked.items():
                cells = "".join(f"{_cell(_interval(row[m])):<{_CELL}}" for m in measures)
                page.line(f"{name:<{_NAME}}{cells}".rstrip())
        for measure, values in report.rows.get(ANSWERS, {}).items():
            page.line(f"{_SAID[measure]:<{2 * _NAME}}{_cell(_interval(values))}")
        if report.refusal is not None:
            page.line(f"{'refusal, AUROC':<{2 * _NAME}}{report.refusal.auroc:.3f}")
            for share, refused in report.refusal.refused.items():
                page.line(f"{f'refused where {share:.0%} are answered':<{2 * _NAME}}{refused:.3f}")
        median, most = _times(report.seconds)
        page.line(
            f"{'time of a question':<{2 * _NAME}}{1000 * median:.1f} ms, 95 of 100 within "
            f"{1000 * most:.1f} ms"
        )
        _write_changes(page, changes)

    def json(self, changes: Sequence[Difference] | None) -> str:
        """Return all figures, and the value of every question for `--compare`."""
        report = self._report
        median, most = _times(report.seconds)
        found: dict[str, object] = {
            "name": report.name,
            "documents": report.documents,
            "second_look": report.second_look,
            "rows": {
                row: {measure: _interval_json(_interval(v)) for measure, v in measures.items()}
                for row, measures in report.rows.items()
            },
            "refusal": None
            if report.refusal is None
            else {
                "auroc": round(report.refusal.auroc, 4),
                "refused_at": {
                    f"{share:g}": round(refused, 4)
                    for share, refused in report.refusal.refused.items()
                },
            },
            "seconds": {"median": round(median, 5), "p95": round(most, 5)},
        }
        return _dump(found, report.rows, changes)


class CasesResult:
    """What a person's own cases gave."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self._judged = judged
        values = {_key(one.case): float(one.holds) for one in judged}
        self.rows: Rows = {"cases": {"right": values}}
        self.failed = not all(one.holds for one in judged)

    def write(self, page: Page, changes: Sequence[Difference] | None) -> None:
        """Write the cases that do not hold, then how many of each kind do."""
        for one in self._judged:
            if one.holds:
                continue
            case = one.case
            page.line(Part(one_line(case.ask), "bold"), hanging=2)
            if case.as_of is not None:
                page.line(f"as of {case.as_of}", indent=2)
            if one.understood is not None:
                page.line(f"understood as: {one_line(one.understood)}", indent=2, hanging=2)
            for fault in one.faults:
                page.line(one_line(fault), indent=2, hanging=2)
            if one.shown:
                page.line(f"shown: {one_line(one.shown)}", indent=2, hanging=2)
        for kind, (right, asked) in self._kinds().items():
            page.line(f"{one_line(kind):<{_NAME}} {right} of {asked} right")
        right = sum(one.holds for one in self._judged)
        page.line(Part(f"{right} of {len(self._judged)} right", "bold"))
        _write_changes(page, changes)

    def json(self, changes: Sequence[Difference] | None) -> str:
        """Return every case with what does not hold of it, and the value of every case."""
        found: dict[str, object] = {
            "right": sum(one.holds for one in self._judged),
            "asked": len(self._judged),
            "kinds": {
                kind: {"right": right, "asked": asked}
                for kind, (right, asked) in self._kinds().items()
            },
            "cases": [
                {
                    "ask": one.case.ask,
                    "understood": one.understood,
                    "right": one.holds,
                    "faults": list(one.faults),
                    "shown": one.shown or None,
                }
                for one in self._judged
            ],
        }
        return _dump(found, self.rows, changes)

    def _kinds(self) -> dict[str, tuple[int, int]]:
        counted: dict[str, tuple[int, int]] = {}
        for one in self._judged:
            for kind in one.case.kinds:
                right, asked = counted.get(kind, (0, 0))
                counted[kind] = (right + one.holds, asked + 1)
        return counted


def _write_changes(page: Page, changes: Sequence[Difference] | None) -> None:
    if changes is None:
        return
    told = [change for change in changes if change.is_loss or change.is_gain]
    if not told:
        page.line("Nothing changed for sure.")
    for one in told:
        word = "fell" if one.is_loss else "rose"
        page.line(
            f"{one.row}: {one.measure} {word} by {abs(one.change.mean):.3f} "
            f"({one.change.low:+.3f} to {one.change.high:+.3f})"
        )


def _key(case: Case) -> str:
    asked = " / ".join((*case.after, case.ask))
    return asked if case.as_of is None else f"{asked} (as of {case.as_of})"


def _interval(values: Mapping[str, float]) -> Interval:
    return interval(list(values.values()))


def _cell(found: Interval) -> str:
    return f"{found.mean:.3f} ±{(found.high - found.low) / 2:.3f}"


def _interval_json(found: Interval) -> dict[str, float]:
    return {"mean": round(found.mean, 4), "low": round(found.low, 4), "high": round(found.high, 4)}


def _times(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds), float(np.quantile(seconds, 0.95))


def _dump(found: dict[str, object], rows: Rows, changes: Sequence[Difference] | None) -> str:
    if changes is not None:
        found["changes"] = [
            {"row": one.row, "measure": one.measure, **_interval_json(one.change)}
            for one in changes
        ]
    found["questions"] = {
        row: {
            measure: {one: round(value, 4) for one, value in values.items()}
            for measure, values in measures.items()
        }
        for row, measures in rows.items()
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
