"""News with marks at its dates, as a person would set them, for the tests of the English grammar.

{words|value} is a date that the finder gives. {words|value|other} is one to which it gives another
value, "-" none at all, and {words||value} no date, which it takes for one: where it is wrong is
told as well.
"""

import re
from dataclasses import dataclass

from index.dates import find_dates

_MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)(?:\|([^|{}]+))?\}")


@dataclass(frozen=True)
class News:
    name: str
    published: str
    marked: str


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    value: str  # as TIMEX3 has it; empty where it is no date
    given: str  # by the finder; "-" where it finds none


def unmarked(news: News) -> tuple[str, list[Mark]]:
    """Return the text without its marks, and the marks."""
    source, text, marks, end = news.marked.strip(), "", [], 0
    for found in _MARK.finditer(source):
        text += source[end : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[1]), found[2], found[3] or found[2]))
        text += found[1]
        end = found.end()
    return text + source[end:], marks


def assert_given(news: News) -> None:
    text, marks = unmarked(news)
    found = find_dates(text, news.published)
    given = [mark for mark in marks if mark.given != "-"]
    assert [one.value for one in found] == [mark.given for mark in given]
    for one, mark in zip(found, given, strict=True):
        assert one.start < mark.end, one.text
        assert mark.start < one.end, one.text


def right_share(all_news: list[News]) -> float:
    """Return the F1 of the values over all marks."""
    marks = [mark for news in all_news for mark in unmarked(news)[1]]
    right = sum(mark.given == mark.value for mark in marks)
    wanted = sum(mark.value != "" for mark in marks)
    given = sum(mark.given != "-" for mark in marks)
    assert wanted > 100
    return 2 * right / (wanted + given)
