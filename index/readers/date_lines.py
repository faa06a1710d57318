"""One line that says nothing but when a text was written, and by whom and where.

Owns the grammar of such a line: "Published: January 9, 2020", "By Ann Ode, 9 January 2020",
"*9 January 2020*", and the dateline of a newswire before its first sentence. Where such a line
stands in a text is not its business.
"""

import re
from dataclasses import dataclass
from enum import Enum

from index.periods import MONTH_NAME, date_end

LONGEST_LINE = 200  # characters; a longer line is a paragraph


class Label(Enum):
    """What a line says of its date."""

    PUBLISHED = "published"
    NONE = "none"
    CHANGED = "changed"  # updated, modified, revised: never a publication date


@dataclass(frozen=True, slots=True)
class LineDate:
    """A date of a line, as written."""

    text: str
    label: Label


_MARKS = r"[\s*_#>|~`\[\](){}<+=•·–—-]*"
_OPENING = re.compile(_MARKS)
_PUBLISHED = (
    r"(?:(?:first |originally |article )?(?:published|posted|issued|written|filed|dated)"
    r"|(?:publication|publishing|publish|issue|post(?:ing)?) date"
    r"|date(?: of (?:publication|issue)| published| posted| issued)"
    r"|date|datum|day|fecha|data|for immediate release|created|date de publication"
    r"|fecha de publicación|veröffentlicht|erschienen|publiée?|paru|publicad[oa]|pubblicato)"
    r"(?: online)?(?: (?:on|at|am|le|el|il))?"
)
_CHANGED = (
    r"(?:(?:(?:page|article|document) )?(?:was )?(?:last |most recently )?"
    r"(?:updated?|modified|revised|edited|changed|reviewed|amended)|modification date"
    r"|update date|date modified|zuletzt (?:geändert|aktualisiert)|aktualisiert|geändert"
    r"|mis à jour|actualizado)(?: online)?(?: (?:on|at|am|le|el))?"
)
# When a text holds as it stands, which is as good where nothing says when it was published.
IN_FORCE = (
    r"(?:edition(?: of)?|(?:status |correct |state )?as (?:of|at|on)|stand(?: vom)?|version of"
    r"|valid (?:from|as of)|effective(?: (?:from|date))?|in force (?:from|since)|release date"
    r"|rev(?:ision)?\.? of|état au|gültig ab)"
)
_LABEL = re.compile(
    rf"(?:(?P<changed>{_CHANGED})|(?P<published>{_PUBLISHED})|{IN_FORCE})(?!\w)"
    r"(?:[\s*_]*[:|,–—-])?[\s*_]*",
    re.IGNORECASE,
)
# "Posted on the fan page, 17 October 2023".
_PLACED = re.compile(
    r"(?:first )?(?:published|posted|printed|issued|released) (?:on|in|at|for|to) "
    r"(?P<where>[^0-9\n;]{2,80}?)[,:]? (?:on )?(?=[0-9]|[^\W\d_]{3,9}\.? [0-9])",
    re.IGNORECASE,
)
# Words that only stand before a date; the others need a mark or a date right after them.
_SEPARATOR = re.compile(
    r"[\s*_\])}>,;|•·–—~/-]*[\])},;|•·–—~/][\s*_|(\[-]*"
    r"|[\s*_]+-{1,2}[\s*_]+|[\s*_]+[(\[][\s*_]*"
)
# "Leaflet 7, issued 4 May 2022", "(received 9 Nov 2022, published 20 Jan 2023)": a label among
# other words of a head, and a date with nothing behind it.
_TOLD = re.compile(
    r"(?:^|(?<=[,;(|·•–—/\[.:])\s?|(?<=[,;(|·•–—/\[.:]\s)|(?<=\s-\s))"
    r"(?:(?:first|originally|article|and|was|is|also|zuerst) )?"
    r"(?:(?:published|posted|issued|printed|veröffentlicht|erschienen|herausgegeben"
    r"|publiée?|paru|publicad[oa]|pubblicat[oa]|uitgegeven"
    r"|date of (?:issue|publication)|publication date"
    r"|submitted by [^\d\n]{1,40} on)"
    r"|(?P<holds>edition|version|stand|fassung|ausgabe|état|effective|valid from|as of"
    r"|adopted|approved|beschlossen|adopté|rev(?:ision)?\.? ?[0-9][0-9.]{0,5},?"
    r"|for immediate release:? [^\d\n,]{1,30},"
    r"|(?:vol(?:ume)?|no|nr|issue|number|heft|jahrgang|numéro)[. ] ?[0-9]{1,4}(?: ?[,|·/–—]| -)))"
    r"(?: online| first)?(?:\s?:)?(?: (?:on|of|vom|am|le|el|du|il))?\s+"
    r"(?=[0-9]|[^\W\d_]{2,10}[ .,])",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:$|[)\],;|·•–—/]|\s-\s|\.\s*$)")
