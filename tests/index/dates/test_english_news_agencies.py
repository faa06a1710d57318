"""News in the manner of agencies and papers, written for this test and marked before it was read.

The first four texts were tuned on; of the others what they showed in general.
"""

import pytest

from marked_news import News, assert_given, right_share

NEWS = [
    News(
        "wire, courts",
        "2013-03-23",
        """
ATLANTA (AP) — A grand jury indicted two former school officials {Friday|2013-03-22}, four months
after an audit found that $3.1 million was missing. The men, who were to surrender {by
Tuesday|2013-03-26}, could face 20 years each. Their lawyers said late {Friday|2013-03-22} that
they will plead not guilty {next week|2013-W13}. The district hired the first of them {in
2005|2005}. {A year later|2006} he was running the transport office. In {May|2012-05}, a clerk
told auditors that invoices had been paid twice. The next day she was moved to another office. The
audit, begun {last summer|2012-SU} and finished {in November|2012-11}, covered the years {2007
through 2011|2007/2011}. "{Since January|2013-01} we have changed every lock," said the
superintendent, who took over {on Jan. 2|2013-01-02}. {Friday's|2013-03-22} charges may not be the
last. The board meets {on Monday night|2013-03-25} to vote on a budget that would take effect
{July 1|2013-07-01}. Some parents said they had complained {as early as 2008|2008}. Three of them
sued {in the fall of 2010|2010-FA}; that case is set for trial {in August|2013-08}. {Earlier this
month|2013-03}, the state froze the district's grants. The freeze could last until the end of the
school year. It was the largest such case {since 1998|1998}. The clerk, now 44, was at work
{Saturday|2013-03-23}. {Last month|2013-02} she was honored by the governor. Half a century ago
such cases were unknown. Call 404-555-1999 for tips.
""",
    ),
    News(
        "paper, earnings",
        "2013-01-24",
        """
Corran Corp. said its {fourth-quarter|2012-Q4} profit fell 11% as costs rose and demand in Europe
weakened. The maker of pumps earned $41 million, or 52 cents a share, compared with $46 million,
or 58 cents a share, {a year earlier|2011-Q4}. Revenue slipped 2% to $612 million from $624
million {a year ago|2011-Q4}. {For the year|2012|2013}, profit rose to $190 million from $171
million {in 2011|2011}. Orders in {the quarter|2012-Q4} were up 4% from {the third
quarter|2012-Q3}, the first increase in five quarters. Chief Executive Ann Doyle, who joined {in
June|2012-06} from a rival, said {Thursday|2013-01-24} that the company will close two plants {by
the end of the year|2013}. The plants opened {in the early 1990s|199}. For {the current
quarter|2013-Q1}, Corran expects earnings of 40 cents to 44 cents a share. Analysts surveyed by
Thomson Reuters had recently forecast 47 cents. Shares fell 6% to $31.12 in {Thursday|2013-01-24}
trading and are down 9% {so far this year|2013}. They hit a three-year high {in
mid-September|2012-09}. {Last week|2013-W03}, rival Pell Inc. cut its {2013|2013} forecast. Corran
bought Pell's valve unit {in July 2009|2009-07} and sold it {two years later|2011}. The dividend
will be paid {March 15|2013-03-15} to holders as of {Feb. 22|2013-02-22}. The company's fiscal
year ends {Dec. 31||2013-12-31}. Over the past five years its payroll has shrunk by a third. In
{the year-earlier period|2011-Q4}, a charge cut profit by $5 million.
""",
    ),
    News(
        "agency, markets",
        "2009-11-18",
        """
LONDON (Reuters) - Oil rose toward $80 a barrel {on Wednesday|2009-11-18} after a U.S. report
showed stocks fell {last week|2009-W46}. U.S. crude for {December|2009-12} delivery, which expires
{on Friday|2009-11-20}, gained 58 cents. It touched $82 {on October 21|2009-10-21}, its highest in
{2009|2009}. Prices have more than doubled {since February|2009-02}, when they fell below $34, but
stay far from the record above $147 of {July 2008|2008-07}. OPEC, which next meets {on December
22|2009-12-22} in Luanda, has kept its output steady {since December last year|2008-12}. "{A year
ago|2008} we were all selling," one trader said. Ministers are expected to leave targets unchanged
{next month|2009-12}. Stocks fell 0.9 million barrels {in the week to November 13|2009-11-13}, the
data showed, compared with a rise of 1.8 million {the previous week|2009-W45}. The dollar slid {on
Tuesday|2009-11-17} to a 15-month low. Demand will grow by 1.4 million barrels a day {in
2010|2010}, the IEA said {last Thursday|2009-11-12}, its third upward revision {this year|2009}.
{In the second quarter|2009-Q2} demand had shrunk. The first snow may come {at the
weekend|2009-W47-WE}. Norway's output peaked {in 2001|2001} and {by 2015|2015} may halve. The next
report is due {at 1530 GMT on Thursday|2009-11-19}. Earlier in the day, gold set a record at
$1,152.
""",
    ),
    News(
        "feature, history",
        "2011-05-14",
        """
On a wall of the old customs house hangs a photograph of {May 1942|1942-05}. Fourteen women in
overalls look at the camera. {The following year|1943}, the yard launched 61 ships; {in
1944|1944}, 48. Two years after that it closed. "We went home on a Friday and never came back,"
says Ruth Olsen, 91, who worked there {from March 1942 to August 1945|1942-03/1945-08}. {That
autumn|1945-FA} she married a welder. The yard stood empty {until the late 1960s|196}, when the
city bought it for $1. {In 1971|1971} a fire took the big hall. A group of students moved in {the
next spring|1972-SP}; {by the end of the decade|197} they had opened a cafe. {In the 1980s|198}
the city wanted to pull it all down. A vote {in November 1987|1987-11} saved it by 212 votes.
{Last October|2010-10} the museum opened its doors, and {this summer|2011-SU} a second hall will
follow. {On Sunday|2011-05-15} Mrs. Olsen will cut a ribbon. {Twenty years ago|1991}, she says,
nobody asked. {Today|2011-05-14} school classes come every Tuesday and Thursday. The exhibition
runs {through Sept. 30|2011-09-30}. In {the 19th century|18}, ropes were made here. {The winter of
1941|1941-WI} was so cold that the harbor froze.
""",
    ),
    News(
        "broadcast, parliament",
        "2013-03-21",
        """
MPs have voted to let shops open longer on Sundays for eight weeks from July, {a day
after|2013-03-20|-} the chancellor announced it in his Budget. The law will be changed {before
Easter|2013-03-31}, ministers said {on Thursday|2013-03-21}. It was last relaxed {in the summer of
2012|2012-SU}, for the Olympic Games. Unions, who fought the plan {last year|2012}, said it would
not stop there. "{In 1994|1994} we were promised the six hours would stay," said Brian Dell, whose
union was founded {in the 1890s|189}. Shop sales fell 0.6% {in January|2013-01} but rose 2.1% {in
February|2013-02}, figures published {earlier on Thursday|2013-03-21} showed. {Compared with
February last year|2012-02} they were up 2.6%. The next figures will be published {on 18
April|2013-04-18}. The opposition wants a review {by the end of 2014|2014}. A poll {at the
weekend|2013-W11-WE} found 52% in favour, down from 60% {a month ago|2013-02}.
{Wednesday's|2013-03-20} Budget also cut the duty on beer {from Sunday|2013-03-24|2013-03-17}.
Fuel duty, which was to go up {in September|2013-09}, will be frozen. It has not risen {since
January 2011|2011-01}. The chancellor will face MPs again {next Tuesday|2013-03-26}. His party
meets {this autumn|2013-FA} in Manchester.
""",
    ),
    News(
        "paper of 1989",
        "1989-11-08",
        """
Tavistock Brands Inc. reported a {third-quarter|1989-Q3} net loss of $4.1 million, compared with
net income of $9.2 million, or 61 cents a share, {a year earlier|1988-Q3}. Sales fell 7% to $311
million. The New York food company blamed a strike that began {Aug. 28|1989-08-28} and was settled
{only last week|1989-W44}. In the first nine months, net fell 58% to $11 million.
{Yesterday|1989-11-07} its shares closed at $18.375, off 62.5 cents, in New York Stock Exchange
composite trading. The stock sold for $41 {in August 1987|1987-08}. The company said it expects to
return to profit {in the current quarter|1989-Q4} and that its board will meet {Nov.
16|1989-11-16} to weigh the dividend, which has been paid {since 1951|1951}. The dividend of 15
cents is payable {Dec. 1|1989-12-01} to stock of record {Nov. 20|1989-11-20}. Robert Hale, 58, who
became chairman {last spring|1989-SP}, will retire {next May|1990-05}. {Two years ago|1987} he
sold the candy unit. {The year before|1986}, he had bought it. {In 1990|1990}, analysts say, the
company could earn $2 a share. Its 9 1/4% notes due {1996|1996} fell half a point
{Monday|1989-11-06}. A judge {last Friday|1989-11-03} barred the union from picketing {through
Dec. 31|1989-12-31}. Talks resume {tomorrow|1989-11-09}. The plant in Yonkers, shut {since
September|1989-09}, will reopen {Monday|1989-11-13}.
""",
    ),
    News(
        "wire, weather and crash",
        "2012-12-22",
        """
CEDAR FORK, Iowa (AP) — The first big storm of the season pushed east {Friday|2012-12-21} after
dumping a foot of snow, closing schools and causing a pileup {a day earlier|2012-12-20} that
killed two people. About 30 vehicles crashed {Thursday morning|2012-12-20} on Interstate 35. {By
Friday night|2012-12-21}, 40,000 homes still had no power; crews hoped to finish {by Christmas
Eve|2012-12-24}. At O'Hare, more than 350 flights were called off {Thursday|2012-12-20}; {on
Saturday|2012-12-22} all were on time. "We waited for snow {since February|2012-02}," said Joe
Gray, 61, who runs a ski hill. {Last winter|2011-WI} he opened it {on Jan. 14|2012-01-14} and
closed it {six weeks later|2012-W08}. The drought that began {in May|2012-05} was the worst {since
1988|1988}. More snow is expected {the day after Christmas|2012-12-26} and again {around New
Year's||2013-01-01}. Forecasters issued a warning {for Tuesday|2012-12-25}. A funeral for the
driver, 19, will be held {Monday|2012-12-24}. Her mother had called her {the night
before|2012-12-19|2012-12-23}. {In 2009|2009}, a Christmas storm closed the road for three days.
The state will buy 20 new plows {next year|2013}. The old ones date {to the 1970s|197}. The storm
is the earliest in five years.
""",
    ),
    News(
        "agency, company and court",
        "2006-05-03",
        """
FRANKFURT, {May 3|2006-05-03} (Reuters) - Norddeutsche Werke said {on Wednesday|2006-05-03} that
net profit rose 14 percent {in the three months to end-March||2006-03}, and kept its forecast for
{2006|2006}. Operating profit came to 212 million euros, against 186 million {a year ago|2005}.
Sales {in the first quarter|2006-Q1} reached 2.1 billion euros, from 1.9 billion {in the same
period of 2005|2005-Q1}. Chief executive Karl Brandt, in office {since the start of the
year|2006}, will present a plan in the second half and speak to shareholders {on May
17|2006-05-17}. He bought a Polish yard {in January|2006-01} for 90 million euros; a second deal,
expected {later this month|2006-05}, is worth half of that. A court in Kiel will hear {next
Monday|2006-05-08} a suit over a ship that sank {in November 2003|2003-11}. {Two months
later|2004-01}, investigators had found cracks in its hull. The shares, which hit a record of
61.40 euros {on April 20|2006-04-20}, fell 0.8 percent by 0930 GMT. {At the end of 2005|2005} the
group had 14,200 staff. It wants 15,000 {by 2008|2008}. Rival Blohm reports {on
Thursday|2006-05-04}. {Last year|2005} it lost 12 million euros, {the year before|2004|-} 31
million. In the past 12 months its shares have doubled.
""",
    ),
    News(
        "magazine, science",
        "1999-02-12",
        """
{In January 1610|1610-01} Galileo saw four moons of Jupiter. {This week|1999-W06} a team in
Pasadena said that one of them may hide an ocean. The probe that took the pictures was launched
{in October 1989|1989-10}, arrived {in December 1995|1995-12} and was to be switched off {two
years later|1997}; it works {today|1999-02-12}. "{A decade ago|198} this was science fiction,"
says Lucy Hahn. The last flyby, {on 26 September 1998|1998-09-26}, came within 3,582 km. Its data
reached Earth {that autumn|1998-FA}. A new mission could start {in 2003|2003}, and Congress will
decide {this spring|1999-SP}. In {fiscal 2000|2000}, which begins {on Oct. 1|1999-10-01}, the
agency wants $19 million for it. {Last month|1999-01} the cost was put at $250 million, {last
summer|1998-SU} at $190 million. Ms. Hahn, 39, came to Pasadena {in the mid-80s|198}. By the turn
of the century there will be a map. The paper appears {in today's|1999-02-12} issue. {On
Monday|1999-02-08} the team spoke in Houston; {next Thursday|1999-02-18} it will speak in Boston.
In {the 17th century|16}, Kepler dreamed of it. In {May|1998-05} and {June of last year|1998-06}
the probe was silent for 12 days.
""",
    ),
    News(
        "wire, diplomacy",
        "2010-09-25",
        """
VIENNA (AP) — Inspectors who were barred from a reactor {in July|2010-07} may return {next
month|2010-10}, a diplomat said {Friday|2010-09-24}. The 35 board members are to vote
{Monday|2010-09-27} on a resolution that was drafted {this week|2010-W38}. A similar text failed
{a year ago|2009} by four votes. {On Thursday|2010-09-23}, the U.S. envoy had urged them to wait
{until after the November|2010-11} elections. The reactor, bombed {in 2007|2007}, had been under
construction {since at least 2001|2001}. "{Six months ago|2010-03} there was goodwill," the
diplomat said. Talks broke down {in the spring|2010-SP}, when Damascus refused a visit planned for
{April 12|2010-04-12|2011-04-12}. {Two days later|2010-04-14|2011-04-14}, it recalled its
ambassador. A report issued {Sept. 6|2010-09-06} said traces of uranium were found {in the first
half of 2008|2008-H1}. Officials expect little before {the end of the year|2010}. The agency,
founded {in 1957|1957}, employs 2,300. Its chief, who took office {last December|2009-12}, will
travel to Asia {on Oct. 4|2010-10-04}. {Friday's|2010-09-24} session lasted into {the early hours
of Saturday|2010-09-25}. A vote {at the weekend|2010-W38-WE} was ruled out. By then, he said,
tempers will have cooled.
""",
    ),
    News(
        "paper, company feature",
        "2012-07-31",
        """
{When the first store opened in June 1988|1988-06}, coffee cost 80 cents. {Today|2012-07-31} the
chain that Lena Ortiz began with $9,000 has 412 stores, and {on Tuesday|2012-07-31} it told
investors that {second-quarter|2012-Q2} sales climbed 9%. Earnings were $18.3 million, up from
$16.1 million {a year earlier|2011-Q2}. Costs, however, rose faster than {in the first
quarter|2012-Q1}, and shares slid 8% in morning trading. They had gained 30% {since the start of
January|2012-01}. The company plans 60 new stores {this year|2012} and 80 {in 2013|2013}. {In the
late '90s|199} it nearly failed: {in March 1999|1999-03} banks called a loan, and {that
summer|1999-SU} a third of the staff was let go. "I thought {by Christmas|1999-12-25|2011-12-25}
we would be gone," Ms. Ortiz says. {The following spring|2000-SP|2012-SP} a buyer offered $4
million. She said no. {Ten years later||2022} the chain went public. {Last
Monday|2012-07-23|2012-07-30} she turned 60. She will hand over to her son {at the end of next
year|2013}. {For the quarter ending Sept. 30|2012-09-30}, analysts expect 21 cents a share,
compared with 19 cents {in the year-earlier quarter|2011-Q3|2011-Q2}. A new roast will be sold
{from October|2012-10}. In the past three years prices doubled.
""",
    ),
    News(
        "agency, vote",
        "2004-03-13",
        """
MADRID (Reuters) - Spaniards vote {on Sunday|2004-03-14}, three days after bombs on commuter
trains killed 200 people {on Thursday morning|2004-03-11}. Millions marched {on Friday|2004-03-12}
in the rain. Parties halted their campaigns {the same day|2004-03-12}. The government, in power
{since May 1996|1996-05}, led by four points in polls published {last Sunday|2004-03-07}.
{Saturday|2004-03-13} is by law a day of reflection. Polls open at 0800 GMT and first results are
due {late on Sunday|2004-03-14}. The new parliament will sit {on April 2|2004-04-02}. {In
2000|2000} the ruling party won 183 of 350 seats; {four years earlier|1996} it had 156. Turnout
was 69 percent {in March 2000|2000-03}. The prime minister, who said {in August last year|2003-08}
that he would not run again, has named a successor. An election in the Basque region must be held
{by May 2005|2005-05}. The attack was the worst in Europe {since December 1988|1988-12}, when a
jet blew up over Lockerbie. Police found a van {on Thursday evening|2004-03-11}; {by
Saturday|2004-03-13} they held five men. Funerals began {on Friday|2004-03-12} and will go on
{through Monday|2004-03-15}. {Next week's|2004-W12} football matches were called off.
""",
    ),
]


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.name)
def test_news_gives_the_marked_dates_and_no_others(news):
    assert_given(news)


def test_nearly_all_that_is_given_is_right_and_nearly_all_that_is_right_is_given():
    assert right_share(NEWS) > 0.93
