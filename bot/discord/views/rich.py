"""Markdown documents as Discord shows Markdown: code, bold, links with their address, tables.

Owns which marks are taken for what they mean; every word between them is shown as it is written.
What Discord would make a ping, an invite or a hidden link of stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby, pairwise
from pathlib import PurePosixPath

from bot.discord.views.addresses import is_plain
from bot.discord.views.markdown import EVERYONE, bold_lines, escape
from bot.wording.text import visible
from index.passages import Span

_SUFFIXES = frozenset({".md", ".markdown"})
# A row that is wider is broken or cut by a phone; its cells stand in a line then.
_TABLE_WIDTH = 28

# Each with what it is for; the first that fits at a place counts.
_MARKED = re.compile(
    # ```python … ```: code, from its first line to its last
    r"^(?P<fence>`{3,}|~{3,})(?P<language>\w*)[ \t]*\n(?P<code>(?:[^\n]*\n)*?)(?P=fence)[ \t]*$"
    # | Berth | Length |: the rows of a table
    r"|^(?P<table>(?:[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z))+)"
    # `python -m venv`
    r"|(?<!`)`(?P<inline>[^`\n]+)`(?!`)"
    # [the guide](https://example.org)
    r"|(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?P<address>[^()\s]+)\)"
    # https://example.org, and <https://example.org>
    r"|<?(?P<bare>https?://[^\s<>()\[\]*`|\"]*[^\s<>()\[\]*_`|.,;:!?'\"])>?"
    # **Note:** and __Note:__
    r"|(?<!\w)(?P<pair>\*\*|__)(?=[^\s*_])(?P<bold>(?:(?!\*\*|__)[^\n])+?)(?<!\s)(?P=pair)(?!\w)"
    # *so* and _so_
    r"|(?<![\w*_])(?P<mark>[*_])(?=[^\s*_])(?P<italic>[^*_\n]+?)(?<!\s)(?P=mark)(?![\w*_])"
    # ## Opening hours
    r"|^#{1,6}[ \t]++(?P<heading>[^\n]*[^\s#])[ \t#]*$",
    re.MULTILINE,
)
_RULE = re.compile(r"[\s|:-]+")
_BARS = re.compile(r"(?<!\\)\|")
# In code these would be shown as they are, and still be looked for.
_NOT_IN_CODE = re.compile(r"`|@everyone|@here|<[@#/:ati]|discord", re.IGNORECASE)


class _Kind(Enum):
    TEXT = auto()
    ITALIC = auto()
    CODE = auto()
    BLOCK = auto()  # of code
    TABLE = auto()
    FIXED = auto()  # shown in one piece, and as it is


@dataclass(frozen=True, slots=True)
class _Atom:
    """A part of a text that is shown in one way."""

    kind: _Kind
    start: int
    end: int
    bold: bool = False
    fixed: str = ""  # Markdown of what is FIXED; of a BLOCK its language


def is_markdown(path: str) -> bool:
    """Say whether the document at `path` is written in Markdown."""
    return PurePosixPath(path).suffix.lower() in _SUFFIXES


def rich(text: str, span: Span, marked: Span | None, *, header: str = "") -> str:
    """Return a part of a Markdown text as Discord is to show it; what lies in `marked` is bold.

    `header`: the row that stands above its rows where they are of a table.
    """
    atoms = list(_at_marked(_within(_atoms(text, Span(0, len(text))), span), marked))
    shown = ""
    for (bold, block), run in groupby(atoms, key=lambda one: (one.bold, _is_block(one))):
        if block:
            for atom in run:
                words = _block(text, atom, header)
                shown = f"{shown.rstrip()}\n{words}\n" if shown.strip() else f"{words}\n"
        else:
            words = _line_of(text, list(run))
            words = words.lstrip("\n") if shown.endswith("\n") else words
            shown += bold_lines(words) if bold else words
    return EVERYONE.sub("@\u200b", shown)


def _atoms(text: str, span: Span, bold: bool = False) -> Iterator[_Atom]:
    """Yield the parts of `text[span]` in order; marks lie between them."""
    at = span.start
    for match in _MARKED.finditer(text, span.start, span.end):
        yield _Atom(_Kind.TEXT, at, match.start(), bold)
        yield from _marked_atoms(text, match, bold)
        at = match.end()
    yield _Atom(_Kind.TEXT, at, span.end, bold)


def _marked_atoms(text: str, match: re.Match[str], bold: bool) -> Iterator[_Atom]:
    kind = next(
        name
        for name in ("code", "table", "inline", "words", "bare", "bold", "italic", "heading")
        if match[name] is not None
    )
    start, end = match.span(kind)
    if kind in ("bold", "heading"):
        yield from _atoms(text, Span(start, end), bold=True)
    elif kind == "words":
        yield _Atom(_Kind.TEXT, start, end, bold)
        yield _Atom(_Kind.FIXED, end, match.end(), bold, f" ({_address(match['address'])})")
    elif kind == "bare":
        yield _Atom(_Kind.FIXED, start, end, bold, _address(match[kind]))
    elif kind == "code":
        yield _Atom(_Kind.BLOCK, start, end, fixed=match["language"])
    else:
        kinds = {"table": _Kind.TABLE, "inline": _Kind.CODE, "italic": _Kind.ITALIC}
        yield _Atom(kinds[kind], start, end, bold)


def _within(atoms: Iterator[_Atom], span: Span) -> Iterator[_Atom]:
    """Yield what of the parts lies in `span`; what is shown in one piece and does not, is text."""
    for atom in atoms:
        start, end = max(atom.start, span.start), min(atom.end, span.end)
        if start >= end:
            continue
        whole = (start, end) == (atom.start, atom.end)
        kind = atom.kind if whole or atom.kind is not _Kind.FIXED else _Kind.TEXT
        yield replace(atom, start=start, end=end, kind=kind)


def _at_marked(atoms: Iterator[_Atom], marked: Span | None) -> Iterator[_Atom]:
    """Yield the parts cut at both ends of `marked`, bold between them."""
    for atom in atoms:
        if marked is None or _is_block(atom):
            yield atom
            continue
        cuts = {atom.start, atom.end}
        if atom.kind is _Kind.TEXT:
            cuts |= {at for at in (marked.start, marked.end) if atom.start < at < atom.end}
        places = sorted(cuts)
        for start, end in pairwise(places):
            inside = start < marked.end and marked.start < end
            yield replace(atom, start=start, end=end, bold=atom.bold or inside)


def _is_block(atom: _Atom) -> bool:
    return atom.kind in (_Kind.BLOCK, _Kind.TABLE)


def _line_of(text: str, run: list[_Atom]) -> str:
    """Return parts that stand in lines; text is made harmless together, whatever lies between."""
    shown = ""
    for is_text, atoms in groupby(run, key=lambda one: one.kind is _Kind.TEXT):
        if is_text:
            shown += escape("".join(text[one.start : one.end] for one in atoms))
        else:
            shown += "".join(_written(text, one) for one in atoms)
    return shown


def _written(text: str, atom: _Atom) -> str:
    words = text[atom.start : atom.end]
    if atom.kind is _Kind.FIXED:
        return atom.fixed
    if atom.kind is _Kind.ITALIC:
        return f"_{escape(words)}_"
    if _NOT_IN_CODE.search(words):
        return escape(words)
    return f"`{visible(words)}`"


def _block(text: str, atom: _Atom, header: str) -> str:
    words = text[atom.start : atom.end]
    if atom.kind is _Kind.TABLE:
        return _table(f"{header}\n{words}" if header else words)
    if _NOT_IN_CODE.search(words):
        return escape(words.strip("\n"))
    return f"```{atom.fixed}\n{visible(words.strip(chr(10)))}\n```"


def _table(words: str) -> str:
    """Return the rows of a table one below the other, in columns where a phone has room."""
    lines = [line for line in words.splitlines() if line.strip() and not _RULE.fullmatch(line)]
    rows = [[_cell(cell) for cell in _BARS.split(line.strip().strip("|"))] for line in lines]
    if not rows or _NOT_IN_CODE.search("".join(map("".join, rows))):
        return escape(words.strip("\n"))
    columns = max(map(len, rows))
    rows = [row + [""] * (columns - len(row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (columns - 1) > _TABLE_WIDTH:
        return escape("\n".join(" · ".join(filter(None, row)) for row in rows))
    aligned = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "```\n" + visible("\n".join(aligned)) + "\n```"


def _cell(cell: str) -> str:
    plain = cell.strip().replace("\\|", "|")
    return plain.replace("**", "").replace("`", "")


def _address(url: str) -> str:
    return f"<{url}>" if is_plain(url) else escape(url)
