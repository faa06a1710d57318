from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Origin
from index.readers.file_names import FileName, read_file_name


def named(stem: str) -> tuple[str, str]:
    """The date and the title of a file with this name."""
    name = read_file_name(f"docs/{stem}.md")
    assert all(one.origin == Origin.FILE_NAME for one in name.dates)
    return "".join(one.text for one in name.dates), name.title


@pytest.mark.parametrize(
    ("stem", "written", "title"),
    [
        ("2020-01-09-a-title", "2020-01-09", "a title"),
        ("2020-01-09 a title", "2020-01-09", "a title"),
        ("2020_01_09_x", "2020-01-09", "x"),
        ("20200109-x", "2020-01-09", "x"),
        ("2020-01 x", "2020-01", "x"),
        ("2020-02-30-x", "2020-02-30", "x"),
        ("2020-01-09", "2020-01-09", "2020-01-09"),
        ("2020.01.09 dredger", "2020-01-09", "dredger"),
        ("2020-01-09T10-22-33", "2020-01-09", "2020-01-09T10-22-33"),
        ("20200109123000 note", "2020-01-09", "note"),
        ("202001091230", "2020-01-09", "202001091230"),
        ("Jan 9, 2020 dredger", "9 Jan 2020", "dredger"),
        ("January 2020", "January 2020", "January 2020"),
        ("2020-Q1", "2020-Q1", "2020-Q1"),
        ("2020-W03", "2020-W03", "2020-W03"),
    ],
)
def test_a_name_that_begins_with_a_date_is_parted_in_date_and_title(
    stem: str, written: str, title: str
) -> None:
    assert named(stem) == (written, title)


@pytest.mark.parametrize(
    ("stem", "written", "title"),
    [
        ("dredger_2020-01-09", "2020-01-09", "dredger"),
        ("Dredger 2020-01-09 (1)", "2020-01-09", "Dredger"),
        ("Dredger news 9 Jan 2020", "9 Jan 2020", "Dredger news"),
        ("notes 9th of January 2020", "9 January 2020", "notes"),
        ("Notizen 9. Januar 2020", "9 Januar 2020", "Notizen"),
        ("IMG_20200109_x", "2020-01-09", "IMG x"),
        ("IMG_20200109_102233", "2020-01-09", "IMG"),
        ("notes-20200109-final", "2020-01-09", "notes final"),
        ("Screenshot 2020-01-09 at 10.22.33", "2020-01-09", "Screenshot"),
        ("invoice_20240117", "2024-01-17", "invoice"),
        ("dredger 2020.01.09", "2020-01-09", "dredger"),
        ("release 2020-01-09", "2020-01-09", "release"),
        ("report-2020-01", "2020-01", "report 2020 01"),
        ("report-2020-Q1", "2020-Q1", "report 2020 Q1"),
        ("minutes 2020W03", "2020-W03", "minutes 2020W03"),
        ("dredger 13-01-2020", "13-01-2020", "dredger"),
        ("dredger 03-04-2020", "03-04-2020", "dredger"),
        ("20-01-09 dredger", "20-01-09", "dredger"),
        ("dredger 20_01_09", "20-01-09", "dredger"),
        ("dredger 2020-01-09, seen 20200109", "2020-01-09", "dredger , seen 20200109"),
        ("2020-01-09-review-of-2019-12-31", "2020-01-09", "review of 2019 12 31"),
    ],
)
def test_a_date_may_stand_anywhere_in_a_name(stem: str, written: str, title: str) -> None:
    assert named(stem) == (written, title)


