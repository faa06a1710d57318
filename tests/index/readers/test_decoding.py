import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers.decoding import GUESSED, NOT_UTF_8, Decoded, decode

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


RUSSIAN = "Совет города решил в понедельник, что гавань будет углублена весной.\n"
JAPANESE = "港は先週の月曜日に浚渫された。\nフェリーは正午に出発します。\n"
GERMAN = "Der Bürgermeister fährt über die Brücke, während die Straße gesperrt ist.\n"


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_in_every_script(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "docs/a.txt") == Decoded(text)


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (GERMAN, "latin-1", "ISO-8859-1"),
        (GERMAN, "cp1252", "windows-1252"),
        ("Łódź\n", "iso8859-2", "latin2"),
    ],
)
def test_what_the_file_declares_is_read_without_a_warning(
    text: str, encoding: str, declared: str
) -> None:
    text = f"---\nencoding: {declared}\n---\n{text}"
    assert decode(text.encode(encoding), "docs/a.md") == Decoded(text)


def test_utf_8_counts_before_what_is_declared() -> None:
    text = f"---\nencoding: koi8-r\n---\n{RUSSIAN}"
    assert decode(text.encode(), "docs/a.md") == Decoded(text)


def test_what_is_declared_wrongly_is_warned_of() -> None:
    text = f"---\ncharset: utf-8\n---\n{GERMAN}"
    assert decode(text.encode("cp1252"), "docs/a.md") == Decoded(
        text, ("declares utf-8 and is not written in it; look at its letters", NOT_UTF_8)
    )


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        (RUSSIAN, "cp1251", "cp1251"),
        (JAPANESE, "shift_jis", "cp932"),
    ],
)
def test_other_letters_than_latin_are_guessed_with_a_warning(
    text: str, encoding: str, guess: str
) -> None:
    assert decode(text.encode(encoding), "docs/a.txt") == Decoded(text, (GUESSED.format(guess),))


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_latin_letters_are_not_guessed_at(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), "docs/a.txt") == Decoded(GERMAN, (NOT_UTF_8,))


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
    words = GUESSED.partition("{")[0]
    assert decoded.warnings in ((), (NOT_UTF_8,)) or decoded.warnings[-1].startswith(words)
