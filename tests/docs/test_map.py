"""The map of the code names what is there."""

import re
from collections.abc import Iterator

import pytest

from pages import page
from places import ROOT

NOTES = 21  # the column where the words beside the names begin


def on_the_map() -> Iterator[str]:
    """Yield the path of every line of the map; two spaces more are a folder deeper."""
    section = page("docs/how-it-works.md").section("A map of the code")
    (tree,) = re.findall(r"```text\n(.*?)```", section, re.DOTALL)
    folders: list[str] = []
    for line in tree.splitlines():
        indent = len(line) - len(line.lstrip())
        if indent >= NOTES:
            continue  # goes on with what the line above says
        depth = indent // 2
        name = line.split()[0]
        folders[depth:] = [name]
        yield "".join(folders)


@pytest.mark.parametrize("path", list(on_the_map()))
def test_what_the_map_names_is_there(path):
    assert (ROOT / path).exists()
    assert path.endswith("/") == (ROOT / path).is_dir()


@pytest.mark.parametrize("package", ["bot", "index"])
def test_every_room_is_on_the_map(package):
    modules = (ROOT / package).rglob("*.py")
    rooms = {f"{module.parent.relative_to(ROOT).as_posix()}/" for module in modules}
    missing = rooms - set(on_the_map())
    assert missing == set(), "add a line for each to the map in docs/how-it-works.md"
