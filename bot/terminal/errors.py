"""The one place that turns an exception into what a person reads and what the log keeps.

Owns the sentence, the reference and the exit code; how they are shown is for the faces.
"""

import logging
import secrets

from index.errors import DatelineError

log = logging.getLogger(__name__)


def explain(error: Exception) -> str:
    """Return a calm sentence for `error` and log its traceback at DEBUG.

    An error that Dateline did not foresee gets a reference, the same in the sentence and the log.
    """
    if isinstance(error, DatelineError):
        log.debug("%s", type(error).__name__, exc_info=error)
        return str(error)
    reference = secrets.token_hex(4)
    log.debug("unexpected error, reference %s", reference, exc_info=error)
    return (
        f"something went wrong that Dateline did not foresee (reference {reference}). "
        "Run it again as `dateline --debug ...` to see what."
    )


def exit_code(error: Exception) -> int:
    """Return the terminal's exit code for `error`; 3, "cannot serve", for one not foreseen."""
    return error.exit_code if isinstance(error, DatelineError) else DatelineError.exit_code
