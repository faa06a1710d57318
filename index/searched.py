"""What of a passage is compared with questions: what its vector is made of, and its words.

Owns the clean copy of a text and the words that are found in it, for passages and questions alike.
What is shown is another matter: stored text stays as it was read. How words become terms (case,
stems) is the word index's.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.passages import Lead, LeadKind

# Raise this when another text or other words come out of the same passage: documents are then cut
# again, and what differs is embedded again.
SEARCHED_VERSION = 2
PATH_SIGN = " › "
# A lead is searched by so many characters: a long one would leave no room for the passage.
MAX_LEAD_CHARACTERS = 200
MAX_NAME_CHARACTERS = 60  # of an identifier, a version or a number of parts

# What no reader sees: HTML comments, images and badges, definitions of links. The target of a
# definition has a sign of an address: "[ilse]: hello" is a line of a chat.
_UNSEEN = re.compile(
    r"<!--(?:(?!<!--).){0,2000}?-->"
    r"|!\[[^\]\n]{0,300}\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,300}\])"
    r"|<img\b[^>]{0,2000}>"
    r"|^ {0,3}\[(?!\^)[^\]\n]{1,300}\]:[ \t]*<?(?=[^\s<>]*[/.#])[^\s<>]++>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_EMPTY_LINK = re.compile(r"\[\s*\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,300}\])")
# Soft hyphens, joiners, marks of direction, the Arabic tatweel.
_INVISIBLE = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Points and accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters. Marks of other scripts
# are letters of their own.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
# 10 000 with a no-break or thin space.
_GROUPS_APART = re.compile("(?<=\\d)[\u00a0\u2007\u2009\u202f](?=\\d{3}(?!\\d))")
# A word that a hyphen breaks at the end of a line.
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\n[ \t]*(?=[^\W\d_])")
_SUPERSCRIPTS = re.compile("(?<=\\w)([\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)")
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ħ": "h",
        "Ħ": "H",
        "ŧ": "t",
        "Ŧ": "T",
        "ı": "i",
        "þ": "th",
        "Þ": "Th",
        "ß": "ss",
        "ẞ": "SS",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ς": "σ",
        "ى": "ي",
        "ة": "ه",
        # Signs that would become letters of the word before them.
        "™": " ",
        "℠": " ",
        "®": " ",
        "©": " ",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
    }
)

# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
_WITHOUT_BLANKS = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
# getUserById, userID, HTTPServer; "PCs" and "mRNA" are none.
_CAMEL = re.compile(r"\b\w*(?:[a-z\d][A-Z][a-z]|[a-z]{3}[A-Z]{2}|[A-Z]{2}[a-z]{3})\w*")
# Found sooner where it stands nowhere, which is nearly everywhere.
_CAMEL_INSIDE = re.compile(r"[a-z\d][A-Z][a-z]|[a-z]{3}[A-Z]{2}|[A-Z]{2}[a-z]{3}")
_CAMEL_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# snake_case, 4711-B, v2.3.1, 2024/17.
_OF_PARTS = re.compile(r"(?<![^\W_])[^\W_]++(?:[-._/][^\W_]++)+")
_JOINT = re.compile(r"[-._/]")
# A letter for the tokenizer, and none of any word.
JOINT = "ǀ"
# 10,000 and 10.000 and 10 000.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}([ ,.'])\d{3}(?:\1\d{3})*(?!\d)")


@dataclass(frozen=True, slots=True)
class Searched:
    """What of a passage is searched."""

    section: str  # the headings above it, outermost first
    text: str  # it and the other words that it needs, as they stand

    @property
    def vector_text(self) -> str:
        """What its vector is made of: a clean copy of both, or the text where that is empty."""
        both = f"{self.section}\n{self.text}" if self.section else self.text
        return clean(both).strip() or self.text


def searched(text: str, start: int, end: int, leads: Sequence[Lead]) -> Searched:
    """Return what is searched of the passage `text[start:end]` of a document."""
    headings = [_lead(text, lead) for lead in leads if lead.kind is LeadKind.HEADING]
    others = [_lead(text, lead) for lead in leads if lead.kind is not LeadKind.HEADING]
    section = PATH_SIGN.join(heading.strip("#= \t\n-") for heading in headings)
    return Searched(section, "\n".join([*others, text[start:end]]))


def clean(text: str) -> str:
    """Return a text as it is compared: only what is seen of it, in one way of writing."""
    if "<" in text or "[" in text:
        text = _EMPTY_LINK.sub(" ", _UNSEEN.sub(" ", text))
    if not text.isascii():
        text = _INVISIBLE.sub("", _GROUPS_APART.sub("", text))
        text = _SUPERSCRIPTS.sub(r" \1", text).translate(_LETTERS)
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", text)
    return _BROKEN.sub("", text)


def words_of(text: str) -> str:
    """Return the clean copy of a text with all that its words are also found by.

    Pairs of characters where words are not apart; the parts of an identifier, and identifiers,
    versions and numbers of several parts in one piece.
    """
    bare = clean(text)
    if not bare.isascii():
        bare = _WITHOUT_BLANKS.sub(_in_pairs, bare)
    also = [*_also(bare), *(part for part in _broken_parts(text))]
    return " ".join([bare, *also]) if also else bare


def searched_hash(vector: str) -> bytes:
    """Return what tells one text of a vector from another, 16 bytes."""
    return hashlib.blake2b(vector.encode(errors="surrogatepass"), digest_size=16).digest()


def _lead(text: str, lead: Lead) -> str:
    words = text[lead.start : lead.end]
    if len(words) <= MAX_LEAD_CHARACTERS:
        return words
    return words[:MAX_LEAD_CHARACTERS].rsplit(None, 1)[0]


def _in_pairs(found: re.Match[str]) -> str:
    run = found[0]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "


def _also(text: str) -> Iterator[str]:
    for found in _CAMEL.finditer(text) if _CAMEL_INSIDE.search(text) else ():
        if len(found[0]) <= MAX_NAME_CHARACTERS:
            parts = _CAMEL_PART.findall(found[0])
            if len(parts) > 1:
                yield from parts
    for found in _OF_PARTS.finditer(text):
        name = found[0]
        telling = "_" in name or any(map(str.isdigit, name))
        if telling and len(name) <= MAX_NAME_CHARACTERS:
            whole = _JOINT.sub(JOINT, name)
            yield whole
            if whole[0] in "vV" and whole[1].isdigit():
                yield whole[1:]
    for found in _GROUPED.finditer(text):
        yield found[0].replace(found[1], "")


def _broken_parts(text: str) -> Iterator[str]:
    """Yield both sides of a hyphen at a line's end, which may be one of the word's own."""
    if "-\n" in text or "\u2010\n" in text:
        for found in _BROKEN.finditer(text):
            before = re.search(r"\w+\Z", text[max(found.start() - 40, 0) : found.start()])
            after = re.match(r"\w+", text[found.end() : found.end() + 40])
            yield from (part[0] for part in (before, after) if part)
