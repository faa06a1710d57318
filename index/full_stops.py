"""Full stops that end no sentence.

Owns the kinds of words that a full stop belongs to; `sentencex` knows many of them, and these are
the ones that it cuts behind. A kind says what must follow for the sentence to go on.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Words before a full stop, and what shows that the sentence goes on."""

    name: str
    words: frozenset[str]  # in lower case, without the full stop
    before: re.Pattern[str]  # matches at what follows the blank
    example: str  # "|" stands where no sentence ends


def _kind(name: str, words: str, before: str, example: str) -> Kind:
    return Kind(name, frozenset(words.split()), re.compile(before), example)


KINDS = (
    _kind(
        "always has something after it",
        "approx incl excl esp resp cf viz vs e.g i.e a.k.a z.b d.h bzw ca circa",
        r"\S",
        "It costs 30 euros incl.| VAT.",
    ),
    _kind(
        "counts what follows",
        "max min vol vols nos nr num tel ext fig figs sec sect ch chap pp para ver abs bd kap eq",
        r"[(\[+#$€£]?[0-9IVX]",
        "The lift takes max.| 5 people.",
    ),
    _kind(
        "is a person's or a place's title",
        "dra sra srta sr ing lic mme mlle dott ssa eng arq fr frl mag dipl hon rev ste mt messrs"
        " supt insp cmdr cpl pvt",
        r"[^\W\d_a-z]",
        "We met Dra.| Peña.",
    ),
    _kind(
        "is a unit with its scale",
        "deg",
        r"[CFK]\b",
        "It is 5 deg.| C today.",
    ),
    _kind(
        "names a part of a day before the day",
        "a.m p.m",
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:E|C|M|P)[SD]T|GMT|UTC|CET|BST)\b",
        "It starts at 5 p.m.| Friday.",
    ),
    _kind(
        "is cut short and no last word",
        "al approx temp avg est dept govt assn bn mn tn mio mrd deg hr hrs min mins sec secs wk wks"
        " yr yrs ft yd lb lbs oz sq cu km cm mm kg tel ext misc orig cont div mfg mgmt admin intl"
        " natl univ inst bros jr sr inc ltd co corp etc vol ed eds trans repr pop alt",
        r"[a-z(\[&/]",
        "The town paid $1.5 bn.| to the fund.",
    ),
    _kind(
        "stands before the name of a month",
        " ".join(map(str, range(1, 32))),
        r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
        r"|Dezember|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b",
        "Am 3.| Mai wurde sie eröffnet.",
    ),
)

_KINDS_OF = {
    word: tuple(kind for kind in KINDS if word in kind.words)
    for kind in KINDS
    for word in kind.words
}
_CLOSERS = ")]}”’»›\"'*_ "
_ORDINAL = re.compile(
    r"(?<!\w)(?:im|vom|zum|beim|der|dem|des|das|die|den|(?<!I )am)[ ][0-9]{1,3}\.$", re.IGNORECASE
)
_CAPITAL = re.compile(r"[A-ZÄÖÜ][a-zäöüß]")
_LOOKED_AT = 24  # characters on either side


def goes_on(text: str, at: int) -> bool:
    """Whether the sentence before `at` goes on there, though a full stop stands before it."""
    before = text[max(0, at - _LOOKED_AT) : at].rstrip()
    if before[-1:] in ("]", ")") and before.rstrip("])")[-1:].isalnum():
        # "et al. [2004]| measured": the mark closes no sentence.
        return text[at : at + _LOOKED_AT].lstrip()[:1].islower()
    before = before.rstrip(_CLOSERS)
    if not before.endswith("."):
        return False
    word = before[before.rfind(" ") + 1 : -1].lstrip("([\"'“‘«*_").casefold()
    kinds = _KINDS_OF.get(word)
    if not kinds and not word.isdigit():
        return False
    after = text[at : at + _LOOKED_AT].lstrip()
    if kinds and any(kind.before.match(after) for kind in kinds):
        return True
    return bool(_ORDINAL.search(before) and _CAPITAL.match(after))
