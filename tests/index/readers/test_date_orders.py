from index.periods import DateOrder
from index.readers.date_orders import Habit, habits

DAY, MONTH, SHORT = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.SHORT_YEAR_FIRST


def test_a_habit_is_what_all_telling_documents_agree_on() -> None:
    assert habits([DAY, DAY, DAY]) == (Habit(DAY, 3),)
    assert habits([MONTH, MONTH]) == (Habit(MONTH, 2),)


def test_one_document_is_no_habit_and_one_that_disagrees_ends_it() -> None:
    assert habits([]) == ()
    assert habits([DAY]) == ()
    assert habits([DAY, DAY, DAY, MONTH]) == ()


def test_two_digit_years_have_a_habit_of_their_own() -> None:
    assert habits([DAY, DAY, SHORT, SHORT]) == (Habit(DAY, 2), Habit(SHORT, 2))
    assert habits([DAY, DAY, SHORT, DateOrder.SHORT_DAY_FIRST]) == (Habit(DAY, 2),)
