"""The store and the model that are in use, whoever looks at the library.

Owns that a running process goes over to the store that a rebuild put in use.
"""

import threading

from bot.indexing import check_settings, model_identity, models_dir
from bot.settings import Settings
from index.embedding import Embedder, questions_for
from index.search import QuestionEmbedding
from index.store.store import Store


class Opened:
    """An open index with the model that its questions need. Safe to use from several threads."""

    def __init__(self, settings: Settings, store: Store, embedder: Embedder) -> None:
        self._settings = settings
        self._store = store
        self._embedding = QuestionEmbedding(embedder)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of both."""
        self._embedding.close()
        self._store.close()

    def in_use(self) -> tuple[Store, QuestionEmbedding]:
        """Return the store in use, and what embeds questions for it.

        Raises StoreError or ModelError where another one was put in use that cannot answer.
        """
        with self._lock:
            if self._store.superseded():
                # Questions under way keep the old store; it closes when the last one lets go.
                fresh = Store.open(self._settings.index_dir)
                check_settings(fresh.identity, self._settings)
                embedder = questions_for(model_identity(fresh.identity), models_dir(self._settings))
                self._embedding = QuestionEmbedding(embedder)
                self._store = fresh
            return self._store, self._embedding
