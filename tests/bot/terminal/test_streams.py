import io
import logging
import sys

from bot.terminal.streams import log_to_stderr, set_up_streams


def test_a_pipe_carries_utf8_and_plain_line_ends(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stream)
    set_up_streams()
    stream.write("é\n")
    stream.flush()
    assert stream.buffer.getvalue() == b"\xc3\xa9\n"


def test_the_log_goes_to_stderr_without_control_characters_and_is_left_as_found(capsys):
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    with log_to_stderr():
        logging.getLogger("x").warning("a\x1b[31mb")
        logging.getLogger("x").info("not shown")
    assert capsys.readouterr().err == "WARNING x: a\\x1b[31mb\n"
    assert (root.level, list(root.handlers)) == before
