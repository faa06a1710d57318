"""The limits of a question in words, as both faces and what is noted of it say them."""

from bot.answering.scope import Scope
from bot.wording.dates import days_in_words


def asked_for(scope: Scope) -> str:
    """Return what documents had to be like, as in "published from 2020-01-01 on"; "" for any."""
    published = []
    if scope.published.after is not None:
        published.append(f"from {scope.published.after} on")
    if scope.published.before is not None:
        published.append(f"before {scope.published.before}")
    if scope.as_of is not None:
        published.append(f"as of {scope.as_of}")
    asked = [f"published {', '.join(published)}"] if published else []
    if scope.during is not None:
        asked.append(f"that speak of {days_in_words(scope.during)}")
    return (", " if len(published) > 1 else " ").join(asked)
