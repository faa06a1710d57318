"""The libraries, for people and programs: who may see each of them."""

from collections.abc import Iterable
from typing import Protocol

from bot.terminal.json_output import dump
from bot.terminal.page import Page, Part
from bot.wording.text import count


class Given(Protocol):
    """A library and who may see it; servers are the other face's matter."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def public(self) -> bool:
        """Whether it is seen where nobody was given any."""

    @property
    def documents(self) -> int:
        """How many it holds."""

    @property
    def servers(self) -> tuple[int, ...]:
        """To which it was given."""


def write_libraries(page: Page, libraries: Iterable[Given]) -> None:
    """Write a line for each library."""
    for one in libraries:
        given = ", ".join(map(str, one.servers))
        seen = ["public"] if one.public else []
        seen += [f"given to {given}"] if given else []
        told = "; ".join(seen) or "seen by nobody in Discord"
        page.line(
            Part(one.name, "bold"), f" · {count(one.documents, 'document')} · {told}", hanging=2
        )


def libraries_json(libraries: Iterable[Given]) -> str:
    """Return the libraries as a list."""
    return dump(
        [
            {
                "name": one.name,
                "public": one.public,
                "documents": one.documents,
                "servers": [str(server) for server in one.servers],
            }
            for one in libraries
        ]
    )
