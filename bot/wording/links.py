"""The address of a web page at a quote, which browsers open with its words marked.

Owns text fragments (`#:~:text=`, https://wicg.github.io/scroll-to-text-fragment/): which words of a
sentence find it in its page. Where none would, the address is that of the page.
"""

import re
from urllib.parse import quote, urlsplit

# More words than that are given by their first and last ones: shorter, and a slip of a reader in
# the middle does no harm.
_WHOLE, _ENDS = 8, 4
# Fewer find other places too, so that those beside them are given as well.
_FEW, _BESIDE = 5, 3
# A page shows its text without the marks that Markdown has for it, and what stands between them
# may be of another block.
_MARKS = re.compile(r"[*_`~\[\]()<>#|\\\n]|\u00ad|\ufffe|-\s*$")
_MOST = 300  # characters


def address_at(url: str, text: str, start: int, end: int) -> str:
    """Return `url` with a fragment that marks `text[start:end]`, a sentence of a passage."""
    fragment = _fragment(text, start, end)
    if not fragment or ":~:" in url:
        return url
    longer = f"{url}{'' if urlsplit(url).fragment or url.endswith('#') else '#'}:~:text={fragment}"
    return longer if len(longer) <= _MOST + len(url) else url


def _fragment(text: str, start: int, end: int) -> str:
    sentence = text[start:end]
    pieces = [(len(piece.split()), piece.strip()) for piece in _MARKS.split(sentence)]
    most, piece = max(pieces, key=lambda one: one[0])
    words = piece.split()
    if most < 2:
        return ""
    if len(words) > _WHOLE:
        first, last = words[:_ENDS], words[-_ENDS:]
        return f"{_encoded(first)},{_encoded(last)}"
    if len(words) >= _FEW and text.count(piece) == 1:
        return _encoded(words)
    at = start + sentence.index(piece)
    before = _MARKS.split(text[:at])[-1].split()[-_BESIDE:]
    after = _MARKS.split(text[at + len(piece) :])[0].split()[:_BESIDE]
    prefix = f"{_encoded(before)}-," if before else ""
    suffix = f",-{_encoded(after)}" if after else ""
    return f"{prefix}{_encoded(words)}{suffix}"


def _encoded(words: list[str]) -> str:
    # A hyphen would be taken for the mark of a prefix or a suffix, a comma for the next part.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
