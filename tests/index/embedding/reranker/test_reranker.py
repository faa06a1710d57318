from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedding.reranker import DEFAULT_RERANKER, Reranker, open_reranker
from index.embedding.reranker import reranker as reranker_module
from index.embedding.reranker import source as source_module
from index.embedding.reranker.export import exported_reranker
from tiny_model import save_tiny_cross_encoder

pytestmark = pytest.mark.model

QUESTION = "was the port sold?"
TEXTS = ["the port was sold", "a price nobody told", "in spring it was", "the the the a"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    save_tiny_cross_encoder(folder / "model")
    return exported_reranker(str(folder / "model"), folder / "rerankers")


class Clock:
    """Stands still but for what each run of the model takes."""

    def __init__(self, monkeypatch, seconds):
        self.now, self.runs = 0.0, 0
        run = reranker_module.CrossEncoder.logit

        def timed(encoder, pair):
            self.now += seconds
            self.runs += 1
            return run(encoder, pair)

        monkeypatch.setattr(reranker_module.CrossEncoder, "logit", timed)

    def __call__(self):
        return self.now


def read(scores):
    return (~np.isnan(scores)).tolist()


def test_scores_are_logits_in_the_order_of_the_texts(files):
    scores = Reranker(files).scores(QUESTION, TEXTS)
    assert (scores.dtype, scores.shape) == (np.float32, (4,))
    assert len(set(scores.tolist())) == 4
    backwards = Reranker(files).scores(QUESTION, TEXTS[::-1])
    np.testing.assert_array_equal(backwards, scores[::-1])


def test_no_texts_have_no_scores(files):
    assert Reranker(files).scores(QUESTION, []).shape == (0,)


def test_nothing_is_opened_before_something_is_read(files, monkeypatch):
    monkeypatch.setattr(reranker_module, "CrossEncoder", None)
    reranker = Reranker(files, clock=lambda: 5.0)
    assert read(reranker.scores(QUESTION, TEXTS, until=5.0)) == [False] * 4
    with pytest.raises(TypeError):
        reranker.warm()


def test_texts_are_read_in_order_while_there_is_time_for_one_more(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=1.0)
    reranker = Reranker(files, clock=clock)
    for _ in range(30):  # until a second a text is what is expected
        reranker.scores(str(clock.now), TEXTS[:1])
    clock.now = 0.0
    assert read(reranker.scores(QUESTION, TEXTS, until=2.9)) == [True, True, False, False]
    assert clock.now == 2.0


def test_what_was_read_before_costs_no_time_and_needs_none(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=1.0)
    reranker = Reranker(files, clock=clock)
    first = reranker.scores(QUESTION, TEXTS[1:3])
    assert clock.runs == 2
    again = reranker.scores(QUESTION, TEXTS, until=clock.now)
    assert clock.runs == 2
    assert read(again) == [False, True, True, False]
    np.testing.assert_array_equal(again[1:3], first)


def test_the_same_text_is_read_again_for_another_question(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=1.0)
    reranker = Reranker(files, clock=clock)
    one = reranker.scores("the port?", ["sold"])
    other = reranker.scores("the", [" port?sold"])
    assert clock.runs == 2
    assert one != other


def test_the_scores_used_longest_ago_are_let_go(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=1.0)
    monkeypatch.setattr(reranker_module, "KEPT_SCORES", 2)
    reranker = Reranker(files, clock=clock)
    reranker.scores(QUESTION, TEXTS[:2])
    reranker.scores(QUESTION, TEXTS[:1])  # used last
    reranker.scores(QUESTION, TEXTS[2:3])
    assert clock.runs == 3
    assert read(reranker.scores(QUESTION, TEXTS[:3], until=0.0)) == [True, False, True]


def test_one_slow_run_does_not_end_the_second_look_for_good(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=10.0)
    reranker = Reranker(files, clock=clock)
    reranker.scores("slow", TEXTS[:1])
    tries = 0
    while not read(reranker.scores(QUESTION, TEXTS[:1], until=clock.now + 1.0))[0]:
        tries += 1
    assert 1 <= tries < 20


def test_threads_get_the_same_scores_and_open_the_model_once(files, monkeypatch):
    opened = []
    encoder = reranker_module.CrossEncoder
    monkeypatch.setattr(
        reranker_module,
        "CrossEncoder",
        lambda *given, **named: opened.append(1) or encoder(*given, **named),
    )
    expected = Reranker(files).scores(QUESTION, TEXTS)
    reranker = Reranker(files)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: reranker.scores(QUESTION, TEXTS), range(32)))
    np.testing.assert_array_equal(found, [expected] * 32)
    assert len(opened) == 2


def test_a_warm_reranker_has_run_once(files, monkeypatch):
    clock = Clock(monkeypatch, seconds=1.0)
    Reranker(files, clock=clock).warm()
    assert clock.runs == 1


@pytest.mark.parametrize("name", ["off", "OFF"])
def test_off_is_no_reranker(name, tmp_path):
    assert open_reranker(name, tmp_path / "rerankers") is None
    assert not (tmp_path / "rerankers").exists()


def test_the_default_is_the_packaged_one(tmp_path):
    assert open_reranker(DEFAULT_RERANKER, tmp_path / "rerankers").name == DEFAULT_RERANKER
    assert (tmp_path / "rerankers" / "checked.json").is_file()


def test_the_default_is_none_where_its_package_is_not_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(source_module, "find_spec", lambda _: None)
    assert open_reranker(DEFAULT_RERANKER, tmp_path) is None
