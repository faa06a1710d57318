"""Front matter: YAML between ---, TOML between +++, or a JSON object at the head of a text.

Owns finding it, and the title, the dates and the address in it. What is broken is read line by
line: one bad title does not cost a document its date.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from index.documents import Origin
from index.periods import DoubtfulDate, parse_publication_date
from index.readers.addresses import day_of, is_web_address
from index.readers.contents import Header, Written, clean_title
from index.readers.keys import (
    ADDRESS_KEYS,
    DATE_KEYS,
    NESTED_KEYS,
    TITLE_KEYS,
    URL_KEYS,
    normal,
)

MAX_FRONT_MATTER_CHARACTERS = 65_536

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_KEY_LINE = re.compile(r"\s*+(?:#[^\n]*\n\s*+)*+[\"']?[A-Za-z_][\w -]*+[\"']?[ \t]*+[:=](?:\s|$)")
_KEY_VALUE = re.compile(
    r"(?P<indent>[ \t]*)[\"']?(?P<key>[^\W\d][\w .:-]{0,40}?)[\"']?[ \t]*(?:[:=][ \t]++|[:=]$)"
    r"(?P<value>.*)"
)
_COMMENT = re.compile(r"(?<![ \t])[ \t]++#.*")
_BLOCK_MARKS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))
_SWITCHES = frozenset(("true", "false", "yes", "no", "on", "off", "null", "~", "none"))


def read_front_matter(text: str, start: int) -> Header | None:
    """Return what the front matter at `start` says; None where there is none.

    Its `body` is where the front matter ends.
    """
    limit = start + MAX_FRONT_MATTER_CHARACTERS
    if found := _YAML.match(text, start, limit):
        return _from_yaml(found[1], found.end())
    if found := _TOML.match(text, start, limit):
        return _from_toml(found[1], found.end())
    if text.startswith("{", start):
        return _from_json(text[start:limit], start)
    return None


def _from_yaml(block: str, end: int) -> Header | None:
    try:
        # Strings only: YAML would make 2020-02-30 an error and 2020-01-09 a value of its own.
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        return _line_by_line(block, end, "YAML")
    if values and not isinstance(values, dict):
        return None  # text between two rules
    return _header(values or {}, end)


def _from_toml(block: str, end: int) -> Header | None:
    try:
        return _header(tomllib.loads(block), end)
    except (ValueError, RecursionError):
        return _line_by_line(block, end, "TOML")


def _from_json(block: str, start: int) -> Header | None:
    try:
        values, length = json.JSONDecoder().raw_decode(block)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not _LINE_END.match(block, length):
        return None
    keys = {normal(str(key)) for key in values}
    # An object that is all there is, or that describes something else, is text.
    if not block[length:].strip() or keys.isdisjoint((*DATE_KEYS, *TITLE_KEYS)):
        return None
    return _header(values, start + length)


def _line_by_line(block: str, end: int, form: str) -> Header | None:
    """Read what `Key: value` and `key = value` lines there are in a block that is no good."""
    if not _KEY_LINE.match(block):
        return None
    values: dict[str, object] = {}
    parent = ""
    for line in block.split("\n"):
        found = _KEY_VALUE.fullmatch(line)
        if not found:
            continue
        value = found["value"].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        else:
            value = _COMMENT.sub("", value)
        key = found["key"].strip()
        if value in _BLOCK_MARKS:
            value = ""
        if not found["indent"]:
            parent = "" if value else key
        elif parent:
            below = values.setdefault(parent, {})
            if isinstance(below, dict):
                below.setdefault(key, value)
            continue
        if value:
            values.setdefault(key, value)
    warning = (
        f"front matter: not valid {form}, so it was read line by line; check its quotes and colons"
    )
    return _header(values, end, (warning,))


def _header(values: Mapping[Any, object], end: int, warnings: tuple[str, ...] = ()) -> Header:
    flat = {normal(str(key)): value for key, value in values.items()}
    nested = [
        {normal(str(key)): value for key, value in below.items()}
        for name in NESTED_KEYS
        if isinstance(below := flat.get(name), dict)
    ]
    texts = {key: text for key, value in flat.items() if (text := _text(value))}
    below = {key: text for one in nested for key, value in one.items() if (text := _text(value))}
    dates = [Written(text, Origin.FRONT_MATTER) for text in _dates({**below, **texts})]
    if day := day_of(_addresses([flat, *nested])):
        dates.append(Written(day, Origin.ADDRESS))
    address = next((texts[key] for key in URL_KEYS if texts.get(key)), "")
    url = address if is_web_address(address) else None
    if address and not url and not address.startswith("/"):
        shown = clean_title(address)
        warnings = (
            *warnings,
            f"front matter: {shown!r} is not an http or https address and was left out",
        )
    title = next((texts[key] for key in TITLE_KEYS if texts.get(key)), "")
    library = texts.get("library", "") or ("," if flat.get("library") else "")
    return Header(end, tuple(dates), clean_title(title), url, warnings, library)


def _text(value: object) -> str:
    """Return a plain value as it was written, a date of TOML among them; "" for all others."""
    while isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        value = value[0][0] if len(value[0]) == 1 else None  # [[2020-01-09]], a link of Obsidian
    if isinstance(value, bool) or value is None or isinstance(value, (dict, list)):
        return ""
    written = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return written.strip()


def _dates(texts: Mapping[str, str]) -> list[str]:
    """Return the date that counts; where none can be read, the first that was meant as one."""
    written = [
        text
        for key in DATE_KEYS
        if (text := texts.get(key, "")) and text.casefold() not in _SWITCHES
    ]
    for text in written:
        try:
            parse_publication_date(text)
        except DoubtfulDate:
            return [text]
        except ValueError:
            continue
        return [text]
    return written[:1]


def _addresses(mappings: list[dict[str, object]]) -> Iterator[str]:
    for values in mappings:
        for key in ADDRESS_KEYS:
            value = values.get(key)
            for address in value if isinstance(value, list) else [value]:
                if isinstance(address, str):
                    yield address
