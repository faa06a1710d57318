"""The word with which a question asks for the latest.

Owns which words those are, and the names and other senses in which they ask for nothing.
"""

from index.dates.grammar import Match, lazy
from index.dates.query.expressions import quoted_in

_LATEST = lazy(
    r"(?i)(?<!\w)(?:most\s+recent(?:ly)?|latest|newest|currently|current|as\s+of\s+(?:now|today)"
    r"|right\s+now|now|nowadays|at\s+present|at\s+the\s+moment|these\s+days|so\s+far"
    r"|up[-\s]to[-\s]date)(?!\w)"
)
# By the word, what stands just before or just after where it does not ask for the latest.
_NOT_BEFORE = {
    "latest": lazy(r"(?i)\bat\s+the\s+(?:very\s+)?$"),
    "now": lazy(r"(?i)\b(?:from|just)\s+$"),
    "current": lazy(
        r"(?i)\b(?:electric(?:al)?|ocean(?:ic)?|sea|tidal|river|water|air|jet|gulf"
        r"|direct|alternating"
        r"|rip|eddy|under|induced|convection|high|low|strong|warm|cold)[-\s]+$"
    ),
}
_NOT_AFTER = {
    "now": lazy(
        r"(?i)\s+(?:and\s+(?:then|again)|that|known|called|named)\b"
        r"|[-\s](?:defunct|famous|infamous)\b"
    ),
    # As a noun: nothing that it could describe follows.
    "current": lazy(
        r"(?i)\s*(?:$|[^\w\s\"“‘'(-])"
        r"|\s+(?:is|are|was|were|in|of|on|at|and|or|from|through|to|by|with"
        r"|flows?|flowing|runs?|carries|density|account|accounts|meter|transformer)\b"
    ),
    "so far": lazy(
        r"(?i)\s+(?:away|from|as|apart|behind|ahead|back|off|out|north|south|east|west"
        r"|right|left)\b"
    ),
}
# "What is now Turkey" names a place; "what is now the price" and "what is now happening" do ask.
_NAMING = lazy(r"(?i)\bwhat\s+(?:is|are|was|were)\s+$")
_NO_NAME_AFTER = lazy(r"(?i)\W*$|\s+(?:the|a|an|being|\w+ing|\w+ed)\b")
_SENTENCE_START = lazy(r"(?:^|[.!?:]\s)\W*$")


def latest_word(question: str) -> str | None:
    """Return the first words, as written, that ask for the latest; None where none do."""
    for found in _LATEST.finditer(question):
        if not _is_other_sense(question, found):
            return found[0]
    return None


def _is_other_sense(question: str, found: Match) -> bool:
    word = " ".join(found[0].lower().split())
    near = question[max(0, found.start() - 32) : found.start()]
    if (before := _NOT_BEFORE.get(word)) and before.search(near):
        return True
    if (after := _NOT_AFTER.get(word)) and after.match(question, found.end()):
        return True
    if word == "now":
        if _NAMING.search(near) and not _NO_NAME_AFTER.match(question, found.end()):
            return True
        # "Apocalypse Now" is a title; a question in capitals shouts.
        if found[0][0].isupper() and not question.isupper() and not _SENTENCE_START.search(near):
            return True
    return any(start < found.start() < end for start, end in quoted_in(question))
