from bot.answering.beginnings import beginnings


def test_a_document_begins_with_its_first_whole_sentence(shelf):
    shelf.add("a.md", "# A heading\n\nBy nobody\n\nThe mill burned down. Nobody was hurt.")
    shelf.add("b.txt", "Only a few words")
    shelf.index()
    store = shelf.open()
    quotes = beginnings(store, store.documents.sources())
    assert [quote.sentence.text for quote in quotes] == [
        "The mill burned down.",
        "Only a few words",
    ]
