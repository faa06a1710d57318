"""Which fields of a record are its text, its title, its date, its address and its name.

Owns the names of fields; the earlier ones of a list count before the later ones. A date of change
is never one of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

TEXT = (
    *("text", "full_text", "article_text", "body_text", "article_body", "body", "content_html"),
    *("content_text", "content", "article", "selftext", "transcript", "post", "message", "answer"),
    *("comment", "description", "abstract", "summary", "excerpt", "note", "notes"),
)
TITLE = ("title", "headline", "subject", "question", "heading", "name")
DATE = (
    *("date_published", "published_at", "published_on", "published", "published_date"),
    *("publication_date", "publish_date", "pub_date", "pubdate", "date", "posted_at", "posted_on"),
    *("posted", "post_date", "date_posted", "issued", "sent_at", "sent", "created_at", "created"),
    *("created_utc", "date_created", "creation_date", "timestamp", "datetime", "date_time", "day"),
)
ADDRESS = ("url", "link", "permalink", "web_url", "source_url", "href")
KNOWN_BY = ("id", "guid", "uuid", "key", "message_id", "post_id", "article_id", "tweet_id", "slug")

_BETWEEN = re.compile(r"[\W_]+")
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Seconds or milliseconds since 1970, of 2001 to 2286: "1583346121", "1583346121000.0".
_EPOCH = re.compile(r"[0-9]{10}(?P<milliseconds>[0-9]{3})?(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Record:
    """A row or an object, with what its fields are; "" where it has none."""

    number: int  # its row or line, from 1
    text: str
    known_by: str = ""
    title: str = ""
    question: bool = False  # whether the title asks what the text answers
    dates: tuple[str, ...] = ()  # as written, the one that counts first
    address: str = ""


def key_of(name: str) -> str:
    """Return the name of a field as it stands in the lists: "Published At" is "published_at"."""
    return _BETWEEN.sub("_", _CAPITALS.sub("_", name)).strip("_").casefold()


def first_of(names: Iterable[str], fields: Iterable[str]) -> str:
    """Return the first of the names that is one of the fields; "" where none is."""
    held = frozenset(fields)
    return next((name for name in names if name in held), "")


def record_of(fields: Mapping[str, object], number: int) -> Record | None:
    """Return the record of fields, by their keys; None where none of them holds its text."""
    words = {key: shown for key, value in fields.items() if (shown := _shown(value))}
    text = first_of(TEXT, words)
    if not text:
        return None
    title = first_of(TITLE, words)
    return Record(
        number=number,
        text=words[text],
        known_by=words.get(first_of(KNOWN_BY, words), ""),
        title=words.get(title, ""),
        question=title == "question",
        dates=tuple(_day_of_seconds(words[name]) for name in DATE if name in words),
        address=words.get(first_of(ADDRESS, words), ""),
    )


def _shown(value: object) -> str:
    """Return the words of a value: of a list of words one paragraph each; "" for all else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n\n".join(one.strip() for one in value if one.strip())
    if isinstance(value, dict) and isinstance(inner := value.get("rendered"), str):
        return inner.strip()  # as WordPress hands out its posts
    return ""


def _day_of_seconds(written: str) -> str:
    found = _EPOCH.fullmatch(written)
    if not found:
        return written
    seconds = int(written[:10])
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
