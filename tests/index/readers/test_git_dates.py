import shutil
import subprocess
from pathlib import Path

import pytest

from index.readers import git_dates
from index.readers.git_dates import first_committed

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str, day: str = "2020-01-09") -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            "HOME": str(folder),
            "GIT_AUTHOR_DATE": f"{day}T23:30:00-05:00",
            "GIT_COMMITTER_DATE": f"{day}T23:30:00-05:00",
        },
    )


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "x", day=day)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "tide.txt").write_text("The tide came in at noon and went out at six.\n" * 9)
    commit(folder, "2020-01-09")
    return folder


def test_the_day_is_that_of_the_first_commit_and_no_later_one(checkout: Path) -> None:
    with (checkout / "tide.txt").open("a") as stream:
        stream.write("More.\n")
    commit(checkout, "2021-05-03")
    assert first_committed(checkout / "tide.txt") == "2020-01-09"


def test_a_renamed_file_keeps_its_day_and_a_copy_has_its_own(checkout: Path) -> None:
    (checkout / "copy.txt").write_text((checkout / "tide.txt").read_text())
    commit(checkout, "2021-05-03")
    (checkout / "sub").mkdir()
    git(checkout, "mv", "tide.txt", "sub/*?.txt")
    commit(checkout, "2022-05-03")
    assert first_committed(checkout / "sub" / "*?.txt") == "2020-01-09"
    assert first_committed(checkout / "copy.txt") == "2021-05-03"


def test_a_file_that_was_never_committed_has_none(checkout: Path) -> None:
    (checkout / "new.txt").write_text("x")
    assert first_committed(checkout / "new.txt") is None
    assert first_committed(checkout / "missing" / "new.txt") is None


def test_a_folder_that_is_no_checkout_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert first_committed(tmp_path / "a.txt") is None


def test_a_checkout_without_its_whole_history_has_none(checkout: Path, tmp_path: Path) -> None:
    with (checkout / "tide.txt").open("a") as stream:
        stream.write("More.\n")
    commit(checkout, "2021-05-03")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{checkout}", "shallow")
    assert (tmp_path / "shallow" / "tide.txt").is_file()
    assert first_committed(tmp_path / "shallow" / "tide.txt") is None


def test_without_git_there_is_none(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_dates, "_GIT", ("no-such-program",))
    assert first_committed(checkout / "tide.txt") is None
