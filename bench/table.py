"""The table that `make bench` prints: a figure, its bound, and what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("figure", "measured", "bound", "", "in the same run")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. A bound is the highest good value, or the lowest where `at_least`."""

    name: str
    value: float | str
    unit: str = ""
    bound: float | None = None
    at_least: bool = False
    beside: str = ""  # the comparison, or what the value is made of

    @property
    def met(self) -> bool | None:
        """Say whether the bound is kept; None without one."""
        if self.bound is None or isinstance(self.value, str):
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def cells(self) -> tuple[str, ...]:
        """Return the line's cells, as HEADS names them."""
        bound = ""
        if self.bound is not None:
            bound = f"{'>=' if self.at_least else '<='} {_plain(self.bound)} {self.unit}"
        verdict = {None: "", True: "ok", False: "MISSED"}[self.met]
        return (self.name, amount(self.value, self.unit), bound, verdict, self.beside)


def amount(value: float | str, unit: str) -> str:
    """Return a value as people read it, three digits at most behind a small number."""
    if isinstance(value, str):
        return value
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    if unit == "" or unit == "of 1":
        digits = 3
    return f"{value:,.{digits}f} {unit}".rstrip()


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print one section."""
    rows = [HEADS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADS))]
    print(f"\n{title}")
    for number, row in enumerate(rows):
        cells = [
            cell.rjust(width) if n in (1, 2) else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  " + "  ".join(cells).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
