"""The documents and file names that the page of documents shows are read as it says."""

import re
from datetime import date
from textwrap import dedent

from index.readers import read_document
from pages import page

DATES = page("docs/documents.md").section("Where the publication date comes from")
BLOCKS = re.findall(r"^ *```text\n(.*?)^ *```$", DATES, re.DOTALL | re.MULTILINE)


def test_the_documents_that_are_shown_are_dated_and_titled(tmp_path):
    found = []
    for block in BLOCKS:
        file = tmp_path / "shown.txt"
        file.write_text(dedent(block), encoding="utf-8")
        document = read_document(file, file.name, max_bytes=1000, today=date(2026, 1, 1))
        found.append((document.published, document.published_from, document.title, document.url))
        assert document.warnings == ()
    assert found == [
        ("2020-01-09", "front matter", "Harbour news", "https://example.org/harbour"),
        ("2020-01-09", "header", "So what led the US to assassinate Qasem Soleimani?", None),
    ]


def test_the_file_names_that_are_shown_are_dated(tmp_path):
    found = {}
    for name in re.findall(r"`([^`]*2020[^`]*\.(?:txt|md))`", DATES):
        (tmp_path / name).write_text("The harbour was dredged.", encoding="utf-8")
        document = read_document(tmp_path / name, name, max_bytes=1000, today=date(2026, 1, 1))
        found[name] = (document.published, document.title)
    assert found == {
        "2020-01-09-harbour.txt": ("2020-01-09", "harbour"),
        "harbour 9 Jan 2020.txt": ("2020-01-09", "harbour"),
        "IMG_20200109_1.txt": ("2020-01-09", "IMG 1"),
        "harbour-2020-01.md": ("2020-01", "harbour 2020 01"),
        "2020-Q1.md": ("2020-Q1", "2020-Q1"),
        "2020-W03.md": ("2020-W03", "2020-W03"),
    }
