from datetime import date

import pytest

from bot.answering.sentence_scorer import SentenceScorer
from bot.answering.weighing import Weigher
from index.question import understand


@pytest.fixture
def weighed(shelf):
    """Weigh what the shelf holds on a question asked in June 2020."""

    def weigh(question, last_published=None):
        store = shelf.snapshot()
        asked = understand(question, store, date(2020, 6, 1))
        hits = shelf.searcher(store).search(asked, k=9)
        dates = store.event_dates.of([hit.passage.id for hit in hits])
        weigher = Weigher(asked, SentenceScorer(asked, store.terms), dates, last_published)
        return weigher, weigher.weigh(hits)

    return weigh
