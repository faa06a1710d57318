import json
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from bot.answering.scope import Scope
from bot.audit import Concern, DateClaim, InText
from bot.terminal import json_output
from bot.terminal.arguments import Range
from fake_library import (
    ENTRY,
    EVENT,
    HEADING,
    LOGGED,
    PUBLICATION_ENTRY,
    QUOTE,
    SOURCE,
    TEXT,
    UNDATED,
    answered,
    diagnosis,
    failed_file,
    finding,
    hit,
    outcome,
    refused,
    report,
    since,
    status,
    suspect,
    timeline,
)
from index.dates.query.doubtful import DoubtfulDate
from index.dates.query.question_time import AskedTime, asked_time
from index.documents import EventDate, Landmark, Origin
from index.periods import Days
from index.store.records import Excerpt, Published

DOCUMENT = {
    "path": "source_docs/sadr.txt",
    "title": "Who met whom",
    "published": "2020-01-09",
    "published_from": "header",
    "sha256": "ab" * 32,
    "url": None,
}
QUOTED = {
    "text": "Sadr led protests. Khamenei invited him to Tehran. It failed.",
    "start": 0,
    "end": 61,
    "document": DOCUMENT,
    "dated": "2020-01-09",
    "entry": None,
    "leads": [],
    "landmarks": [],
    "sentence": {"text": "Khamenei invited him to Tehran.", "start": 19, "end": 50},
    "event_dates": [],
    "score": 0.75,
    "also_in": [],
    "versions": [],
}
UNDERSTOOD = {"middling": False, "missing": [], "respelled": [], "doubtful": []}
COVERED = {
    "documents": 1,
    "passages": 2,
    "first_published": "2020-01-09",
    "last_published": "2020-01-09",
}
ANYTHING = {
    "after": None,
    "before": None,
    "as_of": None,
    "during": None,
    "any_time": False,
    "by_date": False,
}


def test_an_answer_has_the_shape_of_the_design_in_its_order():
    expected = {
        "question": "Who?",
        "answered": True,
        "quotes": [
            QUOTED
            | {
                "event_dates": [
                    {"text": "last September", "value": "2019-09", "start": 0, "end": 14}
                ]
            }
        ],
        "nearest": [],
        "library": COVERED,
        "time": None,
        "newest": None,
        **UNDERSTOOD,
        "scope": ANYTHING,
    }
    written = json_output.answer_json(answered(EVENT))
    assert written == json.dumps(expected, indent=2)
    quoted = json.loads(written)["quotes"][0]
    assert TEXT[quoted["start"] : quoted["end"]] == quoted["text"]


def test_a_refusal_has_the_nearest_passages_in_the_shape_of_quotes():
    assert json.loads(json_output.answer_json(refused(QUOTE))) == {
        "question": "Who?",
        "answered": False,
        "quotes": [],
        "nearest": [QUOTED],
        "library": COVERED,
        "time": None,
        "newest": None,
        **UNDERSTOOD,
        "scope": ANYTHING,
    }


def test_a_quote_has_its_entry_its_leads_and_where_else_it_stands():
    found = json.loads(json_output.answer_json(answered(LOGGED)))["quotes"][0]
    assert found["dated"] == "2024-03-04"
    assert found["entry"] == {"date": "2024-03-04", "from": "heading", "start": 0, "end": 62}
    assert found["leads"] == [
        {"kind": "heading", "text": "## Windows", "start": 100, "end": 110},
        {"kind": "header row", "text": "| Who | Where |", "start": 120, "end": 135},
    ]
    assert [one["path"] for one in found["also_in"]] == ["source_docs/plain.txt"]
    (version,) = found["versions"]
    assert version["sentence"]["text"] == "Pizza was served."
    assert version["versions"] == []


