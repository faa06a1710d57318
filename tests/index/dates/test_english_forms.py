"""Forms of dates in news of 1989, each with its TIMEX3 values: the reference of what is read.

Published on Thursday, 26 October 1989. Nothing behind the bar: no date, or one
that nobody can tell.
"""

import pytest

from index.dates import find_dates

FORMS = """
Profit rose from the year-ago quarter.|1988-Q3
Third-quarter net fell from the year-earlier quarter.|1989-Q3,1988-Q3
In the third quarter of 1988, sales fell.|1988-Q3
In the 1988 third quarter, sales fell.|1988-Q3
In 1988's third quarter sales fell.|1988-Q3
The fiscal 1990 budget|1990
In fiscal year 1989 and FY90.|1989,1990
It was formed a year ago.|1988
He left 18 months ago.|1988-04
He left six weeks ago.|1989-W37
a week ago Friday|1989-10-20
a week from Tuesday|1989-11-07
two days ago|1989-10-24
The Oct. 13 plunge hurt.|1989-10-13
the Friday the 13th drop|1989-10-13
on Black Monday, Oct. 19, 1987|1987-10-19
since the October 1987 crash|1987-10
since the 1987 crash|1987
in the wake of the Oct. 17 earthquake|1989-10-17
the year ended June 30|1989-06-30
for the week ended Oct. 20|1989-10-20
In the 1970s and '80s|197,198
in the late 1980s|198
the mid-1970s|197
by the year 2000|2000
until 1992|1992
at year's end|1989
at year-end|1989
by the end of the decade|198
later this month|1989-10
later in the day he left|
earlier in the day|
in the current quarter|1989-Q4
in the current year|1989
in the current fiscal year|1989
next fiscal year|1990
the previous week|1989-W42
the previous day|
The Senate voted Tuesday, Oct. 24, to kill it.|1989-10-24
on the morning of Oct. 24|1989-10-24
on Sunday, November 12|1989-11-12
the last week of September|1989-09
early this year|1989
early this week|1989-W43
late this year|1989
in recent months|
in the last few weeks|
a few days ago|
last Sunday night|1989-10-22
last Saturday|1989-10-21
this past Sunday|1989-10-22
this Sunday|1989-10-29
next Sunday|1989-11-05
this month's trade figures|1989-10
September's rise|1989-09
in the September quarter|1989-09
in the six months to September 30|1989-09-30
between April and June he was ill|1989-04/1989-06
from July 1 through July 14|1989-07-01/1989-07-14
in January and February of this year|1989-01,1989-02
as of Sept. 30, 1989|1989-09-30
New York, Oct. 25|1989-10-25
4 Nov 1987|1987-11-04
Nov 4th, 1987|1987-11-04
1987-11-04|1987-11-04
19871104|1987-11-04
10/13/89|1989-10-13
26.10.1989|1989-10-26
the 1988-89 season|1988/1989
1914-1918|1914/1918
the turn of the century|
the 20th century|19
in the nineteenth century|18
the 1800s|18
the 1900s|19
in the '90s|199
the nineties|199
Christmas 1988|1988-12-25
last Christmas|1988-12-25
next Thanksgiving|1989-11-23
on July 4th|1989-07-04
the Fourth of July parade|1989-07-04
New Year's Day|1990-01-01
on election day|
May 1990 bonds|1990-05
the June 4, 1989, crackdown|1989-06-04
the spring of 1968|1968-SP
in spring 1968|1968-SP
this spring|1989-SP
last spring|1989-SP
in the summer|1989-SU
during the winter|1988-WI
the following day|
the day before|
the next year|1990
on the same day|
the same day last year|1988
the same month a year earlier|1988
He joined in 1970. The following year he left.|1970,1971
He joined in May 1970. The next month he left.|1970-05,1970-06
On Oct. 2, they met. The following day they left.|1989-10-02,1989-10-03
He came Monday and left the next day.|1989-10-23,1989-10-24
He came Monday. Two days earlier he had called.|1989-10-23,1989-10-21
a year before the 1988 election|1987
three years after the 1986 accident|1989
within a year|
for years|
a decade earlier|197
five years later|
the next day|
midnight Tuesday|1989-10-24
noon yesterday|1989-10-25
yesterday morning|1989-10-25
today's edition|1989-10-26
tomorrow night|1989-10-27
at 5 p.m. EDT on Oct. 24|1989-10-24
Tuesday-Thursday|1989-10-24/1989-10-26
in August, September and October|1989-08,1989-09,1989-10
in the first half of the year|1989-H1
in the first half|
first-half profit|1989-H1
the second half of 1988|1988-H2
in the second half of next year|1990-H2
the 1992 campaign|1992
(1991)|1991
the Class of 1965|1965
a 1982 law|1982
the 1986 Tax Reform Act|1986
the 1988 Olympics|1988
over Labor Day weekend|1989-W35-WE
the weekend of Nov. 4|1989-W44-WE
Thanksgiving weekend|1989-W47-WE
He met them last week on Tuesday.|1989-10-17
the 15th of last month|1989-09-15
the first week of 1988|1988-W01
the last week of 1988|1988-W52
the end of year|1989
a week ago today|1989-10-19
In the third quarter it lost money. In the same quarter of 1987 it had not.|1989-Q3,1987-Q3
In the third quarter, sales fell; costs in the quarter rose.|1989-Q3,1989-Q3
the April-June quarter|1989-Q2
the latest quarter|1989-Q3
in 1988, compared with 1987|1988,1987
some 40 years ago|1949
He came on March 5 and 12.|1989-03-05
He came on March 5 and 6.|1989-03-05/1989-03-06
It fell between April 1 and 15.|1989-04-01/1989-04-15
Sales fell in the three months to March.|1989-03
in the three months to the end of September|1989-09
in nineteen eighty-four|1984
since two thousand and five|2005
by two thousand votes|
Super Bowl Sunday|
He has led it since 1961. Net rose from a year earlier.|1961,1988
In 1986 net rose 5% from a year earlier.|1986,1985
He won in 1986. A year earlier he had lost.|1986,1985
this past year|
over the last two decades|
the 21st of October|1989-10-21
Thurs., Oct. 19|1989-10-19
in the '00s|200
in AD 79|0079
in 300 BC|
""".strip().splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_its_value(form):
    text, values = form.split("|")
    assert ",".join(one.value for one in find_dates(text, "1989-10-26")) == values
