"""What only looks like a date: lines written for this test, without one date in them."""

import time

import pytest

from index.dates import find_dates
from index.dates.en import lookalikes
from index.dates.en.lookalikes import Veto

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
    ("Friday prayers are held every week.", ["2013-03-15"]),
]


@pytest.mark.parametrize("line", LINES)
def test_what_only_looks_like_a_date_is_none(line):
    assert find_dates(line, "2013-03-20") == []


@pytest.mark.parametrize(("text", "values"), TAKEN)
def test_what_is_taken_for_a_date_is_known(text, values):
    assert [one.value for one in find_dates(text, "2013-03-20")] == values


VETOES = [
    veto for name, table in vars(lookalikes).items() if name.endswith("_VETOES") for veto in table
]


@pytest.mark.parametrize("veto", VETOES, ids=lambda veto: veto.example)
def test_the_sentence_of_a_veto_holds_no_date(veto: Veto):
    assert find_dates(veto.example, "2013-03-20") == []


MORE = (
    """
They may march second, and we may march third; march second!
The Sunday Society, the March Foundation, Saturday Park and the October Club
Take 7 May Street, then 12 June Road and the 25 April Bridge.
He moved to March, Essex. It is in the parish of March.
From Wisbech to March it takes an hour. Trains from Ely to March run late.
The Good Friday Agreement and the Spring Street office, in the Summer Lane school
Exit code 1984, status 2003, port 2020, bug #1999 and pull request no. 2019
Locker 1998 and sensor 2016 and question 2001; see answer: 2004.
HTTP error: 2019. The receipt no. 2008 and order number 2012
Ticket ABC-2017, case QX-2003-04 and board V1-2009
1900 of the 2000 failed, 1998 out of 2010.
He reread 1984, then watched 2012; the novel called 1984; two copies of 1984
The sign read '1999'. She typed "2010", and “1950”.
It leaves at 1915 and arrives at 2010.
It cost CHF 1999, or Rs. 2001.
Ship 2020.3.1, 2021.12.3, v2024.2, 2019.4, 23.1.2 and 2022.12.45 today's
KelvinOS 2020.11.12 runs; 2020.1.1 does not. Kelvin 2020.10.11-rc1
Upgraded to 11.12.2020 from version 10.11.2019 and firmware 2019.01.02
Directive 11/2010 and Regulation (EU) No 6/2002; case 12/2019
Q2: Why? Q3. Where? The Audi Q2
It wrote 2003 files, sent 1999 messages, ran 2001 tests and took 1984 steps.
""".strip()
    .replace(" today's", "")
    .splitlines()
)


@pytest.mark.parametrize("line", MORE)
def test_a_name_a_number_or_a_version_is_no_date(line):
    assert find_dates(line, "2013-03-20") == []


STAY = [
    ("The bridge opened on 2015.11.13.", ["2015-11-13"]),
    ("2015.11.13 Nordby: the bridge opened", ["2015-11-13"]),
    ("Berlin 13.11.2015", ["2015-11-13"]),
    ("In March, Congress voted. In March, Reuters said so.", ["2013-03", "2013-03"]),
    ("In April, May and June it rained.", ["2012-04", "2012-05", "2012-06"]),
    ("It fell from January to March.", ["2013-01/2013-03"]),
    ("He met the group on Friday. The Friday meeting was short.", ["2013-03-15", "2013-03-15"]),
    ("They met on 1 May. Street lamps were out.", ["2012-05-01"]),
    ("On March 2 Park Lane was shut.", ["2013-03-02"]),
    ("He left on march second.", ["2013-03-02"]),
    ("In 2003 errors were rare.", []),
    ("The Act of 1998 and the Data Protection Act 1998", ["1998", "1998"]),
    ("Expo 2010, Euro 2004 and the World Cup 2006", ["2010", "2004", "2006"]),
    ("Read it in 1984. She has read since 2003.", ["1984", "2003"]),
    ("The club's 1984 season ended in 1985.", ["1984", "1985"]),
    ("Sales rose in Q3. Profit did not.", ["2012-Q3"]),
    ("At 1998 prices it is cheap.", ["1998"]),
    ("A pre-1998 and a mid-2003 law", ["1998", "2003"]),
    ("The 1998-99 season and 2003-04", ["1998/1999", "2003/2004"]),
    ("In 12/2012 and by 03/2013", ["2012-12", "2013-03"]),
]


@pytest.mark.parametrize(("text", "values"), STAY)
def test_what_is_a_date_stays_one(text, values):
    assert [one.value for one in find_dates(text, "2013-03-20")] == values


PIECES = [
    "2015.11.13 ",
    "Error 2003 ",
    "1900 of 2000 ",
    "“1984” ",
    "they march second ",
    "1 May Street ",
    "In March, Ely. ",
    "Q3. A",
    "wk 12 ",
    "half a year ago ",
    "from $9 million, or 9 cents a share, a year ago ",
    "That autumn ",
    "every Monday, and ",
    "for Tuesday ",
    "the first three months of this year ",
    "holders of record as of May 1 ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_length_and_no_faster(piece):
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = float("inf")
        for _ in range(3):  # whatever else the machine does makes one of them slow
            began = time.thread_time()
            find_dates(text, "2020-01-09")
            best = min(best, time.thread_time() - began)
        return best

    seconds(2_000)  # the rules are compiled at their first use
    assert seconds(40_000) < 12 * seconds(10_000) + 0.05
