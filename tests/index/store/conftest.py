import pytest

from index.store.database import Database
from new_documents import IDENTITY


@pytest.fixture
def database(tmp_path):
    """An empty truth."""
    made = Database.create(tmp_path / "library.sqlite3", IDENTITY)
    yield made
    made.close()


@pytest.fixture
def segments(monkeypatch):
    """Let two passages be too many to be compared one by one."""
    monkeypatch.setattr("index.store.vectors.files.EXACT_LIMIT", 1)
