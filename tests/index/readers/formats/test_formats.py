import importlib
import subprocess
import sys

import pytest

from index.readers import READERS, SUFFIXES, formats
from index.readers.formats import FORMATS, READERS_IN_USE, Format, format_for, told_format

PDF = Format("p", "a P", (".p",), "m", 3, begins=(b"%p",), binary=True)
PAGE = Format("h", "an H", (".h", ".ht"), "m", 1, begins=(b"<!h", b"<h"))
ZIP = Format("z", "a Z", (".z",), "m", 1, begins=(b"pk\3",), holds=(b"inside.xml",), binary=True)


@pytest.fixture
def three(monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", (PDF, PAGE, ZIP))
    found = {suffix: one for one in (PDF, PAGE, ZIP) for suffix in one.suffixes}
    monkeypatch.setattr(formats, "FORMAT_OF", found)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%P-1.4", PDF),
        (b"\xef\xbb\xbf \n<H>", PAGE),
        (b"PK\x03 and Inside.XML", ZIP),
        (b"PK\x03 only", None),
        (b"PK\x03" + b"x" * 100_000 + b"inside.xml", ZIP),
        (b"text %P", None),
        (b"", None),
    ],
)
def test_the_bytes_tell_the_format(three, data, told):
    assert told_format(data) is told


@pytest.mark.parametrize(
    ("suffix", "data", "read_as", "warning"),
    [
        (".p", b"%P", PDF, ""),
        (".p", b"damaged", PDF, ""),
        (".p", b"<h>", PAGE, "is an H, though its name ends in .p; rename it"),
        (".txt", b"%P", PDF, "is a P, though its name ends in .txt; rename it"),
        (".txt", b"<h>", None, ""),  # but for what `in_text` tells
        (".txt", b"text", None, ""),
    ],
)
def test_what_the_bytes_are_counts_before_the_name(three, suffix, data, read_as, warning):
    assert format_for(suffix, data) == (read_as, warning)


def test_the_registry_is_sound():
    suffixes = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert set(suffixes).isdisjoint(READERS)
    assert set(suffixes) <= SUFFIXES
    assert all(s == s.lower() and s.startswith(".") for s in suffixes)
    assert len({one.name for one in FORMATS}) == len(FORMATS) == len(READERS_IN_USE)
    for one in FORMATS:
        assert all(mark == mark.lower() for mark in (*one.begins, *one.holds))
        assert one.title.startswith(("a ", "an "))
        assert callable(importlib.import_module(one.module).read)


def test_no_package_of_a_format_is_imported_before_a_file_needs_it():
    program = (
        "import sys, index.readers, index.reindex; "
        "wanted = ('lxml', 'trafilatura', 'feedparser', 'ijson', 'pypdfium2'); "
        "print([m for m in wanted if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
