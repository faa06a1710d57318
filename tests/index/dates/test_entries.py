import time

from index.dates import dates_of
from index.documents import Entry, EventDate, Origin

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


def entries_of(text, *dated):
    """Make an entry of each (its opening words, its date), up to the next one."""
    starts = [text.index(words) for words, _ in dated]
    return tuple(
        Entry(start, end, day, Origin.HEADING if day else None, start, start + len(words))
        for (words, day), start, end in zip(dated, starts, [*starts[1:], len(text)], strict=True)
    )


def told(text, published, entries):
    found = dates_of(text, 0, published, entries)
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.text, one.value) for one in found]


JOURNAL = """The pump was ordered yesterday.

4 March 2024

It came yesterday. On Friday it will be tested.

6 March

Yesterday the tank was full; today it leaks. Two days later

Without a day

The seal was changed yesterday. It was made in 2019.
"""


def test_each_entry_is_told_from_its_own_date_and_all_else_from_the_documents():
    entries = entries_of(
        JOURNAL,
        ("4 March 2024", "2024-03-04"),
        ("6 March", "2024-03-06"),
        ("Without a day", None),
    )
    assert told(JOURNAL, "2024-12-31", entries) == [
        ("yesterday", "2024-12-30"),
        ("yesterday", "2024-03-03"),
        ("Friday", "2024-03-08"),
        ("Yesterday", "2024-03-05"),
        ("today", "2024-03-06"),
        ("Two days later", "2024-03-08"),
        ("2019", "2019"),
    ]


def test_the_words_that_date_an_entry_are_no_event_and_nothing_counts_from_them():
    text = "## 2024-03-04 and since 2019\n\nTwo days later it broke.\n"
    (entry,) = entries_of(text, ("## 2024-03-04", "2024-03-04"))
    assert told(text, "2024-12-31", (entry,)) == [
        ("2019", "2019"),
    ]


def test_one_entry_tells_nothing_of_another():
    text = "1 May\nThe ferry sank in March 1998.\n2 May\nThat year was dry.\n"
    entries = entries_of(text, ("1 May", "2024-05-01"), ("2 May", "2024-05-02"))
    assert told(text, None, entries) == [("March 1998", "1998-03")]


def test_an_entry_of_a_month_tells_only_what_is_certain_within_it():
    text = "March 2024\nWe opened last year. The roof fell yesterday.\n"
    entries = entries_of(text, ("March 2024", "2024-03"))
    assert told(text, "2025-01-01", entries) == [("last year", "2023")]


def test_the_dates_of_entries_tell_the_order_of_day_and_month_for_the_whole_text():
    text = "[04/03/2024] ilse: we meet on 04/05/2024.\n[04/04/2024] ben: on 05/06/2024!\n"
    entries = entries_of(text, ("[04/03/2024]", "2024-04-03"), ("[04/04/2024]", "2024-04-04"))
    assert told(text, None, entries) == [("04/05/2024", "2024-04-05"), ("05/06/2024", "2024-05-06")]


def test_a_short_entry_has_the_language_of_its_text():
    german = "Das Boot ist nicht mit der Post und auch nicht von der Stadt. " * 5
    text = f"{german}\n\n1.\nAm 3. Mai 2024 in 2024.\n"
    assert told(text, None, entries_of(text, ("1.", "2024-05-01"))) == []


def test_entries_that_reach_into_the_header_or_past_the_end_are_read_where_there_is_text():
    text = "date 2020-01-09 T\n\nIt rained yesterday."
    entry = Entry(0, 500, "2020-03-02", Origin.LINE, 5, 15)
    assert [one.value for one in dates_of(text, 19, "2020-01-09", (entry,))] == ["2020-03-01"]


def test_many_entries_cost_no_more_than_the_same_text_without():
    line = "[18:22] ilse: the lock opens on Friday, as it did last week.\n"
    text = line * 2_000
    entries = tuple(
        Entry(at, at + len(line), "2024-03-04", Origin.LINE, at, at + 7)
        for at in range(0, len(text), len(line))
    )
    began = time.process_time()
    assert len(dates_of(text, 0, None, entries)) == 4_000
    assert time.process_time() - began < 5
