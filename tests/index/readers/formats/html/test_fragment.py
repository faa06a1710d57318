import pytest

from index.documents import ElementKind
from index.readers.formats.composing import Composition
from index.readers.formats.html.fragment import add_html, is_html


@pytest.mark.parametrize(
    "words", ["<p>Words.", "one<br/>two", "<b>one</b>", 'a <img src="x"> b', "<LI>a</LI>"]
)
def test_words_with_tags_are_html(words):
    assert is_html(words)


@pytest.mark.parametrize(
    "words", ["a < b and c > d", "no tag: <pre", "List<String>", "<ann> hello", "2 <b> 3", ""]
)
def test_words_that_only_have_such_marks_are_none(words):
    assert not is_html(words)


def test_what_html_shows_is_added_block_by_block():
    composed = Composition()
    composed.paragraph("Before.")
    add_html(
        composed,
        "<h2>Costs</h2><p>300,000&nbsp;euros<br>in all</p><pre>a  b</pre><script>no</script>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>3 é</td></tr></table>",
    )
    assert composed.text == (
        "Before.\n\nCosts\n\n300,000\xa0euros\nin all\n\na  b\n\nYear\tCost\n2019\t3 é"
    )
    assert [element.kind for element in composed.elements] == [
        ElementKind.HEADING,
        ElementKind.CODE,
        ElementKind.HEADER_ROW,
        ElementKind.ROW,
    ]


@pytest.mark.parametrize("words", ["", "<p></p>", "<!-- a -->", "<script>a</script>", "\0"])
def test_html_that_shows_nothing_adds_nothing(words):
    composed = Composition()
    add_html(composed, words)
    assert composed.text == ""


def test_what_html_says_of_its_encoding_does_not_count():
    composed = Composition()
    add_html(composed, '<meta charset="latin-1"><p>Größe</p>')
    assert composed.text == "Größe"
