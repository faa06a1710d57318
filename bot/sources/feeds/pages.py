"""An item of a feed as a page of the web: a file that people can open, and that a reader reads.

Owns its form. What it declares (title, date, address) is read from it as from any other page.
"""

from dataclasses import dataclass
from html import escape

from index.readers.formats.html.page import WRITTEN_BY


@dataclass(frozen=True, slots=True)
class PageOfItem:
    """What an item says; "" where it does not."""

    title: str
    url: str
    day: str  # as precise as it was written
    plain: bool  # whether `content` is text and not HTML
    content: str


def page_of(item: PageOfItem) -> str:
    """Return an item as a page."""
    title = escape(item.title)
    head = [f"<title>{title}</title>"] if title else []
    if item.day:
        head.append(f'<meta property="article:published_time" content="{escape(item.day)}">')
    if item.url:
        head.append(f'<link rel="canonical" href="{escape(item.url)}">')
    body = [f"<h1>{title}</h1>"] if title else []
    body.append(_paragraphs(item.content) if item.plain else item.content.strip())
    lines = [
        "<!DOCTYPE html>",
        "<html>",
        "<head>",
        '<meta charset="utf-8">',
        f'<meta name="generator" content="{WRITTEN_BY}">',
        *head,
        "</head>",
        "<body>",
        "<article>",
        *body,
        "</article>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> str:
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)
