"""Document -> sections, entries and passages, with exact offsets.

Owns what belongs together in a text and how much of it makes a passage; where sentences begin and
end is in `sentences`. Knows nothing of vectors or the store.
"""

from index.passages.build import build_passages
from index.passages.entries import find_entries
from index.passages.packing import MAX_CHARACTERS_PER_TOKEN
from index.passages.values import Lead, LeadKind, Passage, Role
from index.sentences import Span

__all__ = [
    "MAX_CHARACTERS_PER_TOKEN",
    "PASSAGES_VERSION",
    "Lead",
    "LeadKind",
    "Passage",
    "Role",
    "Span",
    "build_passages",
    "find_entries",
]

# Raised whenever the same text is cut in another way: an index that was made with another one is
# brought up to date.
PASSAGES_VERSION = 7
