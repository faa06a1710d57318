import numpy as np
import pytest

from hash_embedder import IDENTITY, HashEmbedder
from index.embedding.checked import CheckedQuestions
from index.errors import ModelError


def never():
    raise AssertionError("nothing has to be made anew")


def damaged():
    raise ModelError("model.onnx has another hash")


def test_sound_weights_embed_as_they_are():
    checked = CheckedQuestions(HashEmbedder(), lambda: None, never)
    plain = HashEmbedder()
    assert checked.identity == IDENTITY
    assert (checked.embed_questions(["a"]) == plain.embed_questions(["a"])).all()
    assert (checked.embed_passages(["a"]) == plain.embed_passages(["a"])).all()
    assert checked.count_tokens(["a b"]) == [2]


def test_damaged_weights_give_no_vector_and_are_made_anew_once():
    class Rotten(HashEmbedder):
        def embed_questions(self, texts):
            return np.zeros((1, 64), np.float32)

    made = []

    def anew():
        made.append(HashEmbedder())
        return made[-1]

    checked = CheckedQuestions(Rotten(), damaged, anew)
    for _ in range(2):
        assert checked.embed_questions(["a"]).any()
    assert len(made) == 1


def test_damaged_weights_that_cannot_be_made_anew_are_an_error():
    checked = CheckedQuestions(HashEmbedder(), damaged, damaged)
    for _ in range(2):
        with pytest.raises(ModelError, match="another hash"):
            checked.embed_questions(["a"])
