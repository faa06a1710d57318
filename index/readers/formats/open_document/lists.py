"""The lists of an OpenDocument text that are open. Owns how their items are counted."""

from dataclasses import dataclass

from index.readers.formats.open_document.styles import Styles


@dataclass(slots=True)
class _List:
    style: str
    count: int  # of its last item
    marker: str = ""  # of the item that is open, until its first paragraph took it


class Lists:
    """The lists that are open, the innermost last."""

    def __init__(self, styles: Styles) -> None:
        """Begin with none."""
        self._styles = styles
        self._open: list[_List] = []
        self._last: dict[tuple[str, int], int] = {}  # counts of lists that ended, by style, level

    @property
    def depth(self) -> int:
        """How deep an item lies, 0 is the outermost."""
        return max(len(self._open) - 1, 0)

    def begin(self, style: str, *, goes_on: bool) -> None:
        """Open a list; without a style it has that of the list around it."""
        style = style or (self._open[-1].style if self._open else "")
        level = len(self._open) + 1
        before = self._styles.start(style, level) - 1
        if goes_on:
            before = self._last.get((style, level), before)
        self._open.append(_List(style, before))

    def end(self) -> None:
        """Close a list."""
        if self._open:
            level = len(self._open)
            ended = self._open.pop()
            self._last[ended.style, level] = ended.count

    def begin_item(self, start: int | None, written: str = "") -> None:
        """Open an item; `written` is its marker where the file writes it down."""
        if self._open:
            at = self._open[-1]
            at.count = at.count + 1 if start is None else start
            counts = [one.count for one in self._open]
            at.marker = written or self._styles.marker(at.style, counts)

    def write(self, marker: str) -> None:
        """Take the marker of the open item as the file writes it down."""
        if self._open and marker:
            self._open[-1].marker = marker

    def marker(self) -> str:
        """Take the marker of the open item: that of its first paragraph alone."""
        if not self._open:
            return ""
        marker, self._open[-1].marker = self._open[-1].marker, ""
        return marker
