"""`dateline status` names files that cannot be read until they are mended or gone."""

from datetime import UTC, datetime

import pytest

from home import Home

pytestmark = pytest.mark.socket  # starts processes


@pytest.fixture
def home(tmp_path, exported_models):
    return Home(tmp_path / "home", exported_models)


def test_a_failed_file_is_named_with_its_reason_and_since_when_until_it_is_mended(home):
    (home.docs / "a.txt").write_text("The harbour was dredged.")
    (home.docs / "b.txt").write_text("")
    began = datetime.now(UTC).replace(microsecond=0)
    assert home.run("index")[0] == 2
    (failed,) = home.json("status")["failed"]
    assert (failed["path"], failed["reason"]) == (
        "source_docs/b.txt",
        "is empty; write text into it or take it out of the folder",
    )
    since = failed["since"]
    assert began <= datetime.fromisoformat(since) <= datetime.now(UTC)

    (home.docs / "b.txt").write_bytes(b"\0\1\2" * 99)  # another fault of the same file
    home.run("index")
    assert home.json("status")["failed"][0]["since"] == since
    code, out, _ = home.run("status")
    shown = out.splitlines()
    assert code == 0
    assert shown[-2] == "Could not be read:"
    assert shown[-1].startswith("  source_docs/b.txt: ")
    assert shown[-1].endswith(f" (since {since[:10]})")

    (home.docs / "b.txt").write_text("The bridge was painted.")
    assert home.run("index")[0] == 0
    assert home.json("status")["failed"] == []


def test_a_failed_file_that_is_gone_is_not_named_any_more(home):
    (home.docs / "a.txt").write_text("The harbour was dredged.")
    (home.docs / "b.txt").write_text("")
    home.run("index")
    (home.docs / "b.txt").unlink()
    home.run("index")
    assert home.json("status")["failed"] == []
