"""How Discord reads a message, as far as tests need it: the visible words, and all that is markup.

Written from what Discord's client does, apart from the code under test: rules are tried in order
at each place, as in its parser (simple-markdown); a backslash before any character that is no
letter, digit or white space shows that character.
"""

import re
from dataclasses import dataclass, field

_BLOCKS = (
    ("bar", re.compile(r">>> |> ")),
    ("heading", re.compile(r"#{1,3} +")),
    ("subtext", re.compile(r"-# +")),
    ("list", re.compile(r" *(?:[*+-]|\d+\.) +(?=\S)")),
)
_INLINE = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("code", re.compile(r"```[\s\S]*?```|(`+)[\s\S]*?[^`]\1(?!`)")),
    ("masked link", re.compile(r"\[[^\]]+\]\([^)]+\)")),
    ("link", re.compile(r"<[^: >]+:/[^ >]+>")),
    ("link", re.compile(r"(?:https?|steam|discord)://[^\s<]+", re.I)),
    ("invite", re.compile(r"discord(?:app)?\.(?:gg|com/invite)/\w+", re.I)),
    ("ping", re.compile(r"@everyone|@here|<@[!&]?\d+>", re.I)),
    ("channel", re.compile(r"<#\d+>|<id:\w+>")),
    ("command", re.compile(r"</[^:>]+:\d+>")),
    ("time", re.compile(r"<t:-?\d+(?::[tTdDfFRsS])?>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[^\s:]+:")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italic", re.compile(r"\*(?=\S)((?:\\[\s\S]|[^*\\])+?)\*|_((?:\\[\s\S]|[^_\\])+?)_")),
    ("strike", re.compile(r"~~([\s\S]+?)~~")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
)
# What the server looks for in a message as it was sent, whatever the markup around it.
PINGS = re.compile(r"@everyone|@here|<@[!&]?\d+>|<#\d+>", re.IGNORECASE)


@dataclass
class Shown:
    text: str = ""
    marks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.marks}

    def of(self, kind: str) -> list[str]:
        return [text for each, text in self.marks if each == kind]


def shown(markdown: str) -> Shown:
    result = Shown()
    at = 0
    while at < len(markdown):
        if at == 0 or markdown[at - 1] == "\n":
            while found := _match(_BLOCKS, markdown, at):
                result.marks.append((found[0], found[1].group()))
                at = found[1].end()
                if found[0] != "bar":
                    break
            if at >= len(markdown):
                break
        found = _match(_INLINE, markdown, at)
        if found is None:
            result.text += markdown[at]
            at += 1
            continue
        kind, match = found
        at = match.end()
        if kind == "escape":
            result.text += match[1]
        elif kind in ("bold", "underline", "italic", "strike", "spoiler"):
            inner = shown(next(group for group in match.groups() if group is not None))
            result.text += inner.text
            result.marks += [(kind, inner.text), *inner.marks]
        else:
            result.text += match.group()
            result.marks.append((kind, match.group()))
    return result


def words(text: str) -> list[str]:
    """The words a person sees; the invisible character that stops a ping is none."""
    return text.replace("@\u200b", "@").split()


def _match(rules, markdown: str, at: int):
    for kind, form in rules:
        if match := form.match(markdown, at):
            return kind, match
    return None
