import io
import json
import logging
import re

import pytest

from bot.discord.operations.logs import SecretsFilter, structured_log

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
log = logging.getLogger("bot.discord.example")


def logged(write, log_format="text", level="INFO", secrets=(TOKEN,)):
    stream = io.StringIO()
    with structured_log(log_format, level, secrets=secrets, stream=stream):
        write()
    return stream.getvalue()


def fail():
    try:
        raise ValueError(f"no such token: {TOKEN}")
    except ValueError:
        log.exception("failed with %s", TOKEN)


def test_a_record_is_a_line_of_key_and_value():
    line = logged(lambda: log.warning('a "quoted" word', extra={"reference": "ab12", "shard": 3}))
    assert re.fullmatch(
        r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=WARNING logger=bot\.discord\.example "
        r'message="a \\"quoted\\" word" reference=ab12 shard=3\n',
        line,
    )


def test_json_has_one_object_on_one_line():
    lines = logged(lambda: log.warning("two\nlines é", extra={"reference": "ab12"}), "json")
    assert lines.count("\n") == 1
    fields = json.loads(lines)
    del fields["time"]
    assert fields == {
        "level": "WARNING",
        "logger": "bot.discord.example",
        "message": "two\nlines é",
        "reference": "ab12",
    }


def test_line_ends_and_escape_sequences_of_a_message_stay_inside_its_line():
    line = logged(lambda: log.warning("one\ntwo \x1b[31m"))
    assert line.count("\n") == 1
    assert r'message="one\ntwo \x1b[31m"' in line


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_the_token_is_in_no_part_of_a_record(log_format):
    def write():
        log.warning("message %s", TOKEN)
        log.warning(f"Authorization: Bot {TOKEN}")
        log.warning("field", extra={"headers": {"Authorization": f"Bot {TOKEN}"}})
        log.warning("stack", stack_info=True)
        fail()

    text = logged(write, log_format)
    assert TOKEN not in text
    assert text.count("[hidden]") == 5
    assert "ValueError: no such token: [hidden]" in text
    assert "Traceback (most recent call last)" in text
    assert "Stack (most recent call last)" in text


def test_secrets_of_interactions_are_hidden_without_being_known():
    token = "aW50ZXJhY3Rpb246" + "x" * 150
    line = logged(
        lambda: log.info(
            "POST https://discord.com/api/v10/webhooks/12/%s/messages/@original and "
            "/interactions/34/%s/callback",
            token,
            token,
        )
    )
    assert "/webhooks/12/[hidden]/messages/@original" in line
    assert "/interactions/34/[hidden]/callback" in line


def test_a_traceback_follows_its_line_indented():
    lines = logged(fail).splitlines()
    assert lines[1] == "  Traceback (most recent call last):"
    assert all(line.startswith("  ") for line in lines[1:])
    fields = json.loads(logged(fail, "json"))
    assert fields["traceback"].splitlines()[-1] == "ValueError: no such token: [hidden]"


def test_arguments_that_do_not_fit_are_logged_all_the_same():
    line = logged(lambda: log.warning("%d questions", TOKEN))
    assert "message=\"%d questions ('[hidden]',) (not formatted: " in line


def test_an_empty_token_hides_nothing():
    assert "message=word" in logged(lambda: log.warning("word"), secrets=("",))
    assert SecretsFilter([""]).hidden("word") == "word"


def test_only_the_level_and_above_is_logged_and_the_root_is_left_as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    text = logged(lambda: (log.info("quiet"), log.error("loud")), level="ERROR")
    assert "quiet" not in text
    assert "message=loud" in text
    assert (root.handlers, root.level) == (handlers, level)


def test_other_handlers_of_the_root_are_silent_meanwhile(capsys):
    other = logging.StreamHandler()
    logging.getLogger().addHandler(other)
    try:
        logged(lambda: log.warning("once"))
    finally:
        logging.getLogger().removeHandler(other)
    assert capsys.readouterr().err == ""


def test_a_lost_connection_is_one_line():
    def lose():
        try:
            raise ConnectionResetError("gone")
        except ConnectionResetError:
            logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)

    line = logged(lose)
    assert line.count("\n") == 1
    assert "level=WARNING" in line
    assert "Attempting a reconnect in 1.50s (ConnectionResetError: gone)" in line
