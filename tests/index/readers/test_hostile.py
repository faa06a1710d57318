"""Files that do harm: each is read or refused with a reason, and none costs the next its turn."""

import time
from datetime import date
from functools import cache

import pytest

from hostile_files import SHOWN, hostile
from index.errors import DocumentError
from index.readers import Guard, Reading, read_documents
from index.readers.guard import Limits

pytestmark = pytest.mark.socket  # starts processes

READING = Reading(20_000_000, date(2026, 1, 1))
SMALL = Limits(memory_bytes=400 << 20, cpu_seconds=5, wall_seconds=60.0, output_bytes=4 << 20)


@cache
def small():
    return hostile(0.01)


@cache
def large():
    return hostile(0.4)


def write(folder, files):
    for name, data in files.items():
        (folder / name).write_bytes(data)


def test_each_is_read_or_refused_with_a_reason_and_a_good_file_is_read_after_it(tmp_path):
    files = small()
    write(tmp_path, files | {"good.html": f"<p>{SHOWN}</p>".encode()})
    with Guard(SMALL) as guard:
        said = {name: _read(tmp_path / name, guard) for name in files}
        (good,) = read_documents(tmp_path / "good.html", "docs/good.html", READING, guard)
    assert good.text == SHOWN.strip()
    assert all(words.startswith((f"docs/{name}: ", "read: ")) for name, words in said.items())
    assert not any("root:" in words for words in said.values())


def _read(file, guard):
    try:
        documents = read_documents(file, f"docs/{file.name}", READING, guard)
    except DocumentError as error:
        return str(error)
    return "read: " + " ".join(one.text for one in documents)


@pytest.mark.parametrize("name", ["bomb.pdf", "calls-itself.pdf", "attributes.html"])
def test_what_takes_all_there_is_is_stopped(tmp_path, name):
    limits = Limits(memory_bytes=300 << 20, cpu_seconds=2, wall_seconds=60.0, output_bytes=4 << 20)
    write(tmp_path, {name: large()[name]})
    began = time.monotonic()
    with Guard(limits) as guard, pytest.raises(DocumentError, match=r"ends its reader|takes more"):
        read_documents(tmp_path / name, f"docs/{name}", READING, guard)
    assert time.monotonic() - began < 50


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("page-named.pdf", "is a web page, though its name ends in .pdf; rename it"),
        ("pdf-named.html", "is a PDF, though its name ends in .html; rename it"),
        ("pdf-named.txt", "is a PDF, though its name ends in .txt; rename it"),
    ],
)
def test_a_wrong_ending_is_told_and_the_file_read_as_what_it_is(tmp_path, name, warning):
    write(tmp_path, {name: small()[name]})
    with Guard() as guard:
        (found,) = read_documents(tmp_path / name, f"docs/{name}", READING, guard)
    assert found.text == SHOWN.strip()
    assert found.warnings[0] == warning
