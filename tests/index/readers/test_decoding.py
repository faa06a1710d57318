import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers.decoding import NOT_UTF_8, Decoded, decode

TEXT = "Soleimani’s plan – “now”\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF8 * 2 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_unicode_encoding_and_line_end_gives_the_same_text(data: bytes) -> None:
    assert decode(data, "docs/a.txt") == Decoded(TEXT)


def test_other_bytes_are_windows_1252_with_a_warning() -> None:
    assert decode(b"caf\xe9 \x80 \x93x\x94 \x81", "docs/a.txt") == Decoded(
        "café € “x” \x81",
        ("not UTF-8; read as Windows-1252; save it as UTF-8 if letters look wrong",),
    )


@pytest.mark.parametrize(
    ("data", "sign"),
    [
        (b"a\0b\0\0\0", "NUL bytes"),
        (b"a\0b", "NUL bytes"),
        (b"plain text and one \0", "NUL bytes"),
        (codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"), "NUL characters"),
        (b"\x01\x02\x03\x04\x05 text", "5 control characters"),
        (b"\xff\x81\x8d\x8f\x90\x9d", "5 control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, sign: str) -> None:
    message = (
        f"docs/a.txt: looks like a binary file ({sign}), not text; save it as UTF-8 text, "
        f"or take it out of the folder"
    )
    with pytest.raises(DocumentError, match=f"^{re.escape(message)}$"):
        decode(data, "docs/a.txt")


def test_a_few_control_characters_are_text() -> None:
    assert decode(b"\x01\x02\x03\x04 a", "docs/a.txt").text == "\x01\x02\x03\x04 a"
    assert decode(b"\x1b\f\v\t\n" * 9, "docs/a.txt").text == "\x1b\f\v\t\n" * 9


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (codecs.BOM_UTF8 + b"a\xff", "begins as UTF-8 but breaks at byte 1 (invalid start byte)"),
        (
            codecs.BOM_UTF16_LE + b"a\0\0\xd8",
            "begins as UTF-16-LE but breaks at byte 2 (unexpected end of data)",
        ),
    ],
)
def test_a_file_that_breaks_its_own_mark_is_refused(data: bytes, message: str) -> None:
    expected = f"docs/a.txt: {message}; the file is damaged: save it again as UTF-8"
    with pytest.raises(DocumentError, match=f"^{re.escape(expected)}$"):
        decode(data, "docs/a.txt")


@given(st.one_of(st.binary(), st.text(st.characters(exclude_categories=["Cs"])).map(str.encode)))
def test_any_bytes_give_clean_text_or_a_document_error(data: bytes) -> None:
    try:
        decoded = decode(data, "docs/a.txt")
    except DocumentError:
        return
    decoded.text.encode()  # no lone surrogates
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text
    assert decoded.warnings in ((), (NOT_UTF_8,))
