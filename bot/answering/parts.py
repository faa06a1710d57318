"""Questions that ask for several things: "Who is the mayor and who runs the mill?".

Owns where such a question parts; each part is a question that stands by itself.
"""

import re

from index.terms import FUNCTION_WORDS

MOST = 3
# They stand for what another part names.
_POINTING = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "this",
        "that",
        "these",
        "those",
        "there",
        "then",
    ]
)
_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(
    r"(?:[,;]|(?<![\s,;]))\s++(?:and|or)\s+(?=(?:who|whom|whose|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)


def parts_of(question: str) -> tuple[str, ...]:
    """Return the questions that a question is made of; itself alone where it asks for one thing.

    A part that leans on another ("and when did he leave?", "and why?") is no question by itself.
    """
    parts = [part.strip(" ,;?") + "?" for part in _NEXT.split(question)]
    if not 1 < len(parts) <= MOST or not all(map(_stands_alone, parts)):
        return (question,)
    return tuple(parts)


def _stands_alone(part: str) -> bool:
    words = _WORD.findall(part.casefold())
    content = [word for word in words if word not in FUNCTION_WORDS]
    return bool(content) and _POINTING.isdisjoint(words)