def test_an_answer_has_what_of_the_question_was_not_taken_as_it_stands():
    answer = replace(
        answered(),
        middling=True,
        missing=("E1099",),
        respelled=(("Kovatch", "Kovač"),),
        doubtful=(DoubtfulDate("03/05/2021", 3, 13, ("2021-05-03", "2021-03-05")),),
    )
    written = json.loads(json_output.answer_json(answer))
    assert {key: written[key] for key in UNDERSTOOD} == {
        "middling": True,
        "missing": ["E1099"],
        "respelled": [{"asked": "Kovatch", "shown": "Kovač"}],
        "doubtful": [
            {
                "text": "03/05/2021",
                "start": 3,
                "end": 13,
                "readings": ["2021-05-03", "2021-03-05"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("question", "time"),
    [
        (
            "Who came since last March?",
            {"text": "since last March", "value": "2019-03/..", "start": "2019-03-01", "end": None},
        ),
        (
            "Who came in May 2018 or 2016?",
            {
                "text": "May 2018, 2016",
                "value": "2018-05, 2016",
                "start": "2016-01-01",
                "end": "2018-05-31",
                "spans": [
                    {"start": "2018-05-01", "end": "2018-05-31"},
                    {"start": "2016-01-01", "end": "2016-12-31"},
                ],
            },
        ),
    ],
)
def test_an_answer_has_the_time_as_it_was_understood(question, time):
    answer = replace(answered(), time=asked_time(question, date(2020, 1, 9)), newest="latest")
    written = json.loads(json_output.answer_json(answer))
    assert (written["time"], written["newest"]) == (time, "latest")


def test_an_open_end_of_one_time_is_open_for_all():
    spans = (Days(date(2018, 1, 1), date(2018, 5, 1)), Days(None, date(2016, 12, 31)))
    answer = replace(answered(), time=AskedTime("x", "y", spans, ()))
    time = json.loads(json_output.answer_json(answer))["time"]
    assert (time["start"], time["end"]) == (None, "2018-05-01")


def test_an_answer_has_the_scope_it_was_asked_in():
    scope = Scope(
        Published(date(2018, 1, 1), date(2020, 1, 1)),
        date(2019, 12, 31),
        Days(date(2019, 9, 1), None),
        any_time=True,
        by_date=True,
    )
    written = json.loads(json_output.answer_json(replace(answered(), scope=scope)))
    assert written["scope"] == {
        "after": "2018-01-01",
        "before": "2020-01-01",
        "as_of": "2019-12-31",
        "during": {"start": "2019-09-01", "end": None},
        "any_time": True,
        "by_date": True,
    }


def test_a_timeline():
    event = {"text": "last September", "value": "2019-09", "start": 0, "end": 14}
    found = timeline(ENTRY, PUBLICATION_ENTRY, undated=(replace(QUOTE, source=UNDATED),))
    found = replace(found, between=Days(date(2019, 1, 1), None))
    undated = DOCUMENT | {
        "path": "source_docs/plain.txt",
        "title": "Plain",
        "published": None,
        "published_from": None,
    }
    assert json.loads(json_output.timeline_json(found)) == {
        "topic": "Sadr",
        "answered": True,
        "entries": [
            {
                "value": "2019-09",
                "start": "2019-09-01",
                "end": "2019-09-30",
                "from": "text",
                "quote": QUOTED | {"event_dates": [event]},
            },
            {
                "value": "2020-01-09",
                "start": "2020-01-09",
                "end": "2020-01-09",
                "from": "publication",
                "quote": QUOTED,
            },
        ],
        "undated": [QUOTED | {"document": undated, "dated": None}],
        "nearest": [],
        "library": COVERED,
        "between": {"start": "2019-01-01", "end": None},
        "scope": ANYTHING,
    }


def test_a_timeline_says_where_the_date_of_an_entry_is_from():
    of_entry = replace(PUBLICATION_ENTRY, quote=LOGGED)
    (entry,) = json.loads(json_output.timeline_json(timeline(of_entry)))["entries"]
    assert entry["from"] == "entry"


def test_what_is_new_since_a_day():
    added = replace(QUOTE, source=replace(SOURCE, added=date(2020, 2, 1)))
    found = replace(since(added, QUOTE, topic="Sadr", added=True), documents=7)
    assert json.loads(json_output.since_json(found)) == {
        "since": "2020-01-01",
        "by": "added",
        "topic": "Sadr",
        "answered": True,
        "documents": 7,
        "quotes": [QUOTED | {"added": "2020-02-01"}, QUOTED | {"added": None}],
        "nearest": [],
        "library": COVERED,
    }
    nothing = replace(since(), quotes=(), nearest=(QUOTE,))
    written = json.loads(json_output.since_json(nothing))
    assert (written["by"], written["answered"]) == ("published", False)
    assert (written["quotes"], written["nearest"]) == ([], [QUOTED])


def test_dates_have_exactly_four_keys():
    written = json_output.dates_json([EventDate("last September", "2019-09", 3, 17)])
    assert written == json.dumps(
        [{"text": "last September", "start": 3, "end": 17, "value": "2019-09"}], indent=2
    )
    assert json_output.dates_json([]) == "[]"


def test_an_audit_has_every_date_with_its_origin():
    claims = (
        DateClaim("2020-01-09", Origin.HEADER),
        DateClaim("2021-05-03", InText.DATE_LINE, "3 May 2021", 10, 20),
    )
    assert json.loads(json_output.audit_json([suspect(Concern.DISAGREE, claims=claims)])) == [
        DOCUMENT
        | {
            "concerns": ["dates disagree"],
            "warnings": [],
            "dates": [
                {
                    "value": "2020-01-09",
                    "origin": "header",
                    "text": None,
                    "start": None,
                    "end": None,
                },
                {
                    "value": "2021-05-03",
                    "origin": "text",
                    "text": "3 May 2021",
                    "start": 10,
                    "end": 20,
                },
            ],
        }
    ]


def test_words_are_written_as_they_are_and_controls_are_escaped():
    written = json_output.answer_json(answered(question="‘Тегеран’\x1b?"))
    assert '"question": "‘Тегеран’\\u001b?"' in written


def test_an_undated_document_has_nulls():
    written = json.loads(json_output.answer_json(answered(replace(QUOTE, source=UNDATED))))
    document = written["quotes"][0]["document"]
    assert (document["published"], document["published_from"]) == (None, None)


def test_hits_are_quotes_with_what_they_ranked_on():
    assert json.loads(json_output.hits_json([hit(QUOTE, None)])) == [
        QUOTED | {"ranked": {"cosine": 0.7125, "bm25": 12.4, "vector_rank": None, "word_rank": 2}}
    ]


def test_sources():
    source = replace(SOURCE, warnings=("odd",), url="https://example.org/a", added=date(2020, 2, 1))
    source = replace(source, entries=12, first_entry="2024-01-02", last_entry="2024-12-31")
    assert json.loads(json_output.sources_json([source])) == [
        DOCUMENT
        | {
            "url": "https://example.org/a",
            "characters": len(TEXT),
            "passages": 2,
            "library": "main",
            "entries": 12,
            "first_entry": "2024-01-02",
            "last_entry": "2024-12-31",
            "warnings": ["odd"],
            "added": "2020-02-01",
        }
    ]


def test_a_document_whole_and_in_part():
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    whole = {
        "document": DOCUMENT,
        "entry": None,
        "leads": [],
        "landmarks": [],
        "start": 0,
        "end": len(TEXT),
        "text": TEXT,
    }
    assert json.loads(json_output.document_json(document, None)) == whole
    page = (Landmark(0, "page 3"),)
    excerpt = Excerpt(SOURCE, "Sadr", 0, 4, "", "", (), LOGGED.entry, (HEADING,), page)
    part = json.loads(json_output.document_json(document, Range(0, 4), excerpt))
    assert (part["start"], part["end"], part["text"]) == (0, 4, "Sadr")
    assert part["entry"]["date"] == "2024-03-04"
    assert part["leads"] == [{"kind": "heading", "text": "Sadr", "start": 0, "end": 4}]
    assert part["landmarks"] == [{"start": 0, "label": "page 3"}]


def test_status():
    assert json.loads(json_output.status_json(status())) == {
        "library": COVERED | {"undated": 0},
        "libraries": [{"name": "main", "public": True}],
        "source_docs": "source_docs",
        "index_dir": ".dateline",
        "size_bytes": 412_300,
        "model": "all-MiniLM-L6-v2",
        "dimension": 384,
        "weights_sha256": "53aa",
        "vector_index": "Flat",
        "second_look": "off",
        "generation": 3,
        "format_version": 1,
        "lagging": False,
        "in_memory": [],
        "failed": [],
    }
    failed = (failed_file("a.pdf", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)), failed_file("b.pdf"))
    assert json.loads(json_output.status_json(status(failed=failed)))["failed"] == [
        {"path": "a.pdf", "reason": "is locked", "since": "2026-01-02T03:04:00+00:00"},
        {"path": "b.pdf", "reason": "is locked", "since": None},
    ]


def test_a_report_names_every_file():
    done = report(
        added=tuple("abcdefghijklmn"),
        failed=(outcome("c", "empty"),),
        warnings=(outcome("a", "odd"),),
        skipped=(outcome("d", "unread"),),
        left=("e",),
        seconds=0.123456,
    )
    assert "\n" not in json_output.report_json(done, one_line=True)
    assert json.loads(json_output.report_json(done)) == {
        "added": list("abcdefghijklmn"),
        "changed": [],
        "removed": [],
        "unchanged": 1,
        "failed": [{"path": "c", "reason": "empty"}],
        "warnings": [{"path": "a", "reason": "odd"}],
        "skipped": [{"path": "d", "reason": "unread"}],
        "left": ["e"],
        "passages_embedded": 0,
        "dates_read_anew": 0,
        "cut_again": 0,
        "seconds": 0.123,
        "library": COVERED | {"undated": 0},
    }


def test_a_diagnosis():
    found = diagnosis(finding("fault", "Cut short.", "Repair it."), healthy=False)
    assert json.loads(json_output.diagnosis_json(found)) == {
        "healthy": False,
        "findings": [
            {"level": "fault", "what": "Cut short.", "mend": "Repair it.", "mended": False}
        ],
    }
