"""The text of a mail -> what its sender wrote, and the mails that he passed on.

Owns how mails quote each other and are signed, in the languages of most programs. What is quoted is
left out: it was written by somebody else, on another day, and stands in a mail of its own.
"""

import re
from dataclasses import dataclass

from index.readers.formats.mail.heads import name_of

MOST_PASSED_ON = 50  # mails inside each other

_LINE = re.compile(r"[^\n]*\n?")
_QUOTED = re.compile(r"[ \t]{0,3}>")
# "On 14 March 2025 at 10:00, Ann Ode wrote:", over up to three lines.
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreef|escreveu|escribió|écrit|scritto|skrev|napisał|kirjoitti)\b"
    r"[^\n]{0,100}:[ \t]*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[ \t]*(?:on|am|le|el|il|op|den|em|dnia|w dniu|[0-9])\b", re.IGNORECASE)
_CLOCK_OR_ADDRESS = re.compile(r"[0-9]{1,2}:[0-9]{2}|@")
_RULE = re.compile(
    r"[ \t]{0,9}[-_=]{2,}+[ \t]{0,9}(?P<words>[^\s_=-][^\n_=]{1,60}?)[ \t]{0,9}[-_=]{2,}+[ \t]*+$"
)
_LONG_RULE = re.compile(r"[ \t]*[_=-]{10,}[ \t]*$")
_BEGINS = re.compile(r"[ \t]*begin forwarded message:[ \t]*$", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"forward|fwd|weitergeleitet|transféré|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordra"
    r"|videresend|przekazan",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[ \t]*\*?(?P<name>[^\W\d_][\w /-]{0,20}?)\*?[ \t]?:\*?[ \t]*(?P<words>[^\n]*)$"
)
_FROM = frozenset(
    [
        *("from", "von", "de", "da", "van", "från", "fra", "od", "от"),
        *("expéditeur", "remitente", "mittente"),
    ]
)
_DATE = frozenset(
    [
        *("date", "sent", "gesendet", "datum", "envoyé", "enviado", "data", "inviato"),
        *("verzonden", "skickat", "sendt", "fecha", "дата"),
    ]
)
_MOST_FIELDS = 12  # lines of the head of a mail inside
_SIGNATURE, _BARE_SIGNATURE = re.compile(r"-- $"), re.compile(r"--$")
_LONGEST_SIGNATURE = 12  # lines, where the blank behind the dashes was lost
_LIST_FOOTER = re.compile(r"mailing list|unsubscribe|list info", re.IGNORECASE)
_SEALED = re.compile(r"-----BEGIN PGP SIGNATURE-----")
_SEAL_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----")
_LONGEST_LINE = 500  # characters of one that is looked at


@dataclass(frozen=True, slots=True)
class Segment:
    """What one person wrote."""

    ranges: tuple[tuple[int, int], ...]  # of the text, whole lines
    sender: str = ""  # of a mail that was passed on, as the text names him
    date: str = ""  # as the text has it


@dataclass(frozen=True, slots=True)
class _Head:
    """Where an earlier mail begins in the text, and what its head says."""

    first: int  # its first line
    body: int  # the line after its head
    sender: str = ""
    date: str = ""
    is_passed_on: bool = False


def segments(text: str, *, passes_on: bool = False) -> list[Segment]:
    """Return what the sender wrote, and then each mail that he passed on.

    `passes_on`: the subject says so. A mail without words of its own passes on what it quotes
    whole.
    """
    lines = _Lines(text)
    found: list[Segment] = []
    head = _Head(0, 0)
    while len(found) <= MOST_PASSED_ON:
        following = lines.next_mail(head.body)
        end = following.first if following else len(lines.spans)
        ranges = lines.own(head.body, end)
        found.append(Segment(ranges, head.sender, head.date))
        if following is None or not following.sender:
            break
        if not (passes_on or following.is_passed_on or not ranges):
            break
        passes_on, head = True, following
    return found


