"""Words as any face may show them: nothing in them can harm, and counts agree with their nouns.

Owns making text harmless; what marks a face needs beyond that (markdown, colour) is the face's.
"""

import re

# All that can move the cursor, change the terminal's state, reorder what is seen, or not be
# encoded: C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides
# and isolates, lone surrogates. Joiners stay: Persian and emoji are spelled with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Return `text` with every harmful character as a visible escape such as `\x1b`."""
    return _HARMFUL.sub(_escape, text)


def one_line(text: str) -> str:
    """Return `text` made visible, line ends and tabs too: for titles, paths and questions."""
    return visible(text).replace("\n", r"\n").replace("\t", r"\t")


def count(number: int, noun: str) -> str:
    """Return the number with its noun: "1 document", "1,204 documents"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
