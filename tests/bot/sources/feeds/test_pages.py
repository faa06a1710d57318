from bot.sources.feeds.pages import PageOfItem, page_of
from index.readers.formats import html

ITEM = PageOfItem(
    'Harbours & "docks" <new>',
    "https://kolm.example/?a=1&b=2",
    "2020-03",
    False,
    "<p>It rains.</p>",
)


def test_a_page_is_read_as_what_the_item_said():
    (found,) = html.read(page_of(ITEM).encode(), "a.html")
    assert found.text == 'Harbours & "docks" <new>\n\nIt rains.'
    assert (found.title, found.url) == (ITEM.title, ITEM.url)
    assert [date.text for date in found.dates] == ["2020-03"]
    assert found.warnings == ()


def test_plain_text_becomes_paragraphs():
    plain = PageOfItem("", "", "", True, "One < two.\r\n\r\nThree & four.\n")
    (found,) = html.read(page_of(plain).encode(), "a.html")
    assert found.text == "One < two.\n\nThree & four."


def test_all_of_an_item_is_kept_whatever_pages_have_around_their_text():
    content = "<p>Words.</p><footer>Signed, Ann Ode.</footer><aside>A note.</aside>"
    (found,) = html.read(page_of(PageOfItem("", "", "", False, content)).encode(), "a.html")
    assert found.text == "Words.\n\nSigned, Ann Ode.\n\nA note."
