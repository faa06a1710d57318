"""A terminal that keeps what is written, and what the faces write to it."""

import io

from bot.terminal.page import Page

ORIGIN = "Who met whom · published 2020-01-09 · source_docs/sadr.txt · characters"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def plain(write, *values, **options) -> list[str]:
    stream = io.StringIO()
    write(Page(stream), *values, **options)
    return stream.getvalue().splitlines()


def coloured(monkeypatch, write, *values, **options) -> list[str]:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stream = Terminal()
    write(Page(stream), *values, **options)
    return stream.getvalue().splitlines()
