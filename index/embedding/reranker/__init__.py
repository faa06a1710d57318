"""A second look: a cross-encoder that reads a question and a passage together.

Importing this package loads no engine, and finds and opens nothing.
"""

from index.embedding.reranker.reranker import Reranker, open_reranker
from index.embedding.reranker.source import (
    DEFAULT_RERANKER,
    HOW_TO_INSTALL,
    OFF,
    described,
    packaged,
)

__all__ = [
    "DEFAULT_RERANKER",
    "HOW_TO_INSTALL",
    "OFF",
    "Reranker",
    "described",
    "open_reranker",
    "packaged",
]
