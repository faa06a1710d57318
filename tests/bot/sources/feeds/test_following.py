import pytest

from bot.sources.feeds.following import FILE_NAME, Feed, follow, followed, unfollow
from index.errors import FeedError, UsageError

KOLM = Feed("kolm", "https://kolm.example/feed.xml")
TOWN = Feed("Town hall", "https://town.example/atom?a=1&b=#x")


def test_feeds_are_listed_in_the_order_in_which_they_were_followed(tmp_path):
    assert followed(tmp_path) == []
    follow(tmp_path, KOLM)
    follow(tmp_path, TOWN)
    assert followed(tmp_path) == [KOLM, TOWN]
    assert (tmp_path / FILE_NAME).read_text() == (
        "# Feeds that `dateline fetch` brings documents from, each into feeds/NAME/.\n"
        "- name: kolm\n  url: https://kolm.example/feed.xml\n"
        "- name: Town hall\n  url: https://town.example/atom?a=1&b=#x\n"
    )


def test_what_people_wrote_into_the_list_stays(tmp_path):
    (tmp_path / FILE_NAME).write_text(
        "# of the council\n- {name: kolm, url: 'https://kolm.example/feed.xml'}  # weekly"
    )
    follow(tmp_path, TOWN)
    assert followed(tmp_path) == [KOLM, TOWN]
    text = (tmp_path / FILE_NAME).read_text()
    assert text.startswith("# of the council\n")
    assert "# weekly\n" in text


def test_no_feed_and_no_name_is_there_twice(tmp_path):
    follow(tmp_path, KOLM)
    with pytest.raises(UsageError, match=r"feed\.xml is followed already, as kolm"):
        follow(tmp_path, Feed("other", KOLM.url))
    with pytest.raises(UsageError, match="a feed named Kolm is followed already"):
        follow(tmp_path, Feed("Kolm", TOWN.url))
    assert followed(tmp_path) == [KOLM]


def test_a_feed_is_no_longer_followed_by_its_name_or_its_address(tmp_path):
    follow(tmp_path, KOLM)
    follow(tmp_path, TOWN)
    assert unfollow(tmp_path, "kolm") == KOLM
    assert unfollow(tmp_path, TOWN.url) == TOWN
    assert followed(tmp_path) == []
    follow(tmp_path, KOLM)
    with pytest.raises(UsageError, match="no feed none is followed; followed are: kolm"):
        unfollow(tmp_path, "none")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "cannot be read as YAML"),
        ("a: b", "is no list; write of each feed"),
        ("- name: a", "feed 1 has an url that is none of http or https (None)"),
        ("- {name: a, url: 'file:///etc/passwd'}", "feed 1 has an url that is none"),
        ("- {name: ../a, url: 'https://x.example'}", "feed 1 has no name that can be one of a"),
        ("- {name: .a, url: 'https://x.example'}", "feed 1 has no name"),
        ("- words", "feed 1 has no name"),
        (
            "- {name: a, url: 'https://x.example'}\n- {name: A, url: 'https://y.example'}",
            "feed 2 has the name of another one",
        ),
    ],
)
def test_a_list_that_is_wrong_is_told_with_the_place(tmp_path, text, said):
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(FeedError) as raised:
        followed(tmp_path)
    assert str(tmp_path / FILE_NAME) in str(raised.value)
    assert said in str(raised.value)


def test_an_empty_list_is_one(tmp_path):
    (tmp_path / FILE_NAME).write_text("# nothing yet\n")
    assert followed(tmp_path) == []
