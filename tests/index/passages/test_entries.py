import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Markup, Origin
from index.passages import find_entries
from texts import ANY_TEXT, LAYOUT


def entries(text: str, published: str | None = None, markup: Markup = Markup.MARKDOWN) -> list[str]:
    """Each entry as "its date: its first and its last words"."""
    found = find_entries(text, 0, published=published, markup=markup)
    return [f"{e.date}: {' '.join(text[e.start : e.end].split())}" for e in found]


def dates(text: str, published: str | None = None, markup: Markup = Markup.MARKDOWN) -> list:
    return [e.date for e in find_entries(text, 0, published=published, markup=markup)]


def below(*headings: str, mark: str = "## ") -> str:
    return "# Top\n\nBefore.\n\n" + "\n\n".join(f"{mark}{one}\n\nText." for one in headings)


def test_an_entry_reaches_from_its_heading_to_the_next() -> None:
    text = "# Log\n\nAll.\n\n## 2024-03-04\n\nOne.\n\n### Then\n\nTwo.\n\n## 2024-03-05\n\nSix.\n"
    assert entries(text) == [
        "2024-03-04: ## 2024-03-04 One. ### Then Two.",
        "2024-03-05: ## 2024-03-05 Six.",
    ]
    [first, _] = find_entries(text, 0, published=None, markup=Markup.MARKDOWN)
    assert first.date_from is Origin.HEADING
    assert text[first.date_start : first.date_end] == "2024-03-04"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["[2.3.0] - 2023-06-02", "[2.2.0] - 2022-11-20"], ["2023-06-02", "2022-11-20"]),
        (["v2.3 (2 June 2023)", "v2.2 (20 Nov 2022)"], ["2023-06-02", "2022-11-20"]),
        (["[2.1](http://a.b/2.1) (2023-06-02)", "2.0 (2023-05-01)"], ["2023-06-02", "2023-05-01"]),
        (["Meeting of 11 February 2025", "Meeting of 3 May 2025"], ["2025-02-11", "2025-05-03"]),
        (["Training on May 3rd, 2021", "Training on May 10th, 2021"], ["2021-05-03", "2021-05-10"]),
        (["Monday, 4 March 2024", "Tuesday, 5 March 2024"], ["2024-03-04", "2024-03-05"]),
        (["March 2024", "April 2024"], ["2024-03", "2024-04"]),
        (["Week of 4 March 2024", "Week of 29 April 2024"], ["2024-03", "2024"]),
        (["4. März 2024", "12. Mai 2024"], ["2024-03-04", "2024-05-12"]),
        (["04.03.24", "12.05.24"], ["2024-03-04", "2024-05-12"]),
        (["2024/03/04: A new pump", "2024/03/09: It leaks"], ["2024-03-04", "2024-03-09"]),
        (["A new pump – 4 March 2024", "It leaks – 9 March 2024"], ["2024-03-04", "2024-03-09"]),
        (["2024", "2023", "2022"], ["2024", "2023", "2022"]),
        (["13/01/2024", "02/02/2024"], ["2024-01-13", "2024-02-02"]),
        (["01/13/2024", "02/02/2024"], ["2024-01-13", "2024-02-02"]),
        (["03/02/2024", "04/02/2024"], [None, None]),
        (["2024-02-30", "2024-03-01"], [None, "2024-03-01"]),
        (["04-Mar-24", "19/Mar/2024"], ["2024-03-04", "2024-03-19"]),
        (["2024 March 4", "2024-Mar-19"], ["2024-03-04", "2024-03-19"]),
        (["2024年3月4日", "2024年3月19日"], ["2024-03-04", "2024-03-19"]),
        (["Day 1 - 4 May 2024: out", "Day 2 - 5 May 2024: back"], ["2024-05-04", "2024-05-05"]),
        (["Réunion du 4 mars 2024", "Réunion du 9 mai 2024"], ["2024-03-04", "2024-05-09"]),
        (["Vorstandssitzung vom 4.3.2024", "Sitzung vom 9.5.2024"], ["2024-03-04", "2024-05-09"]),
    ],
)
def test_dated_headings(headings: list[str], expected: list[str | None]) -> None:
    assert dates(below(*headings)) == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["4-6 March 2024", "9–11 March 2024"], ["2024-03", "2024-03"]),
        (["March 4-6, 2024", "March 9-11, 2024"], ["2024-03", "2024-03"]),
        (["Stage 1 (28 April to 2 May 2024)", "Stage 2 (3 to 4 May 2024)"], ["2024-05", "2024-05"]),
        (["Q3 2023", "Q4 2023"], ["2023", "2023"]),
        (["2023-W40", "Week 41, 2023"], ["2023", "2023"]),
        (["Summer 2023", "Autumn 2023"], ["2023", "2023"]),
    ],
)
def test_headings_of_several_days_are_no_more_precise_than_all_of_them(
    headings: list[str], expected: list[str]
) -> None:
    assert dates(below(*headings)) == expected


