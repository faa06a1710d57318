import logging
import os
import subprocess
import sys

import numpy as np
import pytest

from index.embedding import export as export_module
from index.embedding.export import NotExportableError, export
from index.embedding.exported import Padding, Pipeline, read
from index.embedding.identity import find
from index.embedding.onnx import OnnxEmbedder, OnnxQuestionEmbedder
from index.embedding.pytorch import PROBES, TorchEmbedder
from tiny_model import save_tiny_model

pytestmark = pytest.mark.model

EXPORT = """
import logging, sys
from pathlib import Path
from index.embedding import Model
Model(sys.argv[1], Path(sys.argv[2])).identity()
assert not logging.getLogger().handlers
"""


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
        "questions.onnx",
        "questions.onnx.data",
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


def test_the_default_models_questions_are_close_to_its_own_in_a_quarter_of_the_bytes(
    exported_models,
):
    (folder,) = exported_models.iterdir()
    sizes = {file.name: file.size for file in read(folder).files}
    assert sizes["questions.onnx.data"] * 3 < sizes["model.onnx.data"]
    record = read(folder)
    small = OnnxQuestionEmbedder(folder, record.identity, record.pipeline).embed_questions(PROBES)
    exact = OnnxEmbedder(folder, record.identity, record.pipeline).embed_questions(PROBES)
    cosines = np.sum(small * exact, axis=1)
    assert cosines.min() >= 0.97
    assert cosines.max() < 0.9999


def test_a_questions_graph_that_is_not_close_is_left_out(embedder, tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.INFO, "index")
    monkeypatch.setattr(export_module, "QUESTION_COSINE", 1.01)
    export(embedder, tmp_path)
    assert not list(tmp_path.glob("questions*"))
    (line,) = [r for r in caplog.records if r.name.startswith("index")]
    assert line.levelno == logging.INFO
    assert line.getMessage().startswith(f"model {embedder.identity.name}: questions run in float32")
    assert "a cosine of 0.9" in line.getMessage()
    assert "below 1.01" in line.getMessage()


def empty(model):
    del model.graph.node[:]


def refuse(model):
    raise ValueError("no node multiplies")


@pytest.mark.parametrize(("quantize", "reason"), [(empty, "ModelError"), (refuse, "no node mul")])
def test_a_questions_graph_that_cannot_be_made_or_run_is_left_out(
    embedder, tmp_path, monkeypatch, caplog, quantize, reason
):
    caplog.set_level(logging.INFO, "index")
    monkeypatch.setattr(export_module, "quantize", quantize)
    assert export(embedder, tmp_path).query_prompt == "query: "
    assert not list(tmp_path.glob("questions*"))
    assert f"questions run in float32, not int8: {reason}" in caplog.text.replace(
        "ValueError: ", ""
    )


def test_an_export_says_nothing_and_leaves_nothing_but_itself(tiny_model, tmp_path):
    models = tmp_path / "naïve folder, 東京"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", EXPORT, str(tiny_model), str(models)],
        # Without it ONNX Runtime itself leaves a file of its own there.
        env={**os.environ, "TMPDIR": str(temporary), "ORT_DISABLE_TELEMETRY": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    (export,) = models.iterdir()
    assert read(export).has_questions
    assert list(temporary.iterdir()) == []
