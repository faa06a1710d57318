"""What a page shows as typed is what a person gets: every `console` block is run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages import GUIDES, Page, page
from places import ROOT

ELAPSED = re.compile(r"\d+\.\d s\b")
# A page that does not begin by indexing goes on where the README's session ends.
INDEX = ("dateline index", "...\n")


def session(page: Page) -> list[tuple[str, str]]:
    """Return every command of the `console` blocks with the output that is shown for it."""
    steps = []
    for language, block in page.blocks():
        if language == "console":
            assert block.startswith("$ ")
            for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = step.partition("\n")
                steps.append((command, output))
    return steps


SESSIONS = [page for page in GUIDES if session(page)]


def shows(expected: str, actual: str) -> bool:
    """Whether `actual` is `expected`, a line "..." of which stands for any lines."""
    lines = ELAPSED.sub("0.0 s", expected).splitlines(keepends=True)
    form = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in lines)
    return re.fullmatch(form, ELAPSED.sub("0.0 s", actual)) is not None


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.name)
def test_the_session_is_what_a_person_gets(page, tmp_path, exported_models):
    shutil.copytree(ROOT / "source_docs", tmp_path / "source_docs")
    models = tmp_path / ".dateline" / "models"
    shutil.copytree(exported_models, models, copy_function=os.link)  # spares the export
    dateline = Path(sys.executable).with_name("dateline")
    home = tmp_path / "home"
    home.mkdir()
    environment = os.environ | {"NO_COLOR": "1", "HOME": str(home)}
    del environment["ORT_DISABLE_TELEMETRY"]  # Dateline sets it itself
    steps = session(page)
    if steps[0][0] != INDEX[0]:
        steps.insert(0, INDEX)
    code = 0
    for number, (command, expected) in enumerate(steps):
        if command == "echo $?":
            assert expected == f"{code}\n", steps[number - 1][0]
            continue
        program, *arguments = shlex.split(command)
        assert program == "dateline"
        run = subprocess.run(
            [dateline, *arguments],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        code = run.returncode
        assert shows(expected, run.stdout), f"{command}\n{run.stdout}{run.stderr}"
        asked_for_the_code = steps[number + 1 : number + 2] == [("echo $?", f"{code}\n")]
        assert code == 0 or asked_for_the_code, f"{command}\n{run.stderr}"
    assert list(home.rglob("*")) == []


def test_the_readme_indexes_asks_once_and_is_refused_once():
    steps = session(page("README.md"))
    assert [command.split(" ")[1] for command, _ in steps] == ["index", "ask", "ask", "$?"]
    assert steps[-1] == ("echo $?", "1\n")


def test_the_page_of_commands_checks_a_quote_asks_about_times_and_shows_json():
    commands = [command for command, _ in session(page("docs/commands.md"))]
    for part in ("index", "ask", "ask --after", "ask --json", "show", "sources", "timeline"):
        assert any(re.match(rf"dateline {part}\b", command) for command in commands), part


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nb\nc\n", False),
        ("a.c\n", "abc\n", False),
        ("a\n...\n", "a\nb\nc\n", True),
        ("a\n...\nc\n", "a\nc\n", True),
        ("a\n...\nd\n", "a\nb\nc\n", False),
        ("in 0.6 s\n", "in 12.3 s\n", True),
    ],
)
def test_a_shown_output_is_compared_line_by_line(expected, actual, same):
    assert shows(expected, actual) is same
