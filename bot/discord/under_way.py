"""The answers under way, so that "thinking…" can be ended after the bot was killed at it.

Owns a folder beside the state with a file for each, which its owner alone may read: the token of an
interaction, with which its answer can be written for 15 minutes. It goes when the answer is there.
"""

import contextlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from discord.utils import snowflake_time

FOLDER_NAME = "under_way"
# As long as Discord takes answers to an interaction.
TOKEN_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interaction that was not answered yet."""

    interaction_id: int
    token: str

    def lives(self, now: float) -> bool:
        """Say whether Discord still takes an answer at `now`, in seconds since 1970."""
        return now < snowflake_time(self.interaction_id).timestamp() + TOKEN_SECONDS


class UnderWay:
    """The folder. What cannot be written is left out: no answer fails for it."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        """`folder` is made when it is needed."""
        self._folder = folder
        self._now = now

    def begin(self, unfinished: Unfinished) -> None:
        """Keep an interaction until `end`; those that Discord has let go of are deleted."""
        self._living()
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            file = os.open(self._file(unfinished.interaction_id), flags, 0o600)
            with os.fdopen(file, "w", encoding="ascii") as written:
                written.write(unfinished.token)

    def end(self, interaction_id: int) -> None:
        """Delete what is kept of an interaction, if anything is."""
        with contextlib.suppress(OSError):
            self._file(interaction_id).unlink()

    def left(self) -> list[Unfinished]:
        """Return those that were begun and not ended, the oldest first, and can be answered."""
        found = []
        for one in self._living():
            with contextlib.suppress(OSError, UnicodeError):
                token = self._file(one).read_text(encoding="ascii")
                found.append(Unfinished(one, token))
        return found

    def _living(self) -> list[int]:
        """Return the ids of those that can be answered, and delete the others."""
        try:
            ids = sorted(int(file.name) for file in self._folder.iterdir() if file.name.isdecimal())
        except OSError:
            return []
        for one in ids:
            if not Unfinished(one, "").lives(self._now()):
                self.end(one)
        return [one for one in ids if Unfinished(one, "").lives(self._now())]

    def _file(self, interaction_id: int) -> Path:
        return self._folder / str(interaction_id)
