"""News of before 2000, written for this test and marked as TIMEX3 has it before it was read."""

import pytest

from marked_news import News, assert_given, right_share

NEWS = [
    News(
        "earnings",
        "1989-10-26",  # a Thursday
        """
Harrow Industries Inc. said {third-quarter|1989-Q3} net income fell 14% to $31.2 million, or 88
cents a share, from $36.3 million, or $1.02 a share, {a year earlier|1988-Q3}. Sales rose 3% to
$1.21 billion from $1.17 billion. The Cleveland maker of valves said results in {the
quarter|1989-Q3} were hurt by a strike that began {Aug. 14|1989-08-14} and ended {last
month|1989-09}. In {the year-earlier quarter|1988-Q3}, the company had a gain of $4 million from
the sale of a plant in Toledo. For the nine months, net was $101.9 million, down from $110.5
million. Harrow said it expects {fourth-quarter|1989-Q4} profit to be "about flat" with the $29
million it earned in {the final quarter of 1988|1988-Q4}. In New York Stock Exchange composite
trading {yesterday|1989-10-25}, the shares closed at $44.25, down 50 cents. The dividend, payable
{Dec. 15|1989-12-15} to holders of record {Nov. 24|1989-11-24}, was left at 30 cents a share. Over
the past five years the company has closed seven of its 20 plants. Chairman Robert Hale, 61 years
old, said in {August|1989-08} that he would retire {next spring|1990-SP}. The board is scheduled
to meet {Tuesday|1989-10-31} to choose a successor. Harrow was founded in {1911|1911} and went
public in {the late 1960s|196}. In {fiscal 1990|1990}, which begins {Jan. 1|1990-01-01}, capital
spending will be cut to $80 million from {this year's|1989} $95 million. By {year's end|1989}, 400
more workers will have been laid off. Analysts had estimated {1989|1989} earnings of $4.20 a
share; {last year|1988} Harrow earned $4.61. {Earlier this week|1989-W43}, the company said it
will redeem $50 million of 12% notes due {1997|1997}.
""",
    ),
    News(
        "bonds and notes",
        "1989-10-30",  # a Monday
        """
The Treasury said it will sell $30 billion of notes {next week|1989-W45}: three-year notes
{Tuesday|1989-11-07|1989-10-31}, 10-year notes {Wednesday|1989-11-08|1989-11-01}. All will be
dated {Nov. 15|1989-11-15} and mature {Nov. 15, 1992|1992-11-15} and {1999|1999}. Canada's
{September|1989-09} trade surplus narrowed from a revised 890 million dollars {in August|1989-08}.
{The year-earlier|1988} surplus was 1.1 billion. MGM Foods Co. said its fiscal {first
quarter||1989-Q1} loss, for the period ended {Sept. 24|1989-09-24}, widened. {In fiscal
1988|1988}, ended {June 30|1989-06-30}, it lost $11 million. Terms of the {1986|1986} accord
expire {at the end of 1990|1990}. Jaguar shares rose 23 pence {Friday|1989-10-27}. General Motors,
which {earlier this month|1989-10} won clearance to buy 15%, may bid within weeks. The strike at
Boeing, now in its fourth week, began {Oct. 4|1989-10-04}. {As of Sept. 1|1989-09-01} the firm
employed 1,870 people, down from 2,100 {at the end of last year|1988}. A hearing is set for {Nov.
30|1989-11-30}. UAL's board rejected the buy-out {Oct. 23|1989-10-23}. The {Oct. 13|1989-10-13}
market slide reminded traders of {1987|1987}. In {the first nine months of 1989|1989-01/1989-09},
car sales fell 4%. The plant, built {in the mid-1950s|195}, will close {in January|1990-01}.
Output {next year|1990} is put at 1.9 million cars. Mr. Lorenz, 48, joined the bank {in
1971|1971}, became a director {in 1980|1980} and president {five years later|1985}. The rate was
8.36% {a week earlier|1989-W43|-}. In composite trading on {Friday|1989-10-27} the stock closed at
$12.75. The company will take a charge {in the fourth quarter|1989-Q4}. {Year-to-date|1989} sales
are up 6%.
""",
    ),
    News(
        "takeover",
        "1989-11-02",  # a Thursday
        """
Crane & Sons PLC said it raised its stake in Ludlow Brands Corp. to 9.8% from 7.1% {on Oct.
27|1989-10-27} and may seek control. In a filing with the Securities and Exchange Commission dated
{Oct. 31|1989-10-31}, the London company said it bought the shares between {Oct. 2 and Oct.
27|1989-10-02/1989-10-27}. Ludlow's stock has climbed 22% since {the Oct. 13|1989-10-13} plunge in
the market. It was {Friday, Oct. 13,|1989-10-13} that Ludlow turned down a $40-a-share offer.
Ludlow, which had {1988|1988} sales of $2.1 billion, has until {Monday|1989-11-06} to answer. Its
directors are to meet {tomorrow|1989-11-03}. Under a {1985|1985} agreement, which runs through
{1995|1995}, Crane can't own more than 10%. The pact was amended {in June 1987|1987-06}, {two
years after|1987|-} it was signed. A Delaware court will hear the case {the week of Nov.
13|1989-W46}. "They told us {a month ago|1989-10} they were passive investors," a Ludlow spokesman
said {late yesterday|1989-11-01}. The bonds, 10 3/4% debentures of {2009|2009}, fell 1 1/2 points.
In the nine months ended {Sept. 30|1989-09-30}, Ludlow earned $88 million. Net for {the latest
quarter|1989-Q3} was $31 million. In {the year-ago period|1988-Q3}, it lost $2 million. {A
year ago|1988} the shares sold at 19. The company's fiscal year ends {Dec. 31|1989-12-31}. Harold
Ludlow, 71, has been chairman since {1961|1961}. The new pension rules take effect {Jan.
1|1990-01-01}. Ludlow has paid a dividend every year since {1934|1934} and a {1990|1990} budget is
due {by mid-December|1989-12}.
""",
    ),
    News(
        "retail feature",
        "1989-12-07",  # a Thursday
        """
{Last Christmas|1988-12-25} was good to toy makers; {this Christmas|1989-12-25} may not be. Sales
in {October|1989-10} fell 2% from {the year before|1988}, and {November|1989-11} looks no better.
"We knew {by Labor Day|1989-09-04} that it would be slow," says Ann Ruskin of Toyland, whose
fiscal year ends {Jan. 31|1990-01-31}. Toyland opened 40 stores {between 1985 and 1988|1985/1988}
and will close nine {early next year|1990}. It lost $4 million {in the quarter ended Oct.
28|1989-10-28}, against a profit of $1 million in the {same quarter last year|1988-Q4|1988}. In
{1982|1982}, when video games collapsed, the industry took three years to recover. Nintendo sold
seven million units {in 1988|1988} and expects nine million {in 1989|1989}. A doll introduced {in
1959|1959} still leads. {For the year|1989}, analysts see sales of $12.7 billion, up from $12.1
billion. Mr. Katz, 44, joined {in the spring|1989-SP} after 16 years at Mattel. The board meets
{Dec. 14|1989-12-14}. Notes due {in 1996|1996} were offered {Tuesday|1989-12-05} at par. {Five
years ago|1984} the shares sold for $3; {yesterday|1989-12-06} they closed at $19.50. The next toy
fair runs {Feb. 12-21|1990-02-12/1990-02-21}. Rules adopted {last June|1989-06} take effect {in
1991|1991}. He bought his first store at the age of 26, {in the summer of '71|1971-SU}, and his
second {a year later|1972}. The No. 2 chain filed for protection {on Nov. 30|1989-11-30}. {By the
end of this decade|198}, he says, there will be only three.
""",
    ),
    News(
        "accident",
        "1990-08-15",  # a Wednesday
        """
DULUTH, Minn. (AP) - A freight train carrying propane derailed {Tuesday|1990-08-14} outside this
Lake Superior city, forcing about 1,950 people from their homes, authorities said. No one was
hurt. Fourteen of the 62 cars left the tracks at about 4:40 a.m. near Highway 61, said Sheriff
Lyle Anders. "We should have everybody home by {Thursday|1990-08-16}," he said
{Wednesday|1990-08-15}. It was the third derailment on the line since {February|1990-02}. On {May
7|1990-05-07}, a train struck a truck at the same crossing, killing two teen-agers. The National
Transportation Safety Board sent a team of six {on Tuesday night|1990-08-14}. Investigators
planned to begin lifting the cars {today|1990-08-15}. The railroad inspected the track {July
30|1990-07-30} and found nothing wrong, a spokesman said. Residents of 1600 Mill Road were told
they could go back {Friday|1990-08-17} at the earliest. In {November 1986|1986-11}, a tank car
exploded in nearby Superior, Wis., and burned for two days. The line was built in {the 1880s|188}.
State officials said a report would be finished {next month|1990-09}. "I've been here 45 years and
never saw anything like it," said Mary Koski, 72, who was awakened by the crash {early
Tuesday|1990-08-14}. Trains may run again by {the weekend|1990-W33-WE}. {Two weeks ago|1990-W31},
the county asked the railroad to slow its trains to 25 mph. The railroad refused {a week
later|1990-W32}.
""",
    ),
    News(
        "wire, war and oil",
        "1990-08-17",  # a Friday
        """
NICOSIA, Cyprus (AP) - Iraq's president offered {Thursday|1990-08-16} to free some of the
foreigners his army has held since the {Aug. 2|1990-08-02} invasion of Kuwait. The offer came a
day after he settled his eight-year war with Iran, which ended in a cease-fire {on Aug. 20,
1988|1988-08-20}. In Washington, a spokesman said {earlier Thursday|1990-08-16} that ships would
begin stopping tankers {this weekend|1990-W33-WE}. The price of oil, which was $17 a barrel {in
mid-July|1990-07}, rose to $27.36 {Wednesday|1990-08-15}. {At dawn today|1990-08-17} a convoy of
35 trucks crossed into Jordan, where 1,500 people wait at the border every day. "It could all be
over by {September|1990-09} or it could last until {Christmas|1990-12-25}," said a diplomat who
had lived in Baghdad {in the 1970s|197}. King Hussein, who met President Bush {on
Thursday|1990-08-16} in Kennebunkport, flies home {Saturday|1990-08-18}. The first troops of the
82nd Airborne landed {Aug. 8|1990-08-08}; 45,000 more are to arrive within a month. Oil reached
$40 {in 1980|1980} and fell below $10 {six years later|1986}. The United States bought 600,000
barrels a day from Iraq {last year|1989} and {in the first half of 1990|1990-H1} about as much. A
resolution adopted {Aug. 6|1990-08-06} bars trade. Not {since the Tonkin Gulf resolution of
1964|1964} has Congress been asked for so much. The Senate returns {Sept. 10|1990-09-10}. Syria
sent 1,200 men {Tuesday|1990-08-14}, and Egypt had sent 2,000 {the previous weekend|1990-W32-WE}.
Reporters were told {Friday morning|1990-08-17} that four tankers had turned back overnight.
Turkey shut the pipeline {last week|1990-W32}.
""",
    ),
    News(
        "diplomacy",
        "1994-01-11",  # a Tuesday
        """
GENEVA, {Jan 11|1994-01-11} (Reuters) - Talks to end the 21-month war resume {on January
18|1994-01-18}, mediators said {on Tuesday|1994-01-11}. The last round broke up {on December
22|1993-12-22} without a map. Foreign ministers meeting in Brussels {last
Monday|1994-01-03|1994-01-10} had urged a truce {from December 23 to January
15|1993-12-23/1994-01-15}. It held for one day. Shelling killed six {on Sunday|1994-01-09}, the
Orthodox Christmas season. The war broke out {in April 1992|1992-04}. NATO leaders were due to end
a two-day summit {later on Tuesday|1994-01-11}. "We said {in August|1993-08} that we would act,
and we meant it," one said. U.N. troops, who number 1,950, have been there since {March of that
year|1992-03}. The commander leaves {at the end of the month|1994-01}; his successor takes over
{on February 1|1994-02-01}. Aid flights, begun {in the summer of 1992|1992-SU}, were suspended
{last Thursday|1994-01-06}. {In 1914|1914} a shot fired in the city set off World War One, and
{eighty years later|1994} it is a symbol again. {Next week's|1994-W03} talks may be the last. The
airport took 1,850 tons of food {in the first week of January|1994-01}. In the coming days the
sides will trade prisoners. {The 1984|1984} Winter Olympics were held here. Voting in {the Dec.
12|1993-12-12} election gave nationalists 23 percent. {Ten days earlier|1993-12-02} a poll had put
them at 8.
""",
    ),
    News(
        "bank notes",
        "1996-06-03",  # a Monday
        """
{06-03-96|1996-06-03} 1210EDT. NEW YORK (AP) _ Dow Jones industrials were down 21.30 at 5,621.88
at noon {Monday|1996-06-03}. The yield on the 30-year Treasury bond rose to 7.02 percent from 6.99
percent {late Friday|1996-05-31}. The government reported {Friday|1996-05-31} that the economy
grew at a 2.3 percent annual rate {in the January-March|1996-Q1} quarter. {In the same quarter of
1995|1995-Q1} growth was 0.6 percent. The {June|1996-06} jobs report is due {this
Friday|1996-06-07}. {A year ago|1995} the Dow stood at 4,444. A survey of purchasing managers for
{May|1996-05} came in at 49.3. The Fed, which last moved {Jan. 31|1996-01-31}, meets {July
2-3|1996-07-02/1996-07-03}. "They will not do anything before {the November|1996-11} election,"
said Paul Ochs of Ames Securities. Trans Pacific rose 1 7/8 to 40 after saying
{second-quarter|1996-Q2} earnings would top {last year's|1995} 61 cents a share. Its {1996|1996}
profit, analysts now think, will be $2.60. {On May 1|1996-05-01} it bought 40 planes, to be
delivered {from 1998 through 2002|1998/2002}. Delays have cost it money in the past. Sales of new
homes rose 4.1 percent {in April|1996-04}, the biggest gain since {December 1993|1993-12}. Volume
came to 145 million shares. {In the week ended May 25|1996-05-25}, jobless claims fell 2,000 to
344,000. For {the first quarter of 1997|1997-Q1} Ochs expects 2 percent growth. Mid-year forecasts
are often wrong.
""",
    ),
    News(
        "broadcast",
        "1998-01-14",  # a Wednesday
        """
Good evening. {Tonight|1998-01-14}, a warning about the flu. Health officials said
{today|1998-01-14} that {this year's|1998} vaccine may miss a strain first seen in Sydney {last
June|1997-06}. About 20,000 Americans die of flu in a typical year. In {1918|1918} it killed half
a million. Our reporter has been following the story since {the fall|1997-FA}. In Georgia, the
search goes on for a gunman who shot a deputy {on Monday|1998-01-12}. And {forty years ago this
week|1958}, a small plane landed on a highway. The pilot, now 81, told us about it {last
night|1998-01-13}. The Supreme Court {this morning|1998-01-14} agreed to hear a case that dates to
{1993|1993}. Arguments are set for {April|1998-04}. The Dow closed at 7,784, up 52; it has lost 4
percent {since the first of the year|1998-01-01|-}. Stocks fell {in the last quarter of
1997|1997-Q4} for the first time since {the spring of 1994|1994-SP}. {Tomorrow|1998-01-15}, part
two of our series. The peace talks, which opened {a week ago today|1998-01-07}, may end {by
Friday|1998-01-16}. Inspectors left Iraq {in late October|1997-10}, and came back {Nov.
21|1997-11-21}.
""",
    ),
    News(
        "politics",
        "1998-02-06",  # a Friday
        """
WASHINGTON -- Senators who met privately with the governor {on Thursday|1998-02-05} said he had
agreed to postpone the vote until {the end of March|1998-03}. The bill, which passed the House
{last October|1997-10} by a 228-199 vote, would limit spending in {the 2000|2000} campaign. It has
been stalled since then because a group of 40 senators has threatened to talk it to death. "{Last
year|1997} we were told to wait, and {this year|1998} we are told it is too late," Sen. Paul
Merritt said in an interview {Thursday night|1998-02-05}. The senator, who was elected in
{1984|1984} and faces re-election in {November|1998-11}, said he would bring the bill up again
{next week|1998-W07}, whether or not the leadership liked it. Aides to the governor noted that he
had signed a similar law in {May of 1995|1995-05}, after one that was struck down in {1991|1991}.
He is to speak {Monday|1998-02-09} in Des Moines. A poll published {Sunday|1998-02-01} found that
62 percent of those asked wanted a limit; {a decade ago|198} 41 percent did. The first such law
dates from {the early 1970s|197}. In recent days, both sides have run advertisements on
television. Congress recessed {Friday|1998-02-06} for a week and will return {Feb. 17|1998-02-17}.
The court could rule as early as {this summer|1998-SU}. Twice in {the 19th century|18} the Senate
turned down such bills. Mr. Merritt, now 58, has until {April 15|1998-04-15} to file for the
primary, which will be held {June 2|1998-06-02}. "May I remind you," he said, "that we march on."
Few of the 1,998 delegates did.
""",
    ),
    News(
        "space",
        "1998-03-06",  # a Friday
        """
CAPE CANAVERAL, Florida (CNN) -- A probe launched in {January|1998-01} has found signs of ice at
both poles of the moon, scientists said {Thursday|1998-03-05}. The findings will be published in
{the May|1998-05} issue of a journal. The $63 million craft began to circle the moon {January
11|1998-01-11} and is to stay aloft until {early next year|1999}. It was the first mission sent
there since {December 1972|1972-12}. {In 1994|1994}, a military probe saw hints of ice near the
south pole, but radar could not confirm it {two years later|1996}. The instrument on board can
detect as little as one cup of water in a cubic yard of soil. "{A year ago|1997} I would have bet
against it," said Alan Pruett, who has led the team since {the fall of 1995|1995-FA}. The agency
intends to send a lander {in 2001|2001} and perhaps people {by 2010|2010}. {Tomorrow|1998-03-07}
the team will begin a second survey, which should end {in mid-April|1998-04}. Seven engineers
worked three shifts a day for 18 months. The craft weighs 295 kilograms and uses {1960s|196}
technology {today|1998-03-06}. Data for {the month of February|1998-02} were lost when a computer
failed {on the 20th|1998-02-20}. At the time, nobody noticed. {That month|1998-02} the sun was
unusually quiet. Fuel should last until {the end of the year|1998}.
""",
    ),
    News(
        "election abroad",
        "1999-09-20",  # a Monday
        """
BELGOROD (AP) _ The ruling party held a narrow lead {Monday|1999-09-20} in elections seen as a
test of the reforms begun {in 1992|1992}. With 61 percent of the vote counted from
{Sunday's|1999-09-19} poll, the Union for Progress had 44 percent. Final results are expected
{Wednesday|1999-09-22}. The last vote, {in September 1995|1995-09}, was marred by fraud. Observers
said this one was "mostly fair". About 1,900 people marched {on Saturday|1999-09-18} to protest
prices that have doubled {this year|1999}. The president, elected to a six-year term {in
1996|1996}, promised {last month|1999-08} to accept any result. His opponent, Ivan Drach, spent
{most of the 1980s|198} in prison. "March on, and don't look back," Drach told his followers on
the eve of the vote. A runoff, if needed, will be held {Oct. 3|1999-10-03}. The new parliament
convenes {in early November|1999-11}. Drach lost {the June 1996|1996-06} presidential race by 2
points and led a strike {the next spring|1997-SP}. The country, independent since {Aug.
24, 1991|1991-08-24}, hopes to join the union {by 2005|2005}. The currency fell 11 percent {last
week|1999-W37}. Turnout was put at 68 percent, up from 64 percent {four years ago|1995}. At one
polling place, 1,520 of 1,998 voters had come by 5 p.m. Elections for mayors follow {next
April|2000-04}. In the meantime, a caretaker cabinet rules. The bank will pay pensions owed {since
July|1999-07} {before the end of the week|1999-W38}.
""",
    ),
]


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.name)
def test_news_gives_the_marked_dates_and_no_others(news):
    assert_given(news)


def test_nearly_all_that_is_given_is_right_and_nearly_all_that_is_right_is_given():
    assert right_share(NEWS) > 0.95
