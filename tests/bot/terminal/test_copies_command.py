"""The four commands over a real library: what they write, and their exit codes."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from index.errors import UsageError

pytestmark = pytest.mark.index


@pytest.fixture
def run(shelf, monkeypatch):
    shelf.add("a.txt", "The general invited the cleric.", published="2020-01-09")
    shelf.index()
    settings = Settings(source_docs=shelf.docs, index_dir=shelf.index_dir, model="hash")
    monkeypatch.setattr("bot.terminal.copies_command.read_settings", lambda: settings)

    def invoke(*arguments, **options):
        done = CliRunner().invoke(app, arguments, catch_exceptions=False, **options)
        assert done.exit_code == 0
        return done.output

    return invoke


def test_backup_and_restore_say_what_they_copied(run):
    assert run("backup", "x.sqlite3") == "Backed up 1 document, 1 passage: x.sqlite3\n"
    assert run("restore", "x.sqlite3") == "Restored 1 document, 1 passage: x.sqlite3\n"


def test_export_and_import_say_what_they_copied(run):
    assert run("export", "x.jsonl") == "Exported 1 document, 1 passage: x.jsonl\n"
    assert run("import", "x.jsonl") == "Imported 1 document, 1 passage: x.jsonl\n"


def test_a_dash_is_stdout_and_stdin(run):
    lines = run("export", "-")
    assert [*json.loads(lines.splitlines()[-1])] == ["documents", "sha256"]
    assert run("import", "-", input=lines) == "Imported 1 document, 1 passage: -\n"


def test_json(run):
    expected = {"file": "x", "documents": 1, "passages": 1}
    assert json.loads(run("backup", "x", "--json")) == expected
    assert json.loads(run("restore", "x", "--json")) == expected


def test_a_missing_file_is_named(run):
    with pytest.raises(UsageError, match=r"none\.jsonl cannot be read"):
        run("import", "none.jsonl")
    with pytest.raises(UsageError, match="there is no file none"):
        run("restore", "none")
