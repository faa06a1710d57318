"""The markers of list items. Owns how a count is written in the forms that text processors know."""

BULLET = "-"

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 4_000
_MOST_LETTERS = 9


def written_count(count: int, form: str) -> str:
    """Return a count in a form, as Word names it; in figures where the form is not known."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERS * 26:
        # As Word has it: z is followed by aa, bb, cc.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < _LARGEST_ROMAN:
        roman = ""
        for size, letters in _ROMAN:
            times, count = divmod(count, size)
            roman += letters * times
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02}"
    return str(count)
