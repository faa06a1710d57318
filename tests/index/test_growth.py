"""What reads a question or a text takes time in proportion to it, whatever it is made of."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from growth import takes_at_most
from index.dates import find_asked_dates
from index.dates.query.latest import latest_word
from index.dates.query.question_time import asked_time
from index.dates.query.time_only import time_question
from index.notions import notions_asked
from index.question import clean_question, words_in
from index.question_forms import asks_how_things_are, what_is_wanted
from index.searched import clean, words_of
from index.sentences import split_sentences

TODAY = date(2024, 3, 4)
SHORT, LONG = 5_000, 20_000  # characters
# What grows with the text takes 4 times as long, what grows with its square 16.
MOST = 9

READERS: dict[str, Callable[[str], object]] = {
    "words of a question": words_in,
    "its dates": lambda text: find_asked_dates(text, TODAY),
    "its time": lambda text: asked_time(text, TODAY),
    "whether it asks about time alone": lambda text: time_question(text, TODAY),
    "the newest": latest_word,
    "its notions": notions_asked,
    "its form": lambda text: (what_is_wanted(text), asks_how_things_are(text)),
    "what is cleaned": lambda text: (clean(text), words_of(text)),
    "sentences": lambda text: split_sentences(text, 0, len(text)),
}
PIECES = (
    *("a", "a1", "1", "A-1-", "v1.2.", "1,", "Why? ", "who is ", "in 2019 and ", "2019-", "12/"),
    *(" ", "\n", ". ", ".", "?", ")", "(", '"', "“a", "«", "'", "’s", "-", "- ", "a-\n", "\u00ad"),
    *("last week ", "as of May ", "since ", "now ", "the newest ", "Nov. ", "5 May, ", "€5 "),
    *("<!--", "![", "[a](", "<a ", "| ", "中", "ﬁ", "é", "İ", "\u00a0"),
)


@pytest.mark.parametrize("reader", READERS)
def test_four_times_the_text_takes_about_four_times_the_time(reader: str) -> None:
    read = READERS[reader]
    read("Who ran the mill on 5 May 2021, and when was it sold?")  # what is compiled at first use
    slow = []
    for piece in PIECES:
        short, long = (piece * (size // len(piece)) + "x" for size in (SHORT, LONG))
        if not takes_at_most(partial(read, long), partial(read, short), times=MOST, least=0.002):
            slow.append(piece)
    assert slow == []


def test_a_question_is_cleaned_before_it_is_read() -> None:
    assert clean_question("  Who\n ran it? ") == "Who ran it?"
