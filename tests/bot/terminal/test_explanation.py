import io
import json
import shutil

import pytest

from bot.cli import main
from bot.terminal.explanation import write_explanation
from bot.terminal.page import Page
from places import SOURCE_DOCS


@pytest.fixture
def article(own_folder, exported_models, capsys):
    shutil.copytree(SOURCE_DOCS, own_folder / "source_docs")
    (own_folder / ".dateline").mkdir()
    (own_folder / ".dateline" / "models").symlink_to(exported_models)
    assert main(["index"]) == 0
    capsys.readouterr()


def test_ask_explains_what_each_signal_gave_and_what_became_of_each_passage(article, capsys):
    assert main(["ask", "-n", "1", "Who invited Sadr to Tehran?", "--explain"]) == 0
    answer, _, looked_at = capsys.readouterr().out.partition("\nWhat was looked at\n")
    assert "Ali Khamenei invited him to Tehran" in answer
    lines = looked_at.splitlines()
    assert lines[0] == "  1  quote 1"
    assert lines[1].startswith("     To this end, Iran’s Supreme Leader Ali Khamenei")
    assert "BM25" in lines[3]
    assert "(rank 1)" in lines[3]
    assert "left out: confidence 0." in looked_at
    assert "an answer needs 0.50" in looked_at


def test_ask_explains_a_refusal_in_json(article, capsys):
    assert main(["ask", "--json", "--explain", "Who won the football World Cup?"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["confidence_needed"] == 0.5
    first = found["looked_at"][0]
    assert first["explained"]["fate"] == "unsure"
    assert first["explained"]["confidence"] < 0.5
    assert first["explained"].keys() == {
        "fate", "of_quote", "score", "cosine", "vector_rank", "bm25", "word_rank", "time_fit",
        "sentence_score", "coverage", "second_look", "confidence",
    }  # fmt: skip


def test_without_it_nothing_is_explained(article, capsys):
    main(["ask", "--json", "Who invited Sadr to Tehran?"])
    assert "looked_at" not in json.loads(capsys.readouterr().out)


def test_no_passages_are_said_to_be_none():
    from bot.answering.explain import Explanation

    stream = io.StringIO()
    write_explanation(Page(stream), Explanation(None, (), 0.5))
    assert stream.getvalue().splitlines()[-1] == "  no passage within the limits of the question"
