"""Every command, setting and make target is documented, and what the pages name of them exists."""

import re

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import SETTINGS
from pages import GUIDES, page
from places import ROOT

COMMANDS = sorted(typer.main.get_command(app).commands)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS_PAGE = page("docs/commands.md")
CODE = "\n".join(guide.code() for guide in GUIDES)
# Lines of other programs, whose options are not Dateline's.
FOREIGN = ("pip ", "py ", "python", "make ", "git ", ".venv/", "pre-commit ", "ruff ", "mypy ")


def named(text: str) -> set[str]:
    """Return the options that stand in `text`."""
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


def options(*command: str) -> set[str]:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    return named(result.output.partition("Options:")[2].partition("Commands:")[0])


# --- commands ---


def test_these_are_the_commands():
    names = (
        "add ask backup bot chat coverage dates doctor eval export fetch import index libraries"
        " remove restore search show since sources status timeline"
    )
    assert names.split() == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_commands_has_a_row_for_the_command(command):
    assert re.search(rf"^\| `dateline {command}\b", COMMANDS_PAGE.text, re.MULTILINE)


def test_every_command_that_a_page_names_exists():
    assert set(re.findall(r"\bdateline ((?!in\b|command\b)[a-z]+)", CODE)) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_a_page_gives_a_command_exists(command):
    given = re.findall(rf"\bdateline {command}\b([^\n]*)", CODE)
    rows = re.findall(rf"^\| `dateline {command}\b([^\n]*)", COMMANDS_PAGE.text, re.MULTILINE)
    assert set().union(*map(named, (*given, *rows))) <= options(command)


@pytest.mark.parametrize("name", ["README.md", "docs/commands.md", "docs/documents.md"])
def test_every_option_that_a_page_names_is_one_of_some_command(name):
    lines = [line for line in page(name).code().splitlines() if not line.startswith(FOREIGN)]
    every = options().union(*(options(command) for command in COMMANDS))
    assert named("\n".join(lines)) <= every


def test_every_command_but_bot_and_chat_writes_json():
    assert {command for command in COMMANDS if "--json" not in options(command)} == {
        "bot",
        "chat",
    }


# --- settings ---


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_the_page_of_settings_has_a_row_for_the_setting(setting):
    default = f"`{setting.default}`" if setting.default else ""
    row = f"| `{setting.name}` | {default} | {setting.help} |"
    assert row in page("docs/settings.md").text.splitlines()


def test_the_env_example_is_the_table_of_settings():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n", 1)[1]
    assert (
        lines
        == "\n\n".join(
            f"# {setting.help}\n# {setting.name}={setting.default}" for setting in SETTINGS.values()
        )
        + "\n"
    )


# --- make ---


def targets() -> set[str]:
    lines = re.findall(r"^([a-z][\w -]*):(?!=)", MAKEFILE, re.MULTILINE)
    return {target for line in lines for target in line.split()}


def test_every_make_target_and_variable_that_a_page_names_exists():
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", CODE)) <= targets()
    variables = set(re.findall(r"\bmake [a-z-]+ ([A-Z_]+)=", CODE))
    assert variables == {"Q", "TORCH_INDEX"}
    for variable in variables:
        assert re.search(rf"^(?:export )?{variable} \?=", MAKEFILE, re.MULTILINE), variable
