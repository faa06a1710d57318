"""What every command begins and ends with: the settings, an open library, a line on stdout.

Owns when the level of the log is set; what a command does in between is its own.
"""

import logging
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

# Commands import what they need when they run: `dateline --help` must not wait for any of it.
if TYPE_CHECKING:
    from bot.library import Library
    from bot.settings import Settings


def read_settings() -> "Settings":
    """Return the settings, and log as they say. Raises SettingsError."""
    from bot import settings

    read = settings.read_settings()
    root = logging.getLogger()
    if root.level != logging.DEBUG:  # --debug goes before the setting
        root.setLevel(read.log_level)
    return read


def open_library(settings: "Settings", libraries: Collection[str] | None = None) -> "Library":
    """Return the library, to be closed, or only the `libraries` of it that are named.

    Raises StoreError or ModelError, and UsageError for a name of none.
    """
    from bot.library import Library

    library = Library.open(settings)
    try:
        return library.seen_by(library.named(libraries or ()))
    except BaseException:
        library.close()
        raise


def write_line(text: str) -> None:
    """Write a line of the result as it is."""
    sys.stdout.write(text + "\n")
