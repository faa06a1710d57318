import json

import pytest

from bot.evaluation.compare import compare, read_rows
from index.errors import UsageError

HALF = {str(n): float(n % 2) for n in range(200)}


def test_a_sure_loss_a_sure_gain_and_chance_are_told_apart():
    lost = {one: value if int(one) % 10 else 0.0 for one, value in HALF.items()} | {"1": 0.0}
    lost |= {str(n): 0.0 for n in range(1, 100, 2)}
    old = {"fused": {"recall@1": HALF, "MRR@10": HALF, "nDCG@10": HALF, "gone": HALF}}
    new = {
        "fused": {"recall@1": lost, "MRR@10": HALF | {"1": 0.0}, "nDCG@10": HALF | {
            str(n): 1.0 for n in range(0, 100, 2)}, "new": HALF},
        "words": {"recall@1": lost},
    }  # fmt: skip
    found = {one.measure: one for one in compare(new, old)}
    assert found.keys() == {"recall@1", "MRR@10", "nDCG@10"}
    assert (found["recall@1"].is_loss, found["recall@1"].is_gain) == (True, False)
    assert (found["MRR@10"].is_loss, found["MRR@10"].is_gain) == (False, False)
    assert (found["nDCG@10"].is_loss, found["nDCG@10"].is_gain) == (False, True)
    assert found["recall@1"].change.mean == pytest.approx(-0.25)


def test_the_values_of_a_run_are_read_from_its_json(tmp_path):
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"name": "x", "questions": {"fused": {"recall@1": {"q1": 1}}}}))
    assert read_rows(path) == {"fused": {"recall@1": {"q1": 1.0}}}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"questions": {"fused": 1}}'])
def test_another_file_is_named(tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"old\.json is not what `dateline eval --json` wrote"):
        read_rows(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="FileNotFoundError"):
        read_rows(tmp_path / "none.json")
