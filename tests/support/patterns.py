"""Every compiled pattern of the code, and inputs that are made to stop it.

A pattern stops where it can read the same characters in many ways and none of them fits. So each
of its repeats is given a long run of what it accepts, with what comes before it in front and
something that it does not want behind.
"""

import ast
import importlib
import pkgutil
import re
import re._compiler as compiler
import re._constants as codes
import re._parser as parser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ALPHABET = " a0\n-.A\t_*#|/:,;()[]<>{}'\"=+~`!?&@%é’–•İ\u00a0\x0c\u3000中"
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
GROUPS = {codes.SUBPATTERN: 3, codes.ASSERT: 1, codes.ASSERT_NOT: 1}
BREAKERS = ("", "\x00", "\n")
LONG = 24  # a repeat of at most so many is no long one
SEARCHES = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))
METHODS = SEARCHES | {"match", "fullmatch"}


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, where it stands, and how it is used."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]  # of match, fullmatch and search


def compiled_patterns(*packages: ModuleType) -> list[Found]:
    """Return the patterns in the attributes of all modules and classes, each once."""
    modules = [module for package in packages for module in _modules(package)]
    used = _uses(modules)
    found: dict[tuple[str, int], Found] = {}
    for module in modules:
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            owner = module.__name__ if name.startswith("_") else ""
            methods = _methods(used.get(f"{owner}.{name}", set()))
            for pattern in _patterns_in(value, module.__name__, 0):
                if isinstance(pattern.pattern, str):
                    key = (pattern.pattern, pattern.flags)
                    known = found.get(key)
                    both = {*methods, *(known.methods if known else ())}
                    where = known.name if known else f"{module.__name__}.{name}"
                    found[key] = Found(where, pattern, tuple(sorted(both)))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Hostile:
    """How a text of any size is made: what stands before, one or two long runs, and the end."""

    before: str
    runs: tuple[str, ...]
    end: str

    def text(self, size: int) -> str:
        """Return it with some `size` characters."""
        each = size // len(self.runs)
        return self.before + "".join(run * max(1, each // len(run)) for run in self.runs) + self.end


def hostile_texts(pattern: re.Pattern[str]) -> list[Hostile]:
    """Return what is hostile to a pattern, each once."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    flags = tree.state.flags | pattern.flags
    made: list[tuple[str, str]] = []
    twice: list[Hostile] = []
    for spot in _spots(tree, "", {}, flags):
        for unit in spot.units:
            made += [(spot.before, unit), ("", unit), ("", spot.before + unit)]
            made += [(spot.before, unit + other) for other in spot.next_units]
            twice += [
                Hostile(spot.before, (unit, other), "\x00")
                for other in spot.next_units
                if other != unit
            ]
    whole = _sample(tree, {}, flags)
    made += [("", part) for part in (whole, whole[:-1], whole[: len(whole) // 2])]
    once = [Hostile(before, (unit,), end) for before, unit in made if unit for end in BREAKERS]
    return list(dict.fromkeys((*once, *twice)))


# --- finding ------------------------------------------------------------


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _uses(modules: list[ModuleType]) -> dict[str, set[str]]:
    """Return the methods that are called on a name anywhere, or on what is taken from it."""
    used: dict[str, set[str]] = {}
    for module in modules:
        tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        called: dict[str, set[str]] = {}
        loops: list[tuple[ast.AST, ast.AST]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                for name in _names((node.value,)):
                    called.setdefault(name, set()).add(node.attr)
            elif isinstance(node, (ast.For, ast.comprehension)):
                loops.append((node.target, node.iter))
            elif isinstance(node, ast.NamedExpr):
                loops.append((node.target, node.value))
            elif isinstance(node, ast.Assign):
                loops += [(target, node.value) for target in node.targets]
        direct = set(called)
        for target, over in loops:
            for name in set(_names(ast.walk(over))) - direct:
                for each in _names(ast.walk(target)):
                    called.setdefault(name, set()).update(called.get(each, ()))
        for name, methods in called.items():
            # Only a module itself uses a name that begins with an underscore.
            where = module.__name__ if name.startswith("_") else ""
            used.setdefault(f"{where}.{name}", set()).update(methods)
    return used


def _names(nodes: Iterable[ast.AST]) -> list[str]:
    names = [getattr(node, "id", None) or getattr(node, "attr", None) for node in nodes]
    return [name for name in names if name]


def _methods(used: set[str]) -> tuple[str, ...]:
    if not used:
        return ("match", "search")  # handed on, and used by another name
    return tuple({"search" if method in SEARCHES else method for method in used})


def _patterns_in(value: Any, module: str, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif type(value).__name__ == "_Lazy":
        yield re.compile(value.pattern, value.flags)
    elif depth > 5:
        return
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _patterns_in(one, module, depth + 1)
    elif isinstance(value, dict) or type(value).__name__ == "mappingproxy":
        for one in value.values():
            yield from _patterns_in(one, module, depth + 1)
    elif isinstance(value, type):
        if value.__module__ == module:
            for one in list(vars(value).values()):
                yield from _patterns_in(one, module, depth + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _patterns_in(getattr(value, field.name, None), module, depth + 1)


# --- hostile inputs ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """A repeat without a near end, and the shortest text that leads to it."""

    before: str
    units: tuple[str, ...]
    next_units: tuple[str, ...]  # of the repeat that follows it


def _spots(seq: Any, before: str, groups: dict[int, str], flags: int) -> Iterator[_Spot]:
    nodes = list(seq)
    for at, (code, value) in enumerate(nodes):
        if code in REPEATS:
            if value[1] > LONG:
                units = _units(value[2], groups, flags)
                yield _Spot(before, units, _following(nodes[at + 1 :], groups, flags))
            yield from _spots(value[2], before, groups, flags)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _spots(branch, before, groups, flags)
        elif code in GROUPS:
            yield from _spots(value[GROUPS[code]], before, groups, flags)
        elif code is codes.ATOMIC_GROUP:
            yield from _spots(value, before, groups, flags)
        before += _sample([(code, value)], groups, flags)


def _following(nodes: list[Any], groups: dict[int, str], flags: int) -> tuple[str, ...]:
    for code, value in nodes:
        if code in REPEATS and value[1] > LONG:
            return _units(value[2], groups, flags)
        if code is codes.SUBPATTERN and (inner := _following(list(value[3]), groups, flags)):
            return inner
        if code not in REPEATS or value[0]:
            return ()
    return ()


def _units(body: Any, groups: dict[int, str], flags: int) -> tuple[str, ...]:
    nodes = list(body)
    if len(nodes) == 1 and nodes[0][0] in (codes.IN, codes.ANY, codes.NOT_LITERAL):
        return _accepted(nodes[0], flags)[:6]
    units = [_sample(body, dict(groups), flags), _sample(body, dict(groups), flags, most=True)]
    if len(nodes) == 1 and nodes[0][0] is codes.BRANCH:
        units += [_sample(branch, dict(groups), flags) for branch in nodes[0][1][1]]
    if nodes and nodes[0][0] is codes.SUBPATTERN:
        units += _units(nodes[0][1][3], groups, flags) if len(nodes) == 1 else ()
    return tuple(dict.fromkeys(filter(None, units)))[:8]


def _accepted(node: Any, flags: int) -> tuple[str, ...]:
    state = parser.State()
    state.flags = flags
    one = compiler.compile(parser.SubPattern(state, [node]), flags & ~re.DEBUG)
    return tuple(character for character in ALPHABET if one.fullmatch(character)) or _listed(node)


def _listed(node: Any) -> tuple[str, ...]:
    for code, value in node[1] if node[0] is codes.IN else ():
        if code is codes.LITERAL:
            return (chr(value),)
        if code is codes.RANGE:
            return (chr(value[0]),)
    return ()


def _sample(seq: Any, groups: dict[int, str], flags: int, *, most: bool = False) -> str:
    """Return the shortest text that fits, or one with each repeat taken once more."""
    text = ""
    for code, value in seq:
        if code is codes.LITERAL:
            text += chr(value)
        elif code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            text += (_accepted((code, value), flags) or ("",))[0]
        elif code is codes.BRANCH:
            text += _sample(value[1][0], groups, flags, most=most)
        elif code is codes.SUBPATTERN:
            inner = _sample(value[3], groups, flags, most=most)
            if value[0] is not None:
                groups[value[0]] = inner
            text += inner
        elif code in REPEATS:
            times = min(value[1], value[0] + 1) if most else value[0]
            text += _sample(value[2], groups, flags, most=most) * int(times)
        elif code is codes.ATOMIC_GROUP:
            text += _sample(value, groups, flags, most=most)
        elif code is codes.GROUPREF:
            text += groups.get(value, "")
    return text
