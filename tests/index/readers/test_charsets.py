import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FormatError
from index.readers.charsets import decoded

WORDS = "Der Bürgermeister fährt über die Brücke, während die Straße gesperrt ist und alle warten."


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"\xef\xbb\xbfa\xc3\xa9", "latin-1", "aé"),
        ("aé".encode("utf-16"), "", "aé"),
        (b"a\xe9", "iso-8859-1", "aé"),
        (b"\x93a\x94 \x80", "ISO-8859-1", "“a” €"),  # as browsers read it
        ("日本".encode("euc_jp"), "EUC-JP", "日本"),
        ("aé".encode(), "", "aé"),
        ("aé".encode(), "no-such-thing", "aé"),
    ],
)
def test_a_mark_counts_before_what_is_declared_and_that_before_utf_8(data, declared, text):
    assert decoded(data, declared) == (text, ())


def test_what_is_declared_wrongly_is_warned_of():
    assert decoded("Ł".encode(), "euc-jp") == (
        "Ł",
        ("declares euc-jp and is not written in it; look at its letters",),
    )


def test_the_last_resort_is_a_guess_with_a_warning():
    assert decoded(WORDS.encode("cp1252")) == (
        WORDS,
        ("names no encoding that fits; read as cp1252: look at its letters",),
    )


@given(
    st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1252", "shift_jis", "x\0y", "hex"])
)
def test_any_bytes_are_text_or_refused(data, declared):
    try:
        text, _ = decoded(data, declared)
    except FormatError:
        return
    assert isinstance(text, str)
