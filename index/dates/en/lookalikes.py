"""What only looks like an English date: numbers of things, counts, versions, titles, names.

Owns the vetoes, each with a sentence that it is for. A veto says that something is no date; it
never says that something is one. A new one is one line in the table of its kind, and a test reads
every sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.dates.grammar import LOOK_AROUND, Surroundings, lazy

_Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Veto:
    """Words around an expression that make it no date; all the patterns that are set must hold."""

    example: str  # holds no date
    before: _Pattern | None = None  # searched in the lower-case text just before
    after: _Pattern | None = None  # matched on the lower-case text just after
    before_as_written: _Pattern | None = None  # capitals and all
    after_as_written: _Pattern | None = None

    def holds(self, here: Surroundings) -> bool:
        """Whether the words around `here` are those of the veto."""
        if self.before and not self.before.search(here.before):
            return False
        if self.after and not self.after.match(here.after):
            return False
        text = here.text
        if self.before_as_written and not self.before_as_written.search(
            text[max(0, here.start - LOOK_AROUND) : here.start]
        ):
            return False
        return not self.after_as_written or bool(
            self.after_as_written.match(text[here.end : here.end + LOOK_AROUND])
        )


def is_vetoed(vetoes: Iterable[Veto], here: Surroundings) -> bool:
    """Whether any of the vetoes holds."""
    return any(veto.holds(here) for veto in vetoes)


# What is numbered. "Class", "Act", "Cup" and "Expo" are not among them: their number is a year.
_NUMBERED_THINGS = (
    "errors? warnings? exit status code codes port ports socket pid errno signal invoice invoices "
    "receipt ticket tickets bug bugs order orders request case file form room rooms hall suite "
    "apartment apt page pages p pp line lines row rows column cell slide figure fig table chapter "
    "section sections paragraph clause article articles item volume vol number numbers no nos nr "
    "id key ref reference serial lot batch box model type windows office server boeing airbus "
    "peugeot flight route highway interstate road bus train tram platform gate channel frequency "
    "extension ext tel phone fax call dial pin zip postcode area ward unit psalm sonnet opus op "
    "bwv iso rfc din ieee regulation directive resolution decree decision judgment opinion "
    "locker desk desks booth counter hangar cabin seat bed shelf drawer sensor valve pump engine "
    "locomotive buoy chart question "
    "answer step rule level lane account licence license badge member patient sample "
    "version versions ver v release releases build builds revision rev patch"
)
_NUMBERED = "|".join(_NUMBERED_THINGS.split())
_PLAINLY = r"\s*(?:[.,;:!?)\]]|$)|\s(?:and|or|is|was|are|were|has|had|as|on|by|to)\b"
_TITLED = (
    r"(?:\b(?:re-?)?(?:reads?|reading)|\b(?:watch(?:e[sd]|ing)?|starring in)"
    r"|\b(?:novel|book|film|movie|album|musical|song|cop(?:y|ies) of|adaptations? of)"
    r"(?: called| titled| entitled)?) $"
)
# A number of four digits, 2003-04 and 2003-2005.
YEAR_VETOES = (
    Veto(
        "Error 2003 in room 1999, see page 2012 and invoice no. 2019.",
        before=lazy(
            rf"(?:^|[^\w.])(?:{_NUMBERED})\.?(?: ?[:#=]| (?:no\.?|nr\.?|number|code|id)[:#]?)? ?$"
        ),
    ),
    Veto(
        "He paid EUR 2003 and Rs. 1999.", before=lazy(r"\b(?:eur|usd|gbp|chf|sek|nok|inr|rs\.?) $")
    ),
    Veto("Tickets INV-2021 and A3-2019.", before_as_written=lazy(r"(?:\b[A-Z]{2,8}|\w\d)[-_/]$")),
    Veto(
        "The new van is a blue one, plate GR-AB 2020; the other is HN-K 1998.",
        before_as_written=lazy(r"(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} $"),
        after=lazy(_PLAINLY),
    ),
    Veto(
        "Its number plate is AK 2019, its registration number KLM 2021.",
        before=lazy(
            r"\b(?:plates?|registration(?: number| mark)?|reg\.?) (?:is |was |no\.? )?[a-z]{1,4} $"
        ),
    ),
    Veto("In 1900 of 2000 cases it held.", after=lazy(r" (?:out )?of (?:[a-z]+ ){0,2}\d")),
    Veto("All of 1905 of the 2000 failed.", before=lazy(r"\d{3} (?:out )?of (?:the |all )?$")),
    Veto("The bell rang at 1945 and at 2015.", before=lazy(r"\bat $"), after=lazy(_PLAINLY)),
    Veto("She read 1984 twice and saw the film 1917.", before=lazy(_TITLED)),
    Veto(
        "Someone wrote “1984” on the wall.",
        before_as_written=lazy(r"[\"“‘']$"),
        after_as_written=lazy(r",?[\"”’'](?!s\b)"),
    ),
    Veto(
        "Orwell's 1984 and Kubrick's 2001 are on sale.",
        before_as_written=lazy(r"\b[A-Z][a-z]+['’]s $"),
        after=lazy(_PLAINLY),
    ),
)
_VERSIONED = (
    r"(?:^|[^\w.])(?:versions?|ver\.?|v\.?|releases?|builds?|revision|patch|tag|firmware"
    r"|(?:up|down)graded? to|updated? to) $"
)
# 13.11.2015, 2015.11.13.
VERSION_VETOES = (
    Veto("Version 13.11.2015 and build 2019.10.04 are old.", before=lazy(_VERSIONED)),
)
# 2015.11.13 alone: most who write a day so are no English writers, and many programs are numbered
# by their month.
DOTTED_VETOES = (
    *VERSION_VETOES,
    Veto(
        "Kelvin 2015.11.13 is out, and so is Kelvin Desktop 2015.12.14.",
        before_as_written=lazy(
            r"\b(?!(?:On|In|Since|Until|Till|From|By|Before|After|Dated?|To|Of|As|The|At|Mon|Tue|Wed"
            r"|Thu|Fri|Sat|Sun)[a-z]{0,6} $)[A-Z][\w+-]* $"
        ),
    ),
    Veto("2019.10.14 follows upon 2019.9.3 and 2019.8.", before=lazy(r"\d\.\d+(?: and|,| to) $")),
)
# 12/2019.
FILE_NUMBER_VETOES = (
    Veto(
        "Regulation 6/2002, case no. 12/2019 and Decision (EU) 2/2015.",
        before=lazy(
            r"\b(?:regulation|directive|resolution|decree|decision|law|act|order|case|judgment"
            r"|circular|opinion|invoice|nos?\.?|nr\.?|number|file)(?: \([a-z]+\))?"
            r"(?: nos?\.?| nr\.?| number)? $"
        ),
    ),
)
# Houses, streets, groups: what a capital makes a name.
_NAME_NOUN = (
    r" (?:Group|Club|Street|St\.|Road|Rd|Avenue|Ave|Lane|Square|Plaza|Boulevard|Terrace|Bridge"
    r"|Circle|Society|Magazine|Review|Movement|Foundation|Fund|Trust|Hall|House|Park|Hill|Town"
    r"|Islands?|Creek|River|Lake|Valley|Bay|Cove|School|College|Academy|Institute|Agreement"
    r"|Accords?|Company|Co\.|Corporation|Corp\.|Inc\.?|Ltd|LLC|Records|Press|Books|Theatre|Theater"
    r"|Orchestra|Ensemble|Choir|Band|Coalition|Alliance|Brigade|Battalion|Revolution|Uprising"
    r"|Massacre|Gardens?|Farm|Project|Network|Collective|Tower|Chapel|Stadium|Quartet|Trio)\b"
)
NAME_VETOES = (Veto("The Friday Group met at 1 May Street.", after_as_written=lazy(_NAME_NOUN)),)
MONTH_DAY_VETOES = (
    Veto(
        "The July 26 Movement and the May 1 Bridge.",
        before=lazy(r"\bthe $"),
        after_as_written=lazy(_NAME_NOUN),
    ),
)
WEEKDAY_VETOES = (
    *NAME_VETOES,
    Veto("It was sung since Monday's child was fair.", after=lazy(r"(?:['’]s)? child\b")),
    Veto("He taught Sunday school in his Sunday best.", after=lazy(r" (?:school|best|roast)\b")),
)
MONTH_VETOES = (
    *NAME_VETOES,
    Veto(
        "He lives in March, Cambridgeshire, and works in March, Maine.",
        after_as_written=lazy(
            r", (?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
            r"[A-Z][a-z]{2,20}(?:[.;:!?)]|$|,(?! [A-Z]))"
        ),
    ),
    Veto(
        "The town of March lies near the village of May.",
        before=lazy(r"\b(?:town|city|village|parish|station|port|mayor|people|isle) (?:of|at) $"),
    ),
    Veto("Trains from Ely to March are late.", before_as_written=lazy(r"\bfrom [A-Z][a-z]+ to $")),
)
# "Q3" without its year.
QUARTER_VETOES = (
    Veto(
        "Q3: How do I reset it? Q4. Where is it?",
        before=lazy(r"(?:^|[.!?:;)\]\n] {0,2})$"),
        after_as_written=lazy(r"[.:)]\s+[A-Z]"),
    ),
    Veto("The Audi Q3 and the Infiniti Q4 are cars.", before=lazy(r"\b(?:audi|infiniti) $")),
)
