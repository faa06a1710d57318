import pytest

from index.documents import ElementKind, Markup, Origin
from index.periods import DateOrder
from index.readers.contents import Written
from index.readers.formats.records.documents import documents_of, numbered, proven_orders
from index.readers.formats.records.fields import Record


def dates(*written):
    records = [Record(at, "a", dates=(one,)) for at, one in enumerate(written, 1)]
    return [document.dates[0].text for document in documents_of(records)]


def test_a_record_is_a_document():
    (one,) = documents_of(
        [Record(4, "It was\n\n- dredged.", "x", "T", False, ("2020",), "https://example.org/")]
    )
    assert (one.text, one.part, one.title) == ("It was\n\n- dredged.", "x", "T")
    assert (one.url, one.markup) == ("https://example.org/", Markup.PLAIN)
    assert one.dates == (Written("2020", Origin.METADATA),)


def test_an_address_that_is_none_is_left_out():
    (one,) = documents_of([Record(1, "a", address="javascript:alert(1)")])
    assert one.url is None


def test_a_question_stands_above_its_answer():
    (one,) = documents_of([Record(1, "Ann.", title="Who has\nit?", question=True)])
    assert one.text == "Who has it?\n\nAnn."
    assert one.elements[0].kind is ElementKind.HEADING
    assert one.markup is Markup.LAID_OUT


def test_a_text_in_html_is_read_as_it_shows():
    (one,) = documents_of([Record(1, "<p>It is Ann&#8217;s.</p>", title="Ann&#8217;s")])
    assert (one.text, one.title, one.markup) == ("It is Ann’s.", "Ann’s", Markup.LAID_OUT)


def test_a_record_that_shows_nothing_is_none_and_warnings_stand_at_the_first_that_does():
    documents = documents_of([Record(1, "<p></p>"), Record(2, "a"), Record(3, "b")], ["look"])
    assert [(one.part, one.warnings) for one in documents] == [("2", ("look",)), ("3", ())]


def test_the_dates_of_all_records_settle_those_that_can_be_two_days():
    assert dates("03/04/2020", "23/01/2020") == ["2020-04-03", "23/01/2020"]
    assert dates("03/04/2020", "01/23/2020") == ["2020-03-04", "01/23/2020"]
    assert dates("03/04/2020 18:00", "23/01/2020") == ["2020-04-03", "23/01/2020"]


@pytest.mark.parametrize(
    "written", [("03/04/2020", "05/06/2020"), ("03/04/2020", "23/01/2020", "01/23/2020"), ("a",)]
)
def test_what_nothing_settles_or_two_orders_do_stays_as_it_is_written(written):
    assert dates(*written) == list(written)


def test_orders_are_those_that_dates_prove():
    assert proven_orders(["23/01/2020", "03/04/2020", "", "a"]) == {DateOrder.DAY_FIRST}


def test_lines_are_named_by_their_numbers():
    assert numbered([7]) == "line 7"
    assert numbered([7, 9]) == "lines 7, 9"
    assert numbered(range(1, 15)) == "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more"