@pytest.mark.parametrize(
    "stem",
    [
        *("1984", "2001-a-space-odyssey", "000_961fd15f3ac478be", "202001-x", "20200109x"),
        *("2020-01-091", "2020-01_09", "2020-01-9-x", "invoice_20240017", "v2021.3.1"),
        *("app-v2021.03.01", "app 2021.3.1", "version 2021.12.10", "app-2021.12.10.2"),
        *(
            "rfc2020-01",
            "CVE-2021-44228",
            "isbn-978-3-16-148410-0",
            "45-67-2020",
            "room-12-11-10-x",
        ),
        *("budget-2010-11", "budget-2019-20", "a-3-12-10-2020", "may march second"),
        *("2020-01-09_2020-01-12", "2020-01-09 to 2020-01-12 trip", "a 2020-01-09 b 2020-01-10"),
    ],
)
def test_numbers_and_versions_and_spans_are_no_date(stem: str) -> None:
    assert named(stem)[0] == ""


def test_what_is_no_date_stays_in_the_title() -> None:
    assert named("2001-a-space-odyssey")[1] == "2001 a space odyssey"
    assert named("___")[1] == "___"
    assert read_file_name("docs/\x01") == FileName((), "untitled")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("docs/posts/2020/01/09/dredger.md", "2020-01-09"),
        ("docs/2020/01/dredger.md", "2020-01"),
        ("docs/2020/01/09.md", "2020-01-09"),
        ("docs/2020/01/09-dredger.md", "2020-01"),
        ("docs/2020/January/dredger.md", "January 2020"),
        ("docs/2020-Q1/dredger.md", "2020-Q1"),
        ("docs/2020/Q1/dredger.md", "2020-Q1"),
        ("docs/2020-W03/dredger.md", "2020-W03"),
        ("docs/2020-01-09 trip/dredger.md", "2020-01-09"),
        ("docs/2019/12/31/2020/01/dredger.md", "2020-01"),
    ],
)
def test_folders_give_a_date_as_precise_as_they_are(path: str, written: str) -> None:
    (found,) = read_file_name(path).dates
    assert (found.text, found.origin) == (written, Origin.FOLDER)


@pytest.mark.parametrize(
    "path",
    ["2020/01/a.md", "docs/v2020/01/a.md", "docs/2020/13/a.md", "docs/2020/a/01/a.md", "docs/a.md"],
)
def test_other_folders_give_none(path: str) -> None:
    assert read_file_name(path).dates == ()


def test_the_name_of_the_file_counts_before_its_folders() -> None:
    dates = read_file_name("docs/2020/01/2020-01-08-x.md").dates
    assert [(one.text, one.origin) for one in dates] == [
        ("2020-01-08", Origin.FILE_NAME),
        ("2020-01", Origin.FOLDER),
    ]


@pytest.mark.parametrize(
    ("path", "unread"),
    [
        ("docs/2020-01-9-x.md", "2020-01-9"),
        ("docs/2020-01-09_2020-01-12.md", "2020-01-09"),
        ("docs/talk march 2.md", "march 2"),
        ("docs/2020/dredger.md", "2020"),
        ("docs/dredger.md", ""),
        ("docs/1984.md", ""),
        ("docs/v2021.3.1.md", ""),
        ("docs/app 2021.3.1.md", ""),
        ("docs/invoice_20240017.md", ""),
        ("docs/2020-01-09.md", ""),
    ],
)
def test_what_only_looks_like_a_date_is_told(path: str, unread: str) -> None:
    assert read_file_name(path).unread == unread


def test_the_year_of_a_folder_is_told_and_is_no_date() -> None:
    assert read_file_name("docs/2019/2020/dredger.md") == FileName((), "dredger", "2020", "2020")


PIECES = st.sampled_from(
    [
        "2020",
        "01",
        "09",
        "-",
        "_",
        ".",
        " ",
        "/",
        "Jan",
        "9",
        "Q1",
        "W03",
        "v",
        "T10-22",
        "(1)",
        "20",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_path_has_a_title_and_dates_with_words(path: str) -> None:
    name = read_file_name(f"docs/{path}")
    assert name.title
    assert all(one.text for one in name.dates)


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_found_in_a_name(day: date) -> None:
    for name in (f"a {day} b", f"{day}", f"a_{day:%Y%m%d}"):
        assert named(name)[0] == day.isoformat()
