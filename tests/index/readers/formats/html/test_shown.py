import pytest

from index.readers.formats.html.shown import shown_date
from index.readers.formats.html.walking import Block, BlockKind


def blocks(*texts):
    return [Block(BlockKind.TEXT, text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("Posted: Monday 3 May 2021", "Words."), ("Monday 3 May 2021", 0)),
        (("Words.", "By Ann Ode · Published: 3 May 2021 · 2 min read"), ("3 May 2021", 1)),
        (("3 May 2021", "Words."), ("3 May 2021", 0)),
        (("3 May 2021", "Published 4 May 2021", "Words."), ("4 May 2021", 1)),
        (("Updated: 3 May 2021", "Words."), ("", None)),
        (("On 3 May 2021 the ferry sank.", "Words."), ("", None)),
        (("2021", "Words."), ("", None)),
        ((*["Words."] * 20, "Published: 3 May 2021"), ("3 May 2021", 20)),
        ((*["Words."] * 20, "3 May 2021"), ("", None)),
    ],
)
def test_a_line_of_nothing_but_its_date_dates_a_page(texts, shown):
    assert shown_date(blocks(*texts)) == shown
