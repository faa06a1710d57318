import pytest

from index.documents import Markup, Origin
from index.passages import find_entries

GUESTS = (
    "Guest book\n\nA warm hut.\n\n— Vera and Paul, 4 March 2024\n\nThe rope is torn.\nPity.\n"
    "— Olek, 19 March 2024\n"
)


def entries(text: str) -> list[str]:
    found = find_entries(text, 0, published=None, markup=Markup.PLAIN)
    return [f"{e.date}: {' '.join(text[e.start : e.end].split())}" for e in found]


def test_a_signature_with_its_day_dates_what_stands_above_it() -> None:
    assert entries(GUESTS) == [
        "2024-03-04: Guest book A warm hut. — Vera and Paul, 4 March 2024",
        "2024-03-19: The rope is torn. Pity. — Olek, 19 March 2024",
    ]
    [first, _] = find_entries(GUESTS, 0, published=None, markup=Markup.PLAIN)
    assert first.date_from is Origin.LINE
    assert GUESTS[first.date_start : first.date_end] == "4 March 2024"


def test_a_changelog_that_is_signed_below_each_release() -> None:
    text = (
        "tug (2.3-1) unstable; urgency=low\n\n  * Ruler.\n\n"
        " -- Ann Ode <a@b.org>  Fri, 02 Jun 2023 18:22:01 +0200\n\n"
        "tug (2.2-1) unstable; urgency=low\n\n  * No ruler.\n\n"
        " -- Ann Ode <a@b.org>  Sun, 20 Nov 2022 10:02:00 +0100\n"
    )
    assert [one[:14] for one in entries(text)] == ["2023-06-02: tu", "2022-11-20: tu"]


@pytest.mark.parametrize(
    "text",
    [
        GUESTS + "\nThe hut is closed in winter.\n",
        GUESTS.partition("The rope")[0],
        GUESTS.replace("— ", ""),
        GUESTS.replace(", 19 March", " left on 19 March"),
        GUESTS.replace("19 March 2024", "19 March 2024, in haste"),
    ],
)
def test_text_after_the_last_signature_or_one_alone_dates_nothing(text: str) -> None:
    assert entries(text) == []