_LONGEST_HEAD = 120  # characters of a line of a head; a longer one is a sentence
_SENTENCE = re.compile(r"[a-zäöüß]{2}[.!?]\s+[A-ZÄÖÜ]|[.!?]$")
_BLANKS = re.compile(r"[\s*_\])}>.]*")
_BYLINE = re.compile(
    r"(?:by|von|par|por|author:|written by|posted by|text:|reported by) "
    r"(?P<name>[^|•·,;:–—!?\n]{2,80}?)"
    r"(?=\s*(?:$|[|•·,;–—/*_(\[]| -|\son\s|\s(?:published|posted)\b))",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:on|at|am|den|le)\s", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_][\w.'’]*(?:[ -](?:(?:de|del|van|von|der|of|the|and|&|la|le) )?[^\W\d_][\w.'’]*){0,4}"
)
_REST = re.compile(
    r"(?:(?:about |approx\. |~ ?)?[0-9]{1,4}[\s-](?:min(?:ute)?s?(?:[\s-]read)?|comments?|words"
    r"|views|likes|shares)|reading time:? [0-9]+ min(?:ute)?s?|[0-9]{1,2}[:.h][0-9]{2}"
    r"(?: ?[ap]\.?m\.?)?(?: [A-Z]{1,5})?)(?![\w])",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"\s*(?:(?P<wire>\([^()\n]{2,40}\)|/[^/\n]{2,40}/)\s*(?:[–—:-]{1,2}(?=\s))?|[–—-]{1,2}(?=\s))"
)
_PLACE = re.compile(r"[^\W\d_][^\d\n:;!?()]{1,60}")
_SHORT_PLACE = re.compile(
    r"(?!(?:In|On|At|Since|From|By|Until|The|An?|After|Before|For|As|It|Of|To"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{0,4}day|s|rs|nes)?|Mo|Di|Mi|Do|Fr|Sa|So|[A-Z]\w+tag)\b)"
    r"[^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+){0,2}"
)
_NO_YEAR = re.compile(
    rf"(?:{MONTH_NAME}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}\.? {MONTH_NAME}\.?)(?!\w)"
    r"(?!,? [0-9]{4})",
    re.IGNORECASE,
)
_SEARCHED = 100  # characters in which the date of a dateline begins


def date_line(line: str) -> tuple[LineDate, ...]:
    """Return the dates of a line that says nothing else; empty where it says more, or none.

    White space within the line is one blank.
    """
    if len(line) > LONGEST_LINE:
        return ()
    opening = _OPENING.match(line)
    at = opening.end() if opening else 0
    found: list[LineDate] = []
    separated, named = True, False  # whether a mark stands before, and a name before that
    while at < len(line):
        end = _date_at(line, at, found) if separated or not named else None
        named = False
        if end is None:
            part = _BYLINE.match(line, at) or _REST.match(line, at)
            if part is None and separated:
                part = _name_at(line, at)
                named = True
            if part is None:
                return ()
            end = part.end()
        mark, blank = _SEPARATOR.match(line, end), _BLANKS.match(line, end)
        separated = mark is not None
        at = max(mark.end() if mark else end, blank.end() if blank else end)
        if at == end < len(line):
            # What was changed may follow: "Changed on 30 August 2024: new price."
            if len(found) > 1 and found[-1].label == Label.CHANGED and line[at] == ":":
                break
            return ()
    return tuple(found)


