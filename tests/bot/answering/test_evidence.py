from dataclasses import replace

from bot.answering.evidence import best_first, leads, sentences_of, texts_of


def test_what_holds_another_code_comes_after_all_others(shelf, weighed):
    for name in ("a.txt", "b.txt", "c.txt"):
        shelf.add(name, f"The pier of {name[0]} is long.")
    shelf.index()
    one, two, three = weighed("How long is the pier?")[1]
    found = [
        replace(one, score=0.9, has_other=True),
        replace(two, score=0.1),
        replace(three, score=0.5),
    ]
    assert best_first(found) == [found[2], found[1], found[0]]


def test_the_words_of_a_passage_are_its_title_leads_and_sentences(shelf, weighed):
    shelf.add("a.md", "# Sund\n\n## The pier\n\nIt is long. It is old.")
    shelf.index()
    (one,) = weighed("How long is the pier?")[1]
    assert leads(one) == ["Sund", "The pier"]
    assert sentences_of(one.passage) == ["It is long.", "It is old."]
    assert texts_of(one.passage) == ["Sund", "Sund", "The pier", "It is long.", "It is old."]