@pytest.mark.parametrize(
    "headings",
    [
        ["The revolution of 1979", "The war of 1980", "The peace of 1988"],
        ["1914", "1939", "1989"],
        ["2024-03-04", "What else"],
        ["Version 2021.3.1", "Version 2021.3.2"],
        ["The fire of 4 March 1987", "After the flood of 9 May 1985", "Today"],
        ["May", "June and July"],
        ["A pump (4 March 2024)", "A leak (9 March 2024)", "A boat (1 March 2024)"],
        ["From 3 May 2021 to 5 May 2021", "From 7 May 2021 to 9 May 2021"],
        ["Results 2021", "Results 2022"],
    ],
)
def test_headings_that_only_speak_of_a_time_date_nothing(headings: list[str]) -> None:
    assert dates(below(*headings)) == []


def test_a_heading_of_the_same_level_without_a_date_ends_the_entry() -> None:
    text = below("2024-03-04", "Recipes", "2024-03-05")
    assert entries(text) == [
        "2024-03-04: ## 2024-03-04 Text.",
        "2024-03-05: ## 2024-03-05 Text.",
    ]


def test_a_year_is_taken_from_the_heading_above() -> None:
    text = "## 2023\n\n### March 4\n\nA.\n\n## 2024\n\nB.\n\n### March 5\n\nC.\n\n### Ideas\n\nD.\n"
    assert entries(text) == [
        "2023: ## 2023",
        "2023-03-04: ### March 4 A.",
        "2024: ## 2024 B.",
        "2024-03-05: ### March 5 C.",
        "2024: ### Ideas D.",
    ]
    assert dates("# Diary 2024\n\n## 4 March\n\nA.\n\n## 5 March\n\nB.") == [
        "2024-03-04",
        "2024-03-05",
    ]


@pytest.mark.parametrize(
    ("headings", "published", "expected"),
    [
        (["4 March", "5 July"], "2024-12-31", ["2024-03-04", "2024-07-05"]),
        (["4 March", "5 July"], "2024-03-04", ["2024-03-04", "2024-07-05"]),
        (["5 December", "30 December"], "2024-01-05", ["2023-12-05", "2023-12-30"]),
        (["5 July", "4 March"], "2024", ["2024-07-05", "2024-03-04"]),
        (["4 March", "5 July"], "2024-05-01", [None, None]),
        (["4 March", "5 July"], None, [None, None]),
        (["5 July", "4 March", "9 May"], "2024-12-31", [None, None, None]),
        (["Monday, 4 March", "Tuesday, 5 March"], "2024-03-31", ["2024-03-04", "2024-03-05"]),
        (["Friday, 4 March", "Saturday, 5 March"], "2024-03-31", [None, None]),
        (
            ["30 December 2023", "4 January", "5 March"],
            None,
            ["2023-12-30", "2024-01-04", "2024-03-05"],
        ),
    ],
)
def test_a_year_that_is_not_written_is_told_only_where_it_is_certain(
    headings: list[str], published: str | None, expected: list[str | None]
) -> None:
    assert dates(below(*headings), published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2024\n============\n\nOne.\n\n5 March 2024\n============\n\nTwo.",
        "4 March 2024\n\nOne.\n\n5 March 2024\n\nTwo.",
        "4 March 2024\nOne.\n5 March 2024\nTwo.",
        "**4 March 2024**\n\nOne.\n\n**5 March 2024**\n\nTwo.",
        "--- Day changed Mon Mar 04 2024\n\n--- Day changed Tue Mar 05 2024\n9:23 <jo> ho",
        "--- Log opened Mon Mar 04 18:00:00 2024\n18:22 <ilse> hi\n= 5 March 2024 =\n18:23 <jo> ho",
    ],
)
@pytest.mark.parametrize("markup", Markup)
def test_lines_that_stand_as_dated_headings(text: str, markup: Markup) -> None:
    assert dates(text, markup=markup) == ["2024-03-04", "2024-03-05"]


