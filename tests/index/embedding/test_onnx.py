import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index.embedding import DEFAULT_MODEL, Model
from index.embedding import onnx as onnx_module
from index.embedding.exported import read
from index.embedding.onnx import OnnxEmbedder, OnnxQuestionEmbedder, batches, padded
from index.errors import ModelError

pytestmark = pytest.mark.model

ASK = """
import sys
from pathlib import Path
from index.embedding import Model, questions_for
models = Path(sys.argv[1])
identity = Model("all-MiniLM-L6-v2", models).identity()
assert "onnxruntime" not in sys.modules
vectors = questions_for(identity, models).embed_questions(["Who bought the port?"])
print(vectors.shape, *[n for n in ("torch", "sentence_transformers", "transformers")
                       if n in sys.modules])
"""


@pytest.fixture(scope="module")
def embedder(exported_models):
    return Model(DEFAULT_MODEL, exported_models).passages(1)


@pytest.fixture(scope="module")
def tiny(tiny_model, tiny_export):
    return Model(str(tiny_model), tiny_export).passages(1)


@pytest.fixture(scope="module")
def questions(exported_models):
    return Model(DEFAULT_MODEL, exported_models).questions()


def test_identity_and_a_question_need_no_torch_and_say_nothing(exported_models):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK, str(exported_models)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("(1, 384)\n", "")


def test_vectors_are_float32_of_length_one_in_the_order_of_the_texts(embedder):
    texts = ["a port", "", "the " * 400, "\ud800 \x00", "Ελληνικά 東京", "a port"]
    together = embedder.embed_passages(texts)
    assert (together.dtype, together.shape) == (np.float32, (6, 384))
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert together[0] @ together[4] < 0.9


def test_more_texts_than_a_window_keep_their_order(tiny, monkeypatch):
    texts = ["the port", "spring", "nobody told a price", "was sold", "the port"]
    whole = tiny.embed_passages(texts)
    monkeypatch.setattr(onnx_module, "TEXTS_PER_WINDOW", 2)
    np.testing.assert_allclose(tiny.embed_passages(texts), whole, atol=1e-5)


def test_no_texts_give_no_vectors(embedder):
    assert embedder.embed_questions([]).shape == (0, 384)
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.count_tokens([]) == []


def test_tokens_are_counted_whole_and_without_special_ones(embedder):
    assert embedder.count_tokens(["", "port", "the port, sold", "the " * 700]) == [0, 1, 4, 700]


def test_a_model_reads_no_further_than_its_maximum(tiny):
    # "query", ":" and two special tokens leave 28 of 32.
    start = "the " * 28
    vectors = tiny.embed_questions([start, start + "port", "the " * 27 + "port"])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)
    assert vectors[0] @ vectors[2] < 0.9999


def test_questions_and_passages_get_the_prompts_of_the_model(tiny, tiny_export):
    question = tiny.embed_questions(["the port"])
    passage = tiny.embed_passages(["the port"])
    assert question.shape == (1, 32)
    assert float((question @ passage.T)[0, 0]) < 0.99
    (export,) = tiny_export.iterdir()
    pipeline = replace(read(export).pipeline, query_prompt="")
    bare = OnnxEmbedder(export, tiny.identity, pipeline).embed_questions(["query: the port"])
    np.testing.assert_allclose(question, bare, atol=1e-6)


QUESTIONS = (
    "Who bought the port?",
    "Which company bought the port terminal in September 2019, and what did it pay for it?",
    "",
    "\ud800 \x00",
)


def test_questions_are_embedded_in_int8_close_to_float32(questions, embedder):
    small, exact = questions.embed_questions(QUESTIONS), embedder.embed_questions(QUESTIONS)
    assert (small.dtype, small.shape) == (np.float32, (4, 384))
    np.testing.assert_allclose(np.linalg.norm(small, axis=1), 1, atol=1e-6)
    cosines = np.sum(small * exact, axis=1)
    assert cosines.min() >= 0.97
    assert cosines.max() < 0.9999
    assert questions.embed_questions([]).shape == (0, 384)


def test_a_questions_vector_does_not_depend_on_the_others(questions):
    together = questions.embed_questions(QUESTIONS)
    alone = np.concatenate([questions.embed_questions([text]) for text in QUESTIONS])
    np.testing.assert_array_equal(together, alone)


def test_passages_are_exact_whatever_was_opened(exported_models, embedder):
    texts = ["The port was sold in spring.", "a port", "", "Nobody told the price. " * 90]
    opened = Model(DEFAULT_MODEL, exported_models).questions()
    assert isinstance(opened, OnnxQuestionEmbedder)
    np.testing.assert_array_equal(opened.embed_passages(texts), embedder.embed_passages(texts))
    assert opened.identity == embedder.identity
    assert opened.count_tokens(texts) == embedder.count_tokens(texts) == [7, 2, 0, 450]


def test_several_threads_get_the_vectors_of_one(exported_models):
    opened = Model(DEFAULT_MODEL, exported_models).questions()
    with ThreadPoolExecutor(8) as threads:
        questions = list(threads.map(lambda _: opened.embed_questions(QUESTIONS), range(16)))
        passages = list(threads.map(lambda _: opened.embed_passages(["a port"]), range(8)))
    for vectors in questions:
        np.testing.assert_array_equal(vectors, questions[0])
    for vectors in passages:
        np.testing.assert_array_equal(vectors, passages[0])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("model.onnx", OnnxEmbedder),
        ("tokenizer.json", OnnxEmbedder),
        ("questions.onnx", OnnxQuestionEmbedder),
        ("tokenizer.json", OnnxQuestionEmbedder),
    ],
)
def test_a_file_that_is_no_graph_or_tokenizer_is_an_error_that_says_how_to_mend_it(
    tiny_export, tmp_path, name, kind
):
    (export,) = tiny_export.iterdir()
    record = read(export)
    for file in record.files:
        (tmp_path / file.name).write_bytes((export / file.name).read_bytes())
    (tmp_path / name).write_bytes(b"\x00" * 100)
    with pytest.raises(ModelError, match=r"cannot be opened: .* run `dateline index`"):
        kind(tmp_path, record.identity, record.pipeline)


def test_batches_hold_texts_of_like_length_within_the_limit():
    assert list(batches([300, 2, 256, 256, 300, 256, 3, 2000])) == [
        [1, 6, 2, 3],
        [5, 0, 4],
        [7],
    ]
    assert list(batches([])) == []


def test_rows_are_filled_up_on_the_side_of_the_model():
    assert padded([[5, 6], [7]], 9, "right").tolist() == [[5, 6], [7, 9]]
    assert padded([[5, 6], [7]], 9, "left").tolist() == [[5, 6], [9, 7]]
