"""What of a passage is compared with questions: the text that its vector is made of.

What is shown is another matter: stored text stays as it was read.
"""

import hashlib

from index.passages import Passage

# Raise this when another text comes out of the same passage: what was searched by an earlier one
# is embedded again where it differs.
SEARCHED_VERSION = 1


def vector_text(text: str, passage: Passage) -> str:
    """Return what the vector of a passage of the document `text` is made of."""
    return text[passage.start : passage.end]


def searched_hash(searched: str) -> bytes:
    """Return what tells one searched text from another, 16 bytes."""
    return hashlib.blake2b(searched.encode(errors="surrogatepass"), digest_size=16).digest()
