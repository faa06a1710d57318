"""`dateline add` of an address, `dateline fetch` and `dateline remove` of one, as processes."""

import pytest

from feed_server import FeedServer, item, page, rss
from home import Home

pytestmark = pytest.mark.socket
HERE = {"DATELINE_PRIVATE_FEEDS": "1"}
HARBOUR = "The harbour of Kolm was dredged by the Ode company."
BRIDGE = "The bridge of Kolm was painted by Anna Berg."


@pytest.fixture
def home(tmp_path, exported_models):
    return Home(tmp_path / "home", exported_models)


@pytest.fixture
def server():
    with FeedServer() as running:
        running.pages["/feed.xml"] = page(rss(item(1, HARBOUR)))
        yield running


def test_an_item_of_a_feed_becomes_an_answer_with_its_day_and_its_address(home, server):
    url = f"{server.url}/feed.xml"
    code, out, _ = home.run("add", url, **HERE)
    assert (code, out.splitlines()[0]) == (0, "kolm-news: 1 new")
    (quote,) = home.json("ask", "Who dredged the harbour of Kolm?")["quotes"]
    assert quote["text"] == HARBOUR
    assert quote["document"] == {
        "path": "source_docs/feeds/kolm-news/2020-03-14-Notice-1.html",
        "title": "Notice 1",
        "published": "2020-03-14",
        "published_from": "metadata",
        "sha256": quote["document"]["sha256"],
        "url": "https://kolm.example/1",
    }
    server.pages["/feed.xml"] = page(rss(item(2, BRIDGE), item(1, HARBOUR)))
    fetched = home.json("fetch", **HERE)
    assert fetched["feeds"] == [
        {
            "name": "kolm-news",
            "url": url,
            "new": ["source_docs/feeds/kolm-news/2020-03-14-Notice-2.html"],
            "changed": [],
            "kept": [],
            "error": None,
        }
    ]
    assert fetched["index"]["added"] == ["source_docs/feeds/kolm-news/2020-03-14-Notice-2.html"]
    assert fetched["index"]["warnings"] == fetched["index"]["skipped"] == []


def test_feeds_are_listed_and_no_longer_followed(home, server):
    assert home.run("fetch")[1] == "No feed is followed; follow one with: dateline add https://…\n"
    url = f"{server.url}/feed.xml"
    home.run("add", url, "--name", "kolm", "--no-index", **HERE)
    assert home.run("fetch", "--list")[1] == f"kolm  {url}\n"
    assert home.json("fetch", "--list")["feeds"][0]["name"] == "kolm"
    code, out, _ = home.run("remove", url)
    assert (code, out) == (0, "kolm: no longer followed; its documents stay\n")
    assert home.run("fetch", "--list")[1] == ""
    assert (home.docs / "feeds" / "kolm" / "2020-03-14-Notice-1.html").is_file()
    assert home.run("remove", url)[0] == 2


def test_a_private_address_is_not_asked_unless_that_is_allowed(home, server):
    code, out, err = home.run("add", f"{server.url}/feed.xml")
    assert (code, out) == (2, "")
    assert err == (
        "dateline: error: 127.0.0.1 is an address of this machine or its own network, which is "
        "not asked; DATELINE_PRIVATE_FEEDS=1 allows it\n"
    )
    assert server.asked == []


def test_a_feed_that_fails_exits_2_and_the_others_come_in(home, server):
    server.pages["/other.xml"] = page(rss(title="Others"))
    home.run("add", f"{server.url}/other.xml", f"{server.url}/feed.xml", "--no-index", **HERE)
    del server.pages["/other.xml"]
    server.pages["/feed.xml"] = page(rss(item(2, BRIDGE)))
    code, out, _ = home.run("fetch", "--no-index", **HERE)
    assert code == 2
    assert out.splitlines() == [
        f"others: {server.url}/other.xml answers with the status 404; check the address",
        "kolm-news: 1 new",
    ]


def test_what_is_said_of_documents_cannot_be_said_of_a_feed(home, server):
    code, _, err = home.run("add", f"{server.url}/feed.xml", "--date", "2020")
    assert code == 2
    assert "the address of a feed goes with --name and --no-index alone" in err


def test_an_edited_item_is_told_and_left(home, server):
    home.run("add", f"{server.url}/feed.xml", "--no-index", **HERE)
    (file,) = (home.docs / "feeds" / "kolm-news").glob("*.html")
    file.write_text(file.read_text().replace("Ode", "Berg"))
    server.pages["/feed.xml"] = page(rss(item(1, BRIDGE)))
    code, out, _ = home.run("fetch", **HERE)
    assert code == 0
    assert out.splitlines() == [
        "kolm-news: 0 new",
        "  source_docs/feeds/kolm-news/2020-03-14-Notice-1.html: changed in the feed, and edited "
        "here; left as it is",
    ]
    assert "Berg company" in file.read_text()


def test_a_backup_and_what_it_restores_leave_the_list_of_feeds(home, server):
    home.run("add", f"{server.url}/feed.xml", **HERE)
    assert home.run("backup", "b.sqlite3")[0] == 0
    assert home.run("export", "e.jsonl")[0] == 0
    assert home.run("restore", "b.sqlite3")[0] == 0
    assert home.run("import", "e.jsonl")[0] == 0
    assert home.run("index", "--rebuild")[0] == 0
    assert home.json("fetch", "--list")["feeds"][0]["name"] == "kolm-news"
    assert len(home.json("sources")) == 1
