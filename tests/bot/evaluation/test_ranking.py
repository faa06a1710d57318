import json

import pytest

from bot.evaluation.run import evaluate_texts
from bot.settings import Settings

TEXTS = [
    ("mill", "The old mill of Brenn was sold to Ida Lenz.", "2019-03-02"),
    ("weir", "The weir of Brenn broke in the night. Nobody was hurt.", "2019-04-02"),
    ("bakery", "The bakery opens at six and sells rye bread.", "2020-01-09"),
    ("later", "The old mill of Brenn was sold again, to Otto Falk.", "2021-06-01"),
]
QUESTIONS = [
    {"_id": "q1", "text": "Who bought the old mill of Brenn?", "answers": ["Ida Lenz"],
     "date": "2020-05-01", "answerable": True},
    {"_id": "q2", "text": "When does the bakery open?", "answers": ["six"], "answerable": True},
    {"_id": "q3", "text": "Who discovered penicillin?", "answerable": False},
]  # fmt: skip
JUDGED = [("q1", "mill"), ("q2", "bakery")]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brenn") / "brenn"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": id, "text": text, "date": day} for id, text, day in TEXTS]
    for name, lines in (("corpus", corpus), ("queries", QUESTIONS)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    judged = "".join(f"{question}\t{text}\t1\n" for question, text in JUDGED)
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + judged)
    return folder


def run(data, kept, settings, *, limit=None):
    told = []
    report = evaluate_texts(data, settings, keep=kept, limit=limit, progress=told.append)
    return report, told


def test_every_row_has_a_value_for_every_question_that_has_an_answer(data, kept, settings):
    report, told = run(data, kept, settings)
    assert (report.name, report.documents, report.questions) == ("brenn", 4, 3)
    assert list(report.rows) == ["vectors", "words", "fused", "answers"]
    measures = ["recall@1", "recall@3", "recall@5", "recall@10", "MRR@10", "nDCG@10"]
    for row in ("vectors", "words", "fused"):
        assert list(report.rows[row]) == measures
        assert report.rows[row]["nDCG@10"] == {"q1": 1.0, "q2": 1.0}
    assert len(report.seconds) == 3
    assert [(one.done, one.total) for one in told if one.stage == "asking"] == [
        (0, 3), (1, 3), (2, 3),
    ]  # fmt: skip


def test_a_question_is_asked_on_its_own_day(data, kept, settings):
    # On 2020-05-01 nobody knew of Otto Falk.
    report, _ = run(data, kept, settings)
    assert report.rows["answers"]["marked sentence"] == {"q1": 1.0, "q2": 1.0}


def test_answers_and_refusals_are_told_at_the_default_and_by_their_confidence(data, kept, settings):
    report, _ = run(data, kept, settings)
    assert report.rows["answers"]["answered"] == {"q1": 1.0, "q2": 1.0}
    assert report.rows["answers"]["first quote"] == {"q1": 1.0, "q2": 1.0}
    assert report.rows["answers"]["refused"] == {"q3": 1.0}
    assert report.refusal.auroc == 1.0
    assert report.refusal.refused == {0.8: 1.0, 0.9: 1.0, 0.95: 1.0}


def test_with_a_reranker_the_second_look_is_a_row(data, kept):
    report, _ = run(data, kept, Settings())
    assert report.second_look == "ms-marco-MiniLM-L-12-v2"
    assert report.rows["second look"]["recall@1"] == {"q1": 1.0, "q2": 1.0}


def test_the_same_few_questions_are_drawn_every_time(data, kept, settings):
    one, _ = run(data, kept, settings, limit=2)
    other, _ = run(data, kept, settings, limit=2)
    assert one.questions == 2
    assert one.rows == other.rows


def test_without_unanswerable_questions_there_is_no_curve_of_refusal(data, kept, settings):
    (data / "queries.jsonl").write_text(json.dumps(QUESTIONS[1]))
    report, _ = run(data, kept, settings)
    (data / "queries.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)))
    assert report.refusal is None
    assert "refused" not in report.rows["answers"]
