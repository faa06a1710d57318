"""The bytes of a file -> its text, with "\\n" as the only line end.

Owns the choice of an encoding and the refusal of what is not text.
"""

import codecs
import contextlib
from dataclasses import dataclass

from index.errors import DocumentError
from index.readers.unmarked import (
    declared_charset,
    guessed_charset,
    is_other_script,
    meant,
    utf_16_without_mark,
)

GUESSED = "not UTF-8; seems to be {}; save it as UTF-8 if letters look wrong"
NOT_UTF_8 = "not UTF-8; read as Windows-1252; save it as UTF-8 if letters look wrong"

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows-1252 leaves five bytes undefined; they keep their Latin-1 meaning, as in web browsers
# (WHATWG Encoding Standard, index windows-1252).
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or byte for byte in range(128, 160)}
_TEXT_CONTROLS = frozenset("\t\n\r\v\f\x1b\x85")
_SAMPLE_CHARACTERS = 65_536
# Compressed data read as Windows-1252 holds some 11% control characters, prose none.
_MAX_CONTROL_SHARE = 0.05
_HARMLESS_CONTROLS = 4  # a stray one in a short note does not make it binary


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what the admin should know about how it was read."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """Turn the bytes of the file at `path` into text.

    A byte order mark decides; then UTF-8, UTF-16 without a mark, what the file declares;
    Windows-1252 for Latin letters, and a guess for all others. Raise DocumentError for bytes that
    are no text, or that are not what their mark says.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_cleaned(_strictly(data[len(mark) :], encoding, path), path))
    if b"\0" in data:
        encoding = utf_16_without_mark(data)
        if not encoding:
            raise _binary(path, "NUL bytes")
        return Decoded(_cleaned(_strictly(data, encoding, path), path))
    try:
        return Decoded(_cleaned(data.decode("utf-8"), path))
    except UnicodeDecodeError:
        return _declared_or_guessed(data, path)


def _declared_or_guessed(data: bytes, path: str) -> Decoded:
    warnings: tuple[str, ...] = ()
    if declared := declared_charset(data):
        try:
            return Decoded(_cleaned(data.decode(meant(declared)), path))
        except (UnicodeError, LookupError):
            warnings = (f"declares {declared} and is not written in it; look at its letters",)
    if is_other_script(data) and (guess := guessed_charset(data)):
        with contextlib.suppress(UnicodeError, LookupError):
            text = _cleaned(data.decode(guess), path)
            return Decoded(text, (*warnings, GUESSED.format(guess)))
    text = data.decode("latin-1").translate(_WINDOWS_1252)
    return Decoded(_cleaned(text, path), (*warnings, NOT_UTF_8))


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{path}: begins as {encoding.upper()} but breaks at byte {error.start} "
            f"({error.reason}); the file is damaged: save it again as UTF-8"
        ) from None


def _cleaned(text: str, path: str) -> str:
    if "\0" in text:
        raise _binary(path, "NUL characters")
    sample = text[:_SAMPLE_CHARACTERS]
    controls = sum(
        (character < " " or "\x7f" <= character <= "\x9f") and character not in _TEXT_CONTROLS
        for character in sample
    )
    if controls > max(_HARMLESS_CONTROLS, _MAX_CONTROL_SHARE * len(sample)):
        raise _binary(path, f"{controls} control characters")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _binary(path: str, sign: str) -> DocumentError:
    return DocumentError(
        f"{path}: looks like a binary file ({sign}), not text; save it as UTF-8 text, "
        f"or take it out of the folder"
    )
