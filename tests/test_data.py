"""What the measuring libraries under tests/data promise: that their questions can be answered."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from index.readers import read_document

DATA = Path(__file__).parent / "data"
LIBRARIES = ("written", "dated", "asked")
KINDS = {
    "written": {
        "changelog": 10,
        "chat": 11,
        "code": 3,
        "diary": 7,
        "entry_date": 17,
        "extracted_text": 3,
        "faq": 13,
        "interview": 4,
        "minutes": 6,
        "pronoun": 2,
        "published": 4,
        "section": 7,
        "table": 8,
        "time_only": 1,
        "version": 4,
    },
    "dated": {
        "as_of": 8,
        "elsewhere": 12,
        "entity": 12,
        "fact": 8,
        "follow_up": 12,
        "near_miss": 14,
        "negation": 4,
        "newest": 20,
        "other_place": 9,
        "other_year": 5,
        "pronoun": 6,
        "reason": 5,
        "year": 5,
    },
    "asked": {
        "as_of": 10,
        "code": 8,
        "everyday": 10,
        "fact": 70,
        "follow_up": 12,
        "list_or_table": 10,
        "near_miss": 20,
        "newest": 24,
        "numbers": 14,
        "other_topic": 14,
        "why_how": 20,
    },
}
# What a question says beside what it expects.
ASKED = {"ask", "as_of", "after", "kind", "half"}
EXPECTED = {"sentence", "quote", "document", "date", "event"}
# Their front matter has a line that is not valid YAML, as people's often has.
BROKEN_ON_PURPOSE = {"reservoir-news.md", "swimming-club-faq.md"}
# Their dates are those of their entries: that the file has none of its own may be said.
OF_ENTRIES = {
    "tamarisk-users-digest.txt",
    "tamarisk-CHANGELOG.md",
    "plumbline-NEWS.txt",
    "night-porter-studio-chat.txt",
    "lissow-parish-minutes.md",
    "curling-club-agm-minutes.md",
    "chat-cooper-street.txt",
    "boat-journal.txt",
    "chat-film-night.txt",
    "chat-orchard.txt",
    "chat-stairwell.txt",
    "glowworm-releases.md",
    "gristmill-NEWS.txt",
    "irc-robotics.txt",
    "lighthouse-diary.txt",
    "museum-newsletter.md",
    "sundial-calver.md",
}
# Their dates are written in ways that may be in doubt.
HARD_TO_DATE = {
    "bats-study.txt",
    "boat-register.txt",
    "mill-register.md",
}
MEANT = BROKEN_ON_PURPOSE | OF_ENTRIES | HARD_TO_DATE


@cache
def _questions(library: str) -> list[dict[str, object]]:
    return yaml.safe_load((DATA / library / "questions.yaml").read_text("utf-8"))


@cache
def _texts(library: str) -> dict[str, str]:
    docs = DATA / library / "docs"
    return {
        file.relative_to(docs).as_posix(): file.read_text("utf-8")
        for file in sorted(docs.rglob("*"))
        if file.is_file()
    }


def _stands_in(words: str, text: str) -> bool:
    text, words = (" ".join(each.split()).casefold() for each in (text, words))
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _alternatives(question: dict[str, object]) -> list[list[str]]:
    wanted = [*question.get("sentence", []), *question.get("quote", [])]
    return [each if isinstance(each, list) else [each] for each in wanted]


def _named(library: str, question: dict[str, object]) -> list[str]:
    """All documents where the question names none: then any of them may answer."""
    return [path for path in _texts(library) if path.endswith(str(question.get("document", "")))]


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_question_holds_known_fields_of_the_right_type(library):
    for question in _questions(library):
        assert set(question) <= ASKED | EXPECTED | {"refuse"}, question
        assert {"ask", "kind", "half"} <= set(question), question
        for words in _alternatives(question):
            assert words, question
            assert all(isinstance(each, str) for each in words), question
        for field in ("date", "as_of"):
            assert isinstance(question.get(field, date.min), date), question


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_question_is_asked_twice_in_the_same_way(library):
    asked = Counter(
        (question["ask"], str(question.get("as_of")), str(question.get("after")))
        for question in _questions(library)
    )

    assert [ask for ask, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_named_document_is_one_of_the_library(library):
    for question in _questions(library):
        if "document" in question:
            assert len(_named(library, question)) == 1, question


def test_every_document_as_people_write_them_is_asked_about():
    asked = {_named("written", each)[0] for each in _questions("written")}

    assert set(_texts("written")) - asked == set()


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_expected_word_stands_in_its_document(library):
    for question in _questions(library):
        texts = [_texts(library)[path] for path in _named(library, question)]
        for words in _alternatives(question):
            for each in words:
                assert any(_stands_in(each, text) for text in texts), (each, question)


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_event_is_written_in_its_document(library):
    for question in _questions(library):
        if "event" in question:
            assert question["event"].keys() == {"text", "value"}
            text = _texts(library)[_named(library, question)[0]]
            assert _stands_in(question["event"]["text"], text), question


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_question_to_be_refused_expects_nothing_else(library):
    for question in _questions(library):
        if "refuse" in question:
            assert question["refuse"] is True
            assert set(question) <= ASKED | {"refuse"}, question
        else:
            assert "sentence" in question, question


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_questions_of_each_kind_are_counted(library):
    kinds = Counter(str(question["kind"]) for question in _questions(library))

    assert dict(kinds) == KINDS[library]


@pytest.mark.parametrize("library", LIBRARIES)
def test_half_of_the_questions_is_kept_for_checking(library):
    halves = Counter(str(question["half"]) for question in _questions(library))

    assert halves["tune"] == halves["check"] == len(_questions(library)) / 2


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_document_is_read_without_a_warning_that_was_not_meant(library):
    docs = DATA / library / "docs"
    warned = {}
    for path in _texts(library):
        document = read_document(docs / path, path, max_bytes=100_000, today=date(2026, 11, 25))
        assert 60 <= len(document.text.split()) <= 500, path
        if document.warnings:
            warned[path] = document.warnings

    assert {path: warned[path] for path in set(warned) - MEANT} == {}


def test_the_questions_from_elsewhere_are_all_to_be_refused():
    questions = yaml.safe_load((DATA / "elsewhere.yaml").read_text("utf-8"))

    assert len({question["ask"] for question in questions}) == 60
    assert {question["refuse"] for question in questions} == {True}
    assert Counter(question["half"] for question in questions) == {"tune": 30, "check": 30}
