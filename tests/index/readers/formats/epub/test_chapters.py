from index.readers.formats.epub.chapters import read_chapter
from index.readers.formats.epub.contents import Named
from index.readers.formats.html.walking import BlockKind
from zip_maker import xhtml


def read(body, *names):
    placed, _ = read_chapter(xhtml(body).encode(), names)
    return [(one.block.text, one.block.kind, one.place) for one in placed]


def named(name, at=""):
    return Named(name, at, 1, f"at {name}")


def test_a_place_begins_with_the_block_around_its_element():
    body = "<p>a</p><ul><li>b</li><li id='x'>c</li></ul><p>d <a name='y'></a>e</p>"
    assert read(body, named("X", "x"), named("Y", "y"), named("Gone", "z")) == [
        ("a", BlockKind.TEXT, ""),
        ("b", BlockKind.TEXT, "at X"),
        ("c", BlockKind.TEXT, ""),
        ("d e", BlockKind.TEXT, "at Y"),
    ]


def test_of_places_that_begin_together_the_innermost_counts():
    assert read("<div id='x'><h2>H</h2></div>", named("File"), named("X", "x")) == [
        ("H", BlockKind.HEADING, "at X")
    ]


def test_a_place_at_the_body_begins_with_the_file():
    source = xhtml("<p>a</p>").replace("<body>", "<body id='b'>").encode()
    ((only,), _) = read_chapter(source, [named("B", "b")])
    assert only.place == "at B"


def test_a_paragraph_that_is_the_name_is_a_heading():
    assert read("<p> the\nHARBOUR </p><p>b</p>", named("The harbour")) == [
        ("the HARBOUR", BlockKind.HEADING, "at The harbour"),
        ("b", BlockKind.TEXT, ""),
    ]


def test_a_file_without_words_has_no_blocks():
    assert read_chapter(b" ", []) == ([], ())
    assert read("<img src='a'/>") == []
