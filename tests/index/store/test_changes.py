from datetime import date

from index.documents import Entry, Origin
from index.libraries import MAIN
from index.passages import Lead, LeadKind, Passage, Span
from new_documents import new


def test_the_derived_indexes_get_what_came_after(database):
    database.writer.write([new()])
    database.writer.write([new("docs/b.txt")])
    ids, vectors = database.changes.vectors_after(2)
    assert ids.tolist() == [3, 4]
    assert vectors.tolist() == [[1, 0], [0, 1]]
    assert [
        (w.passage_id, w.document_id, w.text) for w in database.changes.words_after(3, MAIN)
    ] == [(4, 2, "Two there.")]


def test_the_word_index_gets_the_days_of_the_entry(database):
    passages = (Passage(0, 11, (Span(0, 11),)), Passage(12, 22, (Span(12, 22),), entry=0))
    entries = (Entry(12, 22, "2019-03", Origin.HEADING),)
    database.writer.write([new(passages=passages, entries=entries)])
    assert [
        (date.fromordinal(w.first_day), date.fromordinal(w.last_day))
        for w in database.changes.words_after(0, MAIN)
    ] == [(date(2020, 1, 9), date(2020, 1, 9)), (date(2019, 3, 1), date(2019, 3, 31))]


def test_the_word_index_gets_the_headings_apart_and_the_other_leads_with_the_text(database):
    leads = (Lead(LeadKind.HEADING, 0, 3), Lead(LeadKind.QUESTION, 4, 6))
    passages = (Passage(12, 22, (Span(12, 22),), leads=leads),)
    database.writer.write([new(passages=passages)])
    (entry,) = database.changes.words_after(0, MAIN)
    assert (entry.section, entry.text, entry.title) == ("One", "😀 \nTwo there.", "A title")
