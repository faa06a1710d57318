"""Measures what is found of time expressions, and how fast: `make bench-dates`.

Expressions: those of expressions.jsonl that are calendar dates or date ranges, where --data or
BENCH_DATA names the folder that holds it (or dates/ with it); each line there says what is asked
for and on which day. They are questions to an assistant, so `find_asked_dates` reads them.
`dateparser.search` is measured on the same lines where it is installed; without it nothing stands
beside. Speed: news-like text from a generator, in processor time.

python bench/dates.py [--data FOLDER] [--show]     --show prints each expression not read right
"""

import argparse
import contextlib
import importlib
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from index.dates import days, find_asked_dates
from table import Figure, show

KINDS = ("datetimeV2.date", "datetimeV2.daterange")
# What an expression is, by the value that is expected of it; the first that fits.
WHAT = (
    ("a day with its year", r"\d{4}-\d\d-\d\d"),
    ("a day without its year", r"XXXX-\d\d-\d\d"),
    ("a day of the week or month", r"XXXX-(WXX-\d|XX-\d\d).*"),
    ("a week or weekend", r".*-W.*"),
    ("a month", r"[\dX]{4}-[\dX]{2}"),
    ("a year", r"(SY|FY)?[\dX]{4}"),
    ("from one date to another", r"\(.*"),
    ("a season and all else", r".*"),
)
SPEED_CHARACTERS = 1_000_000
SLOW_CHARACTERS = 20_000  # dateparser.search takes seconds for these
RUNS = 3
ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Guess:
    start: int
    end: int  # exclusive
    first: date
    last: date
    last_from: date  # where the last part of a span begins: "2014 to 2018" may end there


@dataclass(frozen=True)
class Outcome:
    what: str
    found: bool  # some of its words
    exact: bool  # its words, no more and no less
    past: bool  # the value of its first reading, the past one
    right: bool  # the value of any reading that is admissible
    why: str  # what is wrong; empty where it is right


Finder = Callable[[str, str | None], list[Guess]]


def expected_days(value: dict) -> list[tuple[date, date]]:
    """The days of an admissible value; two readings where "before 2018" names 2018."""
    found = []
    with contextlib.suppress(ValueError):
        found.append(days(value.get("timex", "")))
    with contextlib.suppress(ValueError):
        if "value" in value:
            found.append((date.fromisoformat(value["value"]),) * 2)
        elif value.get("start") and value.get("end"):
            found.append((date.fromisoformat(value["start"]), date.fromisoformat(value["end"])))
        elif value.get("start"):  # "since August": August is what the words name
            found.append((date.fromisoformat(value["start"]), None))
    return found


def dateline(text: str, reference: str | None) -> list[Guess]:
    return [
        Guess(f.start, f.end, *days(f.value), days(f.value.split("/")[-1])[0])
        for f in find_asked_dates(text, date.fromisoformat(reference) if reference else None)
    ]


