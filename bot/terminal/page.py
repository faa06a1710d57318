"""How lines reach a person: wrapped and coloured on a terminal, plain and whole in a pipe.

Owns width, colour and making text harmless; what the lines say is in `terminal`.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# All that can move the cursor, change the terminal's state, reorder what is seen, or not be
# encoded: C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides
# and isolates, lone surrogates. Joiners stay: Persian and emoji are spelled with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NARROWEST = 20  # characters; below this, wrapping leaves nothing to read


def visible(text: str) -> str:
    r"""Return `text` with every harmful character as a visible escape such as `\x1b`."""
    return _HARMFUL.sub(_escape, text)


def one_line(text: str) -> str:
    """Return `text` made visible, line ends and tabs too: for titles, paths and questions."""
    return visible(text).replace("\n", r"\n").replace("\t", r"\t")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line in one style, such as "bold" or "dim"; styles show only in colour."""

    text: str
    style: str = ""


class Page:
    """A stream that lines are written to; makes all text harmless and decides on colour by itself.

    A terminal gets words wrapped at its width, and colours unless NO_COLOR is set or it has none.
    A pipe or a file gets each line whole, with no escape sequence.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._console = _console(stream) if stream.isatty() else None

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking on."""
        return self._console is not None

    @property
    def coloured(self) -> bool:
        """Whether styles can be seen, so that nothing needs plain marks."""
        return self._console is not None and self._console.color_system is not None

    def line(self, *parts: Part | str, indent: int = 0, hanging: int = 0) -> None:
        """Write `parts` as one line, or more where they hold line ends or the terminal is narrow.

        Lines start `indent` columns in, all after the first `hanging` more.
        """
        pieces = [Part(part) if isinstance(part, str) else part for part in parts]
        first, rest = " " * indent, " " * (indent + hanging)
        if self._console is None:
            lines = visible("".join(piece.text for piece in pieces)).split("\n")
            for number, line in enumerate(lines):
                prefix = (rest if number else first) if line else ""
                self._stream.write(prefix + line + "\n")
            return

        from rich.text import Text  # only a terminal pays for rich

        text = Text()
        for piece in pieces:
            text.append(visible(piece.text), style=piece.style or None)
        width = max(self._console.width - len(rest), _NARROWEST)
        for number, wrapped in enumerate(text.wrap(self._console, width, overflow="fold")):
            wrapped.rstrip()
            self._console.print(Text(rest if number else first) + wrapped, soft_wrap=True)

    def flush(self) -> None:
        """Hand on what was written, to a reader that waits for it."""
        self._stream.flush()


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    console = Console(file=stream, highlight=False)
    # rich keeps bold and dim under NO_COLOR; here it stands for no escape sequence at all.
    return Console(file=stream, highlight=False, color_system=None) if console.no_color else console
