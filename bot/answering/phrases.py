"""What a short text speaks of: its phrases, names, people and places, by the form of its words.

Owns the grammar that follow-ups need, without a library; what a word is worth is in
`index.question`.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.dates.query.question_time import asked_time
from index.question import without

# They ask, bind or point and name nothing.
EMPTY = frozenset(
    """
    a about after again ago all also always am an and another any anyone anything are as ask at be
    because been before being between both but by can cannot come could d did do does
    doing don done during each either else enough ever every everyone everything
    explain few find first for from further get gets give go going had happen happened
    happens has have having he help her here hers him his how i if in instead into is it its just
    know last later less let like ll m made make makes many may me mean meant might
    mine more most much must my need never next no none not now of off ok okay on once one ones only
    or other others otherwise our out over own please re really s said same say says see
    shall she should show since so some someone something still such t take tell than thank thanks
    that the their them then there these they think this those though through to too
    under until up upon us very want was way we well were what whats when where
    whether which while who whom whose why will with without work works would ve yes yet you your
    called describe said exist
    """.split()  # noqa: SIM905 - as in index.terms
)
_LINKS = frozenset(("of", "the", "and", "s", "’s"))
_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")
_DAYS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|I|The|A|An|In|On|At|It|She|He|They|His|Her|But|And|Yesterday|Today|Tomorrow"
    r"|Last|This|That|When|After|Before|Since|For|From|With|Its|Their|There|We|You|Our|My|All|No|Not"
)
_TITLES = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|President|Mayor|Minister|Captain|Judge|Professor|Doctor)"
)
_IN_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|of|on|for)\s+((?:the\s+)?[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
    r"(?:\s+(?:bridge|island|valley|river|street|station|harbour|castle|park|lake|market))?)"
)
# What is left before a time that was taken away: "What happened in ?"
_LEFT_OVER = re.compile(
    r"(?<!\s)(?:\s*+\b(?:in|on|during|at|of|from|by|before|after|since|until|between|and|to|the))"
    r"{0,8}\s*+(?=[?.!,;]|$)",
    re.IGNORECASE,
)
# After these the last word of a question is a verb, after the others if it is a participle.
_AUXILIARIES = frozenset(
    ("did", "does", "do", "will", "would", "can", "could", "should", "must", "may")
)
_FORMS_OF_BE = frozenset(("is", "are", "was", "were", "has", "have", "had", "been", "be"))
_PARTICIPLES = frozenset(
    """
    built made held won lost sold kept left found bought caught taught brought sent spent paid cut
    hit hurt shut set put read led fed born run sunk struck hung met begun sung
    """.split()  # noqa: SIM905 - as in index.terms
)
_ANY_DAY = date(2000, 1, 1)  # where a time stands does not depend on the day of asking


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that belong together, and where they stand."""

    text: str
    start: int
    end: int
    is_thing: bool = False  # a noun by its place: after "the", "of", "about"


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    return [re.sub(r"[’']s$", "", found[0]) for found in _WORD.finditer(text.casefold())]


def phrases_in(text: str) -> list[Phrase]:
    """Return the runs of words that name something, in order: "different types of sharks".

    The word after "who" does what is asked about ("Who designed …"), and names nothing.
    """
    phrases: list[Phrase] = []
    run: list[re.Match[str]] = []
    linked: list[re.Match[str]] = []  # "of the", held back until another word follows
    before = ""
    determiner: str = ""

    def close() -> None:
        if run:
            start, end = run[0].start(), run[-1].end()
            thing = determiner in ("the", "a", "an", "about", "of")
            named = (
                f"the {text[start:end]}" if determiner in ("the", "a", "an") else text[start:end]
            )
            phrases.append(Phrase(named, start, end, thing))
        run.clear()
        linked.clear()

    last_end = 0
    for found in _WORD.finditer(text):
        word = re.sub(r"[’']s$", "", found[0].casefold())
        if re.search(r"[^\s\"'“”’]", text[last_end : found.start()]):
            close()
            before = ""
        last_end = found.end()
        is_name = word != "i" and found[0][0].isupper() and bool(before)
        if (word not in EMPTY or is_name) and not (before in ("who", "whom") and not run):
            if not run:
                determiner = before
            run += [*linked, found]
            linked.clear()
        elif run and word in ("of", "the") and (word == "of" or linked):
            linked.append(found)
        else:
            close()
        before = word
    close()
    return phrases


def name_runs(text: str) -> list[Phrase]:
    """Return names and codes: runs of words with a capital or a digit, not for opening a text."""
    runs: list[Phrase] = []
    for found in _WORD.finditer(text):
        word = found[0]
        opens = not re.search(r"\w[^.!?:\w]*$", text[: found.start()])
        has_digit = any(map(str.isdecimal, word))
        named = has_digit or (word[0].isupper() and not _DAYS.fullmatch(word))
        if not named or (opens and not has_digit and word.casefold() in EMPTY):
            continue
        if opens and not has_digit and not text.startswith("- "):
            following = _WORD.search(text, found.end())
            if following is None or not following[0][0].isupper():
                continue
        if runs and text[runs[-1].end : found.start()].strip() == "" and not has_digit:
            runs[-1] = Phrase(text[runs[-1].start : found.end()], runs[-1].start, found.end())
        else:
            runs.append(Phrase(word, found.start(), found.end()))
    return runs


def names_in(text: str) -> list[str]:
    """Return the names and codes in a text."""
    if not text or text.isupper():
        return []
    return [run.text for run in name_runs(f"- {text}" if text[0].isupper() else text)]


def people_in(text: str) -> list[str]:
    """Return what looks like people's names: two or three words, none of them for a place.

    Where there is none of those, single names that no preposition of place stands before.
    """
    runs = [run for run in name_runs(text) if not any(map(str.isdecimal, run.text))]
    alone = [
        run for run in runs if not re.search(r"\b(?:in|at|of|the|near|on)\s+$", text[: run.start])
    ]
    single = [run.text for run in alone if not re.search(r"\b(?:to|from)\s+$", text[: run.start])]
    full = [run.text for run in alone if 2 <= len(run.text.split()) <= 4]
    return full or single


def place_in(text: str) -> str | None:
    """Return the last place that a text names after "in", "at", "to"."""
    found = _IN_PLACE.findall(text)
    places = [place for place in found if not _DAYS.match(place)]
    return places[-1] if places else None


def without_last_verb(question: str) -> str:
    """Return a question without the verb that ends it: "built" in "When was the Kestrel built?".

    It names nothing, and stands right after what does.
    """
    words = list(_WORD.finditer(question))
    if len(words) < 3 or not words[-1][0].islower():
        return question
    last, before = words[-1][0], {word[0].casefold() for word in words[:-2]}
    participle = last in _PARTICIPLES or last.endswith(("ed", "en", "wn"))
    if before & _AUXILIARIES or (participle and before & _FORMS_OF_BE):
        return question[: words[-1].start()].rstrip()
    return question


def without_time(question: str) -> str:
    """Return a question without its time and the words that bound it."""
    time = asked_time(question, _ANY_DAY)
    if time is None or not time.places:
        return question
    left = " ".join(without(question, time.places).split())
    return _LEFT_OVER.sub("", left).lstrip(" ,;")
