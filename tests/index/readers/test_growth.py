"""What a reader does grows with the length of a text and no faster, whatever it is made of."""

import contextlib
import time
from collections.abc import Callable
from datetime import date

import pytest

from index.errors import DocumentError
from index.readers.file_names import read_file_name
from index.readers.headers import read_header
from index.readers.lookalikes import unread_dates
from index.readers.text import read_markdown

CHARACTERS = 400_000
SECONDS = 2.0  # of processor time; a second pass over the text for each character takes hours

PIECES = [
    *(
        " ",
        "\t",
        "\n",
        "\n\n",
        "# ",
        "#",
        "*",
        "_",
        "-",
        "=",
        "~",
        "`",
        "```\n",
        ">",
        "|",
        "[",
        "(",
    ),
    *("<!--", "<!---->", "-->", "---\n", "+++\n", "{", '{"title":', "[[", "a: [", "a: {", "&a *a "),
    *("a: b\n", "a: b: c\n", "\ta: b\n", "date: x\n", "date:\n  a: b\n", "Title: x\n", "From: a\n"),
    *(
        "9 ",
        "2020",
        "2020-",
        "2020-01-09",
        "2020-01-09 ",
        "2020-01-09\n",
        "01/02/",
        "January ",
        "Jan",
    ),
    *(
        "date ",
        "date 2020-01-09 ",
        "Published ",
        "updated ",
        "By Ann ",
        "by a, ",
        "Ann Ode ",
        "A. ",
    ),
    *(
        "# 2020-01-09\n",
        "# a\n",
        "a\n===\n",
        "a\n\n===\n",
        "9 January 2020\n\n",
        "*2020-01-09*\n",
        "x",
    ),
    *(
        "KOLM, ",
        "KOLM, Jan 9 (",
        "(Wire) - ",
        "![a](b)",
        "![",
        "\u00a0",
        "\u2028",
        "\x1c",
        "İ",
        "Q1 ",
    ),
]


def timed(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    with contextlib.suppress(DocumentError, ValueError):
        read(text)
    return time.process_time() - began


@pytest.mark.parametrize("opening", ["", "---\n", "+++\n", "# T\n\n", "T\n", "2020-01-09\n\n", "{"])
def test_headers_of_any_text_are_read_in_its_length(opening: str) -> None:
    slow = {}
    for piece in PIECES:
        text = opening + piece * (CHARACTERS // len(piece))
        taken = timed(read_header, text)
        if taken > SECONDS:
            slow[piece] = taken
    assert slow == {}


def test_titles_and_lookalikes_of_any_text_are_found_in_its_length() -> None:
    slow = {}
    for piece in PIECES:
        text = piece * (CHARACTERS // len(piece))
        taken = timed(lambda t: read_markdown(t.encode(), "a.md"), text)
        taken += timed(lambda t: unread_dates(t, "", ""), text)
        if taken > 2 * SECONDS:
            slow[piece] = taken
    assert slow == {}


def test_the_longest_names_of_files_are_read_at_once() -> None:
    slow = {}
    for piece in PIECES:
        # A name has at most 255 bytes, a path 4,096.
        taken = timed(read_file_name, "docs/" + piece.replace("/", "-") * (250 // len(piece)))
        taken += timed(read_file_name, "docs/" + (piece.replace("\n", "") + "/") * 500 + "a.md")
        if taken > SECONDS:
            slow[piece] = taken
    assert slow == {}


def test_the_days_of_a_journal_are_looked_through_once() -> None:
    days = "\n\n".join(f"{date.fromordinal(700_000 + n)} tide" for n in range(40_000))
    assert timed(read_header, f"2020-01-09\n\n{days}") < SECONDS
