import shutil
from datetime import date

import pytest

from bot.evaluation.cases import Case, EventWanted, judge, read_cases
from bot.evaluation.run import evaluate_cases
from bot.indexing import bring_in_line
from bot.library import Library
from bot.settings import read_settings
from index.errors import UsageError
from places import ROOT, SOURCE_DOCS

ASK = "Who invited Sadr to Tehran?"
ARTICLE = "what-led-the-us-to-assassinate-soleimani.txt"


@pytest.fixture(scope="module")
def shelf_of_the_article(tmp_path_factory, exported_models):
    folder = tmp_path_factory.mktemp("article")
    shutil.copytree(SOURCE_DOCS, folder / "source_docs")
    (folder / ".dateline").mkdir()
    (folder / ".dateline" / "models").symlink_to(exported_models)
    return folder


@pytest.fixture
def settings(shelf_of_the_article, monkeypatch):
    monkeypatch.chdir(shelf_of_the_article)
    made = read_settings()
    bring_in_line(made)
    return made


def faults(settings, **expected):
    with Library.open(settings) as library:
        (judged,) = judge(library, [Case(**({"ask": ASK} | expected))])
    return list(judged.faults)


def written(folder, text):
    path = folder / "cases.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_starter_file_holds_for_the_article(settings):
    judged = evaluate_cases(
        ROOT / "examples" / "soleimani.yaml", settings, only=(), progress=lambda _: None
    )
    assert [(one.case.ask, one.faults) for one in judged if not one.holds] == []
    assert len(judged) == 10


def test_a_case_is_read_with_all_it_may_hold(tmp_path):
    path = written(
        tmp_path,
        """
- ask: Who runs the mill?
  sentence: [Lenz, [sold, bought]]
  quote: mill
  document: mill.md
  date: 2021-05-05
  event: {text: yesterday, value: 2024-03-03}
  as_of: 2021-06-01
  after: [Who was elected?]
  kind: newest
  half: tune
- {ask: "Why?", refuse: true}
""".replace("Who was elected?", "'Who was elected?'"),
    )
    assert read_cases(path) == (
        Case(
            ask="Who runs the mill?",
            after=("Who was elected?",),
            as_of=date(2021, 6, 1),
            kinds=("newest", "tune"),
            sentence=(("Lenz",), ("sold", "bought")),
            quote=(("mill",),),
            document="mill.md",
            date="2021-05-05",
            event=EventWanted("yesterday", "2024-03-03"),
        ),
        Case(ask="Why?", refuse=True),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read as YAML"),
        ("ask: Why?", "holds no list of questions"),
        ("[]", "holds no list of questions"),
        ("- Why?", "case 1: no question under ask"),
        ("- {ask: a, refuse: true}\n- {ask: 3, refuse: true}", "case 2: no question under ask"),
        ("- {ask: a, sentense: b}", "case 1: sentense is not known; there are after, as_of"),
        ("- {ask: a, kind: b}", "case 1: nothing is expected"),
        ("- {ask: a, refuse: true, date: 2020}", "case 1: what is refused has no quote"),
        ("- {ask: a, refuse: true, as_of: May}", "case 1: as_of is May, not a day"),
        ("- {ask: a, event: May}", "case 1: event needs a text and a value"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path, text, message):
    with pytest.raises(UsageError, match=message):
        read_cases(written(tmp_path, text))


@pytest.mark.parametrize(
    "expected",
    [
        {"sentence": (("ali khamenei",), ("nobody", "invited him"))},
        {"quote": (("The meeting was fruitless",), ("So what led the US",))},
        {"document": ARTICLE},
        {"document": f"source_docs/{ARTICLE}"},
        {"date": "2020-01"},
        {"ask": "What happened last September?", "as_of": date(2020, 1, 20),
         "event": EventWanted("last September", "2019-09")},
        {"ask": "Who discovered penicillin?", "refuse": True},
        {"as_of": date(2019, 1, 1), "refuse": True},
    ],
)  # fmt: skip
def test_what_is_as_expected_has_no_faults(settings, expected):
    assert faults(settings, **expected) == []


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"sentence": (("Khamenei",), ("Trump", "Obama"))}, "the sentence lacks Trump or Obama"),
        ({"quote": (("embassy",),)}, "the quote lacks embassy"),
        ({"document": "soleimani.txt"}, f"it is of source_docs/{ARTICLE}, not of soleimani.txt"),
        ({"date": "2021"}, "it is dated 2020-01-09, not 2021"),
        (
            {"event": EventWanted("1979", "1979")},
            "of its event dates (none) none is '1979' = 1979",
        ),
        ({"refuse": True}, "it is answered and should be refused"),
        (
            {"ask": "Who discovered penicillin?", "date": "2020"},
            "it is refused and should be answered",
        ),
    ],
)
def test_what_is_not_as_expected_is_told(settings, expected, fault):
    assert faults(settings, **expected) == [fault]


def test_a_question_is_asked_in_the_conversation_before_it(settings):
    case = Case(ask="Was it fruitful?", after=(ASK,), quote=(("fruitless",),))
    with Library.open(settings) as library:
        (judged,) = judge(library, [case])
    assert judged.holds
    assert judged.understood is not None
    assert "Sadr" in judged.understood


def test_only_cases_of_the_kinds_asked_for_are_asked(settings, tmp_path):
    path = written(
        tmp_path,
        "- {ask: a1, refuse: true, kind: x, half: tune}\n"
        "- {ask: b1, refuse: true, kind: x, half: check}\n"
        "- {ask: c1, refuse: true, kind: y, half: check}\n",
    )

    def asked(*only):
        judged = evaluate_cases(path, settings, only=only, progress=lambda _: None)
        return [one.case.ask for one in judged]

    assert asked("check") == ["b1", "c1"]
    assert asked("x", "check") == ["b1"]
    with pytest.raises(UsageError, match=r"is z; kinds: check, tune, x, y"):
        asked("z")
