import pytest

from index.spans import Span
from index.unstopped import part_unstopped


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in part_unstopped(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Flour\nSugar and salt\nTwo eggs from the farm",
        "The sea is wide\nAnd grey and cold in winter\nThe hill is high",
        "O wind\nThat blows over the wide grey sea\nO hill\nI see you no more.",
        "port=80\nhost=kelp\nname=the long name of a thing\nmode=fast",
    ],
)
def test_lines_that_end_on_purpose_are_sentences(text: str) -> None:
    assert parts(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master said that the boats\nwould move to the new quay in spring and\nstay",
        "We came\nto the wide sea and the hill behind it\nand saw\nnothing.",
        "A long sentence, " * 30 + "and its end.",
        "A title that goes\nOn",
    ],
)
def test_wrapped_lines_and_long_sentences_stay(text: str) -> None:
    assert parts(text) == [text]


def test_a_long_run_of_words_without_a_stop_is_cut_evenly() -> None:
    text = "and then so we went on " * 20
    pieces = parts(text.strip())
    assert len(pieces) == 3
    assert all(140 <= len(piece) <= 170 for piece in pieces)
    assert " ".join(pieces) == text.strip()
