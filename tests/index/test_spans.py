from index.spans import Span, trim


def test_trim_of_blank_text_is_none() -> None:
    assert trim("a  b", 1, 3) is None
    assert trim("a b ", 1, 4) == Span(2, 3)
