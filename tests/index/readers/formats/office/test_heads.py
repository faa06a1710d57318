from index.documents import Origin
from index.readers.contents import Written
from index.readers.formats.composing import Composition
from index.readers.formats.office.heads import office_dates, office_title


def test_the_day_at_the_top_counts_before_that_of_creation():
    assert office_dates("Minutes\n\nPublished: 9 January 2020\n\nWords.", "2021-02-03T23:59Z") == (
        Written("9 January 2020", Origin.HEADER),
        Written("2021-02-03", Origin.CREATED),
    )
    assert office_dates("Words.", "") == ()
    assert office_dates("Words.", "yesterday") == ()


def test_days_that_programs_write_for_none_are_none():
    assert office_dates("Words.", "1601-01-01T00:00:00Z") == ()
    assert office_dates("Words.", "2013-12-23T23:15:00Z") == ()
    assert office_dates("Words.", "2013-12-23T10:00:00Z") == (
        Written("2013-12-23", Origin.CREATED),
    )


def test_the_title_that_is_declared_then_laid_out_then_the_first_heading_of_level_1():
    composed = Composition()
    composed.heading("Part", 2)
    composed.heading("First", 1)
    assert office_title("Declared", ["Laid out"], composed) == "Declared"
    assert office_title("report.odt", ["Document1", "Laid out"], composed) == "Laid out"
    assert office_title("", [], composed) == "First"
    assert office_title("", [], Composition()) == ""
