"""Whether words stand in a text, as a person would say they do."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Quotes and dashes that typesetting puts in place of those on a keyboard.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


def plain(text: str) -> str:
    """Return a text as it is compared: one case, plain quotes and dashes, single blanks."""
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    return " ".join(folded.replace("\u00ad", "").split())


def holds(text: str, words: str) -> bool:
    """Tell whether `words` stand in `text` whole: "12" is not in "2012"."""
    wanted = plain(words)
    if not wanted:
        return False
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, plain(text)) is not None


def holds_any(text: str, choices: Iterable[str]) -> bool:
    """Tell whether one of the choices stands in `text`."""
    return any(holds(text, words) for words in choices)


def lacking(text: str, wanted: Sequence[tuple[str, ...]]) -> list[str]:
    """Return what of `wanted`, of each of which any choice will do, does not stand in `text`."""
    return [" or ".join(choices) for choices in wanted if not holds_any(text, choices)]
