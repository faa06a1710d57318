import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Origin
from index.readers.headers import (
    MAX_FRONT_MATTER_CHARACTERS,
    FileName,
    Header,
    clean_title,
    read_file_name,
    read_header,
)


@pytest.mark.parametrize(
    ("line", "date", "title"),
    [
        (" date 2020-01-09 So what led the US?", "2020-01-09", "So what led the US?"),
        ("DATE: 2020-01  A  title", "2020-01", "A title"),
        ("\n\ndate 2020 Title", "2020", "Title"),
        ("date:2020-02-30", "2020-02-30", ""),
        ("Date 2020-01-09: Title", "2020-01-09", ": Title"),
        ("Date: Thursday, January 9, 2020", "Thursday, January 9, 2020", ""),
        ("date 2020/01/09 Title", "2020/01/09", "Title"),
        ("date 2020-1-9 Title", "2020-1-9", "Title"),
        ("Date: 03/04/2020", "03/04/2020", ""),
    ],
)
def test_a_header_line_gives_date_and_title(line: str, date: str, title: str) -> None:
    text = f"{line}\n\n The text."
    assert read_header(text) == Header(text.index("The text."), date, Origin.HEADER, title)


def test_a_header_line_may_be_all_there_is() -> None:
    assert read_header("date 2020") == Header(9, "2020", Origin.HEADER)


@pytest.mark.parametrize(
    "text",
    [
        "Date 2020 was a good year for the region.\nIt went on.",
        "Date: 9 January 2020 was cold.\nIt went on.",
        "Dates 2020 x\n\ny",
        "Date palms 2020\n\ny",
        "Date 20201 x\n\ny",
        "Title\ndate 2020\n\ny",
    ],
)
def test_a_sentence_is_no_header(text: str) -> None:
    assert read_header(text) == Header(0)


def test_blank_lines_before_the_text_are_skipped() -> None:
    assert read_header(" \n\n text") == Header(4)


@pytest.mark.parametrize("end", ["---", "..."])
def test_front_matter_gives_date_title_and_address(end: str) -> None:
    text = (
        f"---\ntitle: 'A: b'\nDate: 2020-02-30\nsource: https://example.org/a\n"
        f"tags: [x]\n{end}\n\nText"
    )
    assert read_header(text) == Header(
        text.index("Text"),
        "2020-02-30",
        Origin.FRONT_MATTER,
        "A: b",
        "https://example.org/a",
    )


@pytest.mark.parametrize("key", ["published", "publication_date", "publication-date", "Published"])
def test_a_publication_date_counts_before_a_plain_date(key: str) -> None:
    header = read_header(f"---\ndate: 2021\n{key}: 2020-01-09\n---\nText")
    assert (header.date, header.origin) == ("2020-01-09", Origin.FRONT_MATTER)


@pytest.mark.parametrize("value", ["[2020]", "{a: 2020}", ""])
def test_only_plain_values_of_front_matter_are_taken(value: str) -> None:
    assert read_header(f"---\ndate: {value}\n---\nText") == Header(
        len(f"---\ndate: {value}\n---\n")
    )


def test_front_matter_never_makes_objects() -> None:
    text = "---\ntitle: !!python/object/apply:os.getcwd []\ndate: !!timestamp 2020-01-09\n---\nText"
    assert read_header(text) == Header(
        text.index("Text"), "2020-01-09", Origin.FRONT_MATTER, "", None, ()
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "Reuters", "https://", "http://[", "http://a b", "ftp://a"]
)
def test_only_web_addresses_are_taken(address: str) -> None:
    header = read_header(f"---\nurl: '{address}'\n---\nText")
    assert header.url is None
    assert header.warnings == (
        f"front matter: {address!r} is not an http or https address and was left out",
    )


@pytest.mark.parametrize(
    "block", ["title: a: b\ndate: 2020", "title: 'a", "a: " + "[" * 30_000, "a: \x01", "? [a]\n: b"]
)
def test_front_matter_that_is_not_yaml_is_left_out_with_a_warning(block: str) -> None:
    text = f"---\ntitle: T\n{block}\n---\nText"
    assert read_header(text) == Header(
        text.index("Text"),
        warnings=("front matter: not valid YAML and left out; check its quotes and colons",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\n\nText",
        "---\nSome prose.\n---\nText",
        "---\n“Some: [prose\n---\nText",
        "---\n- a\n---\nText",
        "text\n---\ntitle: a\n---\n",
        "---\ntitle: a\n" + "x" * MAX_FRONT_MATTER_CHARACTERS + "\n---\nText",
    ],
)
def test_other_text_between_rules_is_text(text: str) -> None:
    assert read_header(text) == Header(0)


def test_empty_front_matter_is_no_text() -> None:
    assert read_header("---\n---\nText") == Header(8)


@pytest.mark.parametrize(
    ("stem", "date", "title"),
    [
        ("2020-01-09-a-title", "2020-01-09", "a title"),
        ("2020-01-09 a title", "2020-01-09", "a title"),
        ("2020_01_09_x", "2020-01-09", "x"),
        ("20200109-x", "2020-01-09", "x"),
        ("2020-01 x", "2020-01", "x"),
        ("2020-02-30-x", "2020-02-30", "x"),
        ("2020-01-09", "2020-01-09", "2020-01-09"),
        ("1984", "", "1984"),
        ("2001-a-space-odyssey", "", "2001 a space odyssey"),
        ("000_961fd15f3ac478be", "", "000 961fd15f3ac478be"),
        ("2020-01-9-x", "", "2020 01 9 x"),
        ("2020-01_09", "", "2020 01 09"),
        ("202001-x", "", "202001 x"),
        ("20200109x", "", "20200109x"),
        ("2020-01-091", "", "2020 01 091"),
        ("a-2020-01-09", "", "a 2020 01 09"),
        ("___", "", "___"),
        ("\x01", "", "untitled"),
    ],
)
def test_a_file_name_is_parted_in_date_and_title(stem: str, date: str, title: str) -> None:
    assert read_file_name(stem) == FileName(date, title)


def test_a_title_is_one_clean_line_of_at_most_300_characters() -> None:
    assert clean_title(" a\n\tb\x07 \u202ec\ud800 ") == "a b c"
    assert clean_title("a" * 301) == "a" * 300


@given(st.text(), st.sampled_from(["", "---\n", "---\ndate: ", "date 2020 ", "Date: "]))
def test_any_text_has_a_header_that_ends_where_text_begins(text: str, opening: str) -> None:
    whole = opening + text
    header = read_header(whole)
    assert 0 <= header.body <= len(whole)
    assert whole[header.body :] == whole[header.body :].lstrip()
    assert bool(header.date) == (header.origin is not None)
    assert header.title == clean_title(header.title)
