import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates
from index.dates.en.grammar import ENGLISH
from index.dates.grammar import (
    LOOK_AROUND,
    Surroundings,
    expressions,
    flattened,
    lowered,
    pattern,
)


@given(st.text() | st.text("İIıiSßΣσςǅ\u0130"))
def test_flat_lower_case_keeps_every_character_at_its_index(text):
    assert len(lowered(flattened(text))) == len(text)


def test_a_blank_of_a_rule_is_any_white_space_and_never_a_blank_line():
    def matches(rule, texts):
        return [bool(pattern(rule).match(flattened(text))) for text in texts]

    wrapped = ("sept 14", "sept  14", "sept\n  14", "sept\u00a014", "sept\r\n14", "sept\t14")
    assert all(matches("sept 14", wrapped))
    assert not any(matches("sept 14", ("sept14", "sept\n\n14", "sept \n\t\n 14", "sept 145")))
    assert all(matches("year[- ]end", ("year-end", "year\nend", "year  end")))


def test_an_expression_begins_at_the_beginning_of_a_word():
    texts = ("in x1979", "in _1979", "#2019", "@may 5", "mayday 5", "in1979")
    assert [list(expressions(ENGLISH, text, text)) for text in texts] == [[]] * len(texts)


def test_every_word_in_the_table_is_one_that_the_text_is_cut_into():
    assert all(word.isalpha() or set(word) == {"9"} for word in ENGLISH.rules)
    assert all(word == word.lower() for word in ENGLISH.rules)


def test_no_rule_can_read_on_without_end():
    # What each rule may match is bounded, so the work grows with the length of the text and no
    # faster, whatever the text is.
    for rules in ENGLISH.rules.values():
        for rule in rules:
            assert re._parser.parse(rule.pattern.pattern).getwidth()[1] < 160, rule.pattern.pattern


def test_what_stands_around_an_expression_is_looked_at_within_bounds():
    text = "a" * 5_000 + " 1979 " + "b" * 5_000
    here = Surroundings(text, text, 5_001, 5_005, lambda at: None)
    assert len(here.before) <= LOOK_AROUND
    assert len(here.after) <= LOOK_AROUND
    assert len(here.near) <= LOOK_AROUND


def test_a_short_question_compiles_only_the_rules_that_it_needs():
    script = (
        "from index.dates import find_dates\n"
        "from index.dates.en.grammar import ENGLISH\n"
        "find_dates('What happened in September 2019?', '2020-01-09')\n"
        "rules = {id(rule): rule for rules in ENGLISH.rules.values() for rule in rules}\n"
        "print(len(rules), sum('match' in vars(rule.pattern) for rule in rules.values()))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    rules, compiled = map(int, run.stdout.split())
    assert rules > 80
    assert compiled < 8


def test_a_word_broken_before_a_number_is_whole_and_nothing_else_moves():
    text = "It moved in No-\nvember 2022, a well-\nknown day, on 3 De\u00adcember 2021."
    flat = flattened(text)
    assert len(flat) == len(text)
    assert "November   2022" in flat
    assert "December  2021" in flat
    assert flat.index("2022") == text.index("2022")
    assert "well- known" in flat
    found = [(one.text, one.value) for one in find_dates(text, None)]
    assert found == [("No-\nvember 2022", "2022-11"), ("3 De\u00adcember 2021", "2021-12-03")]
