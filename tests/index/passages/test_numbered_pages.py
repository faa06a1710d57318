"""Numbers of pages and running titles in a text that has no breaks of pages."""

import time

import pytest

from index.documents import Markup
from index.passages.regions import find_regions

RIGHT = " " * 40


def left_out(text, body=0):
    regions = find_regions(text, body, Markup.PLAIN)
    return [" ".join(text[one.start : one.end].split()) for one in regions]


def test_numbers_between_dashes_that_count_up_are_left_out():
    text = "One.\n\n - 1 -\n\nTwo.\n\n - 2 -\n"
    assert left_out(text) == ["- 1 -", "- 2 -"]


def test_a_number_to_the_right_and_the_title_below_it_that_repeats_are_left_out():
    text = f"Bulletin of Mud   p. 14\n\nOne.\n{RIGHT}14\nBulletin of Mud   p. 15\n\nTwo.\n"
    assert left_out(text) == ["14", "Bulletin of Mud p. 15"]


def test_the_title_may_stand_in_the_header():
    text = "Bulletin of Mud   p. 14\n\nOne.\n\n14\n\nBulletin of Mud   p. 15\n\nTwo.\n"
    assert left_out(text, text.index("One")) == ["14", "Bulletin of Mud p. 15"]


@pytest.mark.parametrize(
    "text",
    [
        "Bread\n12\nButter\n13\n",
        "One.\n\n- 3 -\n\nTwo.\n\n- 9 -\n\nThree.\n",
        "One.\n\n - 1 -\n\nTwo.\n",
        f"Sum\n{RIGHT}14\nTotal\n{RIGHT}12\n",
        "1984\n\nThe year began.\n",
    ],
)
def test_other_numbers_stay(text):
    assert left_out(text) == []


@pytest.mark.parametrize("piece", ["1\n", " - 1 -\n", f"{RIGHT}1\nA\n", " " * 50 + "\n", "a 1\n"])
def test_time_grows_with_the_text(piece):
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    find_regions(text, 0, Markup.PLAIN)
    assert time.process_time() - began < 2.0
