import json
import logging
import os
import shutil
from dataclasses import replace

import numpy as np
import pytest

from index.embedding import BULK_FROM, DEFAULT_MODEL, Model, ModelIdentity, questions_for
from index.embedding import export as export_module
from index.embedding import model as model_module
from index.embedding.exported import read
from index.embedding.identity import Source
from index.embedding.model import check_export
from index.embedding.onnx import OnnxEmbedder, OnnxQuestionEmbedder
from index.embedding.pytorch import TorchEmbedder
from index.errors import ModelError
from tiny_model import save_tiny_model

pytestmark = pytest.mark.model


@pytest.fixture
def folder(tiny_model, tmp_path):
    shutil.copytree(tiny_model, tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture
def models(tiny_export, tmp_path):
    shutil.copytree(tiny_export, tmp_path / "models")
    return tmp_path / "models"


def forbid(monkeypatch, *names):
    def refuse(*arguments, **keywords):
        raise AssertionError("this is done without need")

    for name in names:
        monkeypatch.setattr(model_module, name, refuse)


def test_the_default_model_is_identified_by_its_published_weights(exported_models):
    assert Model(DEFAULT_MODEL, exported_models).identity() == ModelIdentity(
        name="all-MiniLM-L6-v2",
        weights_sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        dimension=384,
        max_tokens=256,
    )


def test_constructing_a_model_looks_at_nothing(tmp_path):
    Model("no-such/model", tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_an_unchanged_model_is_neither_hashed_nor_loaded(tiny_model, models, monkeypatch):
    forbid(monkeypatch, "hash_weights", "TorchEmbedder", "OnnxEmbedder")
    assert Model(str(tiny_model), models).identity().dimension == 32


def test_a_touched_model_is_hashed_once_and_not_exported_again(folder, models, monkeypatch):
    forbid(monkeypatch, "TorchEmbedder")
    model = Model(str(folder), models)
    first = model.identity()  # the same weights as the exported ones, in another place
    os.utime(folder / "model.safetensors", ns=(1, 1))
    assert model.identity() == first == replace(first, name=str(folder))
    forbid(monkeypatch, "hash_weights")
    assert model.identity() == first


def test_changed_weights_are_another_model(folder, models):
    model = Model(str(folder), models)
    first = model.identity()
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    second = model.identity()
    assert second == replace(first, weights_sha256=second.weights_sha256)
    assert second.weights_sha256 != first.weights_sha256
    assert len(list(models.iterdir())) == 2


def test_weights_that_are_not_the_published_ones_are_never_loaded(folder, tmp_path, monkeypatch):
    source = Source("published", folder, published_sha256="0" * 64)
    monkeypatch.setattr(model_module, "find", lambda name: source)
    forbid(monkeypatch, "TorchEmbedder")
    model = Model("published", tmp_path / "models")
    for use in (model.identity, model.questions, lambda: model.passages(BULK_FROM)):
        with pytest.raises(ModelError, match=r"SHA-256 [0-9a-f]{64}, expected 0{64}"):
            use()


def test_questions_go_to_int8_few_passages_to_onnx_and_many_to_torch(tiny_model, models):
    model = Model(str(tiny_model), models)
    assert isinstance(model.questions(), OnnxQuestionEmbedder)
    np.testing.assert_array_equal(
        questions_for(model.identity(), models).embed_questions(["the port"]),
        model.questions().embed_questions(["the port"]),
    )
    assert isinstance(model.passages(BULK_FROM - 1), OnnxEmbedder)
    assert isinstance(model.passages(BULK_FROM), TorchEmbedder)


def test_a_model_that_cannot_be_exported_is_tried_once_and_run_by_torch(
    tmp_path, caplog, monkeypatch
):
    source = save_tiny_model(tmp_path / "model", include_prompt=False)
    caplog.set_level(logging.WARNING, "index")
    model = Model(str(source), tmp_path / "models")
    identity = model.identity()
    assert [record.getMessage() for record in caplog.records] == [
        f"model {source} cannot be exported (its pooling leaves the prompt out); "
        "every start will load PyTorch"
    ]
    forbid(monkeypatch, "export")
    assert isinstance(model.questions(), TorchEmbedder)
    assert isinstance(model.passages(1), TorchEmbedder)
    assert isinstance(questions_for(identity, tmp_path / "models"), TorchEmbedder)
    check_export(identity, tmp_path / "models")


def test_few_passages_get_the_vectors_of_the_exact_graph(tiny_model, models):
    (folder,) = models.iterdir()
    record = read(folder)
    exact = OnnxEmbedder(folder, record.identity, record.pipeline)
    texts = ["the port was sold in spring", "a price nobody told"]
    found = Model(str(tiny_model), models).passages(1).embed_passages(texts)
    np.testing.assert_array_equal(found, exact.embed_passages(texts))


def test_questions_go_through_the_exact_graph_where_int8_is_not_close(
    tiny_model, tmp_path, monkeypatch
):
    monkeypatch.setattr(export_module, "QUESTION_COSINE", 1.01)
    model = Model(str(tiny_model), tmp_path / "models")
    embedder = model.questions()
    assert isinstance(embedder, OnnxEmbedder)
    np.testing.assert_array_equal(
        embedder.embed_questions(["the port"]), model.passages(1).embed_questions(["the port"])
    )
    np.testing.assert_array_equal(
        questions_for(embedder.identity, tmp_path / "models").embed_questions(["the port"]),
        embedder.embed_questions(["the port"]),
    )
    check_export(embedder.identity, tmp_path / "models")
    forbid(monkeypatch, "export")  # what was found is kept: it is not tried at every start
    model.questions()


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("questions.onnx", lambda model, models: model.questions()),
        ("questions.onnx", lambda model, models: questions_for(model.identity(), models)),
        ("model.onnx", lambda model, models: model.passages(1)),
    ],
)
def test_a_graph_that_does_not_open_is_exported_again(tiny_model, models, caplog, name, use):
    (folder,) = models.iterdir()
    model = Model(str(tiny_model), models)
    wanted = use(model, models).embed_questions(["the port"])
    graph = folder / name
    graph.write_bytes(b"\x00" * graph.stat().st_size)
    embedder = use(model, models)
    np.testing.assert_allclose(embedder.embed_questions(["the port"]), wanted, atol=1e-5)
    check_export(embedder.identity, models)
    assert "exporting" in caplog.text


