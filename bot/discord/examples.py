"""A question that the library answers, as an example for those who do not know what to ask.

Owns where it is taken from: titles of what may be seen where it is shown, the newest first.
"""

import asyncio
import logging

from bot.discord.ask.worker import seen_by
from bot.discord.client import DatelineClient
from bot.discord.requesters import Grant
from bot.library import Library
from index.errors import DatelineError

log = logging.getLogger(__name__)

# Each is asked before it is shown: an example that is refused would be none.
_TRIED = 3
_MOST_CHARACTERS = 120
# What waits for it has 3 seconds to be said at all.
_SECONDS = 1.5


async def example_for(client: DatelineClient, grant: Grant) -> str:
    """Return a question that is answered from what may be seen; "" where none is found in time."""
    look = client.queue.run(lambda: _example(seen_by(client.library_of(), grant)))
    try:
        return await asyncio.wait_for(look, _SECONDS)
    except (DatelineError, TimeoutError) as error:
        log.info("no example of a question is shown: %r", error)
        return ""


def _example(library: Library) -> str:
    """Return the first title, in words, of which the library has something to say."""
    titles = (record.title.strip() for record in library.titles("", _TRIED))
    for title in titles:
        in_words = len(title.split()) > 1 and len(title) <= _MOST_CHARACTERS
        if in_words and library.ask(title).answered:
            return title
    return ""
