"""Documents as they are handed to the truth, with passages and vectors made by hand."""

from datetime import UTC, date, datetime, time

import numpy as np

from index.documents import Document, Origin
from index.passages import Passage, Span
from index.store.records import StoreIdentity
from index.store.tables import FileStamp, NewDocument

IDENTITY = StoreIdentity("hash", "0" * 64, 2, 256, 128)
TEXT = "One 😀 here. Two there."
PASSAGES = (
    Passage(0, 11, (Span(0, 11),)),
    Passage(12, 22, (Span(12, 15), Span(16, 22))),
)


def new(
    path="docs/a.txt",
    *,
    published="2020-01-09",
    text=TEXT,
    passages=PASSAGES,
    title="A title",
    sha="a" * 64,
    dates=(),
    added: date | None = None,
    **others,
):
    origin = None if published is None else Origin.HEADER
    document = Document(path, sha, text, 0, title, published, origin, None, ("careful",), **others)
    vectors = np.array([[1, 0], [0, 1]] * len(passages), np.float32)[: len(passages)]
    at = None if added is None else int(datetime.combine(added, time(), UTC).timestamp())
    return NewDocument(document, FileStamp(30, 5), passages, vectors, dates, at)
