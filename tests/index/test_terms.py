from index.terms import content_terms


def test_words_that_only_ask_are_left_out():
    assert content_terms(["who", "invit", "sadr", "to", "tehran", "sadr"]) == [
        "invit",
        "sadr",
        "tehran",
    ]


def test_a_question_of_such_words_alone_keeps_them():
    assert content_terms(["who", "is", "who"]) == ["who", "is"]


def test_the_united_states_are_not_left_out():
    assert content_terms(["the", "us"]) == ["us"]
