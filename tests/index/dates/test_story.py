from index.dates.en.grammar import ENGLISH
from index.dates.grammar import Expression
from index.dates.meanings import Fixed, FromText, Month, Recurring, Unknown
from index.dates.story import Story
from index.dates.values import Unit
from index.periods import parse_period


def story(text: str, written: str = "2020-01-09") -> Story:
    return Story(text, text.lower(), ENGLISH, parse_period(written))


def test_what_was_named_last_is_forgotten_when_it_is_far_behind() -> None:
    told = story("x" * 2_000)
    told.note(Expression(0, 4, Fixed("1998")), "1998")
    assert told.named(Expression(100, 110, FromText(Unit.YEAR, 0))).last == "1998"
    assert told.named(Expression(1_900, 1_910, FromText(Unit.YEAR, 0))).last is None


def test_a_month_in_a_history_is_one_of_the_year_that_it_named() -> None:
    told = story("In 1958 they came. In October they left.")
    october = Expression(19, 29, Recurring(Month(10)))
    assert not told.tells_history(october)
    told.note(Expression(3, 7, Fixed("1958")), "1958")
    assert told.tells_history(october)
    assert told.of_its_year(october).meaning == Fixed("1958-10")


def test_a_weekday_in_a_history_is_unknown_and_what_is_reported_is_no_history() -> None:
    told = story("In 1958 they came. On Monday they left.")
    told.note(Expression(3, 7, Fixed("1958")), "1958")
    assert told.of_its_year(Expression(22, 28, FromText(Unit.DAY, 0))).meaning == Unknown()
    reported = story("In 1958 they came, he said. In October they left.")
    reported.note(Expression(3, 7, Fixed("1958")), "1958")
    assert not reported.tells_history(Expression(28, 38, Recurring(Month(10))))


def test_a_text_that_counts_from_its_own_day_is_no_history() -> None:
    told = story("In 1958 they came. In October they left. Last week they met.")
    told.note(Expression(3, 7, Fixed("1958")), "1958")
    told.told_from_now = [41]
    assert not told.tells_history(Expression(19, 29, Recurring(Month(10))))
