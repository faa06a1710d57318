"""What `timeline` and `coverage` write; the other commands about time are in `test_cli`."""

import importlib.util
import json

import pytest

from bot.charts.drawing import can_draw
from bot.cli import main
from fake_library import ENTRY, PUBLICATION_ENTRY, FakeLibrary, answered, stand_in, timeline

needs_matplotlib = pytest.mark.skipif(not can_draw(), reason="needs the extra charts")


@pytest.fixture
def library(monkeypatch):
    made = FakeLibrary(lambda question, quotes: answered())
    stand_in(monkeypatch, made)
    return made


@pytest.fixture
def run(library, capsys):
    def run(*arguments):
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


def test_coverage_goes_to_stdout_and_exits_0(run, library):
    assert run("coverage") == (
        0,
        "The library holds 1 document, published 9 January 2020.\n\n"
        "Documents by month\n  September 2019  ████████████████████████ 1\n",
        "",
    )
    assert library.closed
    code, out, _ = run("coverage", "--json")
    assert (code, json.loads(out)["documents"], json.loads(out)["spoken"]["counts"]) == (0, 1, [])


def test_a_timeline_ends_with_how_many_quotes_there_are_of_each_month(run, library):
    library.line = timeline(ENTRY, PUBLICATION_ENTRY)
    assert run("timeline", "Sadr")[1].endswith(
        "characters 0-61\n\nQuotes by month\n"
        "  September 2019            ████████████████████████ 1\n"
        "  October to December 2019  none\n"
        "  January 2020              ████████████████████████ 1\n"
    )


@needs_matplotlib
@pytest.mark.parametrize("command", [["coverage"], ["timeline", "Sadr"]])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_picture_is_written_beside_the_rest(run, tmp_path, command, form):
    without = run(*command, *form)
    file = tmp_path / "picture.png"
    assert run(*command, *form, "--png", str(file)) == without
    assert file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("command", [["coverage"], ["timeline", "Sadr"]])
def test_without_matplotlib_all_works_but_the_picture(run, library, tmp_path, monkeypatch, command):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    file = tmp_path / "picture.png"
    code, out, err = run(*command, "--png", str(file))
    assert (code, out) == (2, "")
    assert err == (
        "dateline: error: pictures are drawn by matplotlib, which is not installed; "
        "install it: pip install -c constraints.txt -e '.[charts]'\n"
    )
    assert not file.exists()
    assert run(*command)[0] == 0
