"""No link in README and docs is dead, what they name is there, and the README stays short."""

import re

import pytest

from pages import GUIDES, PAGES, page
from places import ROOT

A_PATH = re.compile(r"`((?:bot|index|tests|bench|docs)/[\w./-]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading(page):
    dead = []
    for link in page.links():
        name, _, anchor = link.partition("#")
        target = (page.path.parent / name).resolve() if name else page.path
        if not target.exists():
            dead.append(link)
        elif anchor:
            there = [other for other in PAGES if other.path == target]
            if not there or anchor not in there[0].anchors():
                dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page):
    assert [name for name in A_PATH.findall(page.prose()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_heading_stands_twice_so_that_a_link_finds_the_one_meant(page):
    headings = re.findall(r"^## (.*)$", page.prose(), re.MULTILINE)
    assert len(headings) == len(set(headings))


def test_every_page_of_docs_is_in_the_readme():
    pages = {f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")}
    assert pages <= {link.partition("#")[0] for link in page("README.md").links()}


def test_the_readme_is_one_screen_and_shows_an_answer_at_its_top():
    readme = page("README.md")
    assert len(readme.text.encode()) <= 8_192
    picture = re.search(r'<img src="docs/[\w-]+\.png"', readme.text)
    assert picture
    assert picture.start() < readme.text.index("\n## ")
