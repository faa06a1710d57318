from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.records import Published
from index.store.words import MAX_TERMS, Analyzer, WordEntry, WordIndex

DAY = date(2020, 1, 9).toordinal()
ANY = Published()


@pytest.fixture
def words(tmp_path):
    index = WordIndex.create(tmp_path / "words")
    index.write(
        [
            WordEntry(11, 1, "The general invited the cleric to a café.", "", "Talks", DAY, DAY),
            WordEntry(12, 1, "The meetings were fruitless.", "", "Talks", DAY, DAY),
            WordEntry(21, 2, "Undated words on a cleric.", "", "Other", None, None),
        ],
        gone_documents=[],
    )
    return index


def found(index, question, **options):
    options = {"published": ANY} | options
    return [passage for passage, _ in index.matching(index.terms(question), 10, **options)]


def test_words_match_in_any_form_case_and_accent(words):
    assert found(words, "INVITING") == [11]
    assert found(words, "cafe\u0301") == [11]
    assert found(words, "CAFE") == [11]
    assert found(words, "meeting") == [12]


def test_a_word_of_the_title_matches_all_its_passages_below_a_word_of_the_text(words):
    assert set(found(words, "talks")) == {11, 12}
    assert found(words, "talks fruitless")[0] == 12


def test_a_heading_above_a_passage_matches_it_more_than_a_title(words):
    words.write(
        [
            WordEntry(41, 4, "Open the panel.", "Windows › Uninstall", "Manual", None, None),
            WordEntry(42, 4, "Open the panel.", "Windows › Install", "Uninstall", None, None),
        ],
        gone_documents=[],
    )
    assert found(words, "uninstall") == [41, 42]


def test_no_word_in_common_finds_nothing(words):
    assert found(words, "pizza") == []
    assert found(words, "?!") == []


@pytest.mark.parametrize(
    "question",
    [
        'cleric AND NOT "invited',
        "cleric:*",
        "title:cleric^2",
        "(cleric OR",
        "[a TO z] cleric",
        "cleric~2 +-!{}\\/",
        "IN [cleric]",
        "\x00cleric\x1b",
    ],
)
def test_operators_of_a_query_language_mean_nothing(words, question):
    assert 21 in found(words, question)


@given(st.text(max_size=200))
def test_any_question_can_be_asked(question):
    assert all(term for term in Analyzer().terms(question))


def test_any_text_can_be_searched_for(words):
    for code in range(0, 0x3000, 7):
        words.matching(words.terms(f"cleric{chr(code)}invited"), 5, published=ANY)


def test_a_very_long_question_is_searched_by_its_first_terms(words):
    filler = " ".join(f"word{n}" for n in range(MAX_TERMS))
    assert found(words, f"cleric {filler}") != []
    assert found(words, f"{filler} cleric") == []


def test_publication_dates_filter_and_undated_passages_match_no_filter(words):
    day = date(2020, 1, 9)
    assert found(words, "cleric", published=Published(after=day)) == [11]
    assert found(words, "cleric", published=Published(after=date(2020, 1, 10))) == []
    assert found(words, "cleric", published=Published(before=date(2020, 1, 10))) == [11]
    assert found(words, "cleric", published=Published(before=day)) == []


def test_scores_can_be_had_for_named_passages_alone(words):
    assert found(words, "cleric", among=[21]) == [21]
    everywhere = dict(words.matching(["cleric"], 10, published=ANY))
    assert dict(words.matching(["cleric"], 10, published=ANY, among=[21]))[21] == pytest.approx(
        everywhere[21]
    )


def test_a_removed_document_is_gone_and_new_ones_are_seen_after_reload(words, tmp_path):
    reader = WordIndex(tmp_path / "words")
    words.write([WordEntry(31, 3, "A cleric again.", "", "New", None, None)], gone_documents=[1])
    assert words.size == 2
    assert set(found(words, "cleric")) == {21, 31}
    assert set(found(reader, "cleric")) == {11, 21}
    reader.reload()
    assert set(found(reader, "cleric")) == {21, 31}


def test_it_is_told_in_how_many_passages_a_term_stands(words):
    assert [words.frequency("text", term) for term in ("cleric", "invit", "pizza")] == [2, 1, 0]
    assert words.frequency("title", "talk") == 2


def test_checksums_change_with_the_content(words):
    before = words.checksums()
    assert "meta.json" in before
    words.write([], gone_documents=[2])
    assert words.checksums() != before
