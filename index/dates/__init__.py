"""Time expressions in a text, resolved against the date of the document or of its entry.

Owns event dates: `dates_of` gives those of a document and `find_dates` those of any text, with
exact offsets, `days` the days of a value. Dates that stand alone, as in a header, are
`index.periods`.
"""

from index.dates.find import GRAMMAR_VERSION, dates_of, find_dates
from index.dates.values import days
from index.documents import EventDate

__all__ = ["GRAMMAR_VERSION", "EventDate", "dates_of", "days", "find_dates"]
