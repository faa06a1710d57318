"""What only looks like a date: lines written for this test, without one date in them."""

import pytest

from index.dates import find_dates

LINES = """
May I march on? You may.
The troops march on the capital; march 3 miles.
Sun Microsystems and the Sun of London; Sat in the sun.
April O'Neil and June Carter and August Wilson met May Britt.
Call 555-1984 or (212) 555-2001 or 1-800-2000.
They won 3-2, 21-14, 7-6 (7-5); a 5-4 vote; the score was 10/12.
See page 1998 and pages 1990-95 of the book.
It cost $1,998, or $2000, or 1999 pounds.
1,989 people and 2,001 nights.
Boeing 747, Boeing 2707, Airbus A320, Peugeot 2008.
Route 66, Highway 61, Interstate 95, Route 1984.
Windows 2000 and Office 2003 and Windows 95.
Area 51, Channel 4, Catch-22, Fahrenheit 451, Apollo 13.
at 1900 hours; at 2030 GMT; by 1945 local time
Flight 1812 left gate 12 with 1,850 on board.
Room 1408 at 1600 Pennsylvania Avenue
No. 10 Downing Street; 24/7; the 9 to 5 job
aged 19, 20 years old, a 12-year-old, in his 30s
versions 3.11.2015? 2.0.19 and 10.4.11
for three months, two weeks, ten years; 30 days in jail
the past three months, the last two weeks, the next five years, over the last year
every Monday, each year, Mondays, weekly, annually, twice a year, a day
now, then, recently, currently, soon, in the future, in the past, once, decades ago, these days
a 1,500-meter race, 1500 meters, 2000 miles, 1990 votes
second base, third man, fourth estate, first half of the game
He ate a sundae.
Marching on; the May family; Mayday; Juneau; Marched
the day he died; one day; some day; the other day; the day job
a week, a month, a year at $40 a year
Friday Night Lights; Ruby Tuesday
a two-day summit; a 10-year deal; three-month bills; the 30-year bond
the 747th; 14th Street; 5th Avenue; the 21st floor; the 13th Amendment; 101st Airborne
chapter 11; Title 1964; $1984 million; 1,990.5
Dec computers; Mar-a-Lago; Jan Hus; Sep Blatter; Nov.
fall in prices; spring into action; summer house; winter coat; the fall of Saigon
in the first quarter of the game he scored; a quarter of a million; quarter-final; three quarters
He is 2000 percent sure; 1998 km; 2012 kg; about 1950 men; some 2000 demonstrators
Dow rose 2012.35 points to 1989.50; shares at 1990p
Psalm 1901; BWV 1998; RFC 2012; ISO 2000
century-old; decade-long; year-round; day-to-day; month-long; weeklong
last but not least; next to nothing; last man; next door; last minute
the same day delivery; the day care;
""".strip().splitlines()
# Taken for dates though they are none: only the world's knowledge would tell.
TAKEN = [
    ("Orwell's 1984 and Kubrick's 2001 are on sale.", ["1984", "2001"]),
    ("Monday's Child is fair of face.", ["2013-03-18"]),
    ("Friday prayers are held every week.", ["2013-03-15"]),
]


@pytest.mark.parametrize("line", LINES)
def test_what_only_looks_like_a_date_is_none(line):
    assert find_dates(line, "2013-03-20") == []


@pytest.mark.parametrize(("text", "values"), TAKEN)
def test_what_is_taken_for_a_date_is_known(text, values):
    assert [one.value for one in find_dates(text, "2013-03-20")] == values
