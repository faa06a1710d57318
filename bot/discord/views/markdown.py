"""A document's words as Discord shows them: exactly these words, no mark-up of theirs, no ping.

Owns escaping and cutting; what stands around the words is in `answers` and `listings`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.wording.text import visible
from index.cuts import cut_evenly
from index.passages import Span
from index.sentences import split_sentences

CUT = "[…]"
UNTITLED = "untitled"

# Makes Markdown of the part of a text at a span; what lies in the other span is bold.
Writer = Callable[[str, Span, Span | None], str]

_ESCAPED = re.compile(
    # A colon opens an emoji (":smile:") or belongs to a link only where something follows at once,
    # which may stand in another part of the text than the one at hand.
    r"[\\`*_~|<>\[\]#]|:(?!\s)"
    # What makes a list at the beginning of a line; headings and quotes have their marks above.
    r"|^(?P<lead>[^\S\n]*)(?P<mark>[-+]|\d+[.)])"
    # Invites are found without "https:" too: "discord.gg/x".
    r"|\.(?=[a-z]+/)",
    re.MULTILINE | re.IGNORECASE,
)
# No backslash helps here: Discord looks for it in the message as it was sent. The character
# between is invisible, as in `discord.utils.escape_mentions`.
EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Near:
    """How little of a long text is shown: sentences beside the marked one, while there is room."""

    sentences: int  # at most, before and behind together
    room: int  # characters of all that is shown; the marked sentence alone may take more


def size(text: str) -> int:
    """Return the length of `text` as Discord may count it: in UTF-16 units, the larger count."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """Return Discord markdown that shows the words of `text` and nothing else, and pings nobody.

    Characters that could reorder or hide what stands around them become visible, like `\\u202e`.
    """
    return EVERYONE.sub("@\u200b", _ESCAPED.sub(_escape, visible(text)))


def cut(
    text: str,
    limit: int,
    keep: Span | None = None,
    *,
    bold: bool = True,
    bar: bool = False,
    near: Near | None = None,
    write: Writer | None = None,
) -> str:
    """Return `text` as markdown of at most `limit` characters, cut at sentence ends with "[…]".

    The sentences of `keep`, offsets into `text`, stay and are bold; the ones around them go first.
    Without `keep` the beginning stays. Only a single sentence over the limit is cut inside. With
    `bar`, a bar stands beside the text, as Discord shows what somebody else said. With `near`, a
    text that takes more than its room is cut to the marked sentences and those beside them. `write`
    makes Markdown of a part of the text and of what is bold in it; None: `plain`.
    """

    def shown(span: Span, most: int = limit) -> str | None:
        markdown = _with_cuts(text, span, (write or plain)(text, span, keep if bold else None))
        if bar and markdown:
            markdown = "\n".join(f"> {each}" for each in markdown.split("\n"))
        return markdown if size(markdown) <= most else None

    room = min(near.room, limit) if near else limit
    whole = shown(Span(0, len(text)), room)
    if whole is not None:
        return whole
    nothing = CUT if limit >= len(CUT) else ""
    sentences = split_sentences(_SURROGATE.sub("\ufffd", text), 0, len(text))
    first, last = _around(sentences, keep)
    chosen = sentences[first : last + 1]
    if not chosen:
        return nothing
    span = Span(chosen[0].start, chosen[-1].end)
    best = shown(span)
    if best is None:
        pieces = _beginnings(text, Span(span.start, min(span.end, span.start + max(limit, 1))))
        return next((fits for piece in pieces if (fits := shown(piece))), nothing)
    beside = (sentences[:first], sentences[last + 1 :][::-1])
    most = near.sentences if near else len(sentences)
    return _widened(span, beside, most, lambda wider: shown(wider, room)) or best


def plain(text: str, span: Span, marked: Span | None) -> str:
    """Return a part of `text` escaped, what lies in `marked` bold."""
    start = max(marked.start, span.start) if marked else span.end
    end = min(marked.end, span.end) if marked else span.end
    if start >= end:
        # Escaped in one: "@every" and "one" are harmless, joined they are not.
        return escape(text[span.start : span.end])
    bold = "\n".join(map(_bold, text[start:end].split("\n")))
    return escape(text[span.start : start]) + bold + escape(text[end : span.end])


def bold_lines(markdown: str) -> str:
    """Return Markdown that is bold on each of its lines, the blanks at their ends apart."""
    return "\n".join(map(_bold_line, markdown.split("\n")))


def line(text: str, limit: int) -> str:
    """Return `text` on one line of markdown, cut to `limit`: for titles, paths and questions."""
    return cut(_one_line(text), limit)


def label(text: str, limit: int = 100) -> str:
    """Return `text` for a label, which knows no markdown: one line of at most `limit`."""
    plain = visible(_one_line(text))
    if size(plain) <= limit:
        return plain
    room = max(limit - len(CUT) - 1, 0)
    kept = plain[:room]
    while size(kept) > room:
        kept = kept[:-1]
    words = kept.rpartition(" ")[0]
    return f"{words if len(words) > room // 2 else kept} {CUT}".strip()[: max(limit, 0)]


def _escape(match: re.Match[str]) -> str:
    lead, mark = match["lead"], match["mark"]
    if mark is None:
        return "\\" + match[0]
    return f"{lead}{mark[:-1]}\\{mark[-1]}"


def _one_line(text: str) -> str:
    joined = " ".join(text.split())
    shows = any(unicodedata.category(character)[0] not in "CZ" for character in joined)
    return joined if shows else UNTITLED


def _around(sentences: list[Span], keep: Span | None) -> tuple[int, int]:
    """Return the first and the last sentence that `keep` touches."""
    if keep is None:
        return 0, 0
    touched = [
        number
        for number, sentence in enumerate(sentences)
        if sentence.start < keep.end and keep.start < sentence.end
    ]
    return (touched[0], touched[-1]) if touched else (0, 0)


def _widened(
    span: Span,
    beside: tuple[list[Span], list[Span]],
    most: int,
    shown: Callable[[Span], str | None],
) -> str | None:
    """Return `span` with up to `most` of the sentences before and behind it that have room.

    Of both the last is the nearest.
    """
    before, after = beside
    best = None
    while most > 0 and (before or after):
        # Those before first: a pronoun in the marked sentence means somebody named there.
        for side in (before, after):
            if not side or not most:
                continue
            next_one = side.pop()
            wider = Span(min(span.start, next_one.start), max(span.end, next_one.end))
            if fits := shown(wider):
                best, span, most = fits, wider, most - 1
            else:
                side.clear()
    return best


def _beginnings(text: str, span: Span) -> Iterator[Span]:
    """Yield ever shorter beginnings of a sentence that is too long to stand whole."""
    parts = 2
    while parts <= 2 * (span.end - span.start):
        yield cut_evenly(text, span, parts)[0]
        parts += max(1, parts // 4)


def _with_cuts(text: str, span: Span, words: str) -> str:
    """Return `words`, what is shown of `text[span]`, with "[…]" where the text is cut."""
    before = f"{CUT} " if text[: span.start].strip() else ""
    after = f" {CUT}" if text[span.end :].strip() else ""
    return before + words.strip() + after


def _bold(text: str) -> str:
    inner = text.strip()
    if not inner:
        return escape(text)
    at = text.index(inner)
    return f"{escape(text[:at])}**{escape(inner)}**{escape(text[at + len(inner) :])}"


def _bold_line(markdown: str) -> str:
    inner = markdown.strip()
    return markdown.replace(inner, f"**{inner}**", 1) if inner else markdown
