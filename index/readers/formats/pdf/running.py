"""Titles and numbers that run through the pages of a PDF -> left out.

Owns what counts as running: the same line, but for its digits, at the same edge of several pages.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from index.readers.formats.pdf.pages import Line, Page

_EDGE_LINES = 2  # at the head and at the foot of a page
_LEAST_PAGES = 3
_LONGEST = 120  # characters; a longer line is text
_SHOWN = 4  # in what is told of them
_DIGITS = re.compile(r"[0-9]+|(?<!\w)[ivxlc]+(?!\w)")
_NUMBER = re.compile(
    r"[^\w]*(?:(?:page|seite|pagina|página|p\.|s\.)\s*)?(?:[0-9]{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:of|von|de|/)\s*[0-9]{1,4})?[^\w]*",
    re.IGNORECASE,
)


def without_running(pages: list[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return the pages without running lines, and some of these as they stand once."""
    counts = Counter(key for page in pages for key in {key for key, _ in _edges(page)})
    left_out: dict[str, str] = {}
    kept: list[Page] = []
    for page in pages:
        running = set()
        for key, line in _edges(page):
            least = 2 if key.endswith("number") else _LEAST_PAGES
            if counts[key] >= least:
                running.add(line)
                left_out.setdefault(key, line.words)
        lines = tuple(line for line in page.lines if line not in running)
        # Pages that say nothing else are no running titles.
        kept.append(replace(page, lines=lines or page.lines))
    titles = (words for key, words in left_out.items() if not key.endswith("number"))
    return kept, tuple(sorted(set(titles)))[:_SHOWN]


def _edges(page: Page) -> Iterator[tuple[str, Line]]:
    """Yield the outermost lines with what tells them from others."""
    by_height = sorted(page.lines, key=lambda line: -line.top)
    for edge, lines in (
        ("head", by_height[:_EDGE_LINES]),
        ("foot", by_height[-_EDGE_LINES:] if len(by_height) > _EDGE_LINES else []),
    ):
        for line in lines:
            words = " ".join(line.words.split())
            if _NUMBER.fullmatch(words):
                yield f"{edge} number", line
            elif len(words) <= _LONGEST:
                # The title on the first page is larger than the line that repeats it.
                yield f"{edge} {round(line.size)} {_DIGITS.sub('0', words)}", line