def test_an_export_of_the_format_before_is_made_again_with_the_same_vectors(tiny_model, models):
    (folder,) = models.iterdir()
    identity = Model(str(tiny_model), models).identity()
    wanted = Model(str(tiny_model), models).passages(1).embed_passages(["the port"])
    data = json.loads((folder / "model.json").read_text("utf-8"))
    files = [file for file in data["files"] if not file["name"].startswith("questions")]
    (folder / "model.json").write_text(json.dumps({**data, "format": 2, "files": files}), "utf-8")
    for file in folder.glob("questions*"):
        file.unlink()
    assert isinstance(questions_for(identity, models), OnnxQuestionEmbedder)
    assert read(folder).has_questions
    assert Model(str(tiny_model), models).identity() == identity
    found = Model(str(tiny_model), models).passages(1).embed_passages(["the port"])
    np.testing.assert_array_equal(found, wanted)


def test_questions_are_answered_from_the_export_of_a_model_that_is_gone(folder, tmp_path):
    models = tmp_path / "models"
    identity = Model(str(folder), models).identity()
    shutil.rmtree(folder)
    embedder = questions_for(identity, models)
    assert embedder.identity == identity
    assert embedder.embed_questions(["the port"]).shape == (1, 32)


def test_a_damaged_export_of_a_model_that_is_gone_says_how_to_mend_it(folder, tmp_path):
    models = tmp_path / "models"
    identity = Model(str(folder), models).identity()
    shutil.rmtree(folder)
    (export,) = models.iterdir()
    (export / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=rf"{export} is missing or damaged.*`dateline index`"):
        questions_for(identity, models)


def test_a_missing_export_is_made_again_while_the_model_is_there(tiny_model, tmp_path):
    identity = Model(str(tiny_model), tmp_path / "first").identity()
    embedder = questions_for(identity, tmp_path / "second")
    assert isinstance(embedder, OnnxQuestionEmbedder)
    assert embedder.identity == identity


def test_a_model_of_other_weights_than_the_stored_is_refused(tiny_model, models):
    identity = Model(str(tiny_model), models).identity()
    stored = replace(identity, weights_sha256="f" * 64)
    with pytest.raises(
        ModelError, match=rf"weights f{{16}}, .*weights {identity.weights_sha256[:16]}, "
    ):
        questions_for(stored, models)


@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "questions.onnx.data"])
def test_the_check_finds_a_flipped_byte_and_another_model(tiny_model, models, name):
    identity = Model(str(tiny_model), models).identity()
    check_export(identity, models)
    with pytest.raises(ModelError, match=r"32 dimensions, 32 tokens\), not of .*99 tokens"):
        check_export(replace(identity, max_tokens=99), models)
    (export,) = models.iterdir()
    graph = bytearray((export / name).read_bytes())
    graph[len(graph) // 2] ^= 1
    (export / name).write_bytes(graph)
    with pytest.raises(ModelError, match=rf"{name} has SHA-256"):
        check_export(identity, models)


def test_what_embeds_few_passages_is_opened_once_where_it_is_kept(tiny_model, models):
    model = Model(str(tiny_model), models, keep=True)
    first = model.passages(1)
    assert model.passages(2) is first
    plain = Model(str(tiny_model), models)
    assert plain.passages(1) is not plain.passages(1)
    expected = plain.passages(1).embed_passages(["the port was sold"])
    assert first.embed_passages(["the port was sold"]).tolist() == expected.tolist()


def test_a_model_that_was_replaced_is_opened_again(tiny_model, models, tmp_path):
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    model = Model(str(folder), models, keep=True)
    first = model.passages(1)
    for file in folder.rglob("*.safetensors"):
        os.utime(file, (1, 1))
    assert model.passages(1) is not first