@pytest.mark.parametrize(
    "text",
    [
        "[2024-03-04 18:22] ilse: hi\nmore of it\n[2024-03-05 08:00] jo: ho",
        "[03/04/2024 6:22 PM] ilse\nhi\n\n[03/05/2024 8:07 AM] jo\nho\n\n[03/19/2024 8:07 AM] jo",
        "04/03/2024, 18:22 - Ilse: hi\n05/03/2024, 08:00 - Jo: ho\n19/03/2024, 08:00 - Jo: ho",
        "2024-03-04 18:22:01 ERROR disk full\n2024-03-05T08:00:00.123Z INFO restarted",
        "Mar  4 18:22:01 2024 host a\nMar  5 08:00:00 2024 host b",
        "2024-03-04: bought a pump\n2024-03-05: it leaks",
        "- 4 March 2024 – bought a pump\n- 5 March 2024 – it leaks",
        "**2024-03-04:** bought a pump\n\n**2024-03-05:** it leaks",
        "(4.3.24) ilse: hi\n(5.3.24) jo: ho",
    ],
)
def test_dated_lines(text: str) -> None:
    assert dates(text, markup=Markup.PLAIN)[:2] == ["2024-03-04", "2024-03-05"]


def test_lines_of_one_day_are_one_entry_with_what_goes_on_below_them() -> None:
    text = "[2024-03-04 18:22] a: hi\n[2024-03-04 18:23] b:\nwell\n\n[2024-03-05 08:00] a:\n\nso\n"
    assert entries(text) == [
        "2024-03-04: [2024-03-04 18:22] a: hi [2024-03-04 18:23] b: well",
        "2024-03-05: [2024-03-05 08:00] a: so",
    ]


def test_a_few_dated_lines_in_an_article_date_only_themselves() -> None:
    text = "The log:\n\n2024-03-04 18:22 full\n2024-03-05 08:00 up\n\n" + "So it was.\n\n" * 9
    assert entries(text) == ["2024-03-04: 2024-03-04 18:22 full", "2024-03-05: 2024-03-05 08:00 up"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ann — 03/04/2024 6:22 PM\nHi.\nbo — 03/19/2024 7:00 AM\nHo.",
            ["2024-03-04", "2024-03-19"],
        ),
        (
            "Ann, [04.03.2024 18:22]\nHi.\n\nBo, [19.03.2024 18:22]\nHo.",
            ["2024-03-04", "2024-03-19"],
        ),
        (
            "[04-Mar-24 06:22 PM] ann#1\nHi.\n[05-Mar-24 06:22 PM] bo\nHo.",
            ["2024-03-04", "2024-03-05"],
        ),
        (
            "2023-06-02  Ann B  <a@b.org>\n\n\t* x.\n\n2023-06-01  Bo  <b@c.org>\n\n\t* y.",
            ["2023-06-02", "2023-06-01"],
        ),
        (
            "* Fri Jun 02 2023 Ann <a@b.org> - 2\n- x\n\n* Thu Jun 01 2023 Bo <b@c.org>\n- y",
            ["2023-06-02", "2023-06-01"],
        ),
        (
            '::1 - - [04/Mar/2024:18:22:01 +0000] "A"\n::1 - ann [05/Mar/2024:18:22:01 +0000] "B"',
            ["2024-03-04", "2024-03-05"],
        ),
        ("**2024-03-04** Oil.\n\n**2024-03-19** Belt.", ["2024-03-04", "2024-03-19"]),
    ],
)
def test_dated_lines_of_chats_logs_and_changelogs(text: str, expected: list[str]) -> None:
    assert dates(text, markup=Markup.PLAIN) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-03-20", ["2024-03-04", "2024-03-14"]),
        ("2024-01-01", [None, None]),
        (None, [None] * 2),
    ],
)
def test_a_message_without_a_year_has_no_date_but_where_the_files_own_tells_it(
    published: str | None, expected: list[str | None]
) -> None:
    assert dates("[3/4 6:22 PM] Ann\nHi.\n[3/14 7:22 PM] Bo\nHo.", published) == expected
    assert dates("[3/4 6:22 PM] Ann: Hi.\n[3/4 7:22 PM] Bo: Ho.", published) == [None]


