"""The vector index: the passages nearest to a question, derived from the truth.

Scores are inner products of unit vectors, that is cosines.
"""

from index.store.vectors.files import VectorFiles
from index.store.vectors.nearest import VectorIndex
from index.store.vectors.values import VectorKind

__all__ = ["VectorFiles", "VectorIndex", "VectorKind"]
