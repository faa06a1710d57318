import pytest

from index.documents import Markup, Origin
from index.readers.contents import Contents, Header, Written
from index.readers.decoding import NOT_UTF_8
from index.readers.text import read_markdown, read_text


def test_plain_text_is_kept_whole_with_its_header() -> None:
    assert read_text(b"date 2020 T\r\n\r\n# Text", "a.txt") == Contents(
        "date 2020 T\n\n# Text", Header(13, (Written("2020", Origin.HEADER),), "T")
    )


def test_warnings_of_decoding_and_header_are_both_kept() -> None:
    header = read_text(b"---\nurl: x\n---\ncaf\xe9", "a.txt").header
    assert header.warnings == (
        NOT_UTF_8,
        "front matter: 'x' is not an http or https address and was left out",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A  title #\n\n# B", "A title"),
        ("Text\n\n   # C# and `x`", "C# and `x`"),
        ("## Part\n\n# Title", "Title"),
        ("```sh\n# install\n```\n# Title", "Title"),
        ("~~~~\n# a\n~~~\n# b\n~~~~\n# Title", "Title"),
        ("#tag\n# \n", ""),
        ("A title\n=======\n\nText", "A title"),
        ("Text\n\nA title\n===\n", "A title"),
        ("A title\n---\nText", "A title"),
        ("## A title\n\nText", "A title"),
        ("Text\n\n## Part\n", ""),
        ("Text\n\nPart\n---\n", ""),
        ("Two lines\nof text\n===\n", ""),
        ("- item\n---\n", ""),
        ("> quote\n===\n", ""),
        ("```\nA title\n===\n```\n# Title", "Title"),
        ("# \nA title\n===", "A title"),
        ("---\ntitle: Front\n---\n# Title", "Front"),
        ("---\n# note\ndate: 2020\n---\n# Title", "Title"),
    ],
)
def test_the_title_of_markdown_is_its_first_heading(text: str, title: str) -> None:
    assert read_markdown(text.encode(), "a.md").header.title == title


def test_the_layout_of_a_text_goes_with_it() -> None:
    assert read_markdown(b"# A", "a.md").markup == Markup.MARKDOWN
    assert read_markdown(b"date 2020 T\n\nText", "a.md").markup == Markup.MARKDOWN
    assert read_text(b"# A", "a.txt").markup == Markup.PLAIN
