import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channel_maker import export, message
from index.documents import Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.json_files import is_deep, read
from index.readers.guard.wire import pack, unpack


def test_an_export_of_a_channel_is_known_by_what_it_holds():
    (one,) = read(b"\xef\xbb\xbf" + export(message("Grüße, 👋")), "a.json")
    assert one.text == "Ann: Grüße, 👋"


@pytest.mark.parametrize(
    "data",
    [
        '[{"id": 7, "title": "T", "text": "Größe", "date": "2020-01-09"}, {"a": 1}]',
        '\ufeff{"version": "x", "posts": [{"id": 7, "title": "T", "text": "Größe",'
        ' "date": "2020-01-09"}, 5]}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_objects_of_a_list_are_documents(data, encoding):
    (one,) = read(data.encode(encoding, "ignore"), "a.json")
    assert (one.text, one.part, one.title) == ("Größe", "7", "T")
    assert one.dates == (Written("2020-01-09", Origin.METADATA),)
    assert one.warnings[-1] == "no text in 1 of its items; the others are read"
    assert len(one.warnings) == (1 if encoding == "utf-8" else 2)


@pytest.mark.parametrize(
    "data",
    [b"{}", b"5", b'{"version": 1, "files": []}', b"[]", b"[1]", b'{"data": []}', b'[{"a": "b"}]'],
)
def test_other_json_is_refused(data):
    with pytest.raises(FormatError, match="is JSON that is neither"):
        read(data, "a.json")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no json",
        b"{",
        export(message("hi"))[:-30],
        b'{"a": \x01}',
    ],
)
def test_damaged_json_is_refused(data):
    with pytest.raises(FormatError, match="is damaged JSON"):
        read(data, "a.json")


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        export(message("hi")).replace(b'"hi"', b"[" * 500 + b"]" * 500),
        export(message("hi")).replace(b'"hi"', b'["\\\\\\"]",' * 500 + b"1" + b"]" * 500),
    ],
)
def test_json_that_is_nested_very_deeply_is_refused_before_it_is_parsed(data):
    with pytest.raises(FormatError, match="is nested too deeply"):
        read(data, "a.json")


def test_brackets_within_words_are_no_nesting():
    words = "[" * 200 + '\\" \\\\' + "{" * 200
    (one,) = read(export(*[message(words)] * 200), "a.json")
    assert one.text.startswith(f"Ann: {words}")
    assert not is_deep(b'[{"a": [[]]}, {}]' * 100)


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 600), st.integers(0, 60))
def test_any_bytes_are_read_or_refused(noise, at, gone):
    for data in (noise, (whole := export(message("hi")))[:at] + noise + whole[at + gone :]):
        try:
            documents = read(data, "a.json")
        except FormatError:
            continue
        unpack(pack(documents))
