import pytest

from index.readers.dated_titles import dated_title, has_others, issued
from index.readers.header_lines import read_header_lines


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Minutes of the dyke board, 9 January 2020", "9 January 2020"),
        ("# Minutes of 9 January 2020", "9 January 2020"),
        ("Protokoll vom 9.1.2020", "9.1.2020"),
        ("Press release, 9 January 2020: a new ferry", "9 January 2020"),
        ("Dyke Newsletter No. 14 (January 2020)", "January 2020"),
        ("PRESS RELEASE 2020-01-09", "2020-01-09"),
    ],
)
def test_a_title_that_names_a_writing_tells_its_day(words: str, expected: str) -> None:
    date, title = dated_title(words) or ("", "")
    assert (date, title) == (expected, words.strip("# "))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Boats for hire, valid from 2020-01-09", ("2020-01-09", "Boats for hire")),
        ("Boats for hire (as of 9 January 2020)", ("9 January 2020", "Boats for hire")),
        ("Tide table – edition of January 2020", ("January 2020", "Tide table")),
    ],
)
def test_a_title_may_end_with_the_day_from_which_it_holds(
    words: str, expected: tuple[str, str]
) -> None:
    assert dated_title(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "The bulletin of 9 January 1851",
        "The fire of 9 January 1920",
        "A visit on 9 January 2020",
        "Minutes of 9 January 2020 and of 3 May 2021",
        "The notice was hung up on 9 January 2020",
        "Newsletter 2020",
        "Version 2.1.2020",
    ],
)
def test_a_title_that_speaks_of_a_day_tells_nothing(words: str) -> None:
    assert dated_title(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Working group on tides, 9 January 2020", "9 January 2020"),
        ("Office of the Dyke Warden | January 2020", "January 2020"),
        ("The group met on Monday, 9 January 2020", ""),
        ("Kolm, 9 January 2020", ""),
        ("The fire at the school, 9 January 1920", ""),
    ],
)
def test_who_wrote_a_text_may_stand_before_the_day(words: str, expected: str) -> None:
    assert issued(words) == expected


def test_the_first_of_several_alike_is_no_title() -> None:
    journal = "Minutes of 9 January 2020\n\nFog.\n\nMinutes of 3 May 2020\n\nSun.\n"
    assert has_others(journal, "Minutes of 9 January 2020", 26)
    assert read_header_lines(journal, 0) is None


def test_heads_as_they_are_written() -> None:
    text = "A DYKE\n\nA report\n\nWorking group on tides, 9 January 2020\n\nSummary\nIt is wet.\n"
    found = read_header_lines(text, 0)
    assert found is not None
    assert (found.date, found.title) == ("9 January 2020", "A DYKE")
    assert text[found.end :].strip().startswith("Summary")
    found = read_header_lines("# A dyke\n\nAs of 9 January 2020\n\nIt is wet.\n", 0)
    assert found is not None
    assert (found.date, found.title) == ("9 January 2020", "A dyke")
