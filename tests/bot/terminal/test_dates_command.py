import io
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.terminal.dates_command import UNTOLD, DatedText, dates_in, read_file, read_stdin
from index.documents import Entry, EventDate, Origin
from index.errors import DocumentError, UsageError

TODAY = date(2020, 1, 9)
BODY = "It began last September. Nobody was there in 2018.\n"


def read(name: str, data: bytes | str, most: int = 1000) -> DatedText:
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(name, most, TODAY)


def test_dates_are_told_from_the_date_given():
    found = dates_in(DatedText(BODY), "2020-01-09", TODAY)
    assert found.dates == (
        EventDate("last September", "2019-09", 9, 23),
        EventDate("2018", "2018", 45, 49),
    )
    assert found.notes == ()


def test_dates_in_an_entry_are_told_from_its_own_date():
    text = "## 2019-03-04\n\nIt came yesterday.\n"
    entry = Entry(0, len(text), "2019-03-04", Origin.HEADING, 3, 13)
    found = dates_in(DatedText(text, entries=(entry,)), "2020-01-09", TODAY)
    assert [(each.text, each.value) for each in found.dates] == [("yesterday", "2019-03-03")]
    assert dates_in(DatedText(text, entries=(entry,)), None, TODAY).notes == ()


def test_relative_dates_are_left_out_and_said_to_be_without_one():
    found = dates_in(DatedText(BODY), None, TODAY)
    assert [each.value for each in found.dates] == ["2018"]
    assert found.notes == (UNTOLD,)


def test_a_text_of_full_dates_needs_no_other():
    assert dates_in(DatedText("It began in 2018."), None, TODAY).notes == ()


@pytest.mark.parametrize("name", ["a.txt", "a.MD"])
def test_a_documents_own_date_counts_and_its_header_names_no_event(name):
    text = read(name, f"Date 2016-05-04 How it began in 1999\n\n{BODY}")
    assert (text.published, text.warnings) == ("2016-05-04", ())
    found = dates_in(text, None, TODAY)
    assert [each.value for each in found.dates] == ["2015-09", "2018"]
    assert all(text.text[each.start : each.end] == each.text for each in found.dates)
    assert dates_in(text, "2020", TODAY).dates[0].value != "2015-09"


def test_what_is_doubtful_about_a_document_is_told_with_its_dates():
    text = read("a.txt", f"Date 2031-05-04 Plans\n\n{BODY}")
    assert dates_in(text, None, TODAY).notes == ("header: 2031-05-04 lies in the future; check it",)


def test_a_file_of_another_ending_is_a_text_without_a_header():
    text = read("2016-05-04.log", f"Date 2016-05-04 Log\r\n\r\n{BODY}")
    assert text == DatedText(f"Date 2016-05-04 Log\n\n{BODY}")


@pytest.mark.parametrize("name", ["a.txt", "a.log"])
def test_what_is_no_text_or_too_large_is_named(name):
    with pytest.raises(DocumentError, match=f"^{name}: looks like a binary file"):
        read(name, b"\x00\x01\x02\x00" * 9)
    with pytest.raises(DocumentError, match=rf"^{name}.* more than the limit of 10"):
        read(name, "words and words", most=10)
    assert read(name, "ten and no", most=10).text == "ten and no"


def test_a_file_that_is_not_there_is_named(tmp_path):
    for name, kind in (("none.txt", "not there"), (str(tmp_path), "a folder")):
        with pytest.raises(UsageError) as caught:
            read_file(name, 10, TODAY)
        assert str(caught.value) == f"{name} is {kind}; name a text file, or - to read stdin"


def stdin(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_stdin_is_read_as_text_of_any_encoding(monkeypatch):
    stdin(monkeypatch, "\ufeffcafé\r\n".encode())
    assert read_stdin(100) == DatedText("café\n")
    stdin(monkeypatch, b"caf\xe9\n")
    assert read_stdin(100).text == "café\n"
    stdin(monkeypatch, b"\x00" * 20)
    with pytest.raises(DocumentError, match=r"^stdin: looks like a binary file"):
        read_stdin(100)
    stdin(monkeypatch, b"x" * 11)
    with pytest.raises(DocumentError) as caught:
        read_stdin(10)
    assert str(caught.value) == (
        "stdin holds more than the limit of 10 bytes; give less of it, or raise "
        "DATELINE_MAX_FILE_MB"
    )
