import json
import shutil

import pytest

from bot.cli import main
from places import SOURCE_DOCS

RIGHT = '- {ask: "Who invited Sadr to Tehran?", sentence: [Khamenei], kind: fact}\n'
WRONG = '- {ask: "Who invited Sadr to Tehran?", sentence: [Obama], kind: wrong}\n'


@pytest.fixture
def folder(own_folder, exported_models, capsys):
    shutil.copytree(SOURCE_DOCS, own_folder / "source_docs")
    (own_folder / ".dateline").mkdir()
    (own_folder / ".dateline" / "models").symlink_to(exported_models)
    assert main(["index"]) == 0
    capsys.readouterr()
    (own_folder / "cases.yaml").write_text(RIGHT + WRONG)
    return own_folder


def test_the_exit_code_says_whether_all_cases_hold(folder, capsys):
    assert main(["eval", "cases.yaml"]) == 1
    assert capsys.readouterr().out.endswith("1 of 2 right\n")
    assert main(["eval", "cases.yaml", "--only", "fact"]) == 0
    assert capsys.readouterr().out == "fact             1 of 1 right\n1 of 1 right\n"


def test_compared_with_an_earlier_run_only_a_sure_loss_counts(folder, capsys):
    assert main(["eval", "cases.yaml", "--json"]) == 1
    out = capsys.readouterr().out
    (folder / "old.json").write_text(out)
    assert main(["eval", "cases.yaml", "--compare", "old.json"]) == 0
    assert capsys.readouterr().out.endswith("Nothing changed for sure.\n")
    better = json.loads(out)
    better["questions"]["cases"]["right"] = {"Who invited Sadr to Tehran?": 2.0}
    (folder / "old.json").write_text(json.dumps(better))
    assert main(["eval", "cases.yaml", "--compare", "old.json"]) == 1


def test_a_data_set_is_indexed_where_it_is_asked_to_be_and_measured(folder, capsys):
    data = folder / "data"
    (data / "qrels").mkdir(parents=True)
    (data / "corpus.jsonl").write_text('{"_id": "d", "text": "The mill of Brenn was sold."}')
    (data / "queries.jsonl").write_text('{"_id": "q", "text": "Was the mill of Brenn sold?"}')
    (data / "qrels" / "test.tsv").write_text("a\tb\tc\nq\td\t1\n")
    (folder / "kept" / "index").mkdir(parents=True)
    (folder / "kept" / "index" / "models").symlink_to(folder / ".dateline" / "models")
    assert main(["eval", "data", "--index", "kept", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rows"]["fused"]["recall@1"]["mean"] == 1.0
    assert (folder / "kept" / "documents").is_dir()
    # The library in use is another one.
    assert main(["eval", "cases.yaml", "--only", "fact"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.yaml"], "none.yaml cannot be read as YAML"),
        (["source_docs"], "corpus.jsonl cannot be read"),
        (["source_docs", "--only", "x"], "--only says nothing for source_docs"),
        (["cases.yaml", "--limit", "1"], "--limit says nothing for cases.yaml"),
        (["cases.yaml", "--index", "x"], "--index says nothing for cases.yaml"),
        (["cases.yaml", "--compare", "none.json"], "none.json is not what"),
        (["cases.yaml", "--only", "none"], "no case of cases.yaml is none; kinds: fact, wrong"),
    ],
)
def test_wrong_usage_is_told(folder, capsys, arguments, message):
    assert main(["eval", *arguments]) == 2
    assert message in capsys.readouterr().err
