from datetime import date

import pytest

from index.documents import Origin
from index.readers import read_document
from index.readers.contents import Header, Written
from index.readers.sidecars import Said, read_sidecar, sidecar_with, with_sidecar


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "a.txt"
    made.write_text("date 2020-01-09 Its own title\n\nSome text.")
    return made


def describe(file, text):
    file.with_name("a.txt.meta.yaml").write_text(text)


def read(file):
    return read_document(file, "docs/a.txt", max_bytes=1000, today=date(2026, 1, 1))


def test_a_sidecar_wins_over_all_that_the_file_says(file):
    describe(file, "date: 2019-05\ntitle: Another title\nurl: https://example.org/a\n")
    found = read(file)
    assert (found.published, found.published_from) == ("2019-05", Origin.SIDECAR)
    assert (found.title, found.url) == ("Another title", "https://example.org/a")
    assert found.warnings == ()


def test_what_a_sidecar_does_not_say_the_file_says(file):
    describe(file, "---\nurl: https://example.org/2001/02/03/a\n")
    found = read(file)
    assert (found.published, found.published_from) == ("2020-01-09", Origin.HEADER)
    assert (found.title, found.url) == ("Its own title", "https://example.org/2001/02/03/a")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("date: 2019-02-30", "sidecar file: 2019-02-30 is not a day that exists"),
        ("- a\n- b", 'sidecar file: holds no "key: value" lines; write: date: 2020-01-09'),
        ("url: /a b", "sidecar file: says nothing that is read; write date, title or url"),
        ("library: council", None),
        ("tite: A", "sidecar file: says nothing that is read; write date, title or url"),
        ("date: soon", "sidecar file: 'soon' is not a date in a form that is read"),
        ("url: mailto:x", "sidecar file: 'mailto:x' is not an http or https address"),
        ("x" * 70_000, "sidecar file: longer than 65,536 bytes"),
    ],
)
def test_a_sidecar_that_is_no_good_is_warned_of_and_the_file_is_read(file, text, warning):
    describe(file, text)
    found = read(file)
    assert found.published == "2020-01-09"
    if warning is None:
        assert found.warnings == ()
    else:
        assert found.warnings[0].startswith(warning)


def test_a_file_without_one_has_an_empty_header(file):
    assert read_sidecar(file) == Header(0)


def test_of_an_item_a_sidecar_says_the_date_alone():
    said = Header(0, (Written("2019", Origin.SIDECAR),), "Title", "https://example.org")
    item = Header(3, (Written("2020", Origin.METADATA),), "Item", None)
    assert with_sidecar(item, said, part=True) == Header(
        3, (*said.dates, *item.dates), "Item", None
    )
    assert with_sidecar(item, said).title == "Title"


def test_a_sidecar_is_given_more_to_say_and_keeps_the_rest():
    first = sidecar_with(b"", Said("2020-01-09", "On “Kolm”: a report"))
    assert first.decode() == "date: '2020-01-09'\ntitle: 'On “Kolm”: a report'\n"
    second = sidecar_with(first + b"tags: [harbour]\n", Said("2021", url="https://example.org/a"))
    assert second.decode() == (
        "date: '2021'\ntitle: 'On “Kolm”: a report'\ntags:\n- harbour\nurl: https://example.org/a\n"
    )


@pytest.mark.parametrize("broken", [b"\xff", b"a: [", b"only words"])
def test_a_sidecar_that_cannot_be_read_gives_way(broken):
    assert sidecar_with(broken, Said("2021")) == b"date: '2021'\n"


def test_what_is_said_is_read_again_as_it_was(tmp_path):
    said = Said("2020-Q1", 'A "title": with - marks # and all', "https://example.org/?a=b#c")
    (tmp_path / "a.txt.meta.yaml").write_bytes(sidecar_with(b"", said))
    header = read_sidecar(tmp_path / "a.txt")
    assert [date.text for date in header.dates] == [said.date]
    assert (header.title, header.url, header.warnings) == (said.title, said.url, ())
    assert not said.is_empty
    assert Said().is_empty
