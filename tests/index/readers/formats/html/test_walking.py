import pytest

from index.readers.formats.html.page import parse
from index.readers.formats.html.walking import BlockKind, blocks_of


def blocks(source):
    return blocks_of(parse(source.encode()).tree)


def texts(source):
    return [block.text for block in blocks(source)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>one <b>two</b>three</p>", ["one twothree"]),
        ("<p>one\n   two</p>", ["one two"]),
        ("<p>one<br>two<br/> three</p>", ["one\ntwo\nthree"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<ul><li>one<ul><li>two</ul><li>three</ul>", ["one", "two", "three"]),
        ("<p>a&nbsp;b</p>", ["a\u00a0b"]),
        ("<p>a<script>x</script>b<style>y</style>c</p>", ["abc"]),
        ("<p>a<span hidden>x</span>b<i style='display: none'>y</i>c</p>", ["abc"]),
        ("<p>a<!-- x -->b</p>", ["ab"]),
        ("<select><option>x</select><p>a", ["a"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<pre>\n a\n\n  b\n</pre>", [" a\n\n  b"]),
    ],
)
def test_words_are_joined_as_a_browser_shows_them(source, shown):
    assert texts(source) == shown


def test_a_table_of_rows_is_a_table_and_one_that_lays_a_page_out_is_not():
    (table,) = blocks("<table><tr><th>a<th>b<tr><td>1<br>2<td><p>3</p><p>4</p></table>")
    assert (table.kind, table.rows, table.header) == (
        BlockKind.TABLE,
        (("a", "b"), ("1 2", "3 4")),
        True,
    )
    layout = "<table><tr><td><table><tr><td>a<td>b</table><td><h2>c</h2><p>d</table>"
    assert [(one.kind, one.text) for one in blocks(layout)] == [
        (BlockKind.TABLE, "a\tb"),
        (BlockKind.HEADING, "c"),
        (BlockKind.TEXT, "d"),
    ]
    assert texts("<table><tr><td>only<tr><td>one column</table>") == ["only", "one column"]
    assert texts("<table><caption>What</caption><tr><td>a<td>b</table>") == ["What", "a\tb"]


def test_what_is_no_main_text_is_told():
    found = blocks("<nav>a</nav><p>b</p><footer><p>c</p></footer><p>d</p>")
    assert [(one.text, one.aside) for one in found] == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("d", False),
    ]
