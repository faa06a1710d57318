"""The list of the feeds that are followed, `.feeds.yaml` in the source folder.

It lies beside the documents and not in the index: people can read and edit it, it is saved with the
documents, and neither a rebuild nor `dateline restore` or `import` touches it. Owns its form.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.sources.names import safe_name
from bot.sources.writing import put
from index.errors import FeedError, UsageError
from index.readers.addresses import is_web_address

FILE_NAME = ".feeds.yaml"
MAX_BYTES = 1_000_000
_HEAD = "# Feeds that `dateline fetch` brings documents from, each into feeds/NAME/.\n"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed."""

    name: str  # of its folder below feeds/
    url: str


def followed(source_docs: Path) -> list[Feed]:
    """Return the feeds that are followed, in the order of the list. Raises FeedError."""
    feeds: list[Feed] = []
    for number, one in enumerate(_listed(source_docs), start=1):
        values = one if isinstance(one, dict) else {}
        name, url = values.get("name"), values.get("url")
        wrong = (
            "has no name that can be one of a folder"
            if not isinstance(name, str) or safe_name(name) != name
            else f"has an url that is none of http or https ({url})"
            if not isinstance(url, str) or not is_web_address(url)
            else "has the name of another one"
            if any(feed.name.casefold() == name.casefold() for feed in feeds)
            else ""
        )
        if wrong or not isinstance(name, str) or not isinstance(url, str):
            raise FeedError(f"{source_docs / FILE_NAME}: feed {number} {wrong}; correct it there")
        feeds.append(Feed(name, url))
    return feeds


def follow(source_docs: Path, feed: Feed) -> None:
    """Put a feed at the end of the list; what people wrote there stays.

    Raises UsageError where it, or its name, is there.
    """
    for known in followed(source_docs):
        if known.url == feed.url:
            raise UsageError(f"{feed.url} is followed already, as {known.name}")
        if known.name.casefold() == feed.name.casefold():
            raise UsageError(f"a feed named {feed.name} is followed already; give another --name")
    file = source_docs / FILE_NAME
    before = file.read_text(encoding="utf-8-sig") if file.exists() else _HEAD
    line = yaml.safe_dump([{"name": feed.name, "url": feed.url}], allow_unicode=True, width=10_000)
    put(file, (before.rstrip("\n") + "\n" + line).encode(), replace=True)


def unfollow(source_docs: Path, name: str) -> Feed:
    """Take the feed with a name or an url from the list; its documents stay. Raises UsageError."""
    feeds = followed(source_docs)
    gone = next((feed for feed in feeds if name in (feed.name, feed.url)), None)
    if gone is None:
        names = ", ".join(feed.name for feed in feeds) or "none"
        raise UsageError(f"no feed {name} is followed; followed are: {names}")
    left = [{"name": feed.name, "url": feed.url} for feed in feeds if feed != gone]
    lines = yaml.safe_dump(left, allow_unicode=True, width=10_000) if left else ""
    put(source_docs / FILE_NAME, (_HEAD + lines).encode(), replace=True)
    return gone


def _listed(source_docs: Path) -> list[object]:
    file = source_docs / FILE_NAME
    try:
        with file.open("rb") as stream:
            text = stream.read(MAX_BYTES).decode("utf-8-sig")
        listed = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings alone
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise FeedError(f"{file} cannot be read as YAML ({said}); correct it") from error
    if listed in (None, ""):
        return []
    if not isinstance(listed, list):
        raise FeedError(
            f"{file} is no list; write of each feed: - name: NAME, and below it url: URL"
        )
    return listed
