"""Brings what is new in feeds as documents. Owns the order, and that one feed never costs another.

Feeds are downloaded several at once; their bytes are read in the process for foreign formats, one
after the other.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from bot.settings import Settings
from bot.sources.feeds.downloading import Downloaded, Downloader, Known
from bot.sources.feeds.following import Feed, follow, followed
from bot.sources.feeds.saving import FOLDER, Notes, read_notes, save, write_notes
from bot.sources.names import safe_name
from bot.sources.writing import make_folder, refused
from index.errors import DatelineError, FeedError, FormatError, UsageError
from index.readers import Guard
from index.readers.addresses import is_web_address
from index.readers.formats import Format
from index.readers.formats.values import ReadDocument

AT_ONCE = 4
LOCK = ".lock"
_NAME_CHARACTERS = 60
_FEED = Format("fetched", "a feed", (), "bot.sources.feeds.items", 1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a feed; paths are those of documents."""

    feed: Feed
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # changed in the feed and edited by people: left as they are
    error: str = ""  # with the next step; "": none
    title: str = ""


def fetch(settings: Settings, names: Sequence[str], downloader: Downloader) -> list[Fetched]:
    """Bring what is new in the feeds of these names, or in all that are followed.

    Raises UsageError for a name of none, FeedError where the list cannot be read.
    """
    feeds = followed(settings.source_docs)
    unknown = [name for name in names if name not in {feed.name for feed in feeds}]
    if unknown:
        known = ", ".join(feed.name for feed in feeds) or "none"
        raise UsageError(f"no feed {unknown[0]} is followed; followed are: {known}")
    wanted = [feed for feed in feeds if not names or feed.name in names]
    with _one_at_a_time(settings.source_docs), Guard() as guard:
        fetching = _Fetching(settings.source_docs, downloader, guard)
        with ThreadPoolExecutor(AT_ONCE) as several:
            found = [(feed, several.submit(fetching.download, feed)) for feed in wanted]
            try:
                return [fetching.feed(feed, downloaded) for feed, downloaded in found]
            except BaseException:
                downloader.stop()
                several.shutdown(wait=False, cancel_futures=True)
                raise


def begin(settings: Settings, url: str, name: str, downloader: Downloader) -> Fetched:
    """Follow a feed from now on, and bring what is in it.

    Raises UsageError where it is followed already, FeedError where there is no feed: then it is not
    followed.
    """
    source_docs = settings.source_docs
    if not is_web_address(url):
        raise UsageError(f"{url} is not an http or https address")
    for known in followed(source_docs):
        if known.url == url:
            raise UsageError(f"{url} is followed already, as {known.name}")
    with _one_at_a_time(source_docs), Guard() as guard:
        downloaded = downloader.get(url)
        title, items = _read(guard, url, downloaded)
        taken = {feed.name.casefold() for feed in followed(source_docs)}
        feed = Feed(_name(name) if name else _free_name(title or url, taken), url)
        follow(source_docs, feed)
        return replace(_saved(source_docs, feed, items, Notes(url, downloaded.known)), title=title)


class _Fetching:
    """One call of `fetch`."""

    def __init__(self, source_docs: Path, downloader: Downloader, guard: Guard) -> None:
        self._source_docs = source_docs
        self._downloader = downloader
        self._guard = guard

    def download(self, feed: Feed) -> Downloaded:
        """Download a feed, unless nothing has changed. Raises FeedError."""
        notes = read_notes(self._source_docs / FOLDER / feed.name)
        known = notes.known if notes.url == feed.url else Known()
        return self._downloader.get(feed.url, known)

    def feed(self, feed: Feed, downloading: "Future[Downloaded]") -> Fetched:
        """Save what was downloaded; whatever goes wrong is told of this feed alone."""
        try:
            downloaded = downloading.result()
            if downloaded.data is None:
                return Fetched(feed)
            title, items = _read(self._guard, feed.url, downloaded)
            notes = read_notes(self._source_docs / FOLDER / feed.name)
            notes = Notes(feed.url, downloaded.known, notes.items)
            return replace(_saved(self._source_docs, feed, items, notes), title=title)
        except DatelineError as error:
            return Fetched(feed, error=str(error))


def _read(guard: Guard, url: str, downloaded: Downloaded) -> tuple[str, Sequence[ReadDocument]]:
    """Return the title of a feed, and its items. Raises FeedError."""
    try:
        # Named by the address that is followed, not one that it leads on to: by that, what is named
        # without a server would have another name when it leads elsewhere.
        feed, *items = guard.read(_FEED, _decoded(downloaded), url)
    except FormatError as error:
        # What follows is about files.
        said = str(error).removeprefix(f"{url}: ").partition("; it was read as")[0]
        raise FeedError(f"{url}: {said}") from error
    return feed.title, items


def _decoded(downloaded: Downloaded) -> bytes:
    """Return the bytes of a feed in UTF-8, where its server alone says what they are."""
    data = downloaded.data or b""
    if not downloaded.charset or b"encoding=" in data[:200]:
        return data
    try:
        return data.decode(downloaded.charset).encode()
    except (LookupError, ValueError):
        return data


def _saved(source_docs: Path, feed: Feed, items: Sequence[ReadDocument], notes: Notes) -> Fetched:
    folder = source_docs / FOLDER / feed.name
    for each in (folder.parent, folder):
        if each.is_symlink():
            raise UsageError(f"{each} is a link, which is passed over; put a folder there")
    changes = save(folder, items, notes)
    write_notes(folder, changes.notes)

    def paths(files: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{source_docs.resolve().name}/{FOLDER}/{feed.name}/{file}" for file in files)

    return Fetched(feed, paths(changes.new), paths(changes.changed), paths(changes.kept))


def _name(name: str) -> str:
    if safe_name(name) != name:
        raise UsageError(f"--name '{name}' cannot be the name of a folder; give another one")
    return name


def _free_name(words: str, taken: set[str]) -> str:
    words = words.partition("://")[2] or words
    plain = "-".join("".join(c if c.isalnum() else " " for c in words).lower().split())
    stem = safe_name(plain[:_NAME_CHARACTERS].strip("-")) or "feed"
    name, number = stem, 2
    while name.casefold() in taken:
        name = f"{stem}-{number}"
        number += 1
    return name


@contextmanager
def _one_at_a_time(source_docs: Path) -> Iterator[None]:
    folder = source_docs / FOLDER
    make_folder(folder)
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise UsageError("feeds are being fetched by another process; try again later") from error
    except PermissionError as error:
        raise refused(folder, error) from error
