"""The lists of a Word file: the marker that stands before an item, which no file writes down.

Owns how items are counted: lists that share a definition go on from each other, and a level begins
anew below each item of the level above.
"""

from dataclasses import dataclass, replace

from lxml import etree

from index.readers.formats.office.counts import BULLET, written_count
from index.readers.formats.word.names import child, number, tags, value

LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    shown: str = ""  # "%1.%2."; each stands for the count of a level
    start: int = 1


class Numbering:
    """Counts the items of all lists."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `root`, of numbering.xml; None where the file has none."""
        self._definitions: dict[int, dict[int, _Level]] = {}
        self._lists: dict[int, tuple[int, dict[int, int], dict[int, _Level]]] = {}
        self._counts: dict[int, list[int | None]] = {}  # by definition
        self._begun: set[tuple[int, int]] = set()
        for element in root.iter(tags("abstractNum")) if root is not None else ():
            name = number(element, "abstractNumId")
            if name is not None:
                self._definitions[name] = _levels(element)
        for element in root.iterchildren(tags("num")) if root is not None else ():
            name, definition = number(element, "numId"), number(child(element, "abstractNumId"))
            if name is not None and definition is not None:
                self._lists[name] = (definition, *_overrides(element))

    def marker(self, listed: int, level: int) -> str:
        """Count an item; return its marker, "" where it shows none."""
        if listed not in self._lists or not 0 <= level < LEVELS:
            return ""
        definition, starts, own = self._lists[listed]
        levels = self._definitions.get(definition, {}) | own
        at = levels.get(level, _Level(shown=f"%{level + 1}."))
        counts = self._counts.setdefault(definition, [None] * LEVELS)
        if level in starts and (listed, level) not in self._begun:
            self._begun.add((listed, level))
            counts[level] = starts[level]
        else:
            before = counts[level]
            counts[level] = at.start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        if at.form == "bullet":
            return BULLET
        if at.form == "none":
            return ""
        shown = at.shown
        for above in range(level + 1):
            known = levels.get(above, _Level())
            count = counts[above]
            shown = shown.replace(f"%{above + 1}", written_count(count or known.start, known.form))
        return shown.strip()


def _levels(definition: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in definition.iterchildren(tags("lvl")):
        at = number(element, "ilvl")
        if at is not None and at < LEVELS:
            found[at] = _level(element)
    return found


def _level(element: etree._Element) -> _Level:
    form, shown = child(element, "numFmt"), child(element, "lvlText")
    start = number(child(element, "start"))
    level = _Level(start=1 if start is None else start)
    if form is not None:
        level = replace(level, form=value(form))
    return replace(level, shown=value(shown)) if shown is not None else level


def _overrides(element: etree._Element) -> tuple[dict[int, int], dict[int, _Level]]:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in element.iterchildren(tags("lvlOverride")):
        at = number(override, "ilvl")
        if at is None or at >= LEVELS:
            continue
        own = child(override, "lvl")
        if own is not None:
            levels[at] = _level(own)
        start = number(child(override, "startOverride"))
        if start is not None:
            starts[at] = start
    return starts, levels
