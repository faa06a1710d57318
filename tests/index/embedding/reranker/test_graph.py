from dataclasses import replace

import numpy as np
import pytest

from index.embedding.reranker.graph import CrossEncoder
from index.embedding.reranker.source import packaged
from index.errors import ModelError

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def encoder():
    return CrossEncoder(packaged(), threads=1)


def logits(encoder, question, texts):
    return [encoder.logit(pair) for pair in encoder.pairs(question, texts)]


def test_a_text_that_answers_scores_above_one_on_the_matter_above_one_of_another(encoder):
    answer, matter, other = logits(
        encoder,
        "Who bought the harbour?",
        [
            "The harbour was bought by Lenz Shipping in 2019.",
            "The harbour lies at the mouth of the river.",
            "Bake the bread for forty minutes.",
        ],
    )
    assert answer > 5 > matter > -5 > other


def test_a_logit_does_not_depend_on_what_is_read_with_it(encoder):
    texts = ["The harbour was sold.", "It rained. " * 60, ""]
    together = logits(encoder, "Who sold the harbour?", texts)
    assert together == [logits(encoder, "Who sold the harbour?", [text])[0] for text in texts]


def test_a_pair_is_the_question_then_the_text_between_marks(encoder):
    (pair,) = encoder.pairs("the port", ["a port was sold"])
    assert pair["input_ids"].tolist() == [[101, 1996, 3417, 102, 1037, 3417, 2001, 2853, 102]]
    assert pair["token_type_ids"].tolist() == [[0, 0, 0, 0, 1, 1, 1, 1, 1]]
    assert pair["attention_mask"].tolist() == [[1] * 9]


def test_of_a_long_text_the_end_is_cut_and_the_question_stays_whole(encoder):
    (pair,) = encoder.pairs("the port " * 100, ["sold " * 600])
    assert pair["input_ids"].shape == (1, 512)
    assert pair["token_type_ids"].sum() == 512 - 2 - 200


def test_of_a_question_too_long_to_be_read_with_a_text_the_end_is_cut(encoder):
    (pair,) = encoder.pairs("the port " * 400, ["sold " * 600])
    assert pair["input_ids"].shape == (1, 512)
    assert pair["token_type_ids"].sum() == 512 - 2 - 256


def test_half_characters_and_nothing_at_all_are_read(encoder):
    found = logits(encoder, "\ud800", ["\udfff port \x00", ""])
    assert np.isfinite(found).all()


def test_no_texts_are_no_pairs(encoder):
    assert encoder.pairs("the port", []) == []


def test_a_damaged_graph_is_named_with_the_next_step(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match=r"cannot be opened: .*DATELINE_RERANKER=off"):
        CrossEncoder(replace(packaged(), graph=tmp_path / "model.onnx"), threads=1)


def test_a_graph_with_other_inputs_is_named_when_it_runs():
    encoder = CrossEncoder(replace(packaged(), inputs=("input_ids",)), threads=1)
    (pair,) = encoder.pairs("the port", ["sold"])
    with pytest.raises(ModelError, match=r"does not run: .*DATELINE_RERANKER=off"):
        encoder.logit(pair)
