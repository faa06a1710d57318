import pytest

from index.readers.contents import HeaderLines
from index.readers.key_lines import are_records, is_date, read_key_lines

TEXT = "\n\nThe dredger came to the harbour at noon."


@pytest.mark.parametrize(
    ("head", "date", "title"),
    [
        ("Title: Tide\nDate: 2020-01-09", "2020-01-09", "Tide"),
        ("Published: 2020-01-09\nDate: 2021-01-09", "2020-01-09", ""),
        ("Date: soon\nCreated: 2020-01-09", "2020-01-09", ""),
        ("Date: 03/04/2020", "03/04/2020", ""),
        ("Datum: 03.04.2020", "2020-04-03", ""),
        ("Title: Tide\nDate: 2020-01-09\n---", "2020-01-09", "Tide"),
    ],
)
def test_a_block_of_keys_is_a_header_to_its_end(head: str, date: str, title: str) -> None:
    assert read_key_lines(head + TEXT, 0, is_first=True) == HeaderLines(len(head), date, title)


def test_a_title_alone_is_a_header_only_at_the_very_top() -> None:
    assert read_key_lines("Title: Tide" + TEXT, 0, is_first=True) == HeaderLines(11, "", "Tide")
    assert read_key_lines("Title: Tide" + TEXT, 0, is_first=False) is None


@pytest.mark.parametrize("text", ["", "Text", "Note: closed.", "http://a.example", "Updated: 2020"])
def test_other_lines_are_none(text: str) -> None:
    assert read_key_lines(text + TEXT, 0, is_first=True) is None


def test_records_repeat_their_first_key_and_mails_may() -> None:
    assert are_records("Name: A\n\nName: B", "Name: A", 7)
    assert not are_records("Name: A\n\nPlace: B", "Name: A", 7)
    assert not are_records("From: A\n\nFrom: B", "From: A", 7)
    assert not are_records("A line\n\nA line", "A line", 6)


def test_a_date_in_doubt_is_a_date_all_the_same() -> None:
    assert is_date("2020-01-09")
    assert is_date("03/04/2020")
    assert not is_date("soon")
    assert not is_date("")
