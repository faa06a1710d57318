import shutil

import numpy as np
import pytest

from index.embedding import DEFAULT_MODEL, Model, pytorch
from index.embedding.identity import Source, find, hash_weights
from index.embedding.pytorch import FAITHFUL_COSINE, PROBES, TorchEmbedder, faithful
from index.errors import ModelError

pytestmark = pytest.mark.model

TEXTS = [
    "The minister resigned on Tuesday.",
    "",
    "Ελληνικά, русский, 東京都 \U0001f389",
    "the \ud800 \x00 end",
    "Shares rose by 3% in the second quarter. " * 60,
]


@pytest.fixture(scope="module")
def tiny(tiny_model):
    return TorchEmbedder(find(str(tiny_model)), "0" * 64, fast=False)


def test_the_fast_path_gives_the_vectors_of_the_exported_one(exported_models):
    model = Model(DEFAULT_MODEL, exported_models)
    fast, small = TorchEmbedder(find(DEFAULT_MODEL), "", fast=True), model.passages(1)
    for embed, other in [
        (fast.embed_questions, small.embed_questions),
        (fast.embed_passages, small.embed_passages),
    ]:
        vectors = embed(TEXTS)
        assert (vectors.dtype, vectors.shape) == (np.float32, (5, 384))
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
        assert np.sum(vectors * other(TEXTS), axis=1).min() >= 0.999
    assert fast.count_tokens(TEXTS) == small.count_tokens(TEXTS)


def test_a_model_with_prompts_and_no_normalization_agrees_with_its_export(
    tiny, tiny_model, tiny_export
):
    small = Model(str(tiny_model), tiny_export).passages(1)
    texts = ["the port was sold", "SPRING", "for a price nobody told . " * 20, ""]
    for embed, other in [
        (tiny.embed_questions, small.embed_questions),
        (tiny.embed_passages, small.embed_passages),
    ]:
        np.testing.assert_allclose(embed(texts), other(texts), atol=1e-4)
    assert tiny.count_tokens(texts) == small.count_tokens(texts) == [4, 1, 120, 0]
    assert (tiny.identity.dimension, tiny.identity.max_tokens) == (32, 32)


def test_no_texts_give_no_vectors(tiny):
    assert tiny.embed_questions([]).shape == (0, 32)
    assert tiny.count_tokens([]) == []


def test_loading_says_nothing_and_leaves_the_library_as_it_was(tiny_model, capfd):
    import transformers

    before = transformers.utils.logging.get_verbosity()
    TorchEmbedder(find(str(tiny_model)), "", fast=False)
    assert capfd.readouterr() == ("", "")
    assert transformers.utils.logging.get_verbosity() == before
    assert transformers.utils.logging.is_progress_bar_enabled()


def test_bfloat16_is_given_up_where_it_changes_the_vectors(tiny_model, monkeypatch):
    import torch

    source = find(str(tiny_model))
    monkeypatch.setattr(pytorch, "_bfloat16_helps", lambda device: True)
    monkeypatch.setattr(pytorch, "FAITHFUL_COSINE", -1.0)
    assert TorchEmbedder(source, "", fast=True).model.dtype == torch.bfloat16
    monkeypatch.setattr(pytorch, "FAITHFUL_COSINE", 1.1)
    assert TorchEmbedder(source, "", fast=True).model.dtype == torch.float32


def test_a_model_that_cannot_be_loaded_is_an_error_that_names_it(tiny_model, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(tiny_model, folder)
    (folder / "config.json").write_text("{", "utf-8")
    source = Source("broken", folder)
    with pytest.raises(ModelError, match=r"Model 'broken' in .* cannot be loaded"):
        TorchEmbedder(source, hash_weights(source), fast=False)


def test_vectors_are_faithful_only_if_every_row_is():
    assert FAITHFUL_COSINE == 0.999
    one, other = np.float32([[1, 0], [0, 1]]), np.float32([[1, 0], [0.05, 0.99875]])
    assert faithful(one, one)
    assert not faithful(one, other)
    assert not faithful(one, one * np.float32("nan"))
    assert not faithful(one, one[:1])


def test_the_probes_reach_past_the_default_models_limit(exported_models):
    counts = Model(DEFAULT_MODEL, exported_models).questions().count_tokens(PROBES)
    assert min(counts) == 1
    assert max(counts) > 1000
