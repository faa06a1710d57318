"""Which way a bare "Friday" or "March" is read: sentences written for this test.

Published on Wednesday, 20 March 2013; behind the bar is what a reader takes each date for.
"""

import pytest

from index.dates import find_dates

SENTENCES = """
The board agreed to meet Friday.|2013-03-22
He was to be sentenced Monday.|2013-03-25
He was sentenced Monday to 10 years.|2013-03-18
The vote was put off until Thursday.|2013-03-21
Police arrested two men Friday who planned to flee.|2013-03-15
The company, which will report earnings Thursday, cut jobs.|2013-03-21
"I'll see you Friday," he said.|2013-03-22
Shares fell Tuesday after the bank said it would sell bonds.|2013-03-19
He will be formally charged Monday.|2013-03-25
The bill, passed Friday, will take effect in June.|2013-03-15,2013-06
The law takes effect July 1.|2013-07-01
The law took effect July 1.|2012-07-01
The law, which took effect in January, bans it.|2013-01
The trial is set for May 6.|2013-05-06
The trial, set to begin April 2, was delayed.|2013-04-02
Prices could rise in April.|2013-04
Prices rose in April.|2012-04
Exports, which had risen in November, slipped in February.|2012-11,2013-02
The museum opens Saturday.|2013-03-23
The museum opened Saturday.|2013-03-16
The museum reopens in May.|2013-05
The election is April 14.|2013-04-14
The election was Feb. 24.|2013-02-24
The Nov. 6 election cost him.|2012-11-06
Voters go to the polls Sunday.|2013-03-24
Voters went to the polls Sunday.|2013-03-17
She hopes to return by Easter.|2013-03-31
The deadline for comments is April 30.|2013-04-30
Applications are due March 29.|2013-03-29
He had until Tuesday to appeal.|2013-03-19
He has until Tuesday to appeal.|2013-03-26
The ceasefire expires Saturday.|2013-03-23
It was the worst attack since December.|2012-12
She is scheduled to be released in August.|2013-08
Analysts had expected a rise in February.|2013-02
Profit was higher than expected in January.|2013-01
The army may have been told on Friday.|2013-03-15
The pope, elected last week, will be installed Tuesday.|2013-W11,2013-03-26
On Friday, the court will hear arguments.|2013-03-22
On Friday, the court heard arguments.|2013-03-15
By Friday, 300 had died.|2013-03-15
By Friday, 300 will have died.|2013-03-22
The two sides meet again Thursday in Almaty.|2013-03-21
The two sides met Thursday in Almaty.|2013-03-14
The company is expected to announce Thursday that it lost money.|2013-03-21
Funeral services will be Saturday at 2 p.m.|2013-03-23
A memorial is planned for Sunday.|2013-03-24
The film, due out in December, stars Mark May.|2013-12
The film came out in December.|2012-12
Sales for December fell.|2012-12
The next round is Oct. 4-6 in Kyiv.|2013-10-04/2013-10-06
The team plays Spain on Tuesday.|2013-03-26
The team beat Spain on Tuesday.|2013-03-19
He said the talks would resume in May.|2013-05
He resigned in May.|2012-05
He plans to resign in May.|2013-05
The bank said it plans to close 20 branches by the end of June.|2013-06
The shuttle was launched Feb. 1 and returns April 3.|2013-02-01,2013-04-03
Investors are awaiting Friday's jobs report.|2013-03-22
Investors cheered Friday's jobs report.|2013-03-15
Trading volume was light ahead of Thursday's meeting.|2013-03-21
The meeting scheduled for Monday was canceled.|2013-03-25
Gates retires in July.|2013-07
Ms. Ito, who retires in July, joined in 1980.|2013-07,1980
The winter storm is forecast to reach Boston Thursday.|2013-03-21
Rain is likely Thursday and Friday.|2013-03-21,2013-03-22
Congress returns from recess on April 8.|2013-04-08
It must vote by March 27 or the government shuts down.|2013-03-27
Parliament rejected the deal Tuesday and must find a new one by Monday.|2013-03-19,2013-03-25
He turns 90 in November.|2013-11
He turned 90 in November.|2012-11
The airline will cut flights starting April 7.|2013-04-07
The airline cut flights starting Jan. 7.|2013-01-07
Oil for April delivery rose 1 percent.|2013-04
Gold for delivery in June fell.|2013-06
The report for the year ended Dec. 31 is late.|2012-12-31
The fiscal year that ends June 30 has a gap.|2013-06-30
The session ended March 14 without a vote.|2013-03-14
The October war changed it.|2012-10
Obama visits Israel on Thursday.|2013-03-21
Obama visited Israel on Tuesday.|2013-03-19
Obama arrived in Israel Wednesday.|2013-03-20
Friday's concert was sold out.|2013-03-15
""".strip().splitlines()
# Read the other way so far; behind the second bar is what is given.
MISREAD = """
Under the plan approved Monday, taxes rise in October.|2013-03-18,2013-10|2013-03-18,2012-10
The concert Friday night is sold out.|2013-03-22|2013-03-15
""".strip().splitlines()


def given(text):
    return ",".join(one.value for one in find_dates(text, "2013-03-20"))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_verb_tells_which_one_is_meant(sentence):
    text, value = sentence.split("|")
    assert given(text) == value


@pytest.mark.parametrize("sentence", MISREAD)
def test_what_is_misread_is_known(sentence):
    text, value, wrong = sentence.split("|")
    assert given(text) == wrong != value


def test_a_day_that_is_all_of_a_cell_is_read_without_the_verbs_of_its_row():
    rows = "Ann    mend the boat that was hired    26 March\nBen\tpaint what rotted\t28 March\n"
    text = f"These are the tasks that we gave to the crew.\n\n{rows}It rained on 28 March."
    found = [one.value for one in find_dates(text, "2013-03-20")]
    assert found == ["2013-03-26", "2013-03-28", "2012-03-28"]
