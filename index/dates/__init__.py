"""Time expressions in a text, resolved against the document's own publication date.

Owns event dates: `find_dates` gives them with exact offsets, `days` the days of a value. Dates that
stand alone, as in a header, are `index.periods`.
"""

from index.dates.find import GRAMMAR_VERSION, find_dates
from index.dates.values import days
from index.documents import EventDate

__all__ = ["GRAMMAR_VERSION", "EventDate", "days", "find_dates"]
