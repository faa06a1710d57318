import numpy as np
import pytest

from index.embedding.reranker import export as export_module
from index.embedding.reranker import open_reranker
from index.embedding.reranker.export import exported_reranker
from index.errors import ModelError
from tiny_model import save_tiny_cross_encoder

pytestmark = pytest.mark.model

QUESTION = "was the port sold?"
TEXTS = ["the port was sold in spring", "a price nobody told", "", "spring " * 100]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return save_tiny_cross_encoder(tmp_path_factory.mktemp("tiny") / "cross-encoder")


@pytest.fixture(scope="module")
def exports(tiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rerankers")
    exported_reranker(str(tiny), folder)
    return folder


def test_an_export_gives_the_logits_of_its_model(tiny, exports):
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    own = CrossEncoder(str(tiny), device="cpu").predict(
        [(QUESTION, text) for text in TEXTS], activation_fn=Identity()
    )
    np.testing.assert_allclose(
        open_reranker(str(tiny), exports).scores(QUESTION, TEXTS), own, atol=1e-5
    )
    assert len(set(own.round(3).tolist())) == 4


def test_a_second_start_exports_nothing(tiny, exports, monkeypatch):
    files = exported_reranker(str(tiny), exports)
    monkeypatch.setattr(export_module, "_export", None)
    assert exported_reranker(str(tiny), exports) == files
    assert (files.name, files.max_tokens) == (str(tiny), 64)
    assert files.graph.parent.parent == exports


def test_a_model_that_changed_is_exported_again(exports, tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "model")
    first = exported_reranker(str(folder), tmp_path / "rerankers")
    config = folder / "config.json"
    config.write_text(config.read_text().replace('"gelu"', '"relu"'))
    second = exported_reranker(str(folder), tmp_path / "rerankers")
    assert first.graph.parent != second.graph.parent


def test_a_damaged_export_is_made_anew(tiny, tmp_path):
    files = exported_reranker(str(tiny), tmp_path)
    size = files.graph.stat().st_size
    files.graph.write_bytes(b"")
    assert exported_reranker(str(tiny), tmp_path) == files
    assert files.graph.stat().st_size == size


def test_a_name_of_the_hub_is_known_by_its_export(tiny, tmp_path, monkeypatch):
    from index.embedding.identity import Source

    monkeypatch.setattr(export_module, "located", lambda *_: Source("some/model", tiny))
    files = exported_reranker("some/model", tmp_path)
    monkeypatch.setattr(export_module, "located", None)
    assert exported_reranker("some/model", tmp_path) == files


def test_a_name_that_nobody_has_is_named_with_the_default(tmp_path):
    with pytest.raises(ModelError, match=r"No model 'cross-encoder/none'.*ms-marco-MiniLM-L-12-v2"):
        exported_reranker("none", tmp_path)


def test_a_model_that_only_embeds_is_refused(tiny_model, tmp_path):
    with pytest.raises(ModelError, match="cannot be used as a reranker"):
        exported_reranker(str(tiny_model), tmp_path)


def test_a_model_of_several_labels_is_refused(tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "model", labels=3)
    with pytest.raises(ModelError, match="it gives 3 numbers a pair, not one"):
        exported_reranker(str(folder), tmp_path / "rerankers")


def test_a_graph_that_gives_other_scores_is_refused(tiny, tmp_path, monkeypatch):
    trace = export_module.trace

    def trace_another(model, example, output, path):
        with monkeypatch.context() as patched:
            patched.setattr(model[0].model.classifier.bias, "data", np_bias(model))
            trace(model, example, output, path)

    def np_bias(model):
        return model[0].model.classifier.bias.data + 1

    monkeypatch.setattr(export_module, "trace", trace_another)
    with pytest.raises(ModelError, match="the exported graph gives other scores"):
        exported_reranker(str(tiny), tmp_path)
    assert list(tmp_path.iterdir()) == []
