"""What a snapshot shows is of one state, whatever is written meanwhile."""

import numpy as np
import pytest

from index.store.records import Published

ANY = Published()
ANYTHING = np.full(64, 0.125, np.float32)


def test_a_held_state_stays_as_it_was(shelf):
    shelf.add("a.txt", "The general invited the cleric.")
    shelf.index()
    held = shelf.snapshot()
    shelf.add("a.txt", "The harvest was poor.")
    shelf.add("b.txt", "Another cleric.")
    shelf.index()
    assert held.generation == 1
    assert [i for i, _ in held.matching(["cleric", "harvest"], 9, ANY)] == [1]
    assert [i for i, _ in held.nearest(ANYTHING, 9, ANY)] == [1]
    assert held.documents.get("source_docs/a.txt").text == "The general invited the cleric."
    assert (held.size, held.absent(["harvest"])) == (1, {"harvest"})
    assert shelf.snapshot().size == 2


@pytest.mark.usefixtures("segments")
def test_vectors_that_are_found_damaged_are_made_anew(shelf):
    for name in "abc":
        shelf.add(f"{name}.txt", f"Text of {name}.")
    shelf.index()
    held = shelf.snapshot()
    (file,) = held.derived.vectors.segments[0].segment._path.parent.glob("vectors-*.faiss")
    data = bytearray(file.read_bytes())
    data[-3] ^= 1
    file.write_bytes(bytes(data))
    assert {i for i, _ in held.nearest(ANYTHING, 9, ANY)} == {1, 2, 3}
    assert shelf.open().derived_faults() == []


def test_a_place_is_found_by_its_content_with_its_neighbours(shelf):
    text = "First passage here.\n\n* * *\n\nSecond passage here.\n\n* * *\n\nThird passage here."
    shelf.add("a.txt", text)
    shelf.index()
    store = shelf.snapshot()
    (source,) = store.documents.sources()
    second = text.index("Second")
    excerpt = store.excerpt(source.sha256[:16], second, second + 20)
    assert (excerpt.text, excerpt.source.path) == ("Second passage here.", "source_docs/a.txt")
    assert (excerpt.before, excerpt.after) == ("First passage here.", "Third passage here.")
    assert store.excerpt(source.sha256[:16], 0, 19).before == ""
    assert store.excerpt(source.sha256[:16], second, 999) is None
    assert store.excerpt("f" * 16, 0, 19) is None


def test_titles_are_found_by_any_part_newest_first(shelf):
    shelf.add("a.txt", "Text a.", published="2020-01-09", title="Talks 100% done")
    shelf.add("b.txt", "Text b.", published="2021", title="More talks")
    shelf.add("talks_c.txt", "Text c.")
    shelf.index()
    store = shelf.snapshot()
    found = [s.path.split("/")[1] for s in store.documents.titles("TALKS", 9)]
    assert found == ["b.txt", "a.txt", "talks_c.txt"]
    assert [s.title for s in store.documents.titles("0%", 9)] == ["Talks 100% done"]
    assert len(store.documents.titles("", 2)) == 2
