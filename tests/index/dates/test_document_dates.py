from index.dates.document import dates_of
from index.documents import EventDate

HEADER = "date 2020-01-09 A title of 1999\n\n"
TEXT = HEADER + "It was occupied in 1979. Last September he came."


def test_the_dates_of_the_body_have_the_documents_own_offsets():
    found = dates_of(TEXT, len(HEADER), "2020-01-09")
    assert found == [
        EventDate("1979", "1979", len(HEADER) + 19, len(HEADER) + 23),
        EventDate("Last September", "2019-09", len(HEADER) + 25, len(HEADER) + 39),
    ]
    assert all(TEXT[one.start : one.end] == one.text for one in found)


def test_without_a_publication_date_only_what_needs_none_is_told():
    assert [one.value for one in dates_of(TEXT, len(HEADER), None)] == ["1979"]
