"""What stands in a page and is no word of it: struck out words, marks of notes, running heads.

Owns what they are, in any HTML: pages, chapters of books, items of feeds. With them a quote would
say what its author took back, or end in a number that is none.
"""

import re

from lxml import html

_NOTE_CLASS = re.compile(r"(?:foot|end)note", re.IGNORECASE)
_BACK_ROLES = frozenset(("doc-backlink", "doc-noteref"))
_LONGEST_MARK = 6  # characters: "[123]"
# Writer puts what runs through the pages of a document into these.
_RUNNING = frozenset(("header", "footer"))


def leave_out_unsaid(tree: html.HtmlElement) -> None:
    """Take struck out words and marks of notes out of a tree, and set running titles apart."""
    for element in [*tree.iter("del", "sup", "a")]:
        if element.tag == "del" or _is_mark(element):
            _drop(element)
    for element in tree.iter("div"):
        if element.get("title") in _RUNNING:
            element.tag = "footer"


def _is_mark(element: html.HtmlElement) -> bool:
    """Whether an element leads to a note or back from it, and is no more than its number."""
    if len(element.text_content().strip()) > _LONGEST_MARK:
        return False
    if element.tag == "sup":
        # Its words are those of links inside the page.
        links = [one for one in element.iter("a") if _leads_inside(one)]
        linked = "".join(one.text_content() for one in links)
        return bool(links) and _letters(linked) == _letters(element.text_content())
    if not _leads_inside(element):
        return False
    if element.get("role") in _BACK_ROLES or _NOTE_CLASS.search(element.get("class") or ""):
        return True
    return len(element) == 1 and element[0].tag == "sup" and not (element.text or "").strip()


def _leads_inside(link: html.HtmlElement) -> bool:
    return (link.get("href") or "").startswith("#")


def _letters(words: str) -> str:
    return "".join(one for one in words if one.isalnum())


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
