import pytest

from index.readers.formats.pdf.joining import Hyphens, paragraphs
from index.readers.formats.pdf.pages import HYPHEN, Line, Page


def lines(*texts, left=72.0, right=500.0, size=11.0, top=700.0, leading=13.0):
    return [
        Line(text, left, right, top - n * leading, top - n * leading - size, size)
        for n, text in enumerate(texts)
    ]


def joined(*pages):
    made = [Page(n, f"page {n}", tuple(one)) for n, one in enumerate(pages, 1)]
    return [one.text for one in paragraphs(made, Hyphens(made))]


def test_lines_one_below_the_other_are_a_paragraph():
    assert joined(lines("One line that", "goes on")) == ["One line that goes on"]


def test_a_wider_gap_parts_paragraphs():
    page = [*lines("One", "and on"), *lines("Two", "and on", top=650.0)]
    assert joined(page) == ["One and on", "Two and on"]


def test_other_letters_part_paragraphs():
    page = [*lines("A heading", size=14.0), *lines("text", top=685.0)]
    assert joined(page) == ["A heading", "text"]


def test_a_bullet_an_indent_and_a_short_last_line_begin_another():
    assert joined(lines("• one", "• two")) == ["• one", "• two"]
    assert joined([*lines("One."), *lines("Two", left=90.0, top=687.0)]) == ["One.", "Two"]
    short = [*lines("A full line"), *lines("ends.", right=200.0, top=687.0), *lines("B", top=674.0)]
    assert joined(short) == ["A full line ends.", "B"]


def test_a_column_goes_on_where_the_sentence_does():
    left = lines("The sentence goes", "on in the", right=280.0)
    right = lines("other column. It ends.", left=320.0)
    assert joined([*left, *right]) == ["The sentence goes on in the other column. It ends."]
    assert joined([*left, *lines("Other words.", left=320.0)]) == [
        "The sentence goes on in the",
        "Other words.",
    ]


@pytest.mark.parametrize(
    ("line", "elsewhere", "text"),
    [
        (f"diffi{HYPHEN}cult", "", "difficult"),
        (f"well{HYPHEN}known", "It is well-known.", "well-known"),
        (f"re{HYPHEN}form", "A re-form and a reform.", "reform"),
        (f"vice{HYPHEN}President", "", "vice-President"),
        (f"2019{HYPHEN}2020", "", "2019-2020"),
        (f"a long{HYPHEN} and", "", "a long- and"),
        (f"one{HYPHEN}sided two{HYPHEN}fold", "", "onesided twofold"),
    ],
)
def test_a_hyphen_at_a_line_end_is_told_from_one_that_belongs(line, elsewhere, text):
    page = lines(line)
    if elsewhere:
        page += lines(elsewhere, top=600.0)
    assert joined(page)[0] == text


def test_a_soft_hyphen_at_a_line_end_is_taken_out():
    assert joined(lines("diffi\u00ad", "cult")) == ["difficult"]
    assert joined(lines(f"diffi{HYPHEN}"), lines("cult")) == ["difficult"]
    assert joined(lines(f"the end{HYPHEN}")) == ["the end-"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("a well", "known man", "well-known"),
        ("a Self", "made man", "Self-made"),
        ("the so", "called reform", "so-called"),
        ("the well", "ness of all", "wellness"),
        ("a self", "ish man", "selfish"),
        ("the so", "ciety of all", "society"),
        ("an un", "known man", "unknown"),
    ],
)
def test_a_word_that_keeps_its_hyphen_keeps_it_though_it_stands_nowhere_else(before, after, word):
    (text,) = joined(lines(f"{before}{HYPHEN}", after))
    assert word in text.split()


def test_a_word_that_stands_unbroken_elsewhere_is_written_as_there():
    (text,) = joined(lines("It was wellknown. Now it is well" + HYPHEN, "known."))
    assert text == "It was wellknown. Now it is wellknown."
