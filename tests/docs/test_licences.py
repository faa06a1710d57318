"""The page of licences holds every package that is installed, with the licence that it names."""

import re
import sys

import pytest

from licences import declared, licences
from pages import page

PAGE = page("docs/licences.md")
ROW = re.compile(r"^\| `([\w-]+)` \| ([^|]+) \|", re.MULTILINE)
RUNTIME = licences(declared("reranker", "charts"))
FOR_DEVELOPERS = {
    name: licence
    for name, licence in licences(declared("reranker", "charts", "dev", "fuzz")).items()
    if name not in RUNTIME
}
# PyTorch from PyPI's own index brings these with CUDA; the page speaks of them.
OF_CUDA = ("nvidia-", "cuda-", "triton")
FREE = re.compile(
    r"(?:MIT|BSD|0BSD|BSD-[23]-Clause|Apache-2\.0(?: WITH LLVM-exception)?|ISC|Zlib|BSL-1\.0"
    r"|CC0-1\.0|Unicode-[\w.-]+|HPND)(?: (?:AND|OR) |, |$)"
)


def rows(heading):
    return dict(ROW.findall(PAGE.section(heading)))


@pytest.mark.skipif(sys.platform != "linux", reason="what is installed differs")
@pytest.mark.parametrize(
    ("heading", "installed"),
    [("With Dateline", RUNTIME), ("For developers", FOR_DEVELOPERS)],
    ids=["with Dateline", "for developers"],
)
def test_every_package_that_is_installed_stands_there_with_its_licence(heading, installed):
    named = rows(heading)
    missing = {
        name: licence
        for name, licence in installed.items()
        if named.get(name) != licence and not name.startswith(OF_CUDA)
    }
    assert missing == {}


def test_every_licence_that_asks_for_more_than_to_be_named_is_spoken_of():
    spoken = set(re.findall(r"`([\w-]+)`", PAGE.text.partition("\n## With Dateline\n")[0]))
    asks = {
        name
        for name, licence in (rows("With Dateline") | rows("For developers")).items()
        if FREE.sub("", licence)
    }
    assert asks <= spoken
