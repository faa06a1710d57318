"""How lines reach a person: wrapped and coloured on a terminal, plain and whole in a pipe.

Owns width and colour; what the lines say is in `answers` and beside it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from bot.wording.text import visible

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 20  # characters; below this, wrapping leaves nothing to read


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
