import numpy as np
import pytest

from index.embedding import export as export_module
from index.embedding.export import NotExportableError, export
from index.embedding.exported import Padding, Pipeline
from index.embedding.identity import find
from index.embedding.onnx import OnnxEmbedder
from index.embedding.pytorch import TorchEmbedder
from tiny_model import save_tiny_model


@pytest.fixture(scope="module")
def embedder(tiny_model):
    return TorchEmbedder(find(str(tiny_model)), "", fast=False)


def test_a_models_prompts_inputs_and_padding_are_taken_from_it(embedder, tmp_path):
    assert export(embedder, tmp_path) == Pipeline(
        inputs=("input_ids", "attention_mask", "token_type_ids"),
        padding=Padding("right", 0, 0),
        truncation_side="right",
        query_prompt="query: ",
        passage_prompt="passage: ",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "model.onnx",
        "model.onnx.data",
        "tokenizer.json",
    ]


@pytest.mark.parametrize(
    ("prompts", "default", "query", "passage"),
    [
        ({}, None, "", ""),
        ({"passage": "p: "}, None, "", "p: "),
        ({"any": "a: "}, "any", "a: ", "a: "),
        ({"query": "", "document": None, "any": "a: "}, "any", "", ""),
    ],
)
def test_prompts_are_chosen_as_the_library_does(
    embedder, tmp_path, monkeypatch, prompts, default, query, passage
):
    monkeypatch.setattr(embedder.model, "prompts", {k: v or "" for k, v in prompts.items()})
    monkeypatch.setattr(embedder.model, "default_prompt_name", default)
    pipeline = export(embedder, tmp_path)
    assert (pipeline.query_prompt, pipeline.passage_prompt) == (query, passage)


def test_lower_casing_comes_with_the_tokenizer(embedder, tmp_path):
    pipeline = export(embedder, tmp_path)
    copy = OnnxEmbedder(tmp_path, embedder.identity, pipeline)
    upper, lower = copy.embed_passages(["THE PORT", "the port"])
    np.testing.assert_array_equal(upper, lower)


def test_a_graph_that_gives_other_vectors_is_refused(embedder, tmp_path, monkeypatch):
    write = export_module._write_graph

    def write_another(model, inputs, path):
        with monkeypatch.context() as patched:
            patched.setattr(model[1], "pooling_mode", "mean")
            write(model, inputs, path)

    monkeypatch.setattr(export_module, "_write_graph", write_another)
    with pytest.raises(NotExportableError, match="gives other vectors"):
        export(embedder, tmp_path)


def test_a_graph_that_does_not_run_is_refused(embedder, tmp_path, monkeypatch):
    monkeypatch.setattr(
        export_module, "_write_graph", lambda model, inputs, path: path.write_bytes(b"no graph")
    )
    with pytest.raises(NotExportableError, match="does not run"):
        export(embedder, tmp_path)


def test_pooling_without_the_prompt_is_refused(tmp_path):
    folder = save_tiny_model(tmp_path / "model", include_prompt=False)
    with pytest.raises(NotExportableError, match="pooling leaves the prompt out"):
        export(TorchEmbedder(find(str(folder)), "", fast=False), tmp_path)


def test_a_tokenizer_of_another_kind_is_refused(embedder, tmp_path, monkeypatch):
    monkeypatch.setattr(type(embedder.model.tokenizer), "is_fast", False)
    with pytest.raises(NotExportableError, match="tokenizer is not of the tokenizers library"):
        export(embedder, tmp_path)
