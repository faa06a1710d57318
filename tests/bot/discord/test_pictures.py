import pytest

from bot.charts.drawing import Panel, can_draw
from bot.discord.pictures import MAX_DESCRIPTION, Picture, picture_of

TWO = Panel("Quotes by year", (1, 2), ("2019", "2020"))


@pytest.mark.skipif(not can_draw(), reason="needs the extra charts")
def test_what_is_read_out_is_as_long_as_discord_takes_at_most():
    made = picture_of("a.png", [TWO], "word " * 100)
    assert len(made.described) == MAX_DESCRIPTION
    assert made.described.endswith("…")
    assert picture_of("a.png", [TWO], "A bar.") == Picture("a.png", made.png, "A bar.")


def test_one_bar_is_no_picture():
    assert picture_of("a.png", [], "") is None
    assert picture_of("a.png", [Panel("Quotes by year", (1,), ("2019",))], "") is None


def test_a_picture_can_be_sent_again():
    picture = Picture("a.png", b"png", "A bar.")
    files = [picture.file(), picture.file()]
    assert [file.fp.read() for file in files] == [b"png", b"png"]
    assert {(file.filename, file.description) for file in files} == {("a.png", "A bar.")}
    assert picture.item().items[0].media.url == "attachment://a.png"
