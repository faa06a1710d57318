import pytest

from index.documents import ElementKind, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.html.piece import read

PIECE = """<div class="nav"><a href="/">Home</a> | <a href="/boats">Boats</a></div>
<h1>The ferry is repaired</h1>
<p class="meta">By Ann Ode &middot; Published: 3 May 2021 &middot; 2 min read</p>
<p>The keel of the <em>Sturgeon&#39;s Pride</em> was mended&nbsp;in Kolm &amp; painted.</p>
<div class="ad">Buy tyres from 19.99</div>
<p>ADVERTISEMENT: Winter boots</p>
<p>It sails again.</p>
<p>&copy; 2019 Kolm Herald | Imprint</p>
"""


def test_the_words_of_a_piece_are_kept_without_what_surrounds_them():
    (piece,) = read(PIECE.encode(), "ferry.html.txt")
    assert piece.text == (
        "The ferry is repaired\n\n"
        "The keel of the Sturgeon's Pride was mended\xa0in Kolm & painted.\n\n"
        "It sails again."
    )
    assert piece.title == "The ferry is repaired"
    assert piece.dates == (Written("3 May 2021", Origin.PAGE),)
    assert [(e.kind, e.level) for e in piece.elements] == [(ElementKind.HEADING, 1)]


def test_what_stands_above_the_first_tag_is_read_as_of_a_text():
    (piece,) = read(b"date 2021-05-03 The ferry\n\nA note.\n\n<p>It sails.</p><p>Again.</p>", "a")
    assert piece.dates == (Written("2021-05-03", Origin.HEADER),)
    assert piece.title == "The ferry"
    assert piece.text == "A note.\n\nIt sails.\n\nAgain."


def test_a_list_of_links_alone_is_left_out_and_one_within_a_text_stays():
    (piece,) = read(
        b"<p><a href=a>Front</a> | <a href=b>Sport</a></p><p>See <a href=c>this</a> and "
        b"<a href=d>that</a>.</p>",
        "a",
    )
    assert piece.text == "See this and that."


def test_a_heading_of_any_level_that_comes_first_is_the_title():
    (piece,) = read(b"<h3>Guests</h3><p>Bring a lamp.</p>", "a")
    assert piece.title == "Guests"


def test_a_piece_that_is_all_surroundings_is_kept():
    (piece,) = read(b"<nav><p>One.</p><p>Two.</p></nav>", "a")
    assert piece.text == "One.\n\nTwo."


def test_a_piece_without_words_is_refused():
    with pytest.raises(FormatError, match="shows no words"):
        read(b"<p></p><p></p>", "a")


@pytest.mark.parametrize(
    "around",
    ["<div class=menu><p>Soup</p><p>Pie</p></div>", "<div class=footer><p>Soup and pie.</p></div>"],
)
def test_what_is_called_surroundings_and_is_the_text_stays(around):
    (piece,) = read(f"<h1>Inn</h1>{around}".encode(), "a")
    assert "Soup" in piece.text


def test_a_menu_of_links_is_left_out():
    text = "<ul class=menu><li><a href=a>Front</a><li>Top</ul><p>The inn is open on all days.</p>"
    assert read(text.encode(), "a")[0].text == "The inn is open on all days."
