from bot.settings import Settings
from bot.status import status_of


def test_the_status_is_of_the_state_that_is_held(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    store, settings = shelf.open(), Settings(index_dir=shelf.index_dir, reranker="off")
    with store.snapshot() as held:
        shelf.add("b.txt", "Another cleric.")
        shelf.index()
        before = status_of(store, held, settings)
    with store.snapshot() as held:
        after = status_of(store, held, settings)
    assert (before.library.documents, before.generation) == (1, 1)
    assert (after.library.documents, after.generation) == (2, 2)
    assert (after.lagging, after.in_memory, after.failed) == (False, (), ())