def dateparser_finder() -> Finder | None:
    try:
        search = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        return None

    def find(text: str, reference: str | None) -> list[Guess]:
        settings = {
            "RELATIVE_BASE": datetime.fromisoformat(reference or "2000-01-01"),
            "PREFER_DATES_FROM": "past",
        }
        found, at = [], 0
        for words, moment in search(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            at = start + len(words)
            found.append(Guess(start, at, *[moment.date()] * 3))
        return found

    return find


def is_right(hits: list[Guess], readings: list[tuple]) -> bool:
    return any(
        g.first == first and last in (g.last, g.last + ONE_DAY, g.last_from, None)
        for g in hits
        for first, last in readings
    )


def outcome(one: dict, admissible: list[list[tuple]], found: list[Guess]) -> Outcome:
    start, end = one["start"], one["end"] + 1
    hits = [g for g in found if g.start < end and g.end > start]
    readings = [reading for each in admissible for reading in each]
    right = is_right(hits, readings)
    why = ""
    if not hits:
        why = "not found"
    elif not right:
        holds = any(g.first <= r[0] <= (r[1] or r[0]) <= g.last for g in hits for r in readings)
        why = "coarser, and right" if holds else "another value"
    timex = one["values"][0].get("timex", "")
    return Outcome(
        next(what for what, form in WHAT if re.fullmatch(form, timex)),
        bool(hits),
        any((g.start, g.end) == (start, end) for g in hits),
        is_right(hits, admissible[0]),
        right,
        why,
    )


def outcomes(find: Finder, rows: list[dict], tell: bool) -> list[Outcome]:
    all_of_them = []
    for row in rows:
        found = find(row["text"], (row["reference"] or "")[:10] or None)
        for one in row["expected"]:
            admissible = [expected_days(value) for value in one["values"]]
            if one["type"] not in KINDS or not any(admissible):
                continue
            all_of_them.append(outcome(one, admissible, found))
            if tell and all_of_them[-1].why:
                given = [(row["text"][g.start : g.end], f"{g.first}/{g.last}") for g in found]
                print(f"  {all_of_them[-1].why}: {one['text']!r} in {row['text']!r}, {given}")
    return all_of_them


def share(of: list[Outcome], name: str) -> float:
    return sum(getattr(one, name) for one in of) / len(of)


def show_expressions(rows: list[dict], tell: bool) -> None:
    ours = outcomes(dateline, rows, tell)
    finder = dateparser_finder()
    theirs = outcomes(finder, rows, False) if finder else []
    without = [row["text"] for row in rows if not row["expected"]]

    def figure(name: str, field: str) -> Figure:
        beside = f"dateparser.search {share(theirs, field):.3f}" if theirs else "not installed"
        return Figure(name, share(ours, field), beside=beside)

    def false_finds(find: Finder) -> int:
        return sum(bool(find(text, "2016-11-07")) for text in without)

    show(
        f"Time expressions: {len(ours)} dates and ranges in {len(rows)} lines",
        [
            figure("found, some of its words", "found"),
            figure("found, exactly its words", "exact"),
            figure("right value, any admissible reading", "right"),
            figure("right value, the past reading", "past"),
            Figure(
                "lines without a date that are given one",
                f"{false_finds(dateline)} of {len(without)}",
                beside=f"dateparser.search {false_finds(finder)}" if finder else "not installed",
            ),
        ],
    )
    print(f"\n  {'by kind':28}{'all':>6}{'found':>7}{'exact':>7}{'right':>7}   failures")
    for what, _ in WHAT:
        of = [one for one in ours if one.what == what]
        why = Counter(one.why for one in of if one.why)
        shares = "".join(f"{share(of, field):7.2f}" for field in ("found", "exact", "right"))
        failures = ", ".join(f"{reason} {count}" for reason, count in why.most_common())
        print(f"  {what:28}{len(of):6}{shares}   {failures}")


def news(characters: int) -> str:
    """News-like text: a date in one sentence of three."""
    rng = random.Random(0)
    names = [
        "Mr. Smith",
        "the ministry",
        "Acme Corp.",
        "the U.N. envoy",
        "a spokeswoman",
        "Maria Ortiz",
    ]
    verbs = ["said", "announced", "denied", "confirmed", "reported that it had cut", "will present"]
    things = [
        "the new budget for schools",
        "that 1,250 people had left the town",
        "a loss of $3.4 billion",
        "the results of an inquiry into the accident",
        "that talks on the border may go on",
        "its plan to close two of seven plants, which employ 900 workers",
    ]
    when = [
        "on Monday",
        "last week",
        "in September",
        "two years ago",
        "on Sept. 14, 2019",
        "in the third quarter",
        "since 1979",
        "earlier this month",
        "yesterday",
        "at the end of 2018",
        "for three months",
    ]
    out, length = [], 0
    while length < characters:
        words = [rng.choice(names).capitalize(), rng.choice(verbs), rng.choice(things)]
        for _ in range(rng.randrange(3)):
            words += ["and", rng.choice(names), rng.choice(verbs), rng.choice(things)]
        if rng.random() < 1 / 3:
            words.append(rng.choice(when))
        sentence = " ".join(words) + (".\n\n" if rng.random() < 0.2 else ". ")
        out.append(sentence)
        length += len(sentence)
    return "".join(out)


def rate(find: Finder, text: str) -> tuple[float, int]:
    """Return MB/s, the median of some runs, and how many dates were found."""
    took, found = [], 0
    for _ in range(RUNS):
        began = time.process_time()
        found = len(find(text, "2020-01-09"))
        took.append(time.process_time() - began)
    return len(text) / 1e6 / sorted(took)[RUNS // 2], found


def show_speed() -> None:
    text = news(SPEED_CHARACTERS)
    speed, found = rate(dateline, text)
    beside = "dateparser.search not installed"
    if finder := dateparser_finder():
        theirs = rate(finder, text[:SLOW_CHARACTERS])[0]
        beside = f"dateparser.search {theirs:.4f}: {speed / theirs:,.0f} times as fast"
    show(
        f"Speed: {len(text) / 1e6:.1f} MB of news-like text, {found:,} dates in it",
        [Figure("finding dates, one core", speed, "MB/s", bound=1, at_least=True, beside=beside)],
    )


def expressions_file(folder: str) -> Path:
    """The file of expressions in `folder`; exits with what to do where it is not there."""
    for file in (Path(folder, "expressions.jsonl"), Path(folder, "dates", "expressions.jsonl")):
        if file.is_file():
            return file
    sys.exit(
        f"{folder} holds neither expressions.jsonl nor dates/expressions.jsonl; give the folder "
        "that does as --data FOLDER or in BENCH_DATA"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what is found of time expressions.")
    parser.add_argument("--data", default=os.environ.get("BENCH_DATA"), metavar="FOLDER")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.data:
        with expressions_file(options.data).open(encoding="utf-8") as lines:
            show_expressions([json.loads(line) for line in lines], options.show)
    else:
        print("Time expressions: not measured; --data FOLDER or BENCH_DATA names their folder")
    show_speed()


if __name__ == "__main__":
    main()
