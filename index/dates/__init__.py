"""Time expressions in a text, resolved against the date of the document or of its entry.

Owns event dates: `dates_of` gives those of a document, `find_dates` those of any text and
`find_asked_dates` those of a question, with exact offsets; `days` gives the days of a value. Dates
that stand alone, as in a header, are `index.periods`.
"""

from index.dates.find import GRAMMAR_VERSION, dates_of, find_asked_dates, find_dates
from index.dates.values import days
from index.documents import EventDate

__all__ = ["GRAMMAR_VERSION", "EventDate", "dates_of", "days", "find_asked_dates", "find_dates"]
