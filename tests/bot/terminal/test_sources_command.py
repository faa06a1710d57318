"""`dateline add` and `dateline remove` as processes, over a real library."""

import os
import pty
import subprocess

import pytest

from bot_process import DATELINE, environment
from home import Home

pytestmark = pytest.mark.socket  # starts processes

HARBOUR = "The harbour of Kolm was dredged by the Ode company."
ASKED = "Who dredged the harbour of Kolm?"


@pytest.fixture
def home(tmp_path, exported_models):
    return Home(tmp_path / "home", exported_models)


@pytest.fixture
def letter(home):
    file = home.folder / "letter.txt"
    file.write_text(HARBOUR)
    return file


def test_a_file_becomes_an_answer_with_the_date_that_was_said(home, letter):
    code, out, _ = home.run("add", "letter.txt", "--date", "9 January 2020", "--title", "A letter")
    assert code == 0
    assert out.splitlines()[0] == "source_docs/letter.txt: copied"
    assert "1 added, 0 changed, 0 removed, 0 unchanged" in out
    (quote,) = home.json("ask", ASKED)["quotes"]
    assert quote["text"] == HARBOUR
    assert quote["document"]["title"] == "A letter"
    assert quote["document"]["published"] == "2020-01-09"
    assert quote["document"]["published_from"] == "sidecar file"


def test_what_was_done_is_told_as_json(home, letter):
    added = home.json("add", "letter.txt")
    assert added["files"] == [
        {"path": "source_docs/letter.txt", "outcome": "added", "reason": ""},
    ]
    assert added["index"]["added"] == ["source_docs/letter.txt"]
    again = home.json("add", "letter.txt", "--no-index")
    assert (again["files"][0]["outcome"], again["index"]) == ("there", None)
    removed = home.json("remove", "letter.txt")
    (gone,) = removed["files"]
    assert gone["path"] == "source_docs/letter.txt"
    assert (home.folder / gone["kept"]).read_text() == HARBOUR
    assert removed["index"]["removed"] == ["source_docs/letter.txt"]


def test_a_name_that_is_taken_by_other_contents_is_told_with_what_to_do(home, letter):
    home.run("add", "letter.txt", "--no-index")
    letter.write_text("Another letter.")
    code, out, _ = home.run("add", "letter.txt", "--no-index")
    assert code == 2
    assert out.splitlines()[0] == (
        "source_docs/letter.txt: not added: is there already with other contents; --replace "
        "replaces it, --name keeps both under different names"
    )
    assert (home.docs / "letter.txt").read_text() == HARBOUR
    assert home.run("add", "letter.txt", "--replace", "--no-index")[0] == 0
    assert (home.docs / "letter.txt").read_text() == "Another letter."


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--date", "soonish", "--date 'soonish' is not a date. Write "),
        ("--url", "example.org", "--url 'example.org' is not an http or https address"),
        ("--into", "../elsewhere", "--into '../elsewhere' leads out of "),
        ("--name", "..", "'..' cannot be the name of a document"),
    ],
)
def test_what_is_said_wrongly_is_told_before_anything_is_copied(home, letter, option, value, said):
    code, out, err = home.run("add", "letter.txt", option, value)
    assert (code, out) == (2, "")
    assert err.startswith(f"dateline: error: {said}")
    assert list(home.docs.iterdir()) == []


def test_a_text_comes_in_from_stdin(home):
    code, out, _ = home.run("add", "-", "--name", "minutes.txt", stdin=HARBOUR.encode())
    assert (code, out.splitlines()[0]) == (0, "source_docs/minutes.txt: copied")
    assert home.run("show", "minutes.txt")[1] == HARBOUR


def test_a_folder_with_a_file_that_cannot_be_read_exits_2_and_adds_the_rest(home):
    old = home.folder / "old"
    old.mkdir()
    (old / "a.txt").write_text(HARBOUR)
    (old / "b.txt").write_text("")
    code, out, _ = home.run("add", "old")
    assert code == 2
    assert "source_docs/old/b.txt: is empty" in out
    assert [one["path"] for one in home.json("sources")] == ["source_docs/old/a.txt"]


def test_the_last_document_is_removed_and_comes_back(home, letter):
    home.run("add", "letter.txt", "--date", "2020")
    code, out, _ = home.run("remove", "source_docs/letter.txt")
    assert code == 0
    path, _, kept = out.splitlines()[0].partition(": removed; kept as ")
    assert path == "source_docs/letter.txt"
    assert home.json("sources") == []
    assert home.run("add", kept)[0] == 0
    (source,) = home.json("sources")
    assert (source["path"], source["published"]) == ("source_docs/letter.txt", "2020")


def test_deleting_needs_a_yes_where_nobody_can_be_asked(home, letter):
    home.run("add", "letter.txt", "--no-index")
    code, _, err = home.run("remove", "letter.txt", "--delete", "--no-index")
    assert (code, err) == (
        2,
        "dateline: error: --delete cannot be undone; add --yes where nobody can be asked\n",
    )
    assert home.run("remove", "letter.txt", "--delete", "--yes", "--no-index")[0] == 0
    assert list(home.docs.iterdir()) == []


@pytest.mark.parametrize(("answer", "left"), [("n", True), ("y", False)])
def test_on_a_terminal_a_person_is_asked(home, letter, answer, left):
    home.run("add", "letter.txt", "--no-index")
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    done = subprocess.run(
        [DATELINE, "remove", "letter.txt", "--no-index"],
        cwd=home.folder,
        env=environment(),
        stdin=terminal,
        capture_output=True,
        text=True,
        timeout=60,
    )
    os.close(keyboard)
    os.close(terminal)
    assert done.returncode == 0
    assert "Take source_docs/letter.txt out of the library? The file is kept." in done.stderr
    assert (home.docs / "letter.txt").exists() == left
