"""Every command and every setting stands in the README, every setting in `.env.example`."""

import pytest
import typer

from bot.cli import app
from bot.settings import SETTINGS
from places import ROOT

COMMANDS = sorted(typer.main.get_command(app).commands)


def test_these_are_the_commands():
    named = "ask bot chat dates doctor index search show since sources status timeline"
    assert named.split() == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_command(command):
    assert f"dateline {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_the_readme_has_a_row_for_the_setting(setting):
    default = f"`{setting.default}`" if setting.default else ""
    row = f"| `{setting.name}` | {default} | {setting.help} |"
    assert row in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()


def test_the_env_example_is_the_table_of_settings():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n", 1)[1]
    assert (
        lines
        == "\n\n".join(
            f"# {setting.help}\n# {setting.name}={setting.default}" for setting in SETTINGS.values()
        )
        + "\n"
    )
