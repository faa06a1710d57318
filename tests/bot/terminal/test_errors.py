import logging
import re

from bot.terminal.errors import exit_code, explain
from index.errors import QuestionError, StoreMissing


def test_an_error_of_dateline_speaks_for_itself(caplog):
    with caplog.at_level(logging.DEBUG):
        assert explain(StoreMissing("There is no index.")) == "There is no index."
    assert caplog.records[0].levelname == "DEBUG"
    assert caplog.records[0].exc_info[0] is StoreMissing


def test_an_unforeseen_error_gets_a_reference_that_the_log_shares(caplog):
    with caplog.at_level(logging.DEBUG):
        sentence = explain(ValueError("inner words"))
    reference = re.search(r"\(reference ([0-9a-f]{8})\)", sentence)[1]
    assert "inner words" not in sentence
    assert caplog.messages == [f"unexpected error, reference {reference}"]
    assert "inner words" in caplog.text


def test_exit_codes_are_the_documented_ones():
    assert exit_code(QuestionError("")) == 2
    assert exit_code(StoreMissing("")) == 3
    assert exit_code(ValueError("")) == 3
