"""Files named as text that plainly are something else: a piece of a web page, or subtitles.

Owns telling them from a text that only speaks of a tag, has a few of them, or shows code.
"""

import re

_LOOKED_AT = 1_000_000  # characters
_BLOCK = (
    r"p|div|h[1-6]|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|td|th|section|article|nav|header|footer"
    r"|main|aside|blockquote|figure|pre|center|address|details|summary"
)
# A comment, a script or a tag of any kind.
_TAG = re.compile(
    r"<(?:!--|(?P<close>/?)(?P<name>[a-z][a-z0-9]{0,15})(?=[\s/>])[^<>]{0,1000}>|!doctype[^<>]{0,300}>)",
    re.IGNORECASE,
)
_IS_BLOCK = re.compile(rf"(?:{_BLOCK})", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "title", "head", "noscript"))
_WHOLE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
# Marks of Markdown: such a text may well hold tags.
_MARKDOWN = re.compile(
    r"^(?:#{1,6} |```|~~~|\[[^\]\n]{1,80}\]: )|\]\((?:https?:|[/#.])", re.MULTILINE
)
# What a program fills in: "{{.date.Format ...}}", "{% if %}", "<?php", "<%= %>". Such a template is
# code, and a date in it an example.
_TEMPLATE = re.compile(
    r"\{\{[^{}\n]{1,200}\}\}|\{%[^%\n]{1,200}%\}|<\?(?:php|=)|<%[=\s]", re.IGNORECASE
)
_FIRST_BLOCK = re.compile(rf"<(?:{_BLOCK})(?=[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:(?!-->)[^\n]){0,1000}-->\n?")
_HEAD_LINES, _HEAD_CHARACTERS = 4, 400  # of text that may stand above a piece
_CLOSED = 2  # blocks at least
_INSIDE = 0.85  # of the words must stand inside of blocks
_BREAK = re.compile(r"<br ?/?>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BREAKS, _BROKEN = 3, 0.5  # lines, and the share of them, that end in <br>

_TIME = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}"
_TIMING = re.compile(rf"^[ \t]{{0,9}}{_TIME} {{1,9}}--> {{1,9}}{_TIME}", re.MULTILINE)
_LEAST_CUES, _LINES_OF_CUE = 2, 8  # a cue has few lines, empty ones among them


def is_page(text: str) -> bool:
    """Whether a text is a whole page."""
    return bool(_WHOLE.match(text)) and "</" in text


def is_piece(text: str) -> bool:
    """Whether a text is a piece of a page: nearly all of its words stand in blocks."""
    text = text[:_LOOKED_AT]
    if "<" not in text or ">" not in text or _MARKDOWN.search(text) or _TEMPLATE.search(text):
        return False
    start = piece_start(text)
    if start is None:
        return _is_broken(text)
    closed, inside, outside = _words(text, start)
    return closed >= _CLOSED and inside >= _INSIDE * (inside + outside) > 0


def piece_start(text: str) -> int | None:
    """Return where the blocks of a piece begin; None where too much stands above them."""
    first = _FIRST_BLOCK.search(text)
    if first is None:
        return None
    head = _COMMENT.sub("", text[: first.start()])
    lines = [line for line in head.split("\n") if line.strip()]
    short = len(lines) <= _HEAD_LINES and len(head.strip()) <= _HEAD_CHARACTERS
    alone = not lines or head.rstrip(" \t").endswith("\n")
    return first.start() if short and alone else None


def is_subtitles(text: str) -> bool:
    """Whether a text is nothing but subtitles, each with the time at which it is shown."""
    text = text[:_LOOKED_AT]
    if "-->" not in text:
        return False
    cues = list(_TIMING.finditer(text))
    if len(cues) < _LEAST_CUES:
        return False
    above = [line for line in text[: cues[0].start()].split("\n") if line.strip()]
    return len(above) <= _HEAD_LINES and text.count("\n") <= _LINES_OF_CUE * (len(cues) + 1)


def _is_broken(text: str) -> bool:
    """Whether most lines end in <br>."""
    breaks = len(_BREAK.findall(text))
    lines = sum(1 for line in text.split("\n") if line.strip())
    return breaks >= _BREAKS and breaks >= _BROKEN * lines


def _words(text: str, start: int) -> tuple[int, int, int]:
    """Return how many blocks are closed, and the characters inside of blocks and outside."""
    closed = depth = inside = outside = 0
    at = start
    while found := _TAG.search(text, at):
        shown = len("".join(text[at : found.start()].split()))
        inside, outside = (inside + shown, outside) if depth else (inside, outside + shown)
        at = found.end()
        name = (found["name"] or "").lower()
        if found[0] == "<!--":
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + len("-->")
        elif name in _UNSEEN and not found["close"]:
            end = text.find(f"</{name}", at)
            at = len(text) if end < 0 else end
        elif _IS_BLOCK.fullmatch(name):
            closed += bool(found["close"])
            depth = max(0, depth - 1) if found["close"] else depth + 1
    shown = len("".join(text[at:].split()))
    return (closed, inside + shown, outside) if depth else (closed, inside, outside + shown)
