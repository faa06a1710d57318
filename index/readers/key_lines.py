"""Lines of `Key: value` above a text, without rules around them, and the head of a mail.

Owns which of them are a header and which are content or records. What the keys mean is in `keys`.
"""

import re

from index.periods import DoubtfulDate, parse_publication_date
from index.readers.contents import HeaderLines, clean_title
from index.readers.keys import DATE_KEYS, OTHER_KEYS, TITLE_KEYS, normal

_BLOCK_LINES, _BLOCK_CHARACTERS = 60, 16_384  # of `Key: value` lines

_KEY = re.compile(
    r"(?:#\+|[:@%]|\*\*|\.\. )?(?P<key>[^\W\d_][\w .'-]{0,30}?)(?:\*\*)?[ \t]?::?(?:\*\*)?"
    r"(?:[ \t]++(?P<value>[^\n]*))?"
)
_END_RULE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
# An answer quotes the head of the mail it answers.
_MAIL_FIRST = frozenset(
    ("from", "to", "subject", "sent", "received", "returnpath", "messageid", "von", "an")
)
_MAIL = frozenset(("to", "subject", "betreff", "an", "cc"))
# Never a name of a language other than those whose dates are written in this order.
_DAY_FIRST_LABEL = re.compile(r"(?:datum|fecha|gesendet)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def read_key_lines(text: str, start: int, *, is_first: bool) -> HeaderLines | None:
    """Read the lines of `Key: value` at `start`, as far as they are a header; None where not.

    `is_first` says that nothing stands above them: only then a title alone makes a header.
    """
    pairs = _pairs(text, start)
    if not pairs:
        return None
    keys = {key for key, _, _ in pairs}
    is_mail = "from" in keys and not keys.isdisjoint(_MAIL)
    date, end = "", start
    title = next((v for wanted in TITLE_KEYS for k, v, _ in pairs if k == wanted and v), "")
    for wanted in DATE_KEYS:
        written = next((v for k, v, _ in pairs if k == wanted and is_date(v)), "")
        if written:
            date = _told_by_label(wanted, written)
            break
    if not date and not (is_first and title):
        return None
    # Any other key may be content: "Present: Ann, Ivo". In a mail all of it is its head.
    for number, (key, _, stop) in enumerate(pairs):
        is_known = key in OTHER_KEYS or key in DATE_KEYS or key in TITLE_KEYS
        if not is_known and not is_mail:
            later = [e for k, _, e in pairs[number:] if k in DATE_KEYS or k in TITLE_KEYS]
            end = later[-1] if later else end
            break
        end = stop
    if (rule := _END_RULE.match(text, end)) and end == pairs[-1][2]:
        end = rule.end()
    return HeaderLines(end, date, clean_title(title))


def _pairs(text: str, start: int) -> list[tuple[str, str, int]]:
    """Return the key, the value and the end of each line, up to a line that is none."""
    pairs: list[tuple[str, str, int]] = []
    at = start
    while at < len(text) and len(pairs) < _BLOCK_LINES and at - start < _BLOCK_CHARACTERS:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + _BLOCK_CHARACTERS)].rstrip()
        if pairs and line[:1] in (" ", "\t") and line.strip():
            key, value, _ = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}", end)
        elif found := _KEY.fullmatch(line.lstrip() if not pairs else line):
            pairs.append((normal(found["key"]), (found["value"] or "").strip(), end))
        else:
            break
        at = end + 1
    return pairs


def is_date(value: str) -> bool:
    """Whether a value is a date, though perhaps one that can be two days."""
    try:
        return parse_publication_date(value) is not None
    except DoubtfulDate:
        return True
    except ValueError:
        return False


def _told_by_label(label: str, written: str) -> str:
    """Return "Datum: 09.01.2020" with its parts in order: in German the day comes first."""
    if _DAY_FIRST_LABEL.match(label) and (found := _DAY_FIRST.match(written)):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return written


def are_records(text: str, first: str, end: int) -> bool:
    """Whether the key of the line `first`, which ends at `end`, comes again: these are records."""
    found = _KEY.fullmatch(first)
    if not found or normal(found["key"]) in _MAIL_FIRST:
        return False
    again = re.compile(rf"^{re.escape(found['key'])}[ \t]?:", re.MULTILINE)
    return bool(again.search(text, end))
