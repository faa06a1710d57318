import pytest

from bot.wording.text import count, one_line, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb\x07", r"a\x1b[31mb\x07"),
        ("\x9b2J\x7f\r\x85", r"\x9b2J\x7f\x0d\x85"),
        ("\u202eabc\u2066\u2028", r"\u202eabc\u2066\u2028"),
        ("\udcff", r"\udcff"),
        ("tab\tline\nend", "tab\tline\nend"),
        ("می\u200cخواهم 👩\u200d🚀 [bold] :smile:", "می\u200cخواهم 👩\u200d🚀 [bold] :smile:"),
    ],
)
def test_only_what_can_harm_is_escaped(text, seen):
    assert visible(text) == seen


def test_titles_and_paths_stay_on_one_line():
    assert one_line("a\nb\tc\x1b") == r"a\nb\tc\x1b"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (1204, "1,204 documents")],
)
def test_a_noun_agrees_with_its_number(number, words):
    assert count(number, "document") == words
