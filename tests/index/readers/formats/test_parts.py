from hypothesis import given
from hypothesis import strategies as st

from index.readers.formats.parts import LONGEST, Parts


def test_an_item_is_named_by_what_it_is_known_by_else_by_its_number():
    parts = Parts()
    names = [parts.name(known, at) for at, known in enumerate(["a", "", " b\n c ", "a", "2"], 1)]
    assert names == ["a", "2", "b c", "a (2)", "2 (2)"]


def test_a_long_name_is_cut_and_stays_its_own():
    first, second = (Parts().name("x" * 200 + end, 1) for end in "ab")
    assert first[:61] == "x" * 60 + "…"
    assert len(first) == 77
    assert first != second
    assert first == Parts().name("x" * 200 + "a", 5)


@given(st.lists(st.text(max_size=150) | st.sampled_from(["a", "a (2)", "1"]), max_size=12))
def test_whatever_items_are_known_by_names_are_unique_printable_and_short(known):
    parts = Parts()
    names = [parts.name(words, at) for at, words in enumerate(known, 1)]
    assert len(set(names)) == len(names)
    assert all(name and "\n" not in name and "\0" not in name for name in names)
    assert all(len(name) <= LONGEST + 6 for name in names)
