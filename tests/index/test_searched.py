import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import Lead, LeadKind
from index.searched import MAX_LEAD_CHARACTERS, clean, searched, searched_hash, words_of
from index.store.words import Analyzer

TERMS = Analyzer().terms


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("an e\ufb03cient \ufb01lter", "efficient filter"),  # ligatures
        ("the har\u00adbour", "harbour"),  # a soft hyphen
        ("an inter-\nnational harbour", "international"),
        ("the long-\nterm plan", "long-term"),  # the hyphen is the word's own
        ("10\u00a0000 people", "10000"),
        ("1\u202f234\u202f567 people", "1234567"),
        ("10,000 people", "10000"),
        ("10000 people", "10 000"),
        ("\uff28\uff41\uff52\uff42\uff4f\uff55\uff52 \uff11\uff12", "harbour 12"),  # full width
        ("\uff76\uff9e\uff72\uff84\uff9e", "ガイド"),  # half width
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("Đorđe", "dorde"),
        ("die Straße", "strasse"),
        ("Cæsar", "caesar"),
        ("İstanbul", "istanbul"),
        ("Ёлка", "елка"),
        ("ΟΔΟΣ", "οδος"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("the dock\u2019s", "dock's"),
        ("Windows™", "windows"),
        ("the harbour²", "harbour"),
        ("東京都の人口は約千四百万人です。", "人口"),
        ("ทะเลสาบ", "ทะเล"),
        ("getUserById(7)", "user"),
        ("getUserById(7)", "getuserbyid"),
        ("parseHTTPHeader", "http header"),
        ("max_retry_count", "retry"),
        ("max_retry_count", "max_retry_count"),
        ("article 4711-B", "4711-B"),
        ("release v2.3.1", "2.3.1"),
        ("release v2.3.1", "v2.3.1"),
    ],
)
def test_words_are_found_in_each_way_of_writing_them(written, asked):
    assert set(TERMS(asked)) & set(TERMS(written))


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("v2.3.1", "v2.3.2"),
        ("2.3.1", "1 of 2 and 3"),
        ("4711-B", "4711-C"),
        ("retry_count", "retry the count"),
    ],
)
def test_a_name_of_parts_says_more_than_its_parts(asked, other):
    assert set(TERMS(asked)) - set(TERMS(other))


def test_plurals_of_capitals_are_no_identifiers():
    assert words_of("PCs and NGOs") == "PCs and NGOs"


def test_what_no_reader_sees_is_left_out():
    text = (
        "Before <!-- to do:\nmore --> it\n![a crane](crane.png) ![b][1] <img src='x.png'>\n"
        "[![build](build.svg)](https://ci.example/x)\n[1]: https://a.example/b 'A title'\nafter"
    )
    assert clean(text).split() == ["Before", "it", "after"]


@pytest.mark.parametrize(
    "text",
    [
        "[ilse]: hello",
        "[^1]: See the map of a.b/c.",
        "[18:22] ilse: the ferry is late",
        "a [link](https://a.example) here",
        "a < b and b > c",
    ],
)
def test_what_is_seen_is_kept(text):
    assert clean(text) == text


def test_what_is_plain_is_compared_as_it_stands():
    text = "The general's plan, well-known in 2019, cost 3.5 million."
    assert clean(text) == text


TEXT = "# Windows\n## Uninstall\nTo remove it:\n- open the panel"
LEADS = (
    Lead(LeadKind.HEADING, 0, 9),
    Lead(LeadKind.HEADING, 10, 22),
    Lead(LeadKind.INTRODUCTION, 23, 36),
)


def test_a_passage_is_searched_with_what_stands_above_it():
    found = searched(TEXT, 37, 53, LEADS)
    assert found.section == "Windows › Uninstall"
    assert found.text == "To remove it:\n- open the panel"
    assert found.vector_text == "Windows › Uninstall\nTo remove it:\n- open the panel"


def test_a_long_lead_leaves_room_for_the_passage():
    text = "word " * 100 + "The passage."
    found = searched(text, 500, 512, [Lead(LeadKind.HEADER_ROW, 0, 499)])
    assert len(found.text) <= MAX_LEAD_CHARACTERS + len("\nThe passage.")
    assert found.text.endswith("word\nThe passage.")


def test_a_passage_of_nothing_that_is_seen_is_searched_as_it_stands():
    assert searched("![x](y.png)", 0, 11, ()).vector_text == "![x](y.png)"


def test_vectors_of_another_text_have_another_hash():
    assert searched_hash("a") == searched_hash("a")
    assert searched_hash("a") != searched_hash("b")
    assert len(searched_hash("\ud800")) == 16


@given(st.text(max_size=300))
def test_a_clean_copy_is_clean(text):
    assert clean(clean(text)).split() == clean(text).split() or "<" in text or "[" in text


@pytest.mark.parametrize(
    "part",
    ["a", "A", "aB", "1", "1 ", "1.", "a-", "[", "![", "![a](", "<!--", "<img ", "a-\n", "東"],
)
def test_the_time_does_not_grow_as_the_square_of_the_text(part):
    began = time.process_time()
    words_of(part * 20_000)
    assert time.process_time() - began < 4
