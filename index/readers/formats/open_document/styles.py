"""The styles of an OpenDocument text: what each says of paragraphs, spans, sections and lists.

Owns how an automatic style takes over from the named one that it was made from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.readers.formats.office.counts import BULLET, written_count
from index.readers.formats.open_document.names import full, number, value

_ENCODED = re.compile(r"_([0-9a-f]{2,4})_")  # "Table_20_Heading"
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_DEEPEST = 20  # styles that are made from each other


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it took over."""

    is_title: bool = False
    is_bold: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How the items of a level are marked."""

    form: str = ""  # as `written_count` knows it; "" shows no number
    before: str = ""
    after: str = ""
    start: int = 1
    levels: int = 1  # that the number shows, its own the last
    is_bullet: bool = False


class Styles:
    """The styles of a file, by name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}

    def add(self, root: etree._Element | None) -> None:
        """Add the styles below `root`; those of the same name count no more."""
        if root is None:
            return
        for element in root.iter(full("style:style")):
            self._elements[value(element, "style:name")] = element
        for element in root.iter(full("text:list-style")):
            self._lists[value(element, "style:name")] = dict(_levels(element))

    def of(self, name: str) -> Style:
        """Return the style of a name."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def marker(self, name: str, counts: list[int]) -> str:
        """Return the marker of an item of the list `name`; `counts` are those of all levels."""
        levels = self._lists.get(name, {})
        at = levels.get(len(counts))
        if at is None or at.is_bullet:
            return BULLET
        if not at.form:
            return ""
        first = max(len(counts) - at.levels, 0)
        shown = [
            written_count(count, levels.get(level, at).form or "decimal")
            for level, count in enumerate(counts[first:], first + 1)
        ]
        return (at.before + ".".join(shown) + at.after).strip()

    def start(self, name: str, level: int) -> int:
        """Return the count of the first item of a level, 1 the outermost."""
        at = self._lists.get(name, {}).get(level)
        return at.start if at else 1

    def _read(self, name: str) -> Style:
        chain: list[tuple[str, etree._Element | None]] = []
        while name and len(chain) < _DEEPEST:
            element = self._elements.get(name)
            chain.append((name, element))
            name = value(element, "style:parent-style-name") if element is not None else ""
        title = bold = hidden = False
        for named, element in reversed(chain):
            plain = _ENCODED.sub(lambda found: chr(int(found[1], 16)), named).lower()
            title |= plain == "title"
            bold |= plain == "table heading"
            look = element.find(full("style:text-properties")) if element is not None else None
            if look is not None:
                weight, display = value(look, "fo:font-weight"), value(look, "text:display")
                bold = weight == "bold" if weight else bold
                hidden = display == "none" if display else hidden
            section = (
                element.find(full("style:section-properties")) if element is not None else None
            )
            hidden |= section is not None and value(section, "text:display") == "none"
        return Style(title, bold, hidden)


def _levels(element: etree._Element) -> Iterator[tuple[int, ListLevel]]:
    for level in element:
        at = number(level, "text:level")
        if at is None:
            continue
        if level.tag == full("text:list-level-style-bullet"):
            yield at, ListLevel(is_bullet=True)
        elif level.tag == full("text:list-level-style-number"):
            start, levels = number(level, "text:start-value"), number(level, "text:display-levels")
            written = value(level, "style:num-format")
            yield (
                at,
                ListLevel(
                    _FORMS.get(written, "decimal") if written else "",
                    value(level, "style:num-prefix"),
                    value(level, "style:num-suffix"),
                    1 if start is None else start,
                    levels or 1,
                ),
            )
