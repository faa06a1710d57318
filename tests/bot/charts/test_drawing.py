import importlib.util
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.charts import drawing
from bot.charts.drawing import BACKGROUND, BARS, TEXT, ChartsMissing, Panel, can_draw, draw

needs_matplotlib = pytest.mark.skipif(not can_draw(), reason="needs the extra charts")
FEW = Panel("Quotes by year", (1, 0, 3), ("2018", "2019", "2020"))
MANY = Panel("Documents by month", tuple(range(36)), tuple(f"Sep {n}" for n in range(1984, 2020)))


def size(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[-8:-4] == b"IEND"
    return struct.unpack(">II", png[16:24])


@needs_matplotlib
def test_a_picture_is_a_png_of_a_height_for_each_panel():
    assert size(draw([FEW])) == (1000, 480)
    assert size(draw([MANY, FEW])) == (1000, 960)
    assert size(draw([Panel("One", (7,), ("2020",))])) == (1000, 480)


@needs_matplotlib
def test_the_same_is_drawn_the_same_and_from_several_threads_too():
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(draw, [[FEW, MANY]] * 8))) == 1
    assert draw([FEW]) != draw([MANY])


@needs_matplotlib
def test_it_is_imported_only_when_something_is_drawn():
    code = (
        "import sys, bot.library, bot.terminal.charts, bot.wording.charts;"
        "from bot.charts.drawing import can_draw; can_draw();"
        "print('matplotlib' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_without_matplotlib_nothing_is_drawn_and_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not can_draw()
    with pytest.raises(ChartsMissing, match=r"pip install -c constraints\.txt -e '\.\[charts\]'"):
        draw([FEW])


@pytest.mark.parametrize(
    ("labels", "written"),
    [
        (["2020"], [0]),
        (["1970s", "1980s", "1990s", "2000s", "2010s", "2020s"], [0, 1, 2, 3, 4, 5]),
        (["May 2020", "Jun 2020", "Jul 2020", "Aug 2020"], [0, 1, 2, 3]),
        (["May 2020"] * 36, [0, 12, 24]),
        (["2020"] * 60, [0, 12, 24, 36, 48]),
    ],
)
def test_no_more_labels_are_written_than_there_is_room_for(labels, written):
    assert drawing._written(labels) == written


def light(colour):
    """The relative luminance of WCAG 2."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_what_is_drawn_stands_out_from_its_card():
    assert contrast(TEXT, BACKGROUND) > 10
    assert all(contrast(bar, BACKGROUND) > 4.5 for bar in BARS)
