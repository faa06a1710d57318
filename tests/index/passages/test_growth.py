"""However a text is made, the time to cut it grows with its length and no faster."""

import pytest

from growth import takes_at_most
from index.documents import Markup
from index.passages import build_passages, find_entries

SIZE = 15_000  # characters of the shorter text
# Times as long for eight times the text. What grows with the text takes 8, what grows with its
# square 64; between them is room for a busy machine.
MOST = 24

ONCE = {
    "a heading with blanks": "# a{ *}b",
    "a bullet with blanks": "-{ *}x",
    "closing marks": "{)*}",
    "bold": "{**a *}",
    "underscores": "{_*}",
    "quotes": '{"a. *}',
    "full stops": "{.*}",
    "words": "{word *}",
    "lines": "{word\n*}",
    "blank lines": "{\n *}x",
    "blanks": "a{ *}b\nc",
    "fences": "{```\n*}",
    "fences with a language": "{~~~ x\n*}",
    "comments that never end": "{<!--*}",
    "comments": "{<!-- a --> *}",
    "scripts that never end": "<html>{<script>*}",
    "pictures that never end": "{![*}",
    "pictures": "{![a](b)*}x",
    "a link definition": "[a]: {b/*} c",
    "tags": "{<a>*}x",
    "a rule": "{=*}a",
    "a table's rule": "a | b\n{|-*}",
    "bars": "{| a *}",
    "rows with bars": "{| a |\n*}",
    "rows": "{a;b;c\n*}",
    "rows of two kinds": "{a;b;c\na;b\n*}",
    "columns": "{a  b  c\n*}",
    "dated lines": "{2024-03-04 10:00 a: b\n*}",
    "dated headings": "{# 2024-03-04\n\na\n\n*}",
    "lines that are dates": "{2024-03-04\n*}",
    "a heading of months": "## {apr *}",
    "questions": "{Why?\n\nSo.\n\n*}",
    "turns": "{a: b?\nc: d.\n*}",
    "a long key": "{a*}: b\nc: d",
    "cues": "{1\n00:00:01.000 --> 00:00:02.000\nhi\n\n*}",
    "items": "{- a\n*}",
    "paragraphs of an item": "- a\n\n{    b\n\n*}",
    "code": "a\n\n{    b\n\n*}",
    "pages": "{Title\nx\n\f*}",
    "short lines": "{Title\n\nx.\n\n*}",
    "headings": "{# a\n## b\n*}",
}


def made(form: str, size: int) -> str:
    before, rest = form.split("{", 1)
    unit, after = rest.rsplit("*}", 1)
    return before + unit * (size // len(unit)) + after


@pytest.mark.parametrize("markup", Markup)
@pytest.mark.parametrize("form", ONCE.values(), ids=ONCE)
def test_eight_times_the_text_takes_about_eight_times_the_time(form: str, markup: Markup) -> None:
    def cut(text: str) -> None:
        entries = find_entries(text, 0, published="2024-12-31", markup=markup)
        build_passages(
            text,
            0,
            count_tokens=lambda texts: [len(text) // 4 for text in texts],
            max_tokens=128,
            markup=markup,
            entries=entries,
        )

    short, long = (made(form, size) for size in (SIZE, 8 * SIZE))
    assert takes_at_most(lambda: cut(long), lambda: cut(short), times=MOST, least=0.005)