def test_lines_of_a_text_that_are_made_alike_are_headings() -> None:
    text = (
        "PARISH OF HOLM\n\nMINUTES OF THE COUNCIL, HELD ON 4 MARCH 2024\n\nThe ford is dry.\n\n"
        "MINUTES OF THE COUNCIL, HELD ON 9 MAY 2024\n\nThe ford is wet.\n"
    )
    assert entries(text, markup=Markup.PLAIN) == [
        "2024-03-04: MINUTES OF THE COUNCIL, HELD ON 4 MARCH 2024 The ford is dry.",
        "2024-05-09: MINUTES OF THE COUNCIL, HELD ON 9 MAY 2024 The ford is wet.",
    ]
    issues = "Holm Post, No. 4, 4 March 2024\n\nFog.\n\nHolm Post, No. 5, 9 May 2024\n\nSun.\n"
    assert dates(issues, markup=Markup.PLAIN) == ["2024-03-04", "2024-05-09"]


@pytest.mark.parametrize(
    "text",
    [
        "Taken at noon, 3 May 1951\n\nA weir.\n\nTaken at noon, 9 May 1962\n\nA gate.",
        "The fire of 3 May 1951\n\nIt was hot.\n\nThe flood of 9 May 1962\n\nIt was wet.",
        "He came on 3 May 1951.\n\nIt was hot.\n\nHe came on 9 May 1962.\n\nIt was wet.",
        "Held on 9 May 1962, north\n\nIt was wet.\n\nHeld on 3 May 1951, north\n\nHot.\n\n"
        "Held on 5 May 1951, north\n\nHot.",
    ],
)
def test_short_lines_with_a_day_that_are_no_headings_date_nothing(text: str) -> None:
    assert dates(text, markup=Markup.PLAIN) == []


@pytest.mark.parametrize(
    "text",
    [
        "The bridge of\n4 March 2024, they say, was\n5 March 2024 no more.",
        "[2024-03-04](http://a.b) one\n\n[2024-03-05](http://a.b) two",
        "So:\n\n- 4 March 2024: storm\n- 5 March 2024: flood\n\n" + "And on it went.\n\n" * 9,
        "```\n2024-03-04 18:22 full\n2024-03-05 08:00 up\n```",
    ],
)
def test_dates_at_the_head_of_a_line_by_chance_date_nothing(text: str) -> None:
    assert dates(text) == []


def test_rows_that_begin_with_a_day_are_entries() -> None:
    text = (
        "| Day | Boats |\n|---|---|\n| 2024-03-04 | 7 |\n| 2024-03-04 | 8 |\n| 2024-03-05 | 9 |\n"
    )
    assert entries(text) == [
        "2024-03-04: | 2024-03-04 | 7 | | 2024-03-04 | 8 |",
        "2024-03-05: | 2024-03-05 | 9 |",
    ]
    assert dates("day;boats;crew\n1 March;7;2\n2 March;8;2", "2024-03-09") == [
        "2024-03-01",
        "2024-03-02",
    ]
    assert dates("Day\tBoats\n13/01/2024\t7\n14/01/2024\t8") == ["2024-01-13", "2024-01-14"]


def test_a_timetable_of_days_to_come_and_a_column_of_years_date_nothing() -> None:
    assert dates("day;boats;crew\n2024-05-01;7;2\n2024-05-02;8;2", "2024-03-09") == []
    assert dates("year;boats;crew\n2021;7;2\n2022;8;2") == []


def test_days_at_the_head_of_a_line_with_other_names_behind_are_entries() -> None:
    text = (
        "Sat 2 Mar 2024 -- Ann, Ben\nAll was quiet.\n\nSun 3 Mar 2024 -- Cy\nRain came down.\n\n"
        "Mon 4 Mar 2024 -- Ann\nThe pump failed.\n"
    )
    assert entries(text, markup=Markup.PLAIN) == [
        "2024-03-02: Sat 2 Mar 2024 -- Ann, Ben All was quiet.",
        "2024-03-03: Sun 3 Mar 2024 -- Cy Rain came down.",
        "2024-03-04: Mon 4 Mar 2024 -- Ann The pump failed.",
    ]


@given(st.one_of(ANY_TEXT, LAYOUT), st.integers(0, 9), st.sampled_from(Markup))
def test_entries_are_in_order_and_do_not_overlap(text: str, body: int, markup: Markup) -> None:
    body = min(body, len(text))
    at = body
    for entry in find_entries(text, body, published="2024-06-30", markup=markup):
        assert at <= entry.start < entry.end <= len(text)
        assert (entry.date is None) == (entry.date_from is None)
        assert (
            entry.start <= entry.date_start < entry.date_end <= len(text) or entry.date_start < at
        )
        at = entry.end
