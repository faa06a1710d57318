"""The styles of a Word file: what each says of the paragraphs and runs that name it.

Owns how a style takes over from the one it is based on. Names count, not ids: "heading 1" is called
so in every language of Word.
"""

import re
from dataclasses import dataclass

from lxml import etree

from index.readers.formats.word.names import child, flag, number, tags, value

BODY_LEVEL = 9  # the outline level of what is no heading

_HEADING = re.compile(r"heading ?([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc ?[1-9]|index ?[1-9]|table of (?:figures|authorities))$", re.IGNORECASE
)
_DEEPEST = 20  # styles that are based on each other


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it took over."""

    level: int = 0  # of a heading, 1 is the outermost; 0: no heading
    is_title: bool = False
    is_contents: bool = False  # of a table of contents or an index
    is_hidden: bool = False
    is_bold: bool = False
    list: int | None = None  # of the numbering; 0 is none
    list_level: int = 0


PLAIN = Style()


class Styles:
    """The styles of a file, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `root`, of styles.xml; None where the file has none."""
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        for element in root.iter(tags("style")) if root is not None else ():
            name = value(element, "styleId")
            self._elements[name] = element
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                self._default = name

    def of(self, name: str) -> Style:
        """Return the style of an id; "" is that of paragraphs which name none."""
        name = name or self._default
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        style, named = PLAIN, name
        chain: list[etree._Element] = []
        while (element := self._elements.get(name)) is not None and len(chain) < _DEEPEST:
            if element in chain:
                break
            chain.append(element)
            based_on = child(element, "basedOn")
            name = value(based_on) if based_on is not None else ""
        for element in reversed(chain):
            style = _with(style, element)
        # A file without styles still names them.
        return style if chain else _by_name(PLAIN, named)


def _with(style: Style, element: etree._Element) -> Style:
    """Return what a style makes of that which it is based on."""
    named = child(element, "name")
    style = _by_name(style, value(named) if named is not None else value(element, "styleId"))
    level, listed, list_level = style.level, style.list, style.list_level
    properties = child(element, "pPr")
    if properties is not None:
        outline = number(child(properties, "outlineLvl"))
        if outline is not None:
            level = outline + 1 if outline < BODY_LEVEL else 0
        numbering = child(properties, "numPr")
        if numbering is not None:
            own = number(child(numbering, "numId"))
            listed = listed if own is None else own
            list_level = number(child(numbering, "ilvl")) or 0
    hidden, bold = style.is_hidden, style.is_bold
    runs = child(element, "rPr")
    if runs is not None:
        hidden = _or(flag(runs, "vanish"), hidden)
        bold = _or(flag(runs, "b"), bold)
    return Style(level, style.is_title, style.is_contents, hidden, bold, listed, list_level)


def _by_name(style: Style, name: str) -> Style:
    level = int(found[1]) if (found := _HEADING.match(name)) else style.level
    return Style(
        level,
        style.is_title or name.lower() == "title",
        style.is_contents or bool(_CONTENTS.match(name)),
        style.is_hidden,
        style.is_bold,
        style.list,
        style.list_level,
    )


def _or(own: bool | None, taken_over: bool) -> bool:
    return taken_over if own is None else own
