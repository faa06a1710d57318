"""The pages that people read: README, CONTRIBUTING and the rest beside it, docs/, bench/README."""

import re
from dataclasses import dataclass
from pathlib import Path

from places import ROOT

_FENCED = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")
_HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
# What GitHub takes out of a heading to make its anchor; spaces become "-".
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page of the project."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def blocks(self) -> list[tuple[str, str]]:
        """Return every fenced block: its language, and its text."""
        return _FENCED.findall(self.text)

    def prose(self) -> str:
        """Return the page without its fenced blocks."""
        return _FENCED.sub("", self.text)

    def code(self) -> str:
        """Return everything that is set as code, a piece a line."""
        spans = re.findall(r"`([^`]+)`", self.prose())
        return "\n".join(
            [block for _, block in self.blocks()] + [span.replace("\n", " ") for span in spans]
        )

    def section(self, heading: str) -> str:
        """Return what stands under a heading of the second level."""
        _, found, rest = self.text.partition(f"\n## {heading}\n")
        assert found, f"{self.name} has no section {heading!r}"
        return rest.partition("\n## ")[0]

    def links(self) -> list[str]:
        """Return what the page links to or shows as a picture, but for other sites."""
        targets = [link or source for link, source in _LINK.findall(self.prose())]
        return [target for target in targets if not target.startswith(("http:", "https:"))]

    def anchors(self) -> set[str]:
        return {
            _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")
            for heading in _HEADING.findall(self.prose())
        }


def page(name: str) -> Page:
    return Page(ROOT / name, (ROOT / name).read_text(encoding="utf-8"))


PAGES = [
    page(path.relative_to(ROOT).as_posix())
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")])
]
# CHANGELOG.md also names what is gone.
GUIDES = [page for page in PAGES if page.name != "CHANGELOG.md"]
