from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.links import address_at

URL = "https://example.org/ferry"
TEXT = "The ferry stopped. It goes again on Monday, says the well-known yard. Bring a coat."


def at(words, text=TEXT, url=URL):
    start = text.index(words)
    return address_at(url, text, start, start + len(words))


def test_a_sentence_of_a_few_words_is_found_by_all_of_them():
    sentence = "It goes again on Monday."
    assert at(sentence, f"No. {sentence}") == f"{URL}#:~:text=It%20goes%20again%20on%20Monday."


def test_a_long_one_by_its_first_and_last_words_with_their_signs_encoded():
    assert at("It goes again on Monday, says the well-known yard.") == (
        f"{URL}#:~:text=It%20goes%20again%20on,says%20the%20well%2Dknown%20yard."
    )


def test_a_short_one_by_those_beside_it_too():
    assert at("Bring a coat.") == (f"{URL}#:~:text=the%20well%2Dknown%20yard.-,Bring%20a%20coat.")
    assert at("The ferry stopped.") == f"{URL}#:~:text=The%20ferry%20stopped.,-It%20goes%20again"


def test_one_that_stands_twice_by_those_beside_it():
    text = "Rain fell on the pier. Noon. Rain fell on the pier. Dusk."
    assert at("Rain fell on the pier.", text) == (
        f"{URL}#:~:text=Rain%20fell%20on%20the%20pier.,-Noon.%20Rain%20fell"
    )


def test_marks_that_a_page_does_not_show_are_left_out():
    text = "Call `stop()` **before the ferry leaves the pier**, [says](https://x.org) the yard."
    assert at(text, text) == f"{URL}#:~:text=before%20the%20ferry%20leaves%20the%20pier,".replace(
        "pier,", "pier"
    )


def test_an_address_keeps_the_place_that_it_names():
    assert at("Bring a coat.", url=f"{URL}#end").startswith(f"{URL}#end:~:text=")


@pytest.mark.parametrize("sentence", ["", "`x`", "Noon.", "a" * 900 + " " + "b" * 900])
def test_where_no_words_would_find_it_the_page_is_opened(sentence):
    assert address_at(URL, sentence, 0, len(sentence)) == URL


@given(st.text(max_size=60), st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_whatever_the_words_nothing_but_letters_and_signs_of_addresses_comes_out(before, words, on):
    text = before + words + on
    found = address_at(URL, text, len(before), len(before) + len(words))
    assert found.startswith(URL)
    assert found.isascii()
    assert not set(found[len(URL) :]) & set(" \n<>()[]\"'`*|\\")
    assert unquote(found).isprintable() or not words.isprintable() or not text.isprintable()
