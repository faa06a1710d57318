import pytest
from filelock import FileLock

from bot.settings import Settings
from bot.sources.feeds import fetching
from bot.sources.feeds.downloading import Downloader, Patience
from bot.sources.feeds.fetching import begin, fetch
from bot.sources.feeds.following import Feed, follow, followed
from feed_server import FeedServer, drip, item, page, rss, status, unless_known
from index.errors import FeedError, UsageError

pytestmark = pytest.mark.socket


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "source_docs"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(docs, tmp_path):
    return Settings(source_docs=docs, index_dir=tmp_path / ".dateline")


@pytest.fixture
def downloader():
    patience = Patience(wait_seconds=2.0, total_seconds=2.0, tries=2, pause_seconds=0.01)
    return Downloader(max_bytes=100_000, allow_private=True, patience=patience)


def files(docs):
    return sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.html"))


def test_a_feed_is_followed_under_its_title_and_what_is_in_it_comes_in(
    server, settings, docs, downloader
):
    server.pages["/f"] = page(rss(item(1, "It rains."), title="Kolm: News &amp; more"))
    found = begin(settings, f"{server.url}/f", "", downloader)
    assert found.feed == Feed("kolm-news-more", f"{server.url}/f")
    assert found.new == ("source_docs/feeds/kolm-news-more/2020-03-14-Notice-1.html",)
    assert (found.title, found.error) == ("Kolm: News & more", "")
    assert followed(docs) == [found.feed]
    assert files(docs) == ["feeds/kolm-news-more/2020-03-14-Notice-1.html"]


def test_names_of_feeds_are_given_or_free(server, settings, downloader):
    server.pages["/f"] = server.pages["/g"] = server.pages["/h"] = page(rss())
    names = [
        begin(settings, f"{server.url}/{path}", name, downloader).feed.name
        for path, name in (("f", ""), ("g", ""), ("h", "Town hall"))
    ]
    assert names == ["kolm-news", "kolm-news-2", "Town hall"]
    with pytest.raises(UsageError, match="is followed already, as kolm-news"):
        begin(settings, f"{server.url}/f", "", downloader)
    server.pages["/i"] = page(rss())
    with pytest.raises(UsageError, match=r"--name '\.\./x' cannot be the name of a folder"):
        begin(settings, f"{server.url}/i", "../x", downloader)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("<html><p>A page.</p></html>"), "is no RSS or Atom feed"),
        (status(404), "answers with the status 404"),
    ],
)
def test_what_is_no_feed_is_not_followed(server, settings, docs, downloader, answer, said):
    server.pages["/f"] = answer
    with pytest.raises(FeedError, match=said):
        begin(settings, f"{server.url}/f", "", downloader)
    assert followed(docs) == []
    assert files(docs) == []


def test_only_what_is_new_comes_in_and_nothing_is_downloaded_twice(
    server, settings, docs, downloader
):
    one, two = item(1, "It rains."), item(2, "It snows.")
    server.pages["/f"] = unless_known(rss(one), etag='"1"', last_modified="Sat")
    begin(settings, f"{server.url}/f", "", downloader)
    (unchanged,) = fetch(settings, [], downloader)
    assert (unchanged.new, unchanged.error) == ((), "")
    assert server.asked[-1][1]["if-none-match"] == '"1"'
    server.pages["/f"] = unless_known(rss(two, one), etag='"2"', last_modified="Sun")
    (later,) = fetch(settings, [], downloader)
    assert later.new == ("source_docs/feeds/kolm-news/2020-03-14-Notice-2.html",)
    assert len(files(docs)) == 2


def test_a_feed_whose_address_was_changed_is_asked_anew(server, settings, docs, downloader):
    server.pages["/f"] = unless_known(rss(item(1, "It rains.")), etag='"1"', last_modified="Sat")
    server.pages["/g"] = page(rss(item(1, "It rains."), item(2, "It snows.")))
    begin(settings, f"{server.url}/f", "", downloader)
    listed = docs / ".feeds.yaml"
    listed.write_text(listed.read_text().replace("/f", "/g"))
    (found,) = fetch(settings, [], downloader)
    assert found.new == ("source_docs/feeds/kolm-news/2020-03-14-Notice-2.html",)
    assert "if-none-match" not in server.asked[-1][1]


def test_bad_feeds_cost_no_good_one_its_turn(server, settings, docs, downloader):
    bad = {
        "gone": (status(410), "answers with the status 410"),
        "huge": (drip(b"x" * 50_000, 0), "is larger than the limit"),
        "slow": (drip(b"x", 0.2), "does not answer in time"),
        "circle": (status(302, location="/circle"), "leads on more than 5 times"),
        "page": (page("<html></html>"), "is no RSS or Atom feed"),
        "empty": (page(""), "is no RSS or Atom feed"),
        "deep": (page("<rss>" + "<a>" * 20_000), ""),
    }
    for name, (answer, _) in bad.items():
        server.pages[f"/{name}"] = answer
        follow(docs, Feed(name, f"{server.url}/{name}"))
    follow(docs, Feed("unknown", "http://nowhere.invalid/f"))
    follow(docs, Feed("good", f"{server.url}/good"))
    server.pages["/good"] = page(rss(item(1, "It rains.")))
    found = {one.feed.name: one for one in fetch(settings, [], downloader)}
    assert found["good"].new == ("source_docs/feeds/good/2020-03-14-Notice-1.html",)
    for name, (_, said) in bad.items():
        assert said in found[name].error
    assert "is not known" in found["unknown"].error
    assert files(docs) == ["feeds/good/2020-03-14-Notice-1.html"]


def test_only_feeds_that_are_named_are_fetched(server, settings, docs, downloader):
    for name in ("a", "b"):
        server.pages[f"/{name}"] = page(rss())
        follow(docs, Feed(name, f"{server.url}/{name}"))
    assert [one.feed.name for one in fetch(settings, ["b"], downloader)] == ["b"]
    assert server.times("/a") == 0
    with pytest.raises(UsageError, match="no feed c is followed; followed are: a, b"):
        fetch(settings, ["c"], downloader)


def test_the_encoding_that_a_server_alone_names_counts(server, settings, docs, downloader):
    feed = rss(item(1, "Jülich")).replace(' encoding="utf-8"', "").encode("latin-1")
    server.pages["/f"] = page(feed, content_type="application/rss+xml; charset=iso-8859-1")
    begin(settings, f"{server.url}/f", "", downloader)
    (file,) = docs.rglob("*.html")
    assert "<p>Jülich</p>" in file.read_text("utf-8")


def test_a_folder_that_leads_elsewhere_is_not_written_to(
    server, settings, docs, downloader, tmp_path
):
    (tmp_path / "elsewhere").mkdir()
    (docs / "feeds").mkdir()
    (docs / "feeds" / "a").symlink_to(tmp_path / "elsewhere")
    server.pages["/a"] = page(rss(item(1, "It rains.")))
    follow(docs, Feed("a", f"{server.url}/a"))
    (found,) = fetch(settings, [], downloader)
    assert "is a link, which is passed over" in found.error
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_processes_do_not_fetch_at_once(settings, docs, downloader):
    (docs / "feeds").mkdir()
    with (
        FileLock(docs / "feeds" / fetching.LOCK),
        pytest.raises(UsageError, match="by another process"),
    ):
        fetch(settings, [], downloader)
