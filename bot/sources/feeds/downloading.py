"""Downloads a feed, within limits of size, time and redirects. Owns what is asked of its server."""

import random
import threading
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata

import httpcore2
import httpx2

from bot.sources.feeds.connecting import Connector
from index.errors import FeedError

MAX_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))  # may be otherwise a moment later


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for."""

    wait_seconds: float = 10.0  # for a connection, and for each part of an answer
    total_seconds: float = 60.0  # for one try, redirects included
    tries: int = 3
    pause_seconds: float = 1.0  # before the second try; doubled before the third, and so on


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of a feed that was downloaded before; "" where it said nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What a server answered."""

    url: str  # after redirects
    data: bytes | None  # None: nothing has changed since
    known: Known
    charset: str = ""  # that the server names


_NOTHING = Known()


class _Passing(FeedError):
    """What may be otherwise a moment later."""


class Downloader:
    """Downloads feeds; may be used by several threads."""

    def __init__(
        self, *, max_bytes: int, allow_private: bool, patience: Patience = PATIENCE
    ) -> None:
        self._max_bytes = max_bytes
        self._allow_private = allow_private
        self._patience = patience
        self._stop = threading.Event()
        self._tls = httpcore2.default_ssl_context()

    def stop(self) -> None:
        """Try nothing again from now on."""
        self._stop.set()

    def get(self, url: str, known: Known = _NOTHING) -> Downloaded:
        """Download `url`, unless it is still as `known`. Raises FeedError."""
        pause = self._patience.pause_seconds
        for last in [False] * (self._patience.tries - 1) + [True]:
            try:
                return self._try(url, known)
            except _Passing as error:
                if last or self._stop.is_set():
                    raise FeedError(str(error)) from error
            # Not all at the same moment, where several feeds are of one server.
            self._stop.wait(pause * random.uniform(1.0, 1.5))  # noqa: S311 - nothing secret
            pause *= 2
        raise AssertionError

    def _try(self, url: str, known: Known) -> Downloaded:
        connector = Connector(
            deadline=time.monotonic() + self._patience.total_seconds,
            allow_private=self._allow_private,
        )
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            try:
                with httpcore2.ConnectionPool(
                    ssl_context=self._tls, network_backend=connector
                ) as pool:
                    found = self._ask(pool, at, known)
            except httpcore2.TimeoutException as error:
                raise _Passing(f"{at} does not answer in time; try again later") from error
            except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                said = " ".join(str(error).split()) or type(error).__name__
                raise _Passing(f"{at} cannot be reached ({said}); check the address") from error
            except (httpcore2.UnsupportedProtocol, httpx2.InvalidURL, UnicodeError) as error:
                raise FeedError(f"{at} is no address of the web; check it") from error
            if isinstance(found, Downloaded):
                return found
            at = found
        raise FeedError(f"{url} leads on more than {MAX_REDIRECTS} times; check the address")

    def _ask(self, pool: httpcore2.ConnectionPool, at: str, known: Known) -> Downloaded | str:
        """Return what a server answered, or where it leads on to."""
        url = httpx2.URL(at)
        if url.scheme not in ("http", "https") or not url.host:
            raise FeedError(f"{at} is not an http or https address; check it")
        wait = self._patience.wait_seconds
        with pool.stream(
            "GET",
            httpcore2.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=_headers(url, known),
            extensions={"timeout": {"connect": wait, "read": wait, "write": wait, "pool": wait}},
        ) as response:
            headers = httpx2.Headers(response.headers)
            status = response.status
            if status in _REDIRECTS and headers.get("location"):
                return str(url.join(headers["location"]))
            if status == 304:
                return Downloaded(at, None, known)
            if status != 200:
                raised = _Passing if status in _PASSING else FeedError
                raise raised(f"{at} answers with the status {status}; check the address")
            data = self._body(at, response.iter_stream(), headers)
        return Downloaded(
            at,
            data,
            Known(headers.get("etag", ""), headers.get("last-modified", "")),
            _charset(headers),
        )

    def _body(self, at: str, parts: Iterable[bytes], headers: Mapping[str, str]) -> bytes:
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            raise self._too_large(at)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise FeedError(f"{at} answers in the encoding {encoding!r}, which is not read")
        unpack = None if encoding in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)
        data = bytearray()
        try:
            for part in parts:
                room = self._max_bytes + 1 - len(data)
                data += unpack.decompress(part, room) if unpack else part[:room]
                if len(data) > self._max_bytes:
                    raise self._too_large(at)
        except zlib.error as error:
            raise _Passing(f"{at} answers with damaged data; try again later") from error
        return bytes(data)

    def _too_large(self, at: str) -> FeedError:
        return FeedError(
            f"{at} is larger than the limit of {self._max_bytes:,} bytes; "
            "raise DATELINE_MAX_FILE_MB if it is meant to be"
        )


def _headers(url: httpx2.URL, known: Known) -> list[tuple[bytes, bytes]]:
    wanted = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"dateline/{metadata.version('dateline')} (reads feeds)",
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": known.etag,
        "If-Modified-Since": known.last_modified,
    }
    return [
        (name.encode("ascii"), value.encode("latin-1", "ignore"))
        for name, value in wanted.items()
        if value
    ]


def _charset(headers: Mapping[str, str]) -> str:
    for part in headers.get("content-type", "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return ""
