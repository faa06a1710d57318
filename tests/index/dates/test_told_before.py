"""What counts from a date that the text told before: that autumn, the next spring, the decade."""

import pytest

from index.dates import find_dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They came in August 1945. That autumn she left.", "1945-FA"),
        ("They came in 1945. That autumn she left.", "1945-FA"),
        ("They came from May 1942 to August 1945. That October she left.", "1945-10"),
        ("In 1971 it burned. They moved in the next spring.", "1972-SP"),
        ("On 3 February 1971 it burned. They moved in the following May.", "1971-05"),
        ("They came in the summer of 1974. By the end of the decade they had left.", "197"),
        ("A year of drought. He hopes to be back in the next spring.", "2014-SP"),
        ("The fair is over. By the end of the decade it will be back.", "201"),
    ],
)
def test_what_the_text_named_last_tells_it(text: str, value: str) -> None:
    assert find_dates(text, "2013-03-23")[-1].value == value


@pytest.mark.parametrize(
    "text",
    ["That autumn she left.", "That Friday she left.", "In 1945 he came. That winter she left."],
)
def test_what_nothing_tells_has_no_date(text: str) -> None:
    assert [one.value for one in find_dates(text, "2013-03-23") if "in" in one.text] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # A sentence that ends right before the expression does not tell its tense.
        ("He will travel to Asia on Oct. 4. Friday's session lasted long.", "2013-03-22"),
        ("He will come back. Monday the council met.", "2013-03-18"),
        # "Mrs." ends no sentence.
        ("On Sunday Mrs. Olsen will cut a ribbon.", "2013-03-24"),
        ("They issued a warning for Tuesday.", "2013-03-26"),
        ("A judge barred the union from picketing through Dec. 1.", "2012-12-01"),
        ("A judge barred the union from picketing through April 20.", "2013-04-20"),
        ("They had urged her to wait until after the May elections.", "2013-05"),
        ("It is paid May 15 to holders of record April 22.", "2013-04-22"),
        ("The Danes vote on Tuesday, three days after a storm.", "2013-03-26"),
        ("Figures for December showed a fall.", "2012-12"),
    ],
)
def test_the_sentence_tells_the_past_from_the_coming(text: str, value: str) -> None:
    assert find_dates(text, "2013-03-23")[-1].value == value


def test_days_behind_every_are_a_set() -> None:
    assert find_dates("Classes come every Tuesday and Thursday.", "2013-03-23") == []


def test_a_year_earlier_period_is_that_of_the_report() -> None:
    text = "Net fell in the fourth quarter. " + "It sold pumps to towns. " * 20
    text += "For the current quarter it sees more. In the year-earlier period, a charge cut it."
    assert find_dates(text, "2013-01-24")[-1].value == "2011-Q4"
