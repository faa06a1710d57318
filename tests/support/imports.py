"""Who imports whom, read from the source: type-only imports and those inside functions too."""

import ast
from pathlib import Path

from places import ROOT

PACKAGES = ("bot", "index")


def modules() -> dict[str, Path]:
    """Return every module of the project with its file; a package stands for its __init__."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports_of(file: Path) -> set[str]:
    """Return the dotted names that a file imports: "index.errors.StoreError", "os"."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relative to itself"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def graph() -> dict[str, set[str]]:
    """Return for each module of the project those of the project that it imports."""
    files = modules()
    return {
        module: {own for name in imports_of(file) if (own := _own(name, files))}
        for module, file in files.items()
    }


def circles(arrows: dict[str, set[str]]) -> set[frozenset[str]]:
    """Return the largest groups of modules that all reach each other."""
    reach = {module: _reachable(module, arrows) for module in arrows}
    return {
        frozenset(other for other in reach[module] if module in reach[other])
        for module in arrows
        if module in reach[module]
    }


def _own(name: str, files: dict[str, Path]) -> str | None:
    """Return the module that an imported name is, or is in; None where that is another's."""
    if name in files:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in files else None


def _reachable(module: str, arrows: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    left = list(arrows[module])
    while left:
        if (other := left.pop()) not in seen:
            seen.add(other)
            left += arrows[other]
    return seen
