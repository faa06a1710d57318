"""Bytes without a byte order mark -> the encoding that they seem to be in.

Owns how UTF-16 is told, which encoding a file itself declares, and the guess of last resort.
"""

import codecs
import re
import unicodedata

_SAMPLE_BYTES = 131_072  # even
_GUESSED_FROM = 50_000
_LOOKED_AT = 4_096  # bytes in which a file declares its encoding
_NAME = rb"[\"']?\s*(?P<name>[\w:.-]{2,40})"
_DECLARATIONS = tuple(
    re.compile(form + _NAME, re.IGNORECASE | re.MULTILINE)
    for form in (
        rb"\A\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*",
        rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*",
        rb"^content-type:[^\n]{0,200}\bcharset=",
        rb"\A(?:[^\n]{0,200}\n)?[^\n]{0,80}-\*-[^\n]{0,80}\bcoding:\s*",
    )
)
# A key of front matter, which stands between such lines, or of a JSON object.
_FRONT = re.compile(
    rb"\A\s*(?:---|\+\+\+|\{)[^\n]*\n(?P<keys>.*?)^(?:---|\+\+\+|\.\.\.|\})", re.M | re.S
)
_KEY = re.compile(rb"^\s*[\"']?(?:encoding|charset)[\"']?\s*[:=]\s*" + _NAME, re.I | re.M)
# As browsers have it (WHATWG Encoding Standard, names and labels): who writes the first means the
# second, which holds all of its letters.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Python's own, in which no file is written; some take hours for a few MB.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7")
)
# Of the bytes that show, those beyond ASCII: Latin letters have up to 0.2 of them, Japanese in
# Shift-JIS 0.7, all others more.
_OTHER_SCRIPT = 0.5
_FEWEST = 24  # bytes beyond ASCII that tell a script; fewer are read as Windows-1252
# A text with a stray NUL has less of other bytes than this, Cyrillic in UTF-16 nearly half.
_NOT_ASCII = 0.1
# Of Macs before 2001, and others that are hardly ever met and read much like a common one.
_OLD = ["mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish"]
# Katakana of half the width, which Russian in KOI8-R looks like; nobody writes a sentence in it.
_JAPANESE = ["cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213"]
_HALF_WIDTH = re.compile("[\uff61-\uff9f]{4}")
_ASCII = bytes(range(32, 127)) + b"\t\n\r"
_UNSEEN = bytes(range(33))
_BLANKS = (" ", "\n", "\u3000")
_NO_TEXT = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, and what is no character


def meant(declared: str) -> str:
    """Return the name of the encoding that a name stands for; "" where Python knows none."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NO_CHARSETS else _MEANT.get(name, name)


def declared_charset(data: bytes) -> str:
    """Return the encoding that a text names in its head, as it names it; "" for none.

    Front matter, an XML declaration, `meta` of HTML, the head of a mail and Emacs' line can.
    """
    head = data[:_LOOKED_AT]
    front = _FRONT.match(head)
    found = _KEY.search(front["keys"]) if front else None
    for form in _DECLARATIONS:
        found = found or form.search(head)
    return found["name"].decode("ascii", "ignore") if found else ""


def utf_16_without_mark(data: bytes) -> str:
    """Name the byte order of UTF-16 whose bytes hold a NUL; "" where they are no text in it.

    Of Latin letters one byte of nearly every pair is NUL. In other scripts it is one of each blank:
    read in the wrong order, letters fall into many more rows of Unicode than a script has.
    """
    sample = data[:_SAMPLE_BYTES]
    pairs = len(sample) // 2
    if pairs == 0 or len(data) % 2:
        return ""
    first, second = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if second > 0.5 and first < 0.05:
        return "utf-16-le"
    if first > 0.5 and second < 0.05:
        return "utf-16-be"
    beyond = sample.translate(None, _ASCII)
    if len(beyond) < _NOT_ASCII * len(sample) or not beyond.strip(b"\0"):
        return ""
    rows = {order: _rows(sample, order) for order in ("utf-16-le", "utf-16-be")}
    fitting = sorted((count, order) for order, count in rows.items() if count)
    return fitting[0][1] if fitting else ""


def _rows(sample: bytes, order: str) -> int:
    """Return into how many rows of 256 characters a text falls; 0 for what is none."""
    text = codecs.getincrementaldecoder(order)("replace").decode(sample)
    kinds = [unicodedata.category(one) for one in text if one not in "\n\r\t"]
    letters = sum(kind[0] == "L" for kind in kinds)
    if "\ufffd" in text or not _NO_TEXT.isdisjoint(kinds) or letters < 0.5 * len(kinds):
        return 0
    if not any(blank in text for blank in _BLANKS):
        return 0
    return len({ord(one) >> 8 for one in text})


def is_other_script(data: bytes) -> bool:
    """Whether bytes are too many beyond ASCII for a text in Latin letters."""
    shown = data[:_GUESSED_FROM].translate(None, _UNSEEN)
    beyond = len(shown.translate(None, _ASCII))
    return beyond >= _FEWEST and beyond > _OTHER_SCRIPT * len(shown)


def guessed_charset(data: bytes) -> str:
    """Return the encoding that charset-normalizer takes bytes to be in; "" where none fits."""
    # Half a second to import, and hardly ever needed.
    from charset_normalizer import from_bytes

    sample = data[:_GUESSED_FROM]
    if len(data) > len(sample):  # not within a character
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample, cp_exclusion=_OLD).best()
    if best and _HALF_WIDTH.search(str(best)):
        best = from_bytes(sample, cp_exclusion=[*_OLD, *_JAPANESE]).best()
    return best.encoding if best else ""
