"""What `fuzz` holds the code of headers, front matter and dates to.

Each target takes bytes of any kind and raises where something is not as it must be.
"""

from collections.abc import Callable
from datetime import date

from index.dates.find import dates_of, find_asked_dates
from index.dates.query.days import parse_days
from index.dates.query.doubtful import doubtful_dates
from index.dates.query.latest import latest_word
from index.dates.query.question_time import asked_time
from index.dates.query.time_only import time_question
from index.dates.values import days
from index.documents import Markup
from index.errors import DatelineError, DocumentError
from index.passages import find_entries
from index.periods import date_end, parse_period, parse_publication_date
from index.readers.contents import clean_title
from index.readers.date_lines import date_line, dateline
from index.readers.date_orders import Habit
from index.readers.dating import choose_date, written_dates
from index.readers.file_names import read_file_name
from index.readers.front_matter import read_front_matter
from index.readers.lookalikes import unread_dates
from index.readers.sidecars import Said, sidecar_with
from index.readers.text import read_markdown, read_text

TODAY = date(2026, 11, 25)
HABITS: tuple[Habit, ...] = ()
OPENINGS = ("---\n", "+++\n", "{", "")


def header(data: bytes) -> None:
    """A text and its header: found, dated, and of the text itself."""
    for read in (read_text, read_markdown):
        try:
            contents = read(data, "docs/a.md")
        except DocumentError:
            continue
        found = contents.header
        _must(0 <= found.body <= len(contents.text), "the body begins inside the text")
        _must(found.title == clean_title(found.title), "the title is clean")
        name = read_file_name("docs/a.md")
        dating = choose_date(written_dates(found, name), HABITS, TODAY)
        if dating.period is not None:
            _must(parse_period(dating.period.value) == dating.period, "the date reads back")
        unread_dates(contents.text, found.yearless, name.unread)


def front_matter(data: bytes) -> None:
    """Front matter of every form; a sidecar that is written anew still says all it said."""
    text = data.decode("utf-8", "replace")
    for opening in OPENINGS:
        found = read_front_matter(opening + text, 0)
        if found is not None:
            _must(0 < found.body <= len(opening + text), "the body begins inside the text")
            _must(all(one.text for one in found.dates), "a date has words")
            choose_date(found.dates, HABITS, TODAY)
    said = Said("2020-01-09", "Harbour", "")
    once = sidecar_with(data, said)
    _must(sidecar_with(once, said) == once, "a sidecar that says so already stays as it is")


def names(data: bytes) -> None:
    """A path, and lines that may hold dates."""
    text = data.decode("utf-8", "replace")
    name = read_file_name(f"docs/{text}")
    _must(bool(name.title), "every file has a title")
    choose_date(name.dates, HABITS, TODAY)
    for line in text.split("\n"):
        words = " ".join(line.split())
        _must(all(one.text in words for one in date_line(words)), "dates of a line are its words")
        _must(dateline(words) in words, "the day of a newswire is of the line")
        end = date_end(words)
        _must(end is None or 0 < end <= len(words), "a date ends inside its line")
        try:
            period = parse_publication_date(words)
        except ValueError:
            continue
        if period is not None:
            _must(parse_period(period.value) == period, "the date reads back")
            _must(period.first <= period.last, "a period has its days in order")


def dates(data: bytes) -> None:
    """The dates of a text and of its entries."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for markup in (Markup.PLAIN, Markup.MARKDOWN):
        entries = find_entries(text, 0, published="2024-06-30", markup=markup)
        at = 0
        for entry in entries:
            _must(at <= entry.start < entry.end <= len(text), "entries stand in order")
            at = entry.end
        end = 0
        for one in dates_of(text, 0, "2024-06-30", entries):
            _must(end <= one.start < one.end <= len(text), "dates stand in order")
            _must(all(days(part) for part in one.value.split("/")), "a date has days")
            end = one.end


def questions(data: bytes) -> None:
    """The time in a question."""
    text = data.decode("utf-8", "replace")[:500]
    asked = asked_time(text, TODAY)
    if asked is not None:
        _must(bool(asked.spans), "a time has days")
        _must(all(text[one:two].strip() for one, two in asked.places), "a time has words")
    for one in find_asked_dates(text, TODAY):
        _must(0 <= one.start < one.end <= len(text), "a date stands in the question")
    doubtful_dates(text)
    latest_word(text)
    time_question(text, TODAY)
    try:
        parse_days(text, TODAY)
    except (ValueError, DatelineError):
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (header, front_matter, names, dates, questions)
}


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(f"not so: {what}")
