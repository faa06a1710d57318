from bot.answering.quotes import Quote, Sentence
from bot.discord.views.buttons import AnyTime, ByDate, Context, Dislike, Like, Remove
from bot.discord.views.menus import Look, Menu
from index.documents import Origin
from index.store.records import SourceRecord

LARGEST = 10**12 - 1
SOURCE = SourceRecord(
    1, "a.txt", "ab" * 32, "A title", "2020-01-09", Origin.HEADER, None, LARGEST, 1, ()
)
QUOTE = Quote(
    "words", LARGEST - 5, LARGEST, SOURCE, Sentence("words", LARGEST - 5, LARGEST), (), 0.5
)


async def test_a_menu_holds_the_places_of_its_quotes():
    menu = Look([("2019 · " + "long " * 40, QUOTE)] * 25).item
    values = [option.value for option in menu.options]
    assert values[:2] == [Context.of(QUOTE, number).custom_id for number in (0, 1)]
    assert len(set(values)) == 25
    assert max(map(len, values)) <= 100
    assert {len(option.label) <= 100 for option in menu.options} == {True}
    match = Look.__discord_ui_compiled_template__.fullmatch(menu.custom_id)
    assert (await Look.from_custom_id(None, menu, match)).custom_id == "dl:look"


async def test_each_choice_is_the_button_that_it_stands_for():
    items = [ByDate(7), AnyTime(7), Like(7), Dislike(7), Remove(5)]
    menu = Menu(items).item
    assert [option.value for option in menu.options] == [item.custom_id for item in items]
    assert [option.label for option in menu.options] == [
        "Newest first",
        "Search at any time",
        "This helped",
        "This did not help",
        "Remove this answer",
    ]
    match = Menu.__discord_ui_compiled_template__.fullmatch(menu.custom_id)
    assert (await Menu.from_custom_id(None, menu, match)).custom_id == "dl:menu"
