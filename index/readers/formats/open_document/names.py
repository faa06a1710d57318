"""How OpenDocument names its elements and attributes. Owns the namespaces."""

from lxml import etree

_SPACES = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{space}:1.0}}"
    for name, space in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible")),
    )
}


def full(name: str) -> str:
    """Return "text:p" as the parser names it."""
    space, _, rest = name.partition(":")
    return f"{_SPACES[space]}{rest}"


def value(element: etree._Element, name: str) -> str:
    """Return the attribute "text:style-name" of an element; "" for none."""
    found = element.get(full(name))
    return "" if found is None else str(found)


def number(element: etree._Element, name: str) -> int | None:
    """Return an attribute that is a small number; None for none such."""
    written = value(element, name)
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None
