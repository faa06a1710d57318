import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Origin
from index.readers.contents import Header, Written, clean_title
from index.readers.headers import read_header

TEXT = "The dredger came to the harbour at noon and left in the evening."
FRONT = (Written("2020-01-09", Origin.FRONT_MATTER),)
LINE = (Written("2020-01-09", Origin.HEADER),)


def test_blank_lines_before_the_text_are_skipped() -> None:
    assert read_header(" \n\n text") == Header(4)


def test_a_text_without_header_begins_at_once() -> None:
    assert read_header(TEXT) == Header(0)


@pytest.mark.parametrize(
    "before", ["", "\n\n \n", "<!-- a note -->\n", "\n<!-- a\n -->\n<!-- b -->\n\n"]
)
def test_front_matter_may_follow_blank_lines_and_comments(before: str) -> None:
    text = f"{before}---\ntitle: T\ndate: 2020-01-09\n---\n\n{TEXT}"
    assert read_header(text) == Header(text.index(TEXT), FRONT, "T")


def test_a_comment_alone_is_text() -> None:
    assert read_header(f"<!-- a note -->\n{TEXT}") == Header(0)
    assert read_header(f"<!-- a note \n{TEXT}") == Header(0)


def test_lines_below_front_matter_date_it_where_it_does_not() -> None:
    text = f"---\ntags: [a]\n---\n# T\n\n2020-01-09\n\n{TEXT}"
    assert read_header(text) == Header(text.index(TEXT), LINE, "T")
    text = f"---\ntitle: U\nslug: 2020-01-08-u\n---\n# T\n\n2020-01-09\n\n{TEXT}"
    address = Written("2020-01-08", Origin.ADDRESS)
    assert read_header(text) == Header(text.index(TEXT), (*LINE, address), "U")


def test_front_matter_that_dates_the_text_leaves_the_lines_below_it_alone() -> None:
    text = f"---\ndate: 2020-01-09\n---\n# T\n\n2021-01-09\n\n{TEXT}"
    assert read_header(text) == Header(text.index("# T"), FRONT)


def test_a_day_without_its_year_is_told_apart() -> None:
    text = f"Dredger seen\n\nLONDON, Jan 9 (Reuters) - {TEXT}"
    assert read_header(text) == Header(text.index("LONDON"), (), "Dredger seen", yearless="Jan 9")


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "date ",
        "2020-01-09",
        "Title: ",
        "Date: ",
        "---\n",
        "+++\n",
        "<!--",
        "-->",
        "# ",
        "9 January 2020",
        "By Ann",
        "x",
        ". ",
        "*",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)),
    st.sampled_from(["", "---\n", "---\ndate: ", "date 2020 ", "Date: ", "+++\n", "{", "T\n"]),
)
def test_any_text_has_a_header_that_ends_where_text_begins(text: str, opening: str) -> None:
    whole = opening + text
    header = read_header(whole)
    assert 0 <= header.body <= len(whole)
    assert whole[header.body :] == whole[header.body :].lstrip()
    assert all(date.text for date in header.dates)
    assert header.title == clean_title(header.title)
