import time
from datetime import date

import pytest

from index.dates.query.time_only import TimeOf, TimeQuestion, time_question

TODAY = date(2020, 3, 18)  # a Wednesday


def told(question: str) -> TimeQuestion:
    found = time_question(question, TODAY)
    assert found is not None, question
    return found


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was published in May 2019?", "2019-05"),
        ("Which documents are from 2019?", "2019"),
        ("What is new since last month?", "2020-02/.."),
        ("What's new since Monday?", "2020-03-16/.."),
        ("Anything new this week?", "2020-W12"),
        ("news of last week", "2020-W11"),
        ("Show me the articles from March 2019, please", "2019-03"),
        ("List all documents dated 2019", "2019"),
        ("What do you have from 2019?", "2019"),
        ("Is there anything from 2019?", "2019"),
        ("Give me everything from 2018 on", "2018/.."),
        ("Which reports were added yesterday?", "2020-03-17"),
        ("What came in after 2018 and before 2020?", "2019-01-01/2019-12-31"),
        ("What was written or reported last month?", "2020-02"),
        ("What has changed since last month?", "2020-02/.."),
        ("What is the latest news since May?", "2019-05/.."),
    ],
)
def test_a_question_for_what_was_published_at_a_time(question: str, value: str) -> None:
    found = told(question)
    assert (found.of, found.time.value) == (TimeOf.PUBLICATION, value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What happened last week?", "2020-W11"),
        ("What happened before 2016?", "../2016"),
        ("WHAT HAPPENED ON CHRISTMAS EVE 2019", "2019-12-24"),
        ("What took place between March and May 2019?", "2019-03/2019-05"),
        ("What was going on in 2019?", "2019"),
        ("Tell me what happened in the past three months", "2019-12-18/2020-03-18"),
        ("What important events were there in 2018?", "2018"),
        ("What has changed in 2019?", "2019"),
        ("What is planned for next week?", "2020-W13"),
        ("What is coming up next month?", "2020-04"),
        ("What happened in the library in 2019?", "2019"),
        ("May 2019?", "2019-05"),
    ],
)
def test_a_question_for_what_happened_at_a_time(question: str, value: str) -> None:
    found = told(question)
    assert (found.of, found.time.value) == (TimeOf.EVENT, value)


@pytest.mark.parametrize(
    "question",
    [
        "What happened?",
        "What is new?",
        "what about 2019",
        "What happened to the ferry in 2019?",
        "What happened in Nordby in May 2019?",
        "What happened there in May 2019?",
        "What happened during the 2019 election?",
        "What happened before the war in 2018?",
        "What happened after Monday's attack?",
        "Who published in 2019?",
        "What was published by Harrow Press in 2019?",
        "How many documents are from 2019?",
        "What does the 2019 report say?",
        "What is the document of 2019?",
        "What did she do last week?",
        "What happened in 2019 and who won?",
        "What happened on Bloody Sunday?",
        "",
        "What happened in 2019 " + "and what happened then " * 20,
    ],
)
def test_a_question_with_a_matter_or_without_a_time_is_none(question: str) -> None:
    assert time_question(question, TODAY) is None


@pytest.mark.parametrize("piece", ["what happened in 2019 ", "since ", "went on ", "there is "])
def test_the_longest_question_is_read_in_no_time(piece: str) -> None:
    began = time.process_time()
    time_question(piece * 2_000, TODAY)
    time_question((piece * 200)[:200], TODAY)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what was on 20 July 2024", "2024-07-20"),
        ("What was there on 20 July 2024?", "2024-07-20"),
        ("what's on 20 July 2024?", "2024-07-20"),
        ("anything on the 5th of May 2023?", "2023-05-05"),
        ("Was there anything on 5 May 2023?", "2023-05-05"),
        ("what happened in the week of 3 June 2024", "2024-W23"),
        ("what did you do in march 2022", "2022-03"),
        ("what did the people write on 5 May 2023", "2023-05-05"),
        ("What did everybody talk about on 5 May 2023?", "2023-05-05"),
        ("what have the members said in May 2023", "2023-05"),
        ("Was geschah am 20. Juli 2024?", "2024-07-20"),
        ("was war im Mai 2021?", "2021-05"),
        ("Que s'est-il passé le 5 mai 2023 ?", "2023-05-05"),
        ("¿Qué pasó el 5 de mayo de 2023?", "2023-05-05"),
    ],
)
def test_what_was_then_is_asked_in_many_forms(question: str, value: str) -> None:
    asked = time_question(question, TODAY)
    assert asked is not None
    assert (asked.of, asked.time.value) == (TimeOf.EVENT, value)


@pytest.mark.parametrize(
    "question",
    [
        "Was war der Name des Schiffs?",
        "What was on the roof on 5 May 2023?",
        "What did they do on 5 May 2023?",
        "What did the people write about the roof on 5 May 2023?",
        "¿Qué pasó el domingo?",
    ],
)
def test_what_names_a_matter_or_no_date_is_none_of_these(question: str) -> None:
    assert time_question(question, TODAY) is None
