"""The bytes of a page -> its tree. Owns the choice of an encoding, as browsers make it.

What in the tree is no word of the text is told in `unsaid`.
"""

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html

from index.errors import FormatError
from index.readers.charsets import decoded
from index.readers.formats.html.unsaid import leave_out_unsaid

MAX_BYTES = 10_000_000
TOO_DEEP = "is nested too deeply: what follows from there on is not read; save it in another format"
# trafilatura reads 20,000 paragraphs in 0.7 s, and 100,000 in more than 20 s.
MOST_ELEMENTS = 40_000
# What a page names as its generator that Dateline has made of the item of a feed.
WRITTEN_BY = "dateline fetch"
# What may stand in a head; whatever else opens the body, also where no tag says so.
_OF_HEAD = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))
_LOOKED_AT = 4_096  # bytes in which a page declares its encoding; browsers look at 1,024
_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was parsed."""

    tree: html.HtmlElement
    is_huge: bool  # too many elements to be looked through more than once
    warnings: tuple[str, ...]


def parse(data: bytes, encoding: str = "") -> Page:
    """Return the tree of a page; comments are left out. Raises FormatError where it has none.

    `encoding` counts before what the page declares.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"is a page of {len(data):,} bytes, more than {MAX_BYTES:,}; split it")
    text, warnings = decoded(data, encoding or _declared(data))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    # Encoded again: a text that names another encoding inside would be read by that one.
    encoded = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(encoded, parser=parser)
    except etree.ParserError as empty:
        raise FormatError("shows no words: it is empty") from empty
    # libxml2 stops there, and all that follows is lost without a word.
    error = parser.error_log.last_error
    if error is not None and error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        warnings = (*warnings, TOO_DEEP)
    _open_body(tree)
    leave_out_unsaid(tree)
    return Page(tree, next(islice(tree.iter(), MOST_ELEMENTS, None), None) is not None, warnings)


def is_whole(tree: html.HtmlElement) -> bool:
    """Whether a page is nothing but its main text, as those are that Dateline writes itself."""
    return bool(tree.xpath(f"//head/meta[@name='generator'][@content='{WRITTEN_BY}']"))


def _open_body(tree: html.HtmlElement) -> None:
    """Put into the body what opens it: without its tag libxml2 leaves an article in the head."""
    head = tree.find("head")
    if head is None:
        return
    of_body = [one for one in head if isinstance(one.tag, str) and one.tag not in _OF_HEAD]
    if not of_body:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    first_words, body.text = body.text, None
    for at, one in enumerate(of_body):
        body.insert(at, one)  # with the words behind it
    of_body[-1].tail = (of_body[-1].tail or "") + (first_words or "")


def _declared(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    found = _DECLARED.search(head) or _XML.match(head)
    if not found:
        return ""
    name = found[1].decode("ascii", "ignore")
    try:
        # A page that can be read up to here as ASCII is not UTF-16, whatever it says.
        return "utf-8" if codecs.lookup(name).name.startswith(("utf-16", "utf-32")) else name
    except (LookupError, ValueError):
        return ""
