from index.readers.contents import clean_title


def test_a_title_is_one_clean_line_of_at_most_300_characters() -> None:
    assert clean_title(" a\n\tb\x07 \u202ec\ud800 ") == "a b c"
    assert clean_title("a" * 301) == "a" * 300
