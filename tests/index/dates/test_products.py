"""Names of products that end in a number like a year, and names of what happens in a year."""

import pytest

from index.dates import find_dates


@pytest.mark.parametrize(
    "line",
    [
        "It's a Corvus 1996 with 48 channels.",
        "We bought a Merlin 2010, and it broke.",
        "The Halden 2020 holds four sacks.",
        "Halden 2020 extractor: short manual",
        "The Halden 2020 pump leaks.",
        "Pump Kestrel 2021\t1\tlean-to",
        "Ring Ilse Moor, desk 2019, extension 1105.",
        "The oven Vulcan 1950 needs gas.",
        "The gate valve is part no. 2021/08-3.",
        "May Larkin and April Moor called.",
        "The Orion 1998 can lift a cow. Clean the Orion 1998 at once.",
    ],
)
def test_the_number_of_a_product_is_no_year(line: str) -> None:
    assert find_dates(line, "2024-01-01") == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Annual report 2022 was late.", "2022"),
        ("Summer 2021 was hot.", "2021-SU"),
        ("Paris 2024 drew crowds.", "2024"),
        ("The Budget 2023 has three parts.", "2023"),
        ("A Conference 2021 was planned.", "2021"),
        ("A Christmas 2019 party ended in a row.", "2019"),
        ("The Kolm 2019 elections were close.", "2019"),
        ("After Brexit 2016 nothing was the same.", "2016"),
        ("Expo 2020 was moved.", "2020"),
        ("In Kolm 2019 was a bad year.", "2019"),
    ],
)
def test_what_is_named_after_its_year_keeps_it(line: str, value: str) -> None:
    assert [one.value for one in find_dates(line, "2024-01-01")] == [value]


def test_a_name_told_once_is_a_product_everywhere_near() -> None:
    text = "The Halden 2020 holds four sacks. Ours is the third Halden 2020 here."
    assert find_dates(text, "2024-01-01") == []
