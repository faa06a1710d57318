import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.page import Page, Part
from bot.wording.text import visible
from terminals import Terminal


def lines_of(page_width: int, monkeypatch, *parts, **indents) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(page_width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    Page(stream).line(*parts, **indents)
    return stream.getvalue().splitlines()


def test_a_pipe_gets_the_line_whole_and_without_colour():
    stream = io.StringIO()
    page = Page(stream)
    page.line("x" * 300, Part(" [bold]y[/bold]\x1b", "bold"), indent=2)
    assert stream.getvalue() == "  " + "x" * 300 + r" [bold]y[/bold]\x1b" + "\n"
    assert (page.is_terminal, page.coloured) == (False, False)


def test_a_pipe_keeps_line_ends_and_tabs_and_indents_no_empty_line():
    stream = io.StringIO()
    Page(stream).line("one\ttab \n\ntwo", indent=2, hanging=1)
    assert stream.getvalue() == "  one\ttab \n\n   two\n"


def test_a_terminal_wraps_words_at_its_width(monkeypatch):
    lines = lines_of(24, monkeypatch, "one two three four five six", indent=2, hanging=2)
    assert lines == ["  one two three four", "    five six"]


def test_a_terminal_shows_styles(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    page = Page(stream)
    page.line("a ", Part("b", "bold"), " [dim]c")
    assert page.coloured
    assert stream.getvalue() == "a \x1b[1mb\x1b[0m [dim]c\n"


def test_no_color_means_no_escape_sequence_at_all(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    page = Page(stream)
    page.line(Part("b", "bold red"))
    assert (page.is_terminal, page.coloured, stream.getvalue()) == (True, False, "b\n")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 60))
def test_wrapping_loses_nothing_but_spaces(text, width):
    with pytest.MonkeyPatch.context() as monkeypatch:
        shown = "".join(lines_of(width, monkeypatch, text, indent=2))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", visible(text))
