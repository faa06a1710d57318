"""Lines at the top that name a day among other words: a title, or who wrote the text.

Owns "Minutes of the council, 9 January 2020", "Rooms for hire, valid from 2024-01-15" and "Working
group on energy, 23 May 2024". A title that speaks of a day ("The fire of 9 January 1920") is none
of these, nor is the first of several alike, as in a journal.
"""

import re

from index.periods import MONTH_NAME, date_end
from index.readers.date_lines import IN_FORCE, LONGEST_LINE

_LONGEST = 120  # characters
_MAY_BEGIN = re.compile(
    rf"(?<![\w./-])(?=[0-9]{{1,4}}[^\W_]{{0,2}}[-./ ]|(?:{MONTH_NAME})\b)", re.I
)
# What is written on a day, and names it in its title.
_WRITINGS = (
    r"minutes|agenda|protokoll|protocol|newsletter|bulletin|circular|memo(?:randum)?|notice|digest"
    r"|press release|pressemitteilung|communiqué|statement|announcement|release notes|changelog"
    r"|weekly|gazette|courier|dispatch|rundbrief|compte rendu|acta|price list|preisliste"
    r"|tariff|timetable|fahrplan|factsheet|briefing|status report|progress report|field report"
)
_WRITING = re.compile(rf"\b(?:{_WRITINGS})\b", re.IGNORECASE)
_ISSUER = re.compile(
    r"\b(?:group|committee|council|department|office|institute|university|college|school|team|board"
    r"|society|association|union|ministry|agency|editors?|staff|newsroom|press|club|foundation"
    r"|company|laboratory|lab|museum|library|service|authority|commission|secretariat|secretary"
    r"|verein|amt|redaktion)\b",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(rf"[\s(]{IN_FORCE}:? $", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|died|opened|closed|before|after|until"
    r"|since|between|killed|born|fire|flood|battle|crash|attack|election|war|storm|strike)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\W*(?:the|an?|der|die|das|le|la|el)\b", re.IGNORECASE)
_AROUND = " \t,;:|(–—·•-"
_BEFORE = re.compile(
    r"\b(?:of|from|on|for|vom|am|du|le|del|the|dated|held|held on|issue|edition)$", re.I
)


def dated_title(words: str) -> tuple[str, str] | None:
    """Return the date and the title of a title line that tells when the text was written."""
    found = _only_date(words)
    if found is None:
        return None
    start, end = found
    before, behind = words[:start], words[end:].strip(_AROUND + ").]*_#")
    if in_force := _IN_FORCE.search(before):
        title = before[: in_force.start()].strip(_AROUND)
        return (words[start:end], title) if title and not behind else None
    bare = _BEFORE.sub("", before.rstrip(_AROUND)).rstrip(_AROUND)
    # "The bulletin of 3 May 1851" is written about.
    if _ARTICLE.match(words) and not before.rstrip().endswith((",", "|", "–", "—", "-")):
        return None
    if not _WRITING.search(bare + " " + behind) or _SAYS.search(f"{before} {behind}"):
        return None
    return words[start:end], words.strip(" #*_")


def issued(words: str) -> str:
    """Return the date of a line that says who wrote the text, and then when; "" for another."""
    found = _only_date(words)
    if found is None or words[found[1] :].strip(" .*_)"):
        return ""
    who = words[: found[0]].rstrip()
    if not who.endswith((",", "|", "–", "—", "·")) or not _ISSUER.search(who):
        return ""
    if _SAYS.search(who) or _ARTICLE.match(who):
        return ""
    return words[found[0] : found[1]] if who[0].isupper() and len(who.split()) <= 9 else ""


def has_others(text: str, words: str, start: int) -> bool:
    """Whether further lines from `start` on are made like the title `words`: a journal."""
    kind = _WRITING.search(words)
    if kind is None:
        return False
    like = re.compile(rf"^[^\n]{{0,80}}\b{re.escape(kind[0])}\b[^\n]{{0,80}}$", re.M | re.I)
    return any(_only_date(line[0].strip()) for line in like.finditer(text, start))


def _only_date(words: str) -> tuple[int, int] | None:
    """Return where the one full date of a short line stands; None for none or several."""
    if len(words) > min(_LONGEST, LONGEST_LINE):
        return None
    found: list[tuple[int, int]] = []
    for place in _MAY_BEGIN.finditer(words):
        if found and place.start() < found[-1][1]:
            continue
        end = date_end(words, place.start())
        if end is not None and end - place.start() > len("2020-01"):
            found.append((place.start(), end))
    return found[0] if len(found) == 1 else None
