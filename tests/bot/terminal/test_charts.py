from dataclasses import replace

import pytest

from bot.charts.counted import Coverage
from bot.charts.drawing import Panel, can_draw
from bot.charts.histogram import Histogram, Slot
from bot.terminal.charts import bar, write_coverage, write_png, write_quotes_by_time
from fake_library import ENTRY, LIBRARY, PUBLICATION_ENTRY, timeline
from index.errors import UsageError
from terminals import plain

WRITTEN = Histogram(
    "month",
    (
        Slot("2019-11", 2, False),
        Slot("2019-12", 0, False),
        Slot("2020-01", 0, True),
        Slot("2020-02", 1, False),
        Slot("2020-03", 0, False),
        Slot("2020-04", 8, False),
    ),
    wider=1,
)
SPOKEN = Histogram("decade", (Slot("197", 1, False), Slot("198", 3, False)), earlier=2)


def test_coverage_is_a_table_of_documents_its_gaps_and_a_table_of_what_they_speak_of():
    assert plain(write_coverage, Coverage(LIBRARY, WRITTEN, SPOKEN))[1:] == [
        "",
        "Documents by month",
        "  November 2019                  ██████ 2",
        "  December 2019 to January 2020  none for sure",
        "  February 2020                  ███ 1",
        "  March 2020                     none",
        "  April 2020                     ████████████████████████ 8",
        "  besides: 1 of no single month",
        "Gaps: December 2019; March 2020",
        "",
        "Documents by the decade they speak of",
        "  The 1970s  ████████ 1",
        "  The 1980s  ████████████████████████ 3",
        "  besides: 2 before the 1970s",
    ]


def test_a_library_without_dates_is_said_in_a_line():
    nothing = Histogram("month", ())
    assert len(plain(write_coverage, Coverage(LIBRARY, nothing, nothing))) == 1


def test_a_timeline_ends_with_its_quotes_by_time():
    assert plain(write_quotes_by_time, timeline(ENTRY, ENTRY, PUBLICATION_ENTRY)) == [
        "",
        "Quotes by month",
        "  September 2019            ████████████████████████ 2",
        "  October to December 2019  none",
        "  January 2020              ████████████ 1",
    ]


@pytest.mark.parametrize("entries", [(), (ENTRY,), (ENTRY, ENTRY)])
def test_of_one_month_there_is_no_table(entries):
    assert plain(write_quotes_by_time, replace(timeline(), entries=entries)) == []


@pytest.mark.parametrize(
    ("count", "most", "drawn"),
    [(8, 8, "█" * 24), (1, 8, "███"), (1, 64, "▍"), (1, 10_000, "▏"), (33, 64, "█" * 12 + "▍")],
)
def test_a_bar_is_as_long_as_its_count_and_never_nothing(count, most, drawn):
    assert bar(count, most) == drawn


PANEL = Panel("Quotes by year", (1,), ("2020",))


@pytest.mark.skipif(not can_draw(), reason="needs the extra charts")
def test_a_picture_is_written_over_what_was_there(tmp_path):
    file = tmp_path / "a.png"
    file.write_bytes(b"old" * 100_000)
    write_png(str(file), [PANEL])
    assert file.read_bytes()[:4] == b"\x89PNG"
    assert file.read_bytes()[-8:-4] == b"IEND"
    with pytest.raises(UsageError, match=r"no/a\.png cannot be written \(No such file"):
        write_png(str(tmp_path / "no" / "a.png"), [PANEL])


def test_of_nothing_no_picture_is_written(tmp_path, capsys):
    write_png(str(tmp_path / "a.png"), [])
    write_png(None, [PANEL])
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err == "No picture was written: there are no dates to draw.\n"
