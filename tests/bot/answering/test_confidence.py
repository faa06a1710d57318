from bot.answering.confidence import by_second_look, by_words


def test_confidence_by_words_rises_with_cosine_and_coverage():
    assert by_words(0.1, 0.0) < 0.05
    assert by_words(0.8, 1.0) > 0.95
    assert by_words(0.5, 0.2) < by_words(0.5, 0.9)


def test_confidence_by_the_second_look_rises_with_its_logit_and_coverage():
    assert by_second_look(-11.0, 0.0, 0.0, words=20) < 0.05
    assert by_second_look(9.0, 1.0, 0.0, words=20) > 0.95
    assert by_second_look(2.0, 0.2, 0.0, words=20) < by_second_look(2.0, 0.9, 0.0, words=20)
    assert by_second_look(50.0, 1.0, 0.0, words=20) == by_second_look(9.0, 1.0, 0.0, words=20)
    assert by_second_look(0.0, 0.5, 0.0, words=12) > by_second_look(0.0, 0.5, 0.0, words=13)
    assert by_second_look(0.0, 0.94, 0.0, words=20) > by_second_look(0.0, 0.93, 0.0, words=20) + 0.2


def test_where_both_rules_lean_to_an_answer_it_is_a_doubtful_one():
    assert by_words(0.58, 0.3) > 0.7
    assert by_second_look(1.0, 0.3, 0.58, words=20) == 0.55
    assert by_second_look(0.4, 0.3, 0.58, words=20) < 0.5


def test_holding_the_code_that_is_asked_about_counts_much():
    assert by_second_look(-4.0, 0.3, 0.2, words=9) < 0.5
    assert by_second_look(-4.0, 0.3, 0.2, words=9, has_code=True) > 0.5
