from bot.discord.ask.sent import REMEMBERED_SECONDS, SentAnswers


def test_an_answer_is_found_by_its_question_for_some_minutes():
    now = [0.0]
    sent = SentAnswers(clock=lambda: now[0])
    for question in (1, 2):
        sent.begin(question)
        assert not sent.end(question, f"answer {question}")
    assert sent.question_deleted(1) == "answer 1"
    assert sent.question_deleted(1) is None
    now[0] += REMEMBERED_SECONDS + 1
    assert sent.question_deleted(2) is None


def test_a_question_that_goes_while_it_is_answered_is_known_to_be_gone():
    sent = SentAnswers()
    sent.begin(1)
    assert not sent.was_deleted(1)
    assert sent.question_deleted(1) is None
    assert sent.was_deleted(1)
    assert sent.end(1, "answer")
    assert not sent.was_deleted(1)
    assert sent.question_deleted(1) is None