def published_date(dates: tuple[LineDate, ...]) -> LineDate | None:
    """Return the one of a line's dates that tells when it was published."""
    for label in (Label.PUBLISHED, Label.NONE):
        some = {one.text: one for one in dates if one.label == label}
        if some:
            return next(iter(some.values())) if len(some) == 1 or label != Label.NONE else None
    return None


def told_date(line: str) -> LineDate | None:
    """Return the date that a word in a line of a head calls that of publication, or of the edition.

    The line may name other things; a sentence is none. What was only received or changed does not
    count.
    """
    if len(line) > _LONGEST_HEAD or _SENTENCE.search(line):
        return None
    held: LineDate | None = None
    for label in _TOLD.finditer(line):
        end = date_end(line, label.end())
        if end is None or end - label.end() <= len("2020") or not _BEHIND.match(line, end):
            continue
        written = line[label.end() : end]
        if not label["holds"]:
            return LineDate(written, Label.PUBLISHED)
        held = held or LineDate(written, Label.NONE)
    return held


def dateline(line: str) -> str:
    """Return the date of a newswire's dateline, as written, "Jan 9" among them; "" for no dateline.

    "LONDON, Jan 9 (Reuters) - The mayor", "Kolm, 9 January 2020 (Wire) - The mayor".
    """
    head = line[: _SEARCHED + LONGEST_LINE]
    place = _PLACE.match(head)
    if not place:
        return ""
    for start in range(2, min(place.end() + 1, _SEARCHED)):
        if head[start - 1] not in " ,–—-" or head[start : start + 1] in ("", " "):
            continue
        end = date_end(head, start)
        if end is None and (short := _NO_YEAR.match(head, start)):
            end = short.end()
        if end is None:
            continue
        where = head[:start].rstrip(" ,–—-")
        wire = _WIRE.match(head, end)
        if not wire or not _is_place(where):
            return ""
        # Without the agency, a place in capitals, or one that nothing but the day follows.
        is_short = _SHORT_PLACE.fullmatch(where) and not _NO_YEAR.fullmatch(head, start, end)
        return head[start:end] if wire["wire"] or where.isupper() or is_short else ""
    return ""


def without_year(written: str) -> bool:
    """Whether a date is a day and a month alone: "Jan 9"."""
    return bool(_NO_YEAR.fullmatch(written))


def _date_at(line: str, at: int, found: list[LineDate]) -> int | None:
    """Add the date at `at`, with its label, to `found`; return where it ends."""
    label = _LABEL.match(line, at)
    placed = _PLACED.match(line, at)
    if placed and (end := date_end(line, placed.end())) is not None:
        found.append(LineDate(line[placed.end() : end], Label.PUBLISHED))
        return end
    on = None if label else _ON.match(line, at)
    start = label.end() if label else on.end() if on else at
    end = date_end(line, start)
    if end is None and line[start : start + 1] in ("[", "<", '"', "“", "("):
        start += 1
        end = date_end(line, start)
    if end is None:
        return None
    kind = Label.NONE
    if label:
        kind = _kind(label)
    elif found and found[-1].label == Label.CHANGED and on:
        kind = Label.CHANGED
    found.append(LineDate(line[start:end], kind))
    return end


def _kind(label: re.Match[str]) -> Label:
    if label["changed"]:
        return Label.CHANGED
    return Label.PUBLISHED if label["published"] else Label.NONE


def _name_at(line: str, at: int) -> re.Match[str] | None:
    """Match a person, a place or an agency: each word but little ones has a capital."""
    found = _NAME.match(line, at)
    if not found:
        return None
    little = {"de", "del", "van", "von", "der", "of", "the", "and", "la", "le"}
    words = re.split(r"[ -]", found[0])
    return found if all(word in little or word[:1].isupper() for word in words) else None


def _is_place(words: str) -> bool:
    """Whether words are capitalised as places are: "NEW YORK", "Stoke-on-Trent, England"."""
    parts = re.split(r"[ ,/-]+", words)
    lower = [part for part in parts if part[:1].islower()]
    return 1 <= len(parts) <= 7 and parts[0][:1].isupper() and len(lower) <= len(parts) // 2
