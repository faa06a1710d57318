"""Bytes of a file that may name its encoding -> text.

Owns the order in which encodings are tried for foreign formats; text and Markdown have `decoding`.
"""

import codecs

from index.errors import FormatError
from index.readers.unmarked import guessed_charset, meant, utf_16_without_mark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes, and warnings of how it was read.

    A byte order mark counts before what is declared, and that before UTF-8; the last resort is a
    guess, with a warning. Raises FormatError where nothing fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    if b"\0" in data and (encoding := utf_16_without_mark(data)):
        return data.decode(encoding, "replace"), ()
    warnings: tuple[str, ...] = ()
    for encoding in (meant(declared), "utf-8"):
        if not encoding:
            continue
        try:
            return data.decode(encoding), warnings
        except (UnicodeError, LookupError):
            if encoding != "utf-8" or declared:
                warnings = (f"declares {declared} and is not written in it; look at its letters",)
    guess = guessed_charset(data)
    if not guess:
        raise FormatError("is written in no encoding that is known")
    text = data.decode(guess, "replace")
    if text == data.decode("cp1252", "replace"):
        guess = "cp1252"  # its name says more to most people
    return text, (f"names no encoding that fits; read as {guess}: look at its letters",)
