from datetime import date

from index.store.filters import first_second, ordinals
from index.store.records import Published


def test_a_filter_without_bounds_holds_every_day_of_a_calendar():
    first, end = ordinals(Published())
    assert first <= date.min.toordinal()
    assert date.max.toordinal() < end


def test_a_filter_is_half_open():
    day = date(2020, 1, 9)
    assert ordinals(Published(after=day, before=day)) == (737433, 737433)


def test_a_day_begins_at_midnight_in_utc():
    assert first_second(date(1970, 1, 2)) == 86_400
