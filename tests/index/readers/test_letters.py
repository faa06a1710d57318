import pytest

from index.readers.headers import read_header
from index.readers.letters import letter_date

BODY = "\n\nDear friends,\n\nthe weir is mended. It held all night.\n\n"


@pytest.mark.parametrize(
    "head",
    [
        "OLD WEIR CLUB            Letter no. 7\nQuay 3                   9 January 2020",
        "9 January 2020                     Letter no. 7",
        "Quay 3\t\tKolm, 9 January 2020",
        "The Weir Club     Tel. 555\nQuay 3         Mail us\n4711 Kolm         9 January 2020",
    ],
)
def test_the_day_in_a_column_of_a_letters_head_is_its_date(head):
    assert letter_date(head + BODY, 0) == "9 January 2020"
    assert [one.text for one in read_header(head + BODY).dates] == ["9 January 2020"]


@pytest.mark.parametrize(
    "head",
    [
        "Order the rope        9 January 2020\nMend the gate        11 January 2020",
        "Next concert          9 January 2020",
        "Quay 3                2020",
        "The weir was mended in a hurry. So it was.\nQuay 3                9 January 2020",
    ],
)
def test_a_table_a_day_to_come_and_a_year_are_no_date_of_a_letter(head):
    assert letter_date(head + BODY, 0) == ""


def test_columns_of_which_nobody_is_addressed_below_may_be_a_table():
    assert letter_date("Gate    broken\nRope     torn\nBell     9 January 2020\n\nText.\n", 0) == ""


@pytest.mark.parametrize(
    ("end", "date"),
    [
        ("Kolm, 9 January 2020\n", "9 January 2020"),
        ("Kolm am See, den 9. Januar 2020\nIda Roth\n", "9. Januar 2020"),
        ("Ida Roth\nWritten at Kolm, 9 January 2020.", "9 January 2020"),
        ("9 January 2020\n", "9 January 2020"),
        ("Next meeting, 9 January 2020\n", ""),
        ("Kolm, 9 January 2020\n\nThen it broke.\n", ""),
        ("Kolm, 2 January 2020\n\nThe bell rang.\n\nKolm, 9 January 2020\n", ""),
        ("It was mended on 9 January 2020\n", ""),
    ],
)
def test_a_place_and_a_day_below_the_last_words_are_the_date(end, date):
    text = f"The weir\n\nThe old gate held. Nobody was hurt.\n\nThe new one is of oak.\n\n{end}"
    assert letter_date(text, 0) == date
