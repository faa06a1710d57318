"""Which addresses Discord may show as links: those that are a link there and nothing else.

Owns the rule; invites and whatever Discord would turn into something else are shown as words.
"""

import re

MAX_URL = 200  # characters

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~%?=&+,;-]*)?")
_DISCORD_URL = re.compile(r"discord", re.IGNORECASE)
# Opens the channel at the message, for those who may see it; to others it says nothing.
_MESSAGE_URL = re.compile(r"https://discord\.com/channels/(?:@me|\d+)(?:/\d+){1,2}", re.ASCII)


def is_plain(url: str) -> bool:
    """Say whether Discord shows an address as a link and as nothing else."""
    foreign = _PLAIN_URL.fullmatch(url) and not _DISCORD_URL.search(url)
    return len(url) <= MAX_URL and bool(foreign or _MESSAGE_URL.fullmatch(url))
