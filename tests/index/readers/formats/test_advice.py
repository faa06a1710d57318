import pytest

from index.readers.formats.advice import advice_on, kind_of


@pytest.mark.parametrize(
    ("path", "kind", "advice"),
    [
        ("d/a.PAGES", ".pages files", "not a format that is read; save it as PDF, HTML or text"),
        ("d/a.b.zip", ".zip files", "not a format that is read; unpack it, and put the files in it "
         "there"),
        ("d/a.msg", ".msg files", "not a format that is read; save the mails in it as .eml or "
         ".mbox"),
        ("d.x/a", "files without an ending", "not a format that is read; those read end in .a, .b"),
        ("d/a.qqq", ".qqq files", "not a format that is read; those read end in .a, .b"),
    ],
)  # fmt: skip
def test_what_to_do_with_a_file_that_is_not_read(path, kind, advice):
    assert kind_of(path) == kind
    assert advice_on(path, [".b", ".a"]) == advice
