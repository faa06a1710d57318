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
    of_person: bool = False  # has to be told of whoever is named, not of somebody else


_AGE = "age ages aged old older oldest young* born birth*"
_AGE_OF_PERSON = (
    rf", {_NUMBERS}[,.]|\({_NUMBERS}\)|\b(?:is|was|turn(?:s|ed)|at) {_NUMBERS}\b(?!\s+[a-z])"
)
# A year in the life of somebody else, or of a club, tells no age: "trained them for five years".
_AGES = (_AGE_OF_PERSON, rf"\b{_NUMBERS} years?\b")
# "(1882-1945)" after a name.
_LIFE = r"\(\D{0,12}\d{3,4}\s?[-–—]\s?\D{0,4}\d{3,4}\)"


def _notion(name: str, asked: str, told: str, *also: str, of_person: bool = False) -> Notion:
    """`told`: words, of which those that end in "*" may go on; `also`: further patterns."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in told.split())
    return Notion(
        name,
        re.compile(asked, re.IGNORECASE),
        re.compile("|".join((rf"\b(?:{words})\b", *also)), re.IGNORECASE),
        of_person,
    )


NOTIONS = (
    _notion(
        "age of a person",
        r"\bhow old (?:is|was|are|were) (?:he|she|they|(?-i:[A-Z][\w’'-]+ [A-Z]))",
        _AGE,
        _AGE_OF_PERSON,
        _LIFE,
        of_person=True,
    ),
    _notion(
        "birth",
        r"\b(?:where|when|in which \w+|what \w+|which \w+)\b.{0,60}\bborn\b"
        r"|\bbirth ?(?:place|day|date)\b|\bplace of birth\b|\bdate of birth\b|\bhometown\b",
        "born birth* native hometown grew raised from childhood child",
        _LIFE,
        of_person=True,
    ),
    _notion("maiden name", r"\bmaiden name\b", "née nee born maiden", of_person=True),
    _notion(
        "children",
        r"\b(?:have|has|had) (?:any |a )?(?:children|kids|sons?|daughters?)\b"
        r"|\bhow many (?:children|kids|sons|daughters)\b",
        "child children kid kids son sons daughter* father mother dad mum twins baby babies parent*"
        " family",
    ),
    _notion(
        "siblings",
        r"\b(?:brothers?|sisters?|siblings?)\b",
        "brother* sister* sibling* twin*",
    ),
    _notion(
        "body height",
        r"\bhow tall (?:is|was) (?:he|she|(?-i:[A-Z][\w’'-]+ [A-Z]))",
        "tall taller tallest height metre* meter* m cm feet ft foot inch* short shortest small",
        of_person=True,
    ),
    _notion(
        "favourite",
        r"\bfavou?rite\b",
        "favourite* favorite* love* like* likes best prefer* fond dearest",
    ),
    _notion(
        "hobby",
        r"\bhobb(?:y|ies)\b",
        "hobb* spare free leisure enjoy* pastime* collect* plays love* weekend*",
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
        "weight",
        r"\bhow heavy\b|\bhow much (?:does|do|did) .{1,60} weigh\b|\bwhat .{1,40} weighs?\b",
        "weigh* heavy heavier heaviest light lighter lightest tonne* ton tons kilo* gram grams"
        " pound pounds lb lbs ounce* hundredweight stone",
        r"\d\s?(?:kg|g|t|lb|oz)\b",
    ),
    _notion(
        "height",
        r"\bhow (?:tall|high) (?:is|are|was|were) (?:the|this|that|its)\b",
        "tall taller tallest high higher highest height altitude rise* elevation feet foot inch*"
        " storey* stories floors above summit metre* meter*",
        r"\d\s?(?:k?m|cm|ft)\b",
    ),
    _notion(
        "depth",
        r"\bhow deep (?:is|are|was|were)\b",
        "deep deeper deepest depth down below shallow feet foot fathom* knee waist bottom metre*"
        " meter*",
        r"\d\s?(?:m|cm|ft|km)\b",
    ),
    _notion(
        "temperature",
        r"\bhow (?:hot|cold|warm) (?:is|are|was|were)\b|\bwhat temperature\b",
        "degree* celsius fahrenheit hot cold warm cool temperature* freezing frost heat*",
        "°",
    ),
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
