import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.names import MAX_NAME_BYTES, document_name, folder_below, safe_name
from index.errors import UsageError


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("minutes.txt", "minutes.txt"),
        ("9:30 minutes?.txt", "9-30 minutes-.txt"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("a\tb\n c.txt", "a b c.txt"),
        (".hidden.txt", "hidden.txt"),
        ("draft.txt~", "draft.txt"),
        ("evil\u202etxt.pdf", "eviltxt.pdf"),
        ("con.txt", "_con.txt"),
        ("Lpt1", "_Lpt1"),
        ("Mu\u0308nchen.txt", "München.txt"),
        ("...", ""),
        ("\x00", ""),
        ("é" * 300 + ".txt", "é" * 98 + ".txt"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name, safe):
    assert safe_name(name) == safe


@given(st.text())
def test_a_safe_name_stays_in_its_folder_is_seen_by_a_walk_and_stays_as_it_is(name):
    safe = safe_name(name)
    assert not {"/", "\\", "\0"} & set(safe)
    assert not safe.startswith(".")
    assert not safe.endswith("~")
    assert len(safe.encode()) <= MAX_NAME_BYTES
    assert safe_name(safe) == safe


def test_what_has_no_safe_name_cannot_be_a_document():
    with pytest.raises(UsageError, match=r"'\.\.' cannot be the name of a document"):
        document_name("..")
    with pytest.raises(UsageError, match="is the name of a sidecar"):
        document_name("a.txt.meta.yaml")


def test_a_folder_lies_below_the_source_folder(tmp_path):
    assert folder_below(tmp_path, "") == tmp_path
    assert folder_below(tmp_path, "./a/b c") == tmp_path / "a" / "b c"


@pytest.mark.parametrize("into", ["..", "a/../../b", "/etc", "C:\\docs", "a\\..\\..\\b"])
def test_a_folder_that_leads_out_is_refused(tmp_path, into):
    with pytest.raises(UsageError, match="leads out of"):
        folder_below(tmp_path, into)


def test_a_folder_that_is_passed_over_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"'\.git' cannot be the name of a folder; 'git' can"):
        folder_below(tmp_path, "a/.git")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="is a link to a folder"):
        folder_below(tmp_path, "link")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file; name a folder"):
        folder_below(tmp_path, "file/x")
