import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.unmarked import (
    declared_charset,
    guessed_charset,
    is_other_script,
    meant,
    utf_16_without_mark,
)

RUSSIAN = "Совет решил в понедельник, что гавань будет углублена."
JAPANESE = "港は先週の月曜日に浚渫された。\nフェリーは正午に出発します。"
GREEK = "Το λιμάνι θα βαθύνει την άνοιξη."


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, GREEK, "The harbour was dredged.", "Ja. Ü"])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_the_order_of_utf_16_is_told_in_any_script(text, order):
    assert utf_16_without_mark(text.encode(order)) == order
    assert utf_16_without_mark((text * 9_000).encode(order)) == order


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a\0b\0\0\0",
        b"plain text and one \0",
        b"</div> \0",
        b"\0" * 40,
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0",
        RUSSIAN.encode("utf-16-le") + b"\0",
        "港港".encode("utf-16-le"),  # without any blank nothing tells the order
        RUSSIAN.encode() + b"\0\0",
    ],
)
def test_what_is_no_utf_16_is_told(data):
    assert utf_16_without_mark(data) == ""


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("---\ntitle: A\nencoding: koi8-r\n---\nText", "koi8-r"),
        ('---\ncharset: "windows-1251"\n---\n', "windows-1251"),
        ("+++\nencoding = 'cp1251'\n+++\n", "cp1251"),
        ('{\n"encoding": "cp1251"\n}\n', "cp1251"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "Shift_JIS"),
        ('<html><meta charset="big5">', "big5"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        ("From: a\nContent-Type: text/plain; charset=koi8-r\n\nText", "koi8-r"),
        ("# -*- coding: latin-1 -*-\n", "latin-1"),
        ("#!/bin/sh\n# -*- mode: x; coding: latin-1 -*-\n", "latin-1"),
        ("The encoding: latin-1 is old.\n", ""),
        ("---\ntitle: A\n---\nencoding: koi8-r\n", ""),
        ("Text\n\n\n# -*- coding: latin-1 -*-\n", ""),
        ("", ""),
    ],
)
def test_a_text_may_declare_its_encoding_in_its_head(head, name):
    assert declared_charset(head.encode()) == name


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("ISO-8859-1", "cp1252"),
        ("GB2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("koi8-r", "koi8-r"),
        ("punycode", ""),
        ("unicode_escape", ""),
        ("no-such-thing", ""),
        ("a\0b", ""),
        ("", ""),
    ],
)
def test_names_mean_what_browsers_take_them_for(declared, name):
    assert meant(declared) == name


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_a_text_in_other_letters_than_latin_is_told(encoding):
    assert is_other_script(RUSSIAN.encode(encoding))


@pytest.mark.parametrize(
    "text",
    ["Příliš žluťoučký kůň úpěl ďábelské ódy.", "L’été a été très chaud.", "plain", "éé", ""],
)
def test_a_text_in_latin_letters_is_told_whatever_marks_they_bear(text):
    assert not is_other_script(text.encode("cp1250", "replace"))


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        (RUSSIAN * 3, "cp1251", "cp1251"),
        (RUSSIAN * 12, "koi8-r", "koi8_r"),  # resembles Japanese of half the width
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE * 2_000, "shift_jis", "cp932"),  # more than is looked at, cut at a line end
        (GREEK * 3, "cp1253", "cp1253"),
    ],
)
def test_the_last_resort_is_a_guess(text, encoding, guess):
    assert guessed_charset(text.encode(encoding)) == guess


@given(st.binary(max_size=200))
def test_any_bytes_are_told_something(data):
    assert utf_16_without_mark(data) in ("", "utf-16-le", "utf-16-be")
    assert meant(declared_charset(data)) is not None
    assert is_other_script(data) in (True, False)


def test_hostile_heads_cost_no_time():
    began = time.process_time()
    for data in (
        b"<meta" * 1_000,
        b"---\n" + b"a:\n" * 2_000,
        b"<?xml" + b" " * 5_000,
        b"-*-" * 2_000,
    ):
        declared_charset(data)
    assert time.process_time() - began < 1
