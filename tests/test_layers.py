"""The house stands: imports run one way, and nothing imports in a circle."""

import ast

import pytest

from imports import circles, graph, imports_of, modules

# From the top down: a room imports only from floors below its own, or from itself.
FLOORS = (
    ("bot.cli", "bot.__main__"),
    ("bot.terminal", "bot.discord"),
    ("bot.wording",),
    ("bot.doctor", "bot.evaluation", "bot.copies", "bot.sources"),
    ("bot.library",),
    ("bot.opened",),
    ("bot.indexing",),
    ("bot.status", "bot.charts"),
    ("bot.audit", "bot.answering"),
    ("bot.settings",),
    ("index",),
)
# Rooms of one floor that may import from each other all the same.
NEIGHBOURS = {("bot.__main__", "bot.cli")}
FACES = {"discord", "typer", "rich"}
ENGINES = {"sqlite3", "faiss", "tantivy"}


def room_of(module):
    """The longest room that a module is in."""
    rooms = [room for floor in FLOORS for room in floor if f"{module}.".startswith(f"{room}.")]
    assert rooms or module == "bot", f"{module} is in no room: add it to FLOORS"
    return max(rooms, key=len, default=None)


def floor_of(room):
    return next(number for number, floor in enumerate(FLOORS) if room in floor)


def test_imports_run_one_way():
    wrong = []
    for module, imported in graph().items():
        for other in imported:
            room, below = room_of(module), room_of(other)
            if room == below or (room, below) in NEIGHBOURS or below is None:
                continue
            if floor_of(room) >= floor_of(below):
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_nothing_imports_in_a_circle_not_even_for_types():
    assert {tuple(sorted(circle)) for circle in circles(graph())} == set()


def tops(module):
    return {name.partition(".")[0] for name in imports_of(modules()[module])}


@pytest.mark.parametrize("module", [each for each in modules() if room_of(each) == "index"])
def test_the_index_knows_no_face_and_no_environment(module):
    assert tops(module) & FACES == set()
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {name.rpartition(".")[2] for name in imports_of(modules()[module])}
    assert names & {"environ", "getenv", "environb", "putenv"} == set()


def test_only_the_terminal_and_the_command_know_typer_and_rich_and_only_discord_discord():
    assert {room_of(each) for each in modules() if tops(each) & {"typer", "rich"}} <= {
        "bot.cli",
        "bot.terminal",
    }
    assert {room_of(each) for each in modules() if "discord" in tops(each)} == {"bot.discord"}


def test_only_the_store_knows_the_engines():
    assert {each.rpartition(".")[0] for each in modules() if tops(each) & ENGINES} == {
        "index.store",
        "index.store.vectors",
    }


def test_the_client_knows_no_feature():
    arrows = graph()
    known, left = set(), ["bot.discord.client"]
    while left:
        for other in arrows[left.pop()] - known:
            known.add(other)
            left.append(other)
    rooms = ("bot.discord.ask.", "bot.discord.admin.")
    features = {other for other in arrows["bot.discord.app"] if other.startswith(rooms)}
    assert len(features) == 6
    assert known & features == set()


def test_a_circle_is_found():
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}, "e": {"a"}}
    assert circles(arrows) == {frozenset({"b", "c"}), frozenset({"d"})}
