"""What a text has to speak of to answer a question about it: ages, deaths, colours, resignations.

Owns a few notions that are asked about by name and told in few ways, so that their words stand in
whatever answers. A text about the very person or bridge without them answers something else.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_NUMBERS = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w+)?|\w+teen|ten"
    r"|eleven|twelve|(?:one|two|three|four|five|six|seven|eight|nine))"
)


@dataclass(frozen=True, slots=True)
class Notion:
    """Something that a question may ask about, and the words of texts that speak of it."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


_AGE = "age ages aged old older oldest young* born birth*"
_AGES = (
    rf", {_NUMBERS},|\({_NUMBERS}\)|\b(?:is|was|turn(?:s|ed)|at) {_NUMBERS}\b(?!\s+[a-z])",
    rf"\b{_NUMBERS} years?\b",
)
# "(1882-1945)" after a name.
_LIFE = r"\(\D{0,12}\d{3,4}\s?[-–—]\s?\D{0,4}\d{3,4}\)"


def _notion(name: str, asked: str, told: str, *also: str) -> Notion:
    """`told`: words, of which those that end in "*" may go on; `also`: further patterns."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in told.split())
    return Notion(
        name,
        re.compile(asked, re.IGNORECASE),
        re.compile("|".join((rf"\b(?:{words})\b", *also)), re.IGNORECASE),
    )


NOTIONS = (
    _notion(
        "age of a person",
        r"\bhow old (?:is|was|are|were) (?:he|she|they|(?-i:[A-Z][\w’'-]+ [A-Z]))",
        _AGE,
        *_AGES,
    ),
    _notion(
        "age",
        r"\bhow old\b|\bwhat age\b|['’]s age\b",
        f"{_AGE} century centuries founded foundation since built",
        *_AGES,
        r"\b(?:1[0-9]|20)\d\d\b",
    ),
    _notion(
        "death",
        r"\b(?:die[sd]?|dying|dead|deaths?|killed|fatal|fatalit(?:y|ies)|lost their lives)\b",
        "die dies died dying dead death deaths deadly kill* fatal* lives victim* drown* perish*"
        " murder* slain surviv* obituary funeral buried late execut* assassinat* suicid* casualt*"
        " mortality widow* shot massacre* lost unhurt posthumous* succumb* body bodies",
        r"\bpassed away\b|\b(?:nobody|no one) was (?:hurt|injured)\b|†",
        _LIFE,
    ),
    _notion(
        "marriage",
        r"\b(?:married|marry|marries|wife|husband|spouse|wedding|fianc[ée]e?|engaged to)\b",
        "marry married marries marriage marrying wife wives husband* spouse* wed wedding bride"
        " groom fiancé* fiance* widow* divorc* couple partner betroth* consort queen single"
        " bachelor",
    ),
    _notion("divorce", r"\bdivorc(?:e[sd]?|ing)\b", "divorc* separat* split annul* marriage"),
    _notion(
        "colour",
        r"\b(?:what|which) colou?rs?\b",
        "colour* color* red blue green yellow white black grey gray brown orange purple pink violet"
        " gold golden silver beige turquoise crimson scarlet navy ochre cream paint*",
    ),
    _notion(
        "salary",
        r"\b(?:salary|wages?|earns?|is .{1,40} paid|get paid)\b",
        "salar* wage* earn* pay pays paid payment income remunerat* stipend fee honorarium"
        " compensation allowance unpaid",
        r"[$€£¥]",
    ),
    _notion(
        "phone number",
        r"\b(?:phone|telephone|mobile) number\b",
        "tel telephone phone* call mobile hotline",
        r"(?<!\d)\d{3,}[ -/]\d{2,}",
    ),
    _notion("mail address", r"\be-?mail address\b", "email e-mail", "@"),
    _notion(
        "bankruptcy",
        r"\b(?:bankrupt(?:cy)?|insolven(?:t|cy)|go bust|went bust)\b",
        "bankrupt* insolven* bust liquidat* administration creditor* receiver* debt debts collapse*"
        " folded",
        r"\bwound up\b",
    ),
    _notion(
        "collapse",
        r"\bcollaps(?:e[sd]?|ing)\b",
        "collaps* fell fall falls fallen falling caved crumbl* crash* toppl* ruin* destroy* broke"
        " broken downfall breakdown fail* declin* disintegrat*",
        r"\bg[ai]ve way\b",
    ),
    _notion(
        "resignation",
        r"\b(?:resign(?:s|ed|ation)?|step(?:s|ped)? down|quit|retire[sd]?)\b",
        "resign* step stepped steps stepping quit* retir* left leave leaves leaving depart*"
        " success* succeed* replac* stop stops stopped end ends ended farewell oust* vacat*",
        r"\bg[ai]ve[sn]? up\b|\bhand(?:s|ed) over\b|\bst(?:ood|ands?) down\b|\blast day\b",
    ),
    _notion(
        "arrest",
        r"\b(?:arrest(?:s|ed)?|jailed|imprisoned|sent to prison)\b",
        "arrest* detain* detention custody jail* prison* imprison* police court seiz* captur*"
        " caught charge charged sentenc*",
    ),
)


@lru_cache(maxsize=1_000)
def notions_asked(question: str) -> tuple[Notion, ...]:
    """Return what a question asks about that a text has to speak of to answer it."""
    return tuple(notion for notion in NOTIONS if notion.asked.search(question))
