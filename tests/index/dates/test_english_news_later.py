"""News of after 2000, written for this test and marked as TIMEX3 has it before it was read."""

import pytest

from marked_news import News, assert_given, right_share

NEWS = [
    News(
        "science",
        "2001-05-22",  # a Tuesday
        """
Scientists have pushed back the origin of farming in the Andes by more than 2,000 years, a team
from three universities reported {yesterday|2001-05-21}. Squash seeds dug up {in 1987|1987} in
northern Peru were stored in a drawer until {the summer of 1999|1999-SU}, when a graduate student
had them dated. The report appears in {today's|2001-05-22} issue of the journal. "{Ten years
ago|1991} nobody had the instrument," said Dr. Ruth Ancel, who plans to return to the valley {in
July|2001-07}. Until now the oldest squash was thought to be some 7,000 years old. The first dig,
{from 1926 to 1929|1926/1929}, ended when money ran out after the crash of {October 1929|1929-10}.
A second team worked there {in the mid-50's|195}, and a third {from June through August of
1987|1987-06/1987-08}. Dr. Ancel's grant ends {on Sept. 30|2001-09-30}. By the time she finishes,
she said, 12 more sites will have been dated. {Last fall|2000-FA} another group said corn was
grown in Mexico 6,250 years ago. That claim, made {on Nov. 9|2000-11-09}, was disputed within
days. {In the 16th century|15} Spanish friars wrote that squash was "the bread of the poor". The
museum will show the seeds {from June 15|2001-06-15} on. {Next month|2001-06} the teams meet in
Lima. The seeds were 3 to 5 millimeters long; the rinds measured 1.99 inches. {In May of last
year|2000-05} a flood destroyed one of the trenches.
""",
    ),
    News(
        "company",
        "2004-11-16",  # a Tuesday
        """
CHICAGO (Reuters) - Marlow Stores Inc. {on Tuesday|2004-11-16} reported a 9 percent drop in
quarterly profit and cut its outlook for {the year|2004}. The No. 3 U.S. chain of home stores said
it earned $210 million, or 41 cents per share, in {the third quarter|2004-Q3} ended {Oct.
30|2004-10-30}, compared with $231 million, or 44 cents per share, {a year ago|2003-Q3}. Sales at
stores open at least a year fell 1.2 percent. They had risen 2.5 percent in {the second
quarter|2004-Q2}. "{October|2004-10} was weak, and {November|2004-11} has started slowly," finance
chief Dan Ruiz said on a conference call. The company, which opened 41 stores {so far this
year|2004}, plans to open 60 in {2005|2005}. It now sees {full-year 2004|2004} earnings of $2.00
to $2.05 per share, down from a forecast in {August|2004-08} of $2.15 to $2.20. For the holiday
quarter, it expects 85 cents to 90 cents. Shares of Marlow, which hit a 52-week high of $31.40 {on
March 4|2004-03-04}, were down $1.20 at $24.10 in afternoon trading. The stock has lost 11 percent
{since the start of the year|2004}. Marlow bought its rival Penn Home in {July 2002|2002-07} for
$1.9 billion. The integration should be finished by {the middle of next year|2005}. Its three-year
credit line expires {in March|2005-03}. A judge is expected to rule {later this week|2004-W47} on
a suit brought by investors {in late 2003|2003}. Rival Dorne posts results {Thursday|2004-11-18}.
""",
    ),
    News(
        "storm",
        "2005-08-29",  # a Monday
        """
PORT SULLIVAN, Louisiana (CNN) -- A hurricane with winds of 145 mph came ashore {early
Monday|2005-08-29}, tearing roofs from houses and leaving 1.3 million people without power. "We
won't know until {Tuesday|2005-08-30} how bad it is," said Gov. Anne Teller. The eye passed east
of the city at 6:10 a.m. The storm had been a mere Category 1 {on Thursday|2005-08-25} when it
crossed Florida, where it killed nine. It was expected to reach Tennessee {by Tuesday
night|2005-08-30}. Not {since 1965|1965}, when Betsy struck, has so large a storm hit the coast;
{Camille, in August 1969,|1969-08} was stronger but smaller. The mayor ordered everyone out {on
Sunday morning|2005-08-28}. "{Saturday|2005-08-27} we were at the beach," said Joan Batiste, 39.
Schools will be shut {through Friday|2005-09-02}. Oil rose above $70 for the first time. The
hurricane season runs {from June 1 to Nov. 30|2005-06-01/2005-11-30}. It is the 11th named storm
this season and the fourth {this month|2005-08}. {In July|2005-07}, Dennis caused $2 billion in
damage. {Last September|2004-09} Ivan missed the city by 60 miles. The pumps date from {the early
20th century|19}; work to raise the levees, begun {in the 1960s|196}, was to be finished {in
2015|2015}. The airport may open {this weekend|2005-W35-WE}. A {2002|2002} study had warned of
this. Flight 1984 to Houston was the last to leave. Call 1-800-555-2005 for shelters.
""",
    ),
    News(
        "trial",
        "2007-07-19",  # a Thursday
        """
SAN DIEGO (AP) - A former city official was sentenced {Thursday|2007-07-19} to four years in
prison for taking bribes between {2001 and 2004|2001/2004}. Prosecutors had asked for seven years.
Carl Weems, 54, pleaded guilty {on April 2|2007-04-02}, three days before his trial was to begin.
"I knew it was wrong {in 2001|2001} and I know it is wrong {today|2007-07-19}," he told U.S.
District Judge Ann Soto. He must report to prison by {Sept. 10|2007-09-10}. The case became public
{in June 2006|2006-06}, when agents searched his office. {Three months later|2006-09} the council
suspended him, and {on Dec. 1, 2006,|2006-12-01} he resigned. His lawyer, Mark Day, said Weems
would not appeal. Two builders who paid him will be tried {in October|2007-10}. A third is due in
court {Monday|2007-07-23}. {Last week|2007-W28} the mayor called for an ethics board, an idea
voters rejected {in 1998|1998} and again {four years later|2002}. {In the 1990s|199} the city
settled a similar case for $2 million. Weems, a Navy veteran who joined the city {in the summer of
1989|1989-SU}, earned $96,000 a year. The sentencing had been put off {since May 21|2007-05-21}.
"Every Monday for six years he sat in that chair," said a colleague. {The next day||2007-05-22} he
would be gone.
""",
    ),
    News(
        "economy",
        "2008-12-31",  # a Wednesday
        """
House prices fell 2.5% {in December|2008-12}, the lender Northgate said, leaving them 15.9% lower
than {a year earlier|2007}. It was the sharpest yearly fall since its records began {in
1991|1991}. Prices have now dropped for 14 months in a row. "{2008|2008} was the worst year we
have known, and {2009|2009} may be no better," said its economist, Fiona Grant. The Bank of
England cut its rate to 2% {on 4 December|2008-12-04}, the lowest since {1951|1951}, and is likely
to cut again {on 8 January|2009-01-08}. Mortgage approvals fell to 27,000 {last month|2008-11}
from 31,000 {in October|2008-10}. {In November 2007|2007-11} there were 81,000. The economy shrank
0.6% {in the third quarter|2008-Q3}; figures for {the fourth|2008-Q4|-} are due {on 23
January|2009-01-23}. Unemployment could pass two million {by the spring|2009-SP}, and three
million {in 2010|2010}. {Since September|2008-09}, when Lehman Brothers failed, shops with 30,000
staff have closed. The pound, worth $2 {this time last year|2007}, fetched $1.45 {on
Wednesday|2008-12-31}. {On New Year's Eve in 1999|1999-12-31} a house cost £74,000. The government
cut VAT {on 1 December until the end of 2009|2008-12-01/2009}. {At the start of the year|2008} Ms
Grant had foreseen a rise of 1%. The {1990-92|1990/1992} slump lasted longer. {Over
Christmas|2008-12-25} few houses were sold.
""",
    ),
    News(
        "court and crime",
        "2011-10-04",  # a Tuesday
        """
PERUGIA, Italy (AP) — Freed by a court {Monday|2011-10-03} after four years in prison, the student
flew home {Tuesday|2011-10-04}. She and her former boyfriend were convicted {in December
2009|2009-12} of killing her roommate {on Nov. 1, 2007|2007-11-01}. The court must publish its
reasons within 90 days; prosecutors can then appeal, which they said they would do {early next
year|2012}. "{Last night|2011-10-03} she slept," her stepfather said. The victim's family, who
arrived {on Sunday|2011-10-02}, will speak {later today|2011-10-04}. Experts told the court {in
June|2011-06} that evidence gathered 46 days after the killing was useless. The jury of eight went
out {at 10:30 a.m. Monday|2011-10-03}. A third defendant, tried separately {in 2008|2008}, is
serving 16 years. The trial opened {Jan. 16, 2009|2009-01-16}, and the appeal began {last
November|2010-11}. She is due in Seattle {at 5 p.m. Tuesday|2011-10-04}. A film shown {in
February|2011-02} will air again {Friday night|2011-10-07}. The house at 7 Via della Pergola was
sold {this summer|2011-SU}. In a {2009|2009} book the prosecutor, who was himself convicted {the
following year|2010}, defended his work. {Next month|2011-11} marks the fourth anniversary. No
date was set. Italy's highest court may hear it {in the second half of 2012|2012-H2}, a step last
taken {in the '90s|199}.
""",
    ),
    News(
        "sport",
        "2012-08-12",  # a Sunday
        """
LONDON -- Kenya's Daniel Kiprono won the Olympic marathon {on Sunday|2012-08-12}, the last day of
the Games, in 2 hours, 8 minutes, 1 second. The 23-year-old, who had not run the distance until
{last October|2011-10}, broke away after 37 kilometers. Ethiopia had won the race {in 2000|2000}
and Kenya {four years ago|2008}. "{Three weeks ago|2012-W29} I was sick in bed," Kiprono said. He
fell during a race in Rotterdam {in April|2012-04} and nearly missed the trials {on June
23|2012-06-23}. The women's race was run {last Sunday|2012-08-05} in heavy rain. The next Games
open in Rio de Janeiro {on Aug. 5, 2016|2016-08-05}. Britain finished with 29 gold medals, its
best since {1908|1908}. In football, the United States beat Japan 2-1 {Thursday night|2012-08-09}
before 80,203 at Wembley. {The 2008|2008} final had the same two teams. Kiprono will race in New
York {on Nov. 4|2012-11-04} and hopes to break the world record, 2:03:38, set in Berlin {last
year|2011}. He was born {on Christmas Day 1988|1988-12-25}. In his youth he ran 10 miles to school
every day. The premier league season starts {next Saturday|2012-08-18}; United, champion {in
2010-11|2010/2011}, plays Everton {two days later|2012-08-20|-}. This season it has signed four
players. Back {in the '80s|198} Everton won twice. Room 1908 of the team's hotel was empty by
noon.
""",
    ),
    News(
        "web news",
        "2013-03-22",  # a Friday
        """
Cyprus has until {Monday|2013-03-25} to raise 5.8bn euros, the bank said {on Thursday|2013-03-21}.
MPs, who threw out a levy {on Tuesday|2013-03-19}, were to vote {later on Friday|2013-03-22}.
Banks have been shut {since last weekend|2013-W11-WE} and will not reopen {until next
Tuesday|2013-03-26}. Queues formed {on Friday morning|2013-03-22}. The island joined the euro {on
1 January 2008|2008-01-01}. Its output may shrink by 10% {this year|2013} and 5% next. Russia lent
it 2.5bn euros {in 2011|2011}. {Last month's|2013-02} election brought a conservative to power;
the vote {in 2008|2008} was won by the left. A similar levy was tried in Italy {in July
1992|1992-07}. The minister, 49, flew home overnight. Elsewhere, a Dutch court jailed a man
arrested {on 12 October last year|2012-10-12}. He had fled {in the early hours of 3 March
2012|2012-03-03}. He will be sentenced {on 8 April|2013-04-08}. The Pope, elected {on 13
March|2013-03-13}, visits Castel Gandolfo {on Saturday|2013-03-23}. {Palm Sunday|2013-03-24} falls
{this weekend|2013-W12-WE}. Scientists said {this week|2013-W12} that the universe is 13.8 billion
years old. Snow is expected {over the weekend|2013-W12-WE}; it was the coldest March {since
1962|1962}. Apple's iPhone 5, launched {in September|2012-09}, sold 5m in three days. Chinua
Achebe was born {in 1930|1930} and published his first novel {in 1958|1958}. He left Nigeria
{after a car crash in 1990|1990}. The {2012-13|2012/2013} budget runs out {at the end of
March|2013-03}. The 1,500 workers get nothing {before May|2013-05}. {The following month|2013-06}
is unclear. Photographs from {the 1930s|193} show her at 20. In {2007|2007} she told the BBC: "I
was 18 {in 1939|1939}."
""",
    ),
    News(
        "obituary",
        "2013-04-08",  # a Monday
        """
Margaret Ellison, the novelist whose books sold more than 20 million copies, has died at the age
of 87. Her publisher said she died {on Sunday|2013-04-07} at her home in Bath following a stroke
{last Wednesday|2013-04-03}. Born in Leeds on {3 October 1925|1925-10-03}, she left school at 14
and worked in a mill until {1943|1943}. She married a sailor {in the spring of 1946|1946-SP}; he
died {the following year|1947}. Her first novel was turned down nine times before it came out in
{September 1958|1958-09}. It won a prize {that year|1958} and was filmed {in 1961|1961}. She wrote
almost nothing in {the 1970s|197}, a time she called "my dry decade". {The 1980s|198} brought fame
abroad. In a BBC interview {in 2004|2004}, she said she wrote from 5am every day but Christmas.
She was made a dame {in the 1999|1999} New Year Honours. Her last book, Winter Coat, was published
{last autumn|2012-FA}. A funeral will be held {on 19 April|2013-04-19} at Bath Abbey. The prime
minister said {on Monday|2013-04-08} that Britain had lost "its sharpest ear". Ellison's daughter
June, 60, said her mother had finished a memoir {in February|2013-02} which will appear {next
year|2014}. From {1988 to 1994|1988/1994} she taught at Leeds. {Earlier this year|2013} she was
given the freedom of the city. Two days before her death she was still correcting proofs.
""",
    ),
]


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.name)
def test_news_gives_the_marked_dates_and_no_others(news):
    assert_given(news)


def test_nearly_all_that_is_given_is_right_and_nearly_all_that_is_right_is_given():
    assert right_share(NEWS) > 0.95
