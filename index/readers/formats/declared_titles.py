"""Titles that a program wrote into a file: which of them a person would have given.

Owns what is no title: the name of a file or of a template.
"""

import re

from index.readers.formats.composing import one_line

_NO_TITLE = re.compile(
    r"\.(?:docx?|pdf|indd|tex|dvi|rtf|odt|pptx?|qxd|xlsx?)$|^(?:untitled|unbenannt|microsoft word"
    r"|powerpoint|document\s?[0-9]*|slide 1|title|[\W\d_]*$)",
    re.IGNORECASE,
)
_LONGEST = 200


def believable_title(declared: str) -> str:
    """Return a title on one line; "" where it is none."""
    title = one_line(declared)
    return title if title and len(title) <= _LONGEST and not _NO_TITLE.search(title) else ""
