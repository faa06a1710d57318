"""Answers, hits, documents and reports as JSON, in the shape that programs rely on.

Owns the names and the order of the keys. Offsets are Python string indices into the document's
stored text. Every function returns a whole JSON text without a line end.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from bot.terminal.explanation import explained_json
from index.documents import Entry, EventDate, Landmark
from index.periods import Days
from index.store.records import (
    Excerpt,
    LibrarySummary,
    SourceRecord,
    StoredDocument,
    StoredLead,
)

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.explain import Explanation
    from bot.answering.quotes import Quote, QuotedLead
    from bot.answering.scope import Scope
    from bot.answering.since import Since
    from bot.answering.timeline import Entry as TimelineEntry
    from bot.answering.timeline import Timeline
    from bot.audit import Suspect
    from bot.copies import Copied
    from bot.doctor import Diagnosis
    from bot.library import RankedQuote
    from bot.status import Status
    from bot.terminal.arguments import Range
    from index.dates.query.question_time import AskedTime
    from index.report import Report
    from index.source_files import FileOutcome

Json = dict[str, object]


def answer_json(answer: "Answer", explanation: "Explanation | None" = None) -> str:
    """Return an answer or a refusal, and what was looked at for it where that is explained."""
    found: dict[str, object] = {
        "question": answer.question,
        "answered": answer.answered,
        "quotes": [_quote(quote) for quote in answer.quotes],
        "nearest": [_quote(quote) for quote in answer.nearest],
        "library": _library(answer.library),
        "time": _time(answer.time),
        "newest": answer.newest,
        "middling": answer.middling,
        "missing": list(answer.missing),
        "respelled": [{"asked": asked, "shown": shown} for asked, shown in answer.respelled],
        "doubtful": [
            {"text": d.text, "start": d.start, "end": d.end, "readings": list(d.readings)}
            for d in answer.doubtful
        ],
        "scope": _scope(answer.scope),
    }
    if explanation is not None:
        found["confidence_needed"] = explanation.needed
        found["looked_at"] = [
            _quote(one.quote) | {"explained": explained_json(one)} for one in explanation.passages
        ]
    return dump(found)


def timeline_json(timeline: "Timeline") -> str:
    """Return the entries of a timeline in the order of time, or a refusal."""
    return dump(
        {
            "topic": timeline.topic,
            "answered": timeline.answered,
            "entries": [
                {
                    "value": entry.value,
                    **_days(entry.days),
                    "from": _told_by(entry),
                    "quote": _quote(entry.quote),
                }
                for entry in timeline.entries
            ],
            "undated": [_quote(quote) for quote in timeline.undated],
            "nearest": [_quote(quote) for quote in timeline.nearest],
            "library": _library(timeline.library),
            "between": _days(timeline.between),
            "scope": _scope(timeline.scope),
        }
    )


def since_json(since: "Since") -> str:
    """Return what documents say since a day, the newest first."""
    return dump(
        {
            "since": since.day.isoformat(),
            "by": "added" if since.added else "published",
            "topic": since.topic,
            "answered": since.answered,
            "documents": since.documents,
            "quotes": [
                _quote(quote) | {"added": _day(quote.source.added)} for quote in since.quotes
            ],
            "nearest": [_quote(quote) for quote in since.nearest],
            "library": _library(since.library),
        }
    )


def dates_json(dates: Iterable[EventDate]) -> str:
    """Return the dates that a text names as a list."""
    return dump([_event(date) for date in dates])


def audit_json(suspects: Iterable["Suspect"]) -> str:
    """Return the documents whose date is missing or in doubt as a list."""
    return dump(
        [
            _document(suspect.source)
            | {
                "concerns": [str(concern) for concern in suspect.concerns],
                "warnings": list(suspect.source.warnings),
                "dates": [
                    {
                        "value": claim.value,
                        "origin": str(claim.origin),
                        "text": claim.words or None,
                        "start": claim.start,
                        "end": claim.end,
                    }
                    for claim in suspect.claims
                ],
            }
            for suspect in suspects
        ]
    )


def hits_json(hits: Iterable["RankedQuote"]) -> str:
    """Return ranked passages as a list of quotes, each with what it ranked on."""
    return dump([_quote(hit.quote) | {"ranked": _ranked(hit)} for hit in hits])


def sources_json(sources: Iterable[SourceRecord]) -> str:
    """Return the documents of the library as a list."""
    return dump(
        [
            _document(source)
            | {
                "characters": source.characters,
                "passages": source.passages,
                "library": source.library,
                "entries": source.entries,
                "first_entry": source.first_entry,
                "last_entry": source.last_entry,
                "warnings": list(source.warnings),
                "added": _day(source.added),
            }
            for source in sources
        ]
    )


def document_json(
    document: StoredDocument, around: "Range | None" = None, excerpt: Excerpt | None = None
) -> str:
    """Return a document's text, or a range of it, with its place.

    `excerpt`: what the library holds at the range, for the headings above it and its entry.
    """
    start, end = (around.start, around.end) if around else (0, len(document.text))
    return dump(
        {
            "document": _document(document.source),
            "entry": _entry(excerpt.entry if excerpt else None),
            "leads": _leads(excerpt.leads if excerpt else ()),
            "landmarks": _landmarks(excerpt.landmarks if excerpt else ()),
            "start": start,
            "end": end,
            "text": document.text[start:end],
        }
    )


def status_json(status: "Status") -> str:
    """Return what the index is and what it holds."""
    return dump(
        {
            "library": _library(status.library) | {"undated": status.library.undated},
            "libraries": [{"name": one.name, "public": one.public} for one in status.libraries],
            "source_docs": status.source_docs,
            "index_dir": status.index_dir,
            "size_bytes": status.size_bytes,
            "model": status.model,
            "dimension": status.dimension,
            "weights_sha256": status.weights_sha256,
            "vector_index": status.vector_index,
            "second_look": status.second_look,
            "generation": status.generation,
            "format_version": status.format_version,
            "lagging": status.lagging,
            "in_memory": list(status.in_memory),
            "failed": [
                {
                    "path": file.path,
                    "reason": file.reason,
                    "since": file.since.isoformat() if file.since else None,
                }
                for file in status.failed
            ],
        }
    )


def copied_json(copied: "Copied") -> str:
    """Return what a copy holds, and where it is or came from."""
    return dump({"file": copied.file, "documents": copied.documents, "passages": copied.passages})


def report_json(report: "Report", *, one_line: bool = False) -> str:
    """Return what indexing did, with every file it names."""
    values = report_values(report)
    return json.dumps(values, ensure_ascii=False) if one_line else dump(values)


def report_values(report: "Report") -> Json:
    """Return the values of `report_json`."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "failed": _outcomes(report.failed),
        "warnings": _outcomes(report.warnings),
        "skipped": _outcomes(report.skipped),
        "left": list(report.left),
        "passages_embedded": report.passages_embedded,
        "dates_read_anew": report.dates_read_anew,
        "cut_again": report.cut_again,
        "seconds": round(report.seconds, 3),
        "library": _library(report.library) | {"undated": report.library.undated},
    }


