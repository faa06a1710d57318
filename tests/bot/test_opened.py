"""What is open for questions, and how a process goes over to another store."""

import dataclasses

from bot.opened import Opened
from bot.settings import Settings
from index.store.store import Store


def test_the_store_that_is_in_use_answers(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    settings = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)
    store = shelf.open()
    opened = Opened(settings, store, shelf.model.questions())
    assert opened.in_use()[0] is store
    opened.close()


def test_a_store_that_a_rebuild_put_in_use_is_opened(shelf, monkeypatch):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    settings = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir)
    settings = dataclasses.replace(settings, model=shelf.identity().model)
    opened = Opened(settings, shelf.open(), shelf.model.questions())
    monkeypatch.setattr("bot.opened.questions_for", lambda *_: shelf.model.questions())
    monkeypatch.setattr(Store, "superseded", lambda _: True)
    first, _ = opened.in_use()
    monkeypatch.setattr(Store, "superseded", lambda _: False)
    assert opened.in_use()[0] is first
    assert first.generation == 1
    opened.close()
