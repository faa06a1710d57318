import time

import pytest

from index.readers.formats import format_for
from index.readers.formats.in_text import is_page, is_piece, is_subtitles, piece_start

PIECE = "<h2>Opening hours</h2>\n<p>The quarry is open on Sundays.</p>\n<p>Bring a lamp.</p>\n"
CUES = (
    "1\n00:00:01,200 --> 00:00:04,000\nGood morning.\n\n2\n00:00:05,000 --> 00:00:07,000\nHello.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        PIECE,
        f"date 2021-05-03 Opening hours\n\n{PIECE}",
        "<ul>\n<li>Bread\n<li>Salt\n</ul>\n<p>All of it is local.</p>",
        "Dear members,<br>\nthe hall is closed.<br>\n<br>\nSee you in May.<br>\n",
        "<!-- saved --><div><p>One.</p><script>var a = '<p>';</script><p>Two.</p></div>",
        "<dl><dt>What does it cost?</dt><dd>Nothing.</dd></dl>",
    ],
)
def test_a_piece_of_a_page_is_told(text):
    assert is_piece(text)


@pytest.mark.parametrize(
    "text",
    [
        "The word <b>never</b> was set in bold.\n\nNothing else was.",
        "A page begins with <p>Hello</p> and ends with </html>.",
        "# Install\n\n<p>Run it.</p>\n<p>Stop it.</p>",
        "<p align=center><img src=logo.png></p>\n\nA long text about boats follows here, and it is "
        "not in any tag, so that nothing of it may be taken for a page.\n\nAnd another <p>one</p>.",
        "```html\n<p>One</p>\n<p>Two</p>\n```\n",
        "if a < b and c > d: print(a)",
        '<p>{{.title}}</p>\n<p>{{.date.Format "2 January 2006"}}</p>\n',
        "<ul>{% for it in all %}<li>x</li>{% endfor %}</ul>\n<p>May 3, 2006</p>",
        "<p>One</p><?php echo date(); ?><p>Two</p>",
        "<ilse> hello\n<bo> hi\n<ilse> bye",
        "",
    ],
)
def test_a_text_with_tags_in_it_is_no_piece(text):
    assert not is_piece(text)


def test_only_a_short_head_may_stand_above_a_piece():
    assert piece_start("Title\n\n<p>a</p>") == 7
    assert piece_start("A line. <p>a</p>") is None
    assert piece_start("x\n" * 5 + "<p>a</p>") is None
    assert piece_start("no tags") is None


def test_a_whole_page_begins_as_one():
    assert is_page("\n<!DOCTYPE html><html><body><p>a</p></body></html>")
    assert not is_page("The tag <html> opens a page.</p>")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CUES, True),
        (f"date 2021-05-03 The talk\n\n{CUES}", True),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n00:03.000 --> 00:04.000\nThere\n", True),
        ("A cue is written 00:00:01,200 --> 00:00:04,000.", False),
        (f"{CUES}\n" + "A long explanation of how to write them follows.\n" * 40, False),
        ("a --> b\nb --> c\n", False),
    ],
)
def test_subtitles_are_told(text, told):
    assert is_subtitles(text) is told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PIECE, "piece"),
        (CUES, "subtitles"),
        ("<html><body><p>a</p></body></html>", "html"),
        ("\ufeff" + PIECE.replace("\n", "\r\n"), "piece"),
        ("a < b", None),
    ],
)
def test_what_a_file_named_as_text_holds_counts(text, name):
    for suffix in (".txt", ".md"):
        told, warning = format_for(suffix, text.encode())
        assert (told.name if told else None, warning) == (name, "")


@pytest.mark.parametrize(
    "piece", ["<p>", "<p ", "</p>", "<style>", "<!--", "<br>\n", "1\n0:00:01,2 --> "]
)
def test_time_grows_with_the_text(piece):
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    is_piece(text), is_subtitles(text), is_page(text)
    assert time.process_time() - began < 2.0
