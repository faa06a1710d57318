import pytest

from bot.wording.reports import ReportLine, report_lines, report_text
from fake_library import report as fake_report
from index.report import Report
from index.source_files import FileOutcome
from index.store.records import LibrarySummary

LIBRARY = LibrarySummary(1, 2, "2020-01-09", "2020-01-09", 0)
HOLDS = "The library holds 1 document, published 2020-01-09; 2 passages."


def report(added=(), failed=()):
    return Report(tuple(added), (), (), 1, tuple(failed), (), (), 3, 0.2, LIBRARY)


def test_a_report_is_counts_lists_and_what_the_library_holds():
    broken = FileOutcome("b\n.txt", "it is empty\x1b")
    assert list(report_lines(report(["a.txt"], [broken]))) == [
        ReportLine("1 added, 0 changed, 0 removed, 1 unchanged; 3 passages embedded in 0.2 s"),
        ReportLine("added    a.txt", indent=2),
        ReportLine("Could not be read:", "failed"),
        ReportLine(r"b\n.txt: it is empty\x1b", indent=2),
        ReportLine(HOLDS),
    ]


def test_a_report_as_text_names_every_file():
    assert report_text(report(f"{number}.txt" for number in range(40))).splitlines()[-2:] == [
        "  added    39.txt",
        HOLDS,
    ]


@pytest.mark.parametrize(("files", "shown"), [(11, 11), (12, 10)])
def test_a_long_list_says_how_much_is_left_out(files, shown):
    lines = list(report_lines(report(map(str, range(files))), listed=10))
    assert sum(line.text.startswith("added ") for line in lines) == shown
    left_out = [line.text for line in lines if line.kind == "left out"]
    assert left_out == (["and 2 more"] if files == 12 else [])


@pytest.mark.parametrize(("left", "said"), [(("a",), "1 file is"), (("a", "b"), "2 files are")])
def test_files_that_are_still_being_written_are_counted(left, said):
    lines = [line.text for line in report_lines(fake_report(left=left))]
    assert lines[1] == f"{said} still being written, and taken when that is done."
