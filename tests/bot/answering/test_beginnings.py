from datetime import date

from bot.answering.beginnings import beginnings
from index.store.records import Published


def test_a_document_begins_with_its_first_whole_sentence(shelf):
    shelf.add("a.md", "# A heading\n\nBy nobody\n\nThe mill burned down. Nobody was hurt.")
    shelf.add("b.txt", "Only a few words")
    shelf.index()
    store = shelf.snapshot()
    quotes = beginnings(store, store.documents.sources())
    assert [quote.sentence.text for quote in quotes] == [
        "The mill burned down.",
        "Only a few words",
    ]


LOG = "# Log\n\n## 2021-03-01\n\nThe pump failed.\n\n## 2021-03-02\n\nThe pump was mended.\n"


def test_a_document_of_entries_begins_with_its_newest(shelf):
    shelf.add("log.md", LOG)
    shelf.index()
    store = shelf.snapshot()
    sources = store.documents.sources()
    assert [q.text for q in beginnings(store, sources)] == ["The pump was mended."]
    assert [q.text for q in beginnings(store, sources, most=2)] == [
        "The pump was mended.",
        "The pump failed.",
    ]


def test_only_what_was_published_within_the_limits_speaks(shelf):
    shelf.add("log.md", LOG)
    shelf.index()
    store = shelf.snapshot()
    sources = store.documents.sources()
    until = Published(before=date(2021, 3, 2))
    assert [q.text for q in beginnings(store, sources, published=until)] == ["The pump failed."]
    assert beginnings(store, sources, published=Published(after=date(2022, 1, 1))) == []
