import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.records.lines import read
from index.readers.guard.wire import pack, unpack


def test_each_line_is_a_document():
    data = (
        '{"id": "a1", "title": "The harbour", "text": "It was\\ndredged.\u2028Twice.", '
        '"date": "2020-01-09T23:30:00-05:00", "url": "https://example.org/a"}\n\n'
        '{"body": "Text b"}\r\n'
    )
    first, second = read(data.encode(), "a.jsonl")
    assert (first.text, first.part, first.title) == (
        "It was\ndredged.\u2028Twice.",
        "a1",
        "The harbour",
    )
    assert first.dates == (Written("2020-01-09T23:30:00-05:00", Origin.METADATA),)
    assert first.url == "https://example.org/a"
    assert (second.text, second.part, second.dates) == ("Text b", "3", ())


def test_a_bad_line_is_a_warning_and_never_the_end_of_the_file():
    data = b'{"text": "a"}\n{"text": "b\n[1]\n{"a": 1}\n' + b"[" * 100_000 + b'\n{"text": "c"}'
    first, last = read(data, "a.jsonl")
    assert (first.text, last.text, last.part) == ("a", "c", "6")
    assert first.warnings == (
        "no JSON in lines 2, 5; the others are read",
        "no text in lines 3, 4; the others are read",
    )


def test_a_file_without_a_good_line_is_refused():
    with pytest.raises(FormatError, match="holds no lines of JSON"):
        read(b"words\n", "a.jsonl")
    with pytest.raises(FormatError, match="none of its fields is a text; named text, "):
        read(b'{"a": 1}\n', "a.jsonl")


@settings(deadline=None)
@given(
    st.lists(st.binary(max_size=20) | st.sampled_from([b'{"text": "a"}', b'{"text":']), max_size=5)
)
def test_any_bytes_are_read_or_refused(lines):
    try:
        documents = read(b"\n".join(lines), "a.jsonl")
    except FormatError:
        return
    assert len(unpack(pack(documents))) >= 1
