"""What the README shows and names is so: its session is run, its commands and targets exist."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from index.readers import read_document
from places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = sorted(typer.main.get_command(app).commands)

FENCED = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
# Everything that is set as code, a piece a line.
CODE = "\n".join(
    [block for _, block in FENCED.findall(README)]
    + [code.replace("\n", " ") for code in re.findall(r"`([^`]+)`", FENCED.sub("", README))]
)
ELAPSED = re.compile(r"\d+\.\d s\b")


def session() -> list[tuple[str, str]]:
    """Return every command of the `console` blocks with the output that is shown for it."""
    steps = []
    for language, block in FENCED.findall(README):
        if language == "console":
            assert block.startswith("$ ")
            for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = step.partition("\n")
                steps.append((command, output))
    return steps


def shows(expected: str, actual: str) -> bool:
    """Whether `actual` is `expected`, a line "..." of which stands for any lines."""
    lines = ELAPSED.sub("0.0 s", expected).splitlines(keepends=True)
    form = "".join(r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in lines)
    return re.fullmatch(form, ELAPSED.sub("0.0 s", actual)) is not None


def named(text: str) -> set[str]:
    """Return the options that stand in `text`."""
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


def options(*command: str) -> set[str]:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    return named(result.output.partition("Options:")[2].partition("Commands:")[0])


def test_the_session_is_what_a_person_gets(tmp_path, exported_models):
    shutil.copytree(ROOT / "source_docs", tmp_path / "source_docs")
    models = tmp_path / ".dateline" / "models"
    shutil.copytree(exported_models, models, copy_function=os.link)  # spares the export
    dateline = Path(sys.executable).with_name("dateline")
    home = tmp_path / "home"
    home.mkdir()
    environment = os.environ | {"NO_COLOR": "1", "HOME": str(home)}
    del environment["ORT_DISABLE_TELEMETRY"]  # Dateline sets it itself
    steps = session()
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


def test_the_session_indexes_asks_refuses_and_checks_a_quote():
    commands = [command for command, _ in session()]
    for part in ("index", "ask", "ask --after", "ask --json", "show", "sources"):
        assert any(re.match(rf"dateline {part}\b", command) for command in commands), part
    assert ("echo $?", "1\n") in session()


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


def test_every_command_that_the_readme_names_exists():
    found = set(re.findall(r"\bdateline ((?!in\b|command\b)[a-z]+)", CODE))
    assert found == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_the_readme_gives_a_command_exists(command):
    given = re.findall(rf"\bdateline {command}\b([^\n]*)", CODE)
    rows = re.findall(rf"^\| `dateline {command}\b([^\n]*)", README, re.MULTILINE)
    assert set().union(*map(named, (*given, *rows))) <= options(command)


def test_every_option_that_the_readme_names_is_one_of_some_command():
    lines = [line for line in CODE.splitlines() if not line.startswith(("pip ", "py ", "python"))]
    every = options().union(*(options(command) for command in COMMANDS))
    assert named("\n".join(lines)) <= every


def test_every_make_target_and_variable_that_the_readme_names_exists():
    targets = {
        target
        for line in re.findall(r"^([a-z][\w -]*):(?!=)", MAKEFILE, re.MULTILINE)
        for target in line.split()
    }
    used = set(re.findall(r"\bmake ([a-z][a-z-]*)", CODE))
    benches = {"bench-dates", "bench-discord", "bench-ranking", "bench-refusal"}
    assert used == {"demo", "test", "bench"} | benches
    assert used <= targets
    variables = set(re.findall(r"\bmake [a-z-]+ ([A-Z_]+)=", CODE))
    assert variables == {"Q", "TORCH_INDEX"}
    for variable in variables:
        assert re.search(rf"^(?:export )?{variable} \?=", MAKEFILE, re.MULTILINE), variable


def test_every_room_and_file_of_the_house_is_there():
    (house,) = re.findall(r"## The house\n\n```text\n(.*?)```", README, re.DOTALL)
    folder = Path()
    for line in house.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            folder = Path(name) if name.endswith("/") else Path()
            assert (ROOT / name).exists(), name
        else:
            assert (ROOT / folder / name).exists(), f"{folder}/{name}"


def test_every_heading_that_the_readme_links_to_is_there():
    headings = {
        heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", README, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", README)) <= headings


def adding_documents() -> str:
    return README.partition("## Adding documents")[2].partition("\n## ")[0]


def test_the_documents_that_the_readme_shows_are_dated_and_titled(tmp_path):
    found = []
    for _, block in FENCED.findall(adding_documents()):
        file = tmp_path / "shown.txt"
        file.write_text(dedent(block), encoding="utf-8")
        document = read_document(file, file.name, max_bytes=1000, today=date(2026, 1, 1))
        found.append((document.published, document.published_from, document.title, document.url))
        assert document.warnings == ()
    assert found == [
        ("2020-01-09", "header", "So what led the US to assassinate Qasem Soleimani?", None),
        ("2020-01-09", "front matter", "Harbour news", "https://example.org/harbour"),
    ]


def test_the_file_names_that_the_readme_shows_are_dated(tmp_path):
    found = {}
    for name in re.findall(r"`(2020[^`]*\.(?:txt|md))`", adding_documents()):
        (tmp_path / name).write_text("The harbour was dredged.", encoding="utf-8")
        document = read_document(tmp_path / name, name, max_bytes=1000, today=date(2026, 1, 1))
        found[name] = (document.published, document.title)
    assert found == {
        "2020-01-09-harbour.txt": ("2020-01-09", "harbour"),
        "2020-01_harbour.md": ("2020-01", "harbour"),
        "20200109 harbour.txt": ("2020-01-09", "harbour"),
    }


def test_every_command_but_bot_and_chat_writes_json():
    assert {command for command in COMMANDS if "--json" not in options(command)} == {
        "bot",
        "chat",
    }
