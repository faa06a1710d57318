import json
from datetime import date

import pytest

from bot.evaluation.beir import KnownQuestion, Text, read_beir
from index.errors import UsageError

CORPUS = [
    {"_id": "t1", "title": "The mill", "text": "It was sold.", "date": "2020-01-09"},
    {"_id": "t2", "text": "The weir broke."},
]
QUERIES = [
    {
        "_id": "q1",
        "text": "Who sold it?",
        "date": "2021-05-05",
        "answers": ["Lenz"],
        "answerable": True,
    },
    {"_id": "q2", "text": "Why?", "answerable": False},
    {"_id": "q3", "text": "Nobody judged this."},
    {"_id": "q4", "text": "What broke?"},
]
JUDGED = "query-id\tcorpus-id\tscore\nq1\tt1\t2\nq1\tt2\t0\nq4\tt2\t1\n"


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "mills", CORPUS, QUERIES, {"test.tsv": JUDGED})


def write(folder, corpus, queries, judged):
    (folder / "qrels").mkdir(parents=True)
    for name, lines in (("corpus", corpus), ("queries", queries)):
        text = "\n".join(json.dumps(line) for line in lines)
        (folder / f"{name}.jsonl").write_text(text + "\n\n", "utf-8")
    for name, text in judged.items():
        (folder / "qrels" / name).write_text(text, "utf-8")
    return folder


def test_documents_and_what_is_known_of_questions_are_read(folder):
    data = read_beir(folder)
    assert data.name == "mills"
    assert data.texts == (
        Text("t1", "The mill", "It was sold.", "2020-01-09"),
        Text("t2", "", "The weir broke.", None),
    )
    assert data.questions == (
        KnownQuestion("q1", "Who sold it?", date(2021, 5, 5), ("Lenz",), True, {"t1": 2}),
        KnownQuestion("q2", "Why?", None, (), False, {}),
        KnownQuestion("q4", "What broke?", None, (), None, {"t2": 1}),
    )
    assert [one.is_ranked for one in data.questions] == [True, False, True]


def test_the_judgements_for_testing_go_before_others(folder):
    (folder / "qrels" / "dev.tsv").write_text("a\tb\tc\nq3\tt1\t1\n")
    assert [one.id for one in read_beir(folder).questions] == ["q1", "q2", "q4"]
    (folder / "qrels" / "test.tsv").unlink()
    assert [one.id for one in read_beir(folder).questions] == ["q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("corpus.jsonl", "{", "corpus.jsonl cannot be read as lines of JSON"),
        ("corpus.jsonl", "[1]", "corpus.jsonl, line 1: not a JSON object"),
        ("corpus.jsonl", '{"_id": 1, "text": ""}', "has no text under '_id'"),
        ("corpus.jsonl", "", "nothing to measure"),
        ("queries.jsonl", "", "nothing to measure"),
        ("queries.jsonl", '{"_id": "q", "text": "?", "date": "May"}', "'May' of the question 'q'"),
        ("qrels/test.tsv", "head\nq1 t1 1", "test.tsv cannot be read"),
    ],
)
def test_what_is_wrong_is_named(folder, file, text, message):
    (folder / file).write_text(text)
    with pytest.raises(UsageError, match=message):
        read_beir(folder)


def test_a_folder_without_the_files_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"corpus\.jsonl cannot be read"):
        read_beir(tmp_path)
