"""What a page is called, and where it stands on the web. Owns the order of what counts."""

from collections.abc import Iterator

from lxml import html

from index.readers.addresses import is_web_address
from index.readers.formats.composing import one_line

_LOOKED_AT = 3  # headings of the first level
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")


def page_title(tree: html.HtmlElement) -> str:
    """Return the title; the site's name that many put behind it is left out where a heading is
    the title without it. "" where the page has none.
    """
    declared = [meta(tree, name) for name in _TITLES]
    declared += [one_line(title.text_content()) for title in tree.iter("title")]
    declared = [title for title in declared if title]
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    # A site's name may be a heading too, and stands behind the title of the page.
    for fits in (str.startswith, str.__contains__):
        for heading in headings[:_LOOKED_AT]:
            if any(fits(title.casefold(), heading.casefold()) for title in declared):
                return heading
    return next(iter(declared), "") or (headings[0] if len(headings) == 1 else "")


def page_address(tree: html.HtmlElement) -> str | None:
    """Return the page's own address, as it gives it."""
    return next((one for one in _addresses(tree) if is_web_address(one)), None)


def meta(tree: html.HtmlElement, name: str) -> str:
    """Return the content of the first `meta` of that name, lower case; "" for none."""
    for element in tree.iter("meta"):
        named = element.get("property") or element.get("name") or ""
        if named.lower() == name and (content := one_line(element.get("content") or "")):
            return content
    return ""


def _addresses(tree: html.HtmlElement) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield (link.get("href") or "").strip()
    yield meta(tree, "og:url")
