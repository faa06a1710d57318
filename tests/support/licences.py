"""What is installed with Dateline, and under which licence, as each package says of itself."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata

from packaging.requirements import Requirement

from places import ROOT

# Names of licences differ from package to package.
_SAME = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_LONGEST = 120  # characters; a longer one is the text of a licence


def declared(*extras: str) -> Iterator[Requirement]:
    """Yield what pyproject.toml names, with some of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][one] for one in extras)]
    yield from (Requirement(line) for lines in lists for line in lines)


def licences(wanted: Iterable[Requirement]) -> dict[str, str]:
    """Return the licence of each package that these bring, by name, as far as it is installed."""
    found: dict[str, str] = {}
    waiting, seen = list(wanted), set()
    while waiting:
        one = waiting.pop()
        name, extras = _normal(one.name), frozenset(one.extras)
        if (name, extras) in seen or not _is_for_us(one, frozenset()):
            continue
        seen.add((name, extras))
        try:
            package = metadata.distribution(one.name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = _licence(package)
        needed = [Requirement(line) for line in package.requires or ()]
        waiting += [inner for inner in needed if _is_for_us(inner, extras)]
        for inner in waiting:
            inner.marker = None  # it was asked for
    return found


def _is_for_us(one: Requirement, extras: frozenset[str]) -> bool:
    return one.marker is None or any(one.marker.evaluate({"extra": e}) for e in extras | {""})


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(package: metadata.Distribution) -> str:
    head = package.metadata
    said = (head.get("License-Expression") or head.get("License") or "").strip()
    if not said or len(said) > _LONGEST or "\n" in said:
        kinds = (one for one in head.get_all("Classifier") or () if one.startswith("License ::"))
        said = ", ".join(sorted(one.rpartition(" :: ")[2] for one in kinds))
    return _SAME.get(said, said) or "not said"
