"""A run of `dateline eval` as JSON, and the differences between two of them.

Owns the layout of that file and what counts as a significant loss.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.metrics import Interval, paired
from index.errors import UsageError

# Value by question, by measure, by row.
Rows = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """How one measure of one row changed, over the questions that both runs hold."""

    row: str
    measure: str
    change: Interval

    @property
    def is_loss(self) -> bool:
        """Whether it fell for sure: the whole interval is below 0."""
        return self.change.high < 0

    @property
    def is_gain(self) -> bool:
        """Whether it rose for sure."""
        return self.change.low > 0


def read_rows(path: Path) -> Rows:
    """Read the values of an earlier run from its JSON. Raises UsageError."""
    try:
        found: Any = json.loads(path.read_text("utf-8"))
        return {
            str(row): {
                str(measure): {str(one): float(value) for one, value in values.items()}
                for measure, values in measures.items()
            }
            for row, measures in found["questions"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is not what `dateline eval --json` wrote ({type(error).__name__}: {error})"
        ) from error


def compare(new: Rows, old: Rows) -> list[Difference]:
    """Return the change of every measure that both runs hold."""
    return [
        Difference(row, measure, change)
        for row, measures in new.items()
        for measure, values in measures.items()
        if (change := paired(values, old.get(row, {}).get(measure, {}))) is not None
    ]
