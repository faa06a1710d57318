"""A picture of counts by time, as a PNG.

Owns colours, sizes and matplotlib, which comes with the extra `charts` and is imported only when a
picture is drawn. The words in it are given; those of documents never stand in one.
"""

import importlib.util
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import UsageError

# A card of its own colour, dark enough for the dark theme and no hole in the light one: what is on
# it is read the same on both.
BACKGROUND = "#2b2d31"
TEXT = "#f2f3f5"
BARS = ("#6ea8fe", "#f0b232")  # told apart by those too who see no red or no green
_LINES = "#5c5f66"

# Discord shows it some 350 points wide on a phone: letters of 32 pixels are 11 there.
WIDTH, HEIGHT = 1000, 480  # pixels, the height for each panel
_DPI = 100
_POINTS = 32 * 72 / _DPI
# So many labels have room beside each other: "Sep 2019", or what is as short as "1990s".
_MOST_LABELS, _MOST_SHORT_LABELS, _SHORT = 4, 6, 5

# matplotlib keeps fonts and settings for the whole process.
_one_at_a_time = threading.Lock()


class ChartsMissing(UsageError):
    """What draws pictures is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "pictures are drawn by matplotlib, which is not installed; "
            "install it: pip install -c constraints.txt -e '.[charts]'"
        )


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars from left to right, under a title."""

    title: str
    counts: tuple[int, ...]
    labels: tuple[str, ...]  # of each bar; some of them are written


def can_draw() -> bool:
    """Say whether `draw` finds what it needs; imports nothing."""
    return importlib.util.find_spec("matplotlib") is not None


def draw(panels: Sequence[Panel]) -> bytes:
    """Return a PNG of WIDTH pixels with the panels below each other, each HEIGHT high.

    Takes some tenths of a second, and the first time some more. Raises ChartsMissing.
    """
    if not can_draw():
        raise ChartsMissing
    with _one_at_a_time:
        return _drawn(panels)


def _drawn(panels: Sequence[Panel]) -> bytes:
    # Not pyplot, which would look for a screen and keep every figure.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from matplotlib.ticker import MaxNLocator

    figure = Figure(
        figsize=(WIDTH / _DPI, HEIGHT * len(panels) / _DPI),
        dpi=_DPI,
        facecolor=BACKGROUND,
        layout=ConstrainedLayoutEngine(w_pad=0.25, h_pad=0.25, hspace=0.06),
    )
    for number, panel in enumerate(panels):
        axes = figure.add_subplot(len(panels), 1, number + 1)
        axes.set_facecolor(BACKGROUND)
        bars = len(panel.counts)
        axes.bar(range(bars), panel.counts, width=0.8, color=BARS[number % len(BARS)])
        # One bar alone is no wall.
        axes.set_xlim(min(-0.6, bars / 2 - 3), max(bars - 0.4, bars / 2 + 2))
        axes.set_title(panel.title, loc="left", color=TEXT, fontsize=_POINTS, pad=18)
        written = _written(panel.labels)
        axes.set_xticks(written, [panel.labels[each] for each in written])
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.tick_params(colors=TEXT, labelsize=_POINTS * 0.9, length=0, pad=8)
        axes.tick_params(axis="x", pad=18)  # clear of the 0
        axes.set_ylim(0, max(panel.counts, default=0) * 1.08 or 1)
        axes.grid(axis="y", color=_LINES, linewidth=1)
        axes.set_axisbelow(True)
        for side in axes.spines.values():
            side.set_visible(False)
        axes.spines["bottom"].set(visible=True, color=_LINES)
    held = io.BytesIO()
    FigureCanvasAgg(figure).print_png(held)
    return held.getvalue()


def _written(labels: Sequence[str]) -> list[int]:
    """Return which bars have their label written: the first, and some at the same distance."""
    most = _MOST_SHORT_LABELS if max(map(len, labels)) <= _SHORT else _MOST_LABELS
    step = max(-(-(len(labels) - 1) // (most - 1)), 1)
    return list(range(0, len(labels), step))
