import json
from dataclasses import replace
from types import SimpleNamespace

from bot import json_output
from bot.arguments import Range
from fake_library import (
    EVENT,
    QUOTE,
    SOURCE,
    TEXT,
    UNDATED,
    answered,
    diagnosis,
    finding,
    hit,
    outcome,
    refused,
    report,
    status,
)

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
    "sentence": {"text": "Khamenei invited him to Tehran.", "start": 19, "end": 50},
    "event_dates": [],
    "score": 0.75,
}
COVERED = {
    "documents": 1,
    "passages": 2,
    "first_published": "2020-01-09",
    "last_published": "2020-01-09",
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
    }


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
    source = replace(SOURCE, warnings=("odd",), url="https://example.org/a")
    assert json.loads(json_output.sources_json([source])) == [
        DOCUMENT
        | {
            "url": "https://example.org/a",
            "characters": len(TEXT),
            "passages": 2,
            "warnings": ["odd"],
        }
    ]


def test_a_document_whole_and_in_part():
    document = SimpleNamespace(source=SOURCE, text=TEXT)
    whole = {"document": DOCUMENT, "start": 0, "end": len(TEXT), "text": TEXT}
    assert json.loads(json_output.document_json(document, None)) == whole
    part = {"document": DOCUMENT, "start": 0, "end": 4, "text": "Sadr"}
    assert json.loads(json_output.document_json(document, Range(0, 4))) == part


def test_status():
    assert json.loads(json_output.status_json(status())) == {
        "library": COVERED | {"undated": 0},
        "source_docs": "source_docs",
        "index_dir": ".dateline",
        "size_bytes": 412_300,
        "model": "all-MiniLM-L6-v2",
        "dimension": 384,
        "weights_sha256": "53aa",
        "vector_index": "Flat",
        "generation": 3,
        "format_version": 1,
        "lagging": False,
    }


def test_a_report_names_every_file():
    done = report(
        added=tuple("abcdefghijklmn"),
        failed=(outcome("c", "empty"),),
        warnings=(outcome("a", "odd"),),
        skipped=(outcome("d", "unread"),),
        seconds=0.123456,
    )
    assert json.loads(json_output.report_json(done)) == {
        "added": list("abcdefghijklmn"),
        "changed": [],
        "removed": [],
        "unchanged": 1,
        "failed": [{"path": "c", "reason": "empty"}],
        "warnings": [{"path": "a", "reason": "odd"}],
        "skipped": [{"path": "d", "reason": "unread"}],
        "passages_embedded": 0,
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
