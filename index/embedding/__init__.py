"""Text to unit vectors: which model, checked how, run by which engine.

Importing this package loads no engine; torch and ONNX Runtime arrive with the first embedder.
"""

from index.embedding.embedder import Embedder
from index.embedding.identity import DEFAULT_MODEL, ModelIdentity
from index.embedding.model import BULK_FROM, Model, check_export, questions_for

__all__ = [
    "BULK_FROM",
    "DEFAULT_MODEL",
    "Embedder",
    "Model",
    "ModelIdentity",
    "check_export",
    "questions_for",
]
