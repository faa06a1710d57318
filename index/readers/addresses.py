"""Addresses of documents on the web: which are ones, and the day that one holds.

Owns what counts as an address that may be shown; where a document names its own, each reader knows.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_ADDRESS_DAY = re.compile(
    r"(?<![0-9])(?P<year>(?:1[89]|2[01])[0-9]{2})(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?P=mark)(?P<day>[0-2]?[0-9]|3[01]))?(?![0-9])(?!/[0-9]{1,2}(?:/|$))"
)


def is_web_address(address: str) -> bool:
    """Whether it is one of http or https, with a host and without blanks."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    printable = address.isprintable() and " " not in address
    return parts.scheme in ("http", "https") and bool(parts.hostname) and printable


def day_of(addresses: Iterable[str]) -> str:
    """Return the one day, or month, that addresses hold, as in /2020/05/07/title; "" for none."""
    days: set[str] = set()
    for address in addresses:
        try:
            found = _ADDRESS_DAY.search(urlsplit(address).path)
        except ValueError:
            continue
        if found:
            parts = (found["year"], found["month"], found["day"])
            days.add("-".join(part.zfill(2) for part in parts if part))
    return days.pop() if len(days) == 1 else ""
