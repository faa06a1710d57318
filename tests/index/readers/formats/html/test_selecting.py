from lxml import html

from index.readers.formats.html.selecting import all_but_surroundings, select
from index.readers.formats.html.walking import blocks_of

LONG = "This sentence about the harbour is long enough to be the main text of a page. " * 2


def selected(source):
    tree = html.document_fromstring(source)
    kept, told = select(tree, blocks_of(tree))
    return [block.text.strip() for block in kept], told


def test_repeats_and_parts_that_are_left_out_inside_stay_as_they_are():
    page = (
        f"<article><p>{LONG}</p><p>{LONG}</p><p>Short.</p><p>Short.</p>"
        f"<p>{LONG}<a class='share' href='#'>Share</a> {LONG}</p></article>"
        "<div class='related'><a href='/a'>Something else entirely happened elsewhere</a></div>"
    )
    kept, told = selected(page)
    assert told
    assert kept[:4] == [LONG.strip(), LONG.strip(), "Short.", "Short."]
    assert "Share" in kept[4]
    assert not any("elsewhere" in text for text in kept)


def test_a_heading_comes_with_the_text_right_below_it():
    kept, _ = selected(f"<article><h3>Costs</h3><p>{LONG}</p><h3>Tags</h3></article><nav>x</nav>")
    assert kept == ["Costs", LONG.strip()]


def test_where_the_text_cannot_be_told_all_but_the_surroundings_is_kept():
    page = f"<nav><p>Home and more</p></nav><p>{LONG}</p><footer>End</footer>"
    blocks = blocks_of(html.document_fromstring(page))
    assert [block.text.strip() for block in all_but_surroundings(blocks)] == [LONG.strip()]
    nothing_else = blocks_of(html.document_fromstring("<nav>A list</nav><footer>an end</footer>"))
    assert all_but_surroundings(nothing_else) == nothing_else
