"""What names each document of a file that holds several: short, of one line, and unique in it.

Owns the names; what an item is known by, each reader knows of its format.
"""

import hashlib
import unicodedata

from index.readers.formats.composing import one_line

LONGEST = 100  # characters
_KEPT = 60  # of a longer name, before its hash


class Parts:
    """Names the items of one file; the same items in the same order have the same names."""

    def __init__(self) -> None:
        """Begin with no item."""
        self._used: set[str] = set()

    def name(self, known_by: str, number: int) -> str:
        """Return the name of an item: what it is known by, else its number in the file."""
        words = _printable(known_by) or str(number)
        if len(words) > LONGEST:
            digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
            words = f"{words[:_KEPT]}…{digest[:16]}"
        name, times = words, 1
        while name in self._used:
            times += 1
            name = f"{words} ({times})"
        self._used.add(name)
        return name


def _printable(words: str) -> str:
    kept = (
        "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cf") else character
        for character in one_line(words)
    )
    return "".join(kept)