def diagnosis_json(diagnosis: "Diagnosis") -> str:
    """Return what was found in the index."""
    return dump(
        {
            "healthy": diagnosis.healthy,
            "findings": [
                {
                    "level": finding.level,
                    "what": finding.what,
                    "mend": finding.mend,
                    "mended": finding.mended,
                }
                for finding in diagnosis.findings
            ],
        }
    )


def _quote(quote: "Quote") -> Json:
    sentence = quote.sentence
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "document": _document(quote.source),
        "dated": quote.dated,
        "entry": _entry(quote.entry),
        "leads": _leads(quote.leads),
        "landmarks": _landmarks(quote.landmarks),
        "sentence": {"text": sentence.text, "start": sentence.start, "end": sentence.end},
        "event_dates": [
            {"text": event.text, "value": event.value, "start": event.start, "end": event.end}
            for event in quote.event_dates
        ],
        "score": quote.score,
        "also_in": [_document(source) for source in quote.repeated_in],
        "versions": [_quote(version) for version in quote.versions],
    }


def _entry(entry: Entry | None) -> Json | None:
    if entry is None:
        return None
    return {
        "date": entry.date,
        "from": entry.date_from,
        "start": entry.start,
        "end": entry.end,
    }


def _leads(leads: "Iterable[QuotedLead | StoredLead]") -> list[Json]:
    return [
        {"kind": lead.kind, "text": lead.text, "start": lead.start, "end": lead.end}
        for lead in leads
    ]


def _landmarks(landmarks: Iterable[Landmark]) -> list[Json]:
    return [{"start": one.start, "label": one.label} for one in landmarks]


def _told_by(entry: "TimelineEntry") -> str:
    if entry.event:
        return "text"
    return "entry" if entry.quote.entry else "publication"


def _event(event: EventDate) -> Json:
    return {"text": event.text, "start": event.start, "end": event.end, "value": event.value}


def _time(time: "AskedTime | None") -> Json | None:
    if time is None:
        return None
    firsts, lasts = [span.first for span in time.spans], [span.last for span in time.spans]
    # An open end of one is an open end of all.
    hull = Days(
        None if None in firsts else min(first for first in firsts if first),
        None if None in lasts else max(last for last in lasts if last),
    )
    spans: Json = {"spans": [_days(span) for span in time.spans]} if len(time.spans) > 1 else {}
    return {"text": time.text, "value": time.value, **_days(hull), **spans}


def _scope(scope: "Scope") -> Json:
    return {
        "after": _day(scope.published.after),
        "before": _day(scope.published.before),
        "as_of": _day(scope.as_of),
        "during": None if scope.during is None else _days(scope.during),
        "any_time": scope.any_time,
        "by_date": scope.by_date,
    }


def _days(days: Days) -> Json:
    return {"start": _day(days.first), "end": _day(days.last)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ranked(hit: "RankedQuote") -> Json:
    return {
        "cosine": hit.cosine,
        "bm25": hit.bm25,
        "vector_rank": hit.vector_rank,
        "word_rank": hit.word_rank,
    }


def _document(source: SourceRecord) -> Json:
    return {
        "path": source.path,
        "title": source.title,
        "published": source.published,
        "published_from": source.published_from,
        "sha256": source.sha256,
        "url": source.url,
    }


def _library(library: LibrarySummary) -> Json:
    return {
        "documents": library.documents,
        "passages": library.passages,
        "first_published": library.first_published,
        "last_published": library.last_published,
    }


def _outcomes(files: Iterable["FileOutcome"]) -> list[Json]:
    return [{"path": file.path, "reason": file.reason} for file in files]


def dump(value: Json | list[Json]) -> str:
    """Return a value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2)
