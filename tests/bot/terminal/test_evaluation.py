import io
import json

from bot.evaluation.cases import Case, Judged
from bot.evaluation.compare import compare
from bot.evaluation.ranking import Refusal
from bot.evaluation.run import RankingReport
from bot.terminal.evaluation import CasesResult, RankingResult
from bot.terminal.page import Page

REPORT = RankingReport(
    name="mills",
    documents=1_200,
    questions=3,
    second_look="off",
    rows={
        "vectors": {"recall@1": {"q1": 0.5, "q2": 0.5}, "nDCG@10": {"q1": 0.25, "q2": 0.25}},
        "fused": {"recall@1": {"q1": 1.0, "q2": 1.0}, "nDCG@10": {"q1": 0.75, "q2": 0.75}},
        "answers": {
            "answered": {"q1": 1.0, "q2": 1.0},
            "first quote": {"q1": 1.0, "q2": 1.0},
            "marked sentence": {"q1": 0.0, "q2": 0.0},
            "refused": {"q3": 1.0},
        },
    },
    refusal=Refusal(0.875, {0.8: 1.0, 0.9: 0.75, 0.95: 0.5}),
    seconds=(0.010, 0.012, 0.014),
)
JUDGED = [
    Judged(Case("Who?", kinds=("newest", "tune")), None, (), "Lenz did."),
    Judged(
        Case("Why?", after=("Who?",), kinds=("newest", "check")),
        "Who? Why?",
        ("the sentence lacks dam", "it is dated 2020, not 2021"),
        "The weir broke.",
    ),
]


def plain(result, changes=None):
    stream = io.StringIO()
    result.write(Page(stream), changes)
    return stream.getvalue().splitlines()


def test_a_data_sets_figures_stand_in_one_table_and_a_list():
    assert plain(RankingResult(REPORT)) == [
        "mills: 1,200 documents, 3 questions; second look: off",
        "                recall@1     nDCG@10",
        "vectors         0.500 ±0.000 0.250 ±0.000",
        "fused           1.000 ±0.000 0.750 ±0.000",
        "of the answerable answered      1.000 ±0.000",
        "first quote holds an answer     1.000 ±0.000",
        "its marked sentence does        0.000 ±0.000",
        "of the unanswerable refused     1.000 ±0.000",
        "refusal, AUROC                  0.875",
        "refused where 80% are answered  1.000",
        "refused where 90% are answered  0.750",
        "refused where 95% are answered  0.500",
        "time of a question              12.0 ms, 95 of 100 within 13.8 ms",
    ]


def test_a_data_sets_json_holds_the_means_and_every_question():
    found = json.loads(RankingResult(REPORT).json(None))
    assert found["rows"]["fused"]["nDCG@10"] == {"mean": 0.75, "low": 0.75, "high": 0.75}
    assert found["questions"]["fused"]["nDCG@10"] == {"q1": 0.75, "q2": 0.75}
    assert found["refusal"] == {
        "auroc": 0.875,
        "refused_at": {"0.8": 1.0, "0.9": 0.75, "0.95": 0.5},
    }
    assert found["seconds"] == {"median": 0.012, "p95": 0.0138}
    assert (found["documents"], found["second_look"]) == (1200, "off")
    assert "changes" not in found


def test_ones_own_cases_name_what_is_wrong_and_count_by_kind():
    result = CasesResult(JUDGED)
    assert result.failed
    assert plain(result) == [
        "Why?",
        "  understood as: Who? Why?",
        "  the sentence lacks dam",
        "  it is dated 2020, not 2021",
        "  shown: The weir broke.",
        "newest           1 of 2 right",
        "tune             1 of 1 right",
        "check            0 of 1 right",
        "1 of 2 right",
    ]


def test_cases_that_all_hold_are_only_counted():
    result = CasesResult(JUDGED[:1])
    assert not result.failed
    assert plain(result)[-1] == "1 of 1 right"


def test_ones_own_cases_as_json():
    found = json.loads(CasesResult(JUDGED).json(None))
    assert (found["right"], found["asked"]) == (1, 2)
    assert found["kinds"]["newest"] == {"right": 1, "asked": 2}
    assert found["cases"][1] == {
        "ask": "Why?",
        "understood": "Who? Why?",
        "right": False,
        "faults": ["the sentence lacks dam", "it is dated 2020, not 2021"],
        "shown": "The weir broke.",
    }
    assert found["questions"] == {"cases": {"right": {"Who?": 1.0, "Who? / Why?": 0.0}}}


def test_what_changed_for_sure_is_told():
    result = RankingResult(REPORT)
    old = {"vectors": {"recall@1": {"q1": 0.75, "q2": 0.75}}, "fused": {"nDCG@10": {"q1": 0.5}}}
    changes = compare(result.rows, old)
    assert plain(result, changes)[-2:] == [
        "vectors: recall@1 fell by 0.250 (-0.250 to -0.250)",
        "fused: nDCG@10 rose by 0.250 (+0.250 to +0.250)",
    ]
    assert json.loads(result.json(changes))["changes"][0] == {
        "row": "vectors",
        "measure": "recall@1",
        "mean": -0.25,
        "low": -0.25,
        "high": -0.25,
    }
    assert plain(result, compare(result.rows, result.rows))[-1] == "Nothing changed for sure."