class _Lines:
    def __init__(self, text: str) -> None:
        self.spans = [found.span() for found in _LINE.finditer(text) if found[0]]
        self._text = text

    def _words(self, at: int) -> str:
        start, end = self.spans[at]
        return self._text[start : min(end, start + _LONGEST_LINE)].rstrip("\n")

    def next_mail(self, at: int) -> _Head | None:
        """Return the next earlier mail that is not marked line by line."""
        for number in range(at, len(self.spans)):
            words = self._words(number)
            if not words.strip() or _QUOTED.match(words):
                continue
            rule = _RULE.match(words)
            if rule or _LONG_RULE.match(words) or _BEGINS.match(words):
                named = rule["words"] if rule else words
                if head := self._head(number, self._after_blanks(number + 1), named):
                    return head
            elif (field := _FIELD.match(words)) and field["name"].lower() in _FROM:
                if number > at and (head := self._head(number, number, "")):
                    return head
            elif self._attributes(number, number) and not self._is_quote(number + 1):
                return _Head(self._attribution_start(number), number + 1)
        return None

    def _head(self, first: int, at: int, rule: str) -> _Head | None:
        fields: dict[str, str] = {}
        last = min(at + _MOST_FIELDS, len(self.spans))
        while at < last and (found := _FIELD.match(self._words(at))):
            fields.setdefault(found["name"].strip().lower(), found["words"])
            at += 1
            # A long field goes on in a line that begins with blanks.
            while at < last and self._words(at)[:1] in (" ", "\t") and self._words(at).strip():
                at += 1
        sender = next((words for name, words in fields.items() if name in _FROM), "")
        date = next((words for name, words in fields.items() if name in _DATE), "")
        if not sender or not date:
            return None
        passed_on = bool(_PASSED_ON.search(rule))
        return _Head(first, at, name_of(sender), date.strip("* \t"), passed_on)

    def _after_blanks(self, at: int) -> int:
        while at < len(self.spans) and not self._words(at).strip():
            at += 1
        return at

    def _is_quote(self, at: int) -> bool:
        at = self._after_blanks(at)
        return at < len(self.spans) and bool(_QUOTED.match(self._words(at)))

    def _attributes(self, at: int, end: int) -> bool:
        """Whether a line ends one that says when somebody wrote what comes below."""
        if not _WROTE.search(self._words(at)):
            return False
        whole = " ".join(self._words(one) for one in range(self._attribution_start(at), end + 1))
        return bool(_CLOCK_OR_ADDRESS.search(whole))

    def _attribution_start(self, at: int) -> int:
        for first in range(at, max(at - 3, -1), -1):
            words = self._words(first)
            if not words.strip() or _QUOTED.match(words):
                return min(first + 1, at)
            if _OPENS.match(words):
                return first
        return at

    def own(self, first: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the lines that are neither quoted nor a signature, as ranges of the text."""
        end = self._without_signature(first, end)
        left_out = bytearray(end)
        for at in range(first, end):
            words = self._words(at)
            if _QUOTED.match(words):
                left_out[at] = 1
                if at > first and not left_out[at - 1]:
                    self._leave_out_attribution(at - 1, first, left_out)
            elif _SEAL_HEAD.match(words):
                sealed = min(self._blank_after(at), end)
                left_out[at:sealed] = b"\1" * (sealed - at)
        ranges: list[tuple[int, int]] = []
        for at in range(first, end):
            start, stop = self.spans[at]
            if left_out[at]:
                continue
            if ranges and ranges[-1][1] == start:
                ranges[-1] = ranges[-1][0], stop
            else:
                ranges.append((start, stop))
        return tuple(one for one in ranges if self._text[one[0] : one[1]].strip())

    def _leave_out_attribution(self, at: int, first: int, left_out: bytearray) -> None:
        while at > first and not self._words(at).strip():
            at -= 1
        words = self._words(at)
        if at < first or left_out[at]:
            return
        if _WROTE.search(words):
            for one in range(max(self._attribution_start(at), first), at + 1):
                left_out[one] = 1
        elif _RULE.match(words):
            left_out[at] = 1

    def _blank_after(self, at: int) -> int:
        while at < len(self.spans) and self._words(at).strip():
            at += 1
        return at

    def _without_signature(self, first: int, end: int) -> int:
        # Who writes below what he quotes has the signature of the other above his words.
        quotes = (at for at in range(end - 1, first - 1, -1) if _QUOTED.match(self._words(at)))
        last_quote = next(quotes, -1)
        for at in range(first, end):
            words = self._words(at)
            if _SEALED.match(words):
                return at
            if _SIGNATURE.match(words) and at > last_quote:
                return at
            if _BARE_SIGNATURE.match(words) and end - at <= _LONGEST_SIGNATURE:
                return at
            if (
                _LONG_RULE.match(words)
                and at + 1 < end
                and _LIST_FOOTER.search(self._words(at + 1))
            ):
                return at
        return end
