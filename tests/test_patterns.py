"""No compiled pattern of the code takes longer than in proportion to what it reads.

Every text that Dateline reads was written by others. A pattern that grows with the square of it
stops a whole run at one hostile line, so each is tried with texts that are made from itself.
"""

import re
import time
from collections.abc import Callable

import bot
import index
from patterns import Found, Hostile, compiled_patterns, hostile_texts

SMALL, MIDDLE, LONG = 20, 250, 1_500  # characters: what doubles with each is noticed in time
TOO_LONG_SECONDS = 0.05  # for any but a long text
SUSPICIOUS_SECONDS = 0.001  # for a long one
# For four times the text: what grows with it takes 4, with its square 16.
MOST = 9

# Characters of the longest text that these ever see, since the code cuts it first.
BOUNDED = {
    "index.dates.en.": 48,  # index.dates.grammar.LOOK_AROUND
    "index.dates.query.": 2_000,  # index.question.MAX_QUESTION_CHARACTERS
}

PATTERNS = compiled_patterns(index, bot)


def seconds(read: Callable[[str], object], text: str, times: int = 1) -> float:
    best = float("inf")
    for _ in range(times):
        began = time.thread_time()
        read(text)
        best = min(best, time.thread_time() - began)
    return best


def reader(pattern: re.Pattern[str], method: str) -> Callable[[str], object]:
    if method == "search":
        # All of them, as replacing and finding do: the text between two is read once more.
        return lambda text: [None for _ in pattern.finditer(text)]
    return getattr(pattern, method)


def is_too_long(read: Callable[[str], object], text: str) -> bool:
    # Again where it seems so: a run may be disturbed.
    return all(seconds(read, text, times) > TOO_LONG_SECONDS for times in (1, 3))


def grows_too_fast(read: Callable[[str], object], hostile: Hostile) -> bool:
    text = hostile.text(LONG)
    if seconds(read, text) < SUSPICIOUS_SECONDS:
        return False
    longer = hostile.text(4 * LONG)
    return all(seconds(read, longer, times) > MOST * seconds(read, text, times) for times in (1, 3))


def stopping(found: Found, method: str) -> str:
    """Return the beginning of a text that the pattern takes too long for; "" for none."""
    read = reader(found.pattern, method)
    bounds = [size for part, size in BOUNDED.items() if found.name.startswith(part)]
    for hostile in hostile_texts(found.pattern):
        if any(is_too_long(read, hostile.text(size)) for size in (SMALL, *(bounds or [MIDDLE]))):
            return hostile.text(SMALL)
        if not bounds and grows_too_fast(read, hostile):
            return hostile.text(SMALL)
    return ""


def test_all_patterns_are_found():
    names = {found.name for found in PATTERNS}
    assert len(PATTERNS) > 500
    assert {
        "index.question._WORD",
        "index.sentences._TAG",
        "bot.wording.quotes._HEADING_MARKS",
    } <= names


def test_no_pattern_grows_faster_than_what_it_reads():
    slow = {}
    for found in PATTERNS:
        for method in found.methods:
            if text := stopping(found, method):
                slow[f"{found.name}.{method}"] = text
    assert slow == {}
