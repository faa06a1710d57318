from decimal import Decimal

import pytest

from index.readers.formats.records.fields import Record, first_of, key_of, record_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Published At", "published_at"),
        (" TEXT ", "text"),
        ("datePublished", "date_published"),
        ("content-html", "content_html"),
        ("ÜBER/was", "über_was"),
        ("URL", "url"),
    ],
)
def test_names_of_fields_are_compared_without_case_and_marks(name, key):
    assert key_of(name) == key


def test_the_first_name_of_a_list_that_is_there_counts():
    assert first_of(("text", "body"), ["body", "text"]) == "text"
    assert first_of(("text", "body"), []) == ""


def test_fields_are_told_by_their_names():
    fields = {
        "summary": "In short.",
        "body": " The words. ",
        "headline": "The harbour",
        "created": "2021",
        "date": "2020-01-09",
        "updated": "2024-05-05",
        "link": "https://example.org/a",
        "id": 7,
    }
    assert record_of(fields, 3) == Record(
        number=3,
        text="The words.",
        known_by="7",
        title="The harbour",
        dates=("2020-01-09", "2021"),
        address="https://example.org/a",
    )


def test_a_question_is_the_title_of_its_answer():
    record = record_of({"question": "Who?", "answer": "Ann."}, 1)
    assert (record.title, record.question, record.text) == ("Who?", True, "Ann.")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (["a ", "", "b"], "a\n\nb"),
        ({"rendered": "<p>a</p>", "protected": False}, "<p>a</p>"),
        (Decimal("3.5"), "3.5"),
    ],
)
def test_what_values_show(value, text):
    assert record_of({"text": value}, 1).text == text


@pytest.mark.parametrize("value", ["", "  ", None, True, [1, 2], {}, {"rendered": 5}])
def test_a_record_without_a_text_is_none(value):
    assert record_of({"text": value, "title": "a"}, 1) is None


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (1583346121, "2020-03-04"),
        ("1583346121000", "2020-03-04"),
        (Decimal("1583346121.5"), "2020-03-04"),
        (20200304, "20200304"),
        ("9 January 2020", "9 January 2020"),
    ],
)
def test_seconds_since_1970_are_a_day(written, date):
    assert record_of({"text": "a", "timestamp": written}, 1).dates == (date,)
