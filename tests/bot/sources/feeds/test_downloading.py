import gzip
import time
import zlib

import pytest

from bot.sources.feeds.downloading import Downloaded, Downloader, Known, Patience
from feed_server import FeedServer, drip, in_turn, page, status, unless_known
from index.errors import FeedError

pytestmark = pytest.mark.socket
SOON = Patience(wait_seconds=1.0, total_seconds=1.5, tries=2, pause_seconds=0.01)


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


@pytest.fixture
def get():
    return Downloader(max_bytes=10_000, allow_private=True, patience=SOON).get


def test_a_feed_is_downloaded_with_what_its_server_says_of_it(server, get):
    server.pages["/f?a=1&b=ü"] = page("words")
    server.pages["/f?a=1&b=%C3%BC"] = page(
        "words", etag='"1"', last_modified="Sat", content_type="text/xml; charset=Latin-1"
    )
    url = f"{server.url}/f?a=1&b=ü"
    assert get(url) == Downloaded(url, b"words", Known('"1"', "Sat"), "Latin-1")
    (_, headers) = server.asked[0]
    assert headers["host"] == server.url.removeprefix("http://")
    assert headers["user-agent"].startswith("dateline/")
    assert "if-none-match" not in headers


def test_what_has_not_changed_is_not_downloaded_again(server, get):
    server.pages["/f"] = unless_known("words", etag='"1"', last_modified="Sat")
    first = get(f"{server.url}/f")
    again = get(f"{server.url}/f", first.known)
    assert (again.data, again.known) == (None, first.known)


def test_redirects_are_followed_up_to_five(server, get):
    for number in range(6):
        server.pages[f"/{number}"] = status(302, location=f"/{number + 1}")
    server.pages["/6"] = page("words")
    assert get(f"{server.url}/1") == Downloaded(f"{server.url}/6", b"words", Known())
    with pytest.raises(FeedError, match="leads on more than 5 times"):
        get(f"{server.url}/0")


def test_a_circle_of_redirects_ends(server, get):
    server.pages["/f"] = status(301, location="/f")
    with pytest.raises(FeedError, match="leads on more than 5 times"):
        get(f"{server.url}/f")
    assert server.times("/f") == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/f", "gopher://x"])
def test_a_redirect_leads_nowhere_but_to_the_web(server, get, target):
    server.pages["/f"] = status(302, location=target)
    with pytest.raises(FeedError, match="is not an http or https address"):
        get(f"{server.url}/f")


def test_private_addresses_are_not_asked_at_once_nor_after_a_redirect(server, monkeypatch):
    downloader = Downloader(max_bytes=10_000, allow_private=False, patience=SOON)
    with pytest.raises(FeedError, match=r"127\.0\.0\.1 is an address of this machine"):
        downloader.get(f"{server.url}/f")
    assert server.asked == []
    # A public server that leads here: only its own address counts as public.
    server.pages["/out"] = status(302, location=server.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr("bot.sources.feeds.connecting.is_public", lambda _: len(server.asked) == 0)
    with pytest.raises(FeedError, match=r"localhost \([0-9.:]+\) is an address of this machine"):
        downloader.get(f"{server.url}/out")
    assert server.times("/out") == 1
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        page(b"x" * 10_001),
        page(b"x" * 10_001, content_length="10001"),
        page(gzip.compress(b"x" * 50_000_000), content_encoding="gzip"),
        page(zlib.compress(b"x" * 50_000_000), content_encoding="deflate"),
        drip(b"x" * 5_000, 0),
    ],
)
def test_a_huge_answer_is_cut_off(server, get, answer):
    server.pages["/f"] = answer
    with pytest.raises(FeedError, match="is larger than the limit of 10,000 bytes"):
        get(f"{server.url}/f")
    assert server.times("/f") == 1


def test_a_packed_answer_is_unpacked(server, get):
    server.pages["/f"] = page(gzip.compress(b"words"), content_encoding="gzip")
    assert get(f"{server.url}/f").data == b"words"


def test_a_packing_that_is_not_known_or_damaged_is_told(server, get):
    server.pages["/f"] = page(b"words", content_encoding="br")
    with pytest.raises(FeedError, match="in the encoding 'br', which is not read"):
        get(f"{server.url}/f")
    server.pages["/f"] = page(b"words", content_encoding="gzip")
    with pytest.raises(FeedError, match="damaged data"):
        get(f"{server.url}/f")


@pytest.mark.parametrize("headers", [True, False])
def test_a_server_that_drips_is_not_waited_for_without_end(server, headers):
    downloader = Downloader(
        max_bytes=10_000,
        allow_private=True,
        patience=Patience(wait_seconds=1.0, total_seconds=1.0, tries=1),
    )
    server.pages["/f"] = drip(b"x", 0.1, headers=headers)
    began = time.monotonic()
    with pytest.raises(FeedError, match="does not answer in time"):
        downloader.get(f"{server.url}/f")
    assert time.monotonic() - began < 10


def test_what_may_pass_is_tried_again(server, get):
    server.pages["/f"] = in_turn(status(503), page("words"))
    assert get(f"{server.url}/f").data == b"words"
    server.pages["/g"] = status(503)
    with pytest.raises(FeedError, match="answers with the status 503"):
        get(f"{server.url}/g")
    assert server.times("/g") == 2


def test_what_will_not_pass_is_not_tried_again(server, get):
    with pytest.raises(FeedError, match="answers with the status 404; check the address"):
        get(f"{server.url}/none")
    assert server.times("/none") == 1


def test_nothing_is_tried_again_once_it_is_to_stop(server):
    downloader = Downloader(max_bytes=10_000, allow_private=True, patience=SOON)
    downloader.stop()
    server.pages["/f"] = status(503)
    with pytest.raises(FeedError):
        downloader.get(f"{server.url}/f")
    assert server.times("/f") == 1


def test_a_server_that_cannot_be_reached_is_told(get):
    with FeedServer() as gone:
        url = gone.url
    with pytest.raises(FeedError, match="cannot be reached"):
        get(f"{url}/f")
    with pytest.raises(FeedError, match="is not known"):
        get("http://nowhere.invalid/f")
