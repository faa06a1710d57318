"""How Word names its elements and attributes.

Owns the two namespaces, that of Office and that of the strict standard, so that no other module
needs to know which one a file was saved in.
"""

from lxml import etree

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    name: tuple(f"{{{space}}}{name}" for space in _SPACES)
    for name in (
        *("val", "styleId", "type", "default", "ilvl", "id", "abstractNumId", "numId"),
        *("fldCharType", "instr", "char", "font", "firstRow"),
    )
}
_OFF = frozenset(("0", "false", "off", "none"))


def tags(*names: str) -> list[str]:
    """Return the full names of elements, in both namespaces."""
    return [f"{{{space}}}{name}" for name in names for space in _SPACES]


def value(element: etree._Element, name: str = "val") -> str:
    """Return an attribute of an element; "" for none."""
    for full in _ATTRIBUTES[name]:
        if (found := element.get(full)) is not None:
            return str(found)
    return ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of that name."""
    for space in _SPACES:
        if (found := element.find(f"{{{space}}}{name}")) is not None:
            return found
    return None


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a small number; None for no element, or none such."""
    written = value(element, name) if element is not None else ""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None


def flag(properties: etree._Element, name: str) -> bool | None:
    """Return whether a property is switched on; None where it is not named."""
    found = child(properties, name)
    return None if found is None else value(found) not in _OFF
