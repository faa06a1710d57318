from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audit import Concern, DateClaim, InText, Suspect, audit
from index.documents import Markup, Origin
from index.passages import find_entries
from index.readers.headers import read_header
from index.store.records import SourceRecord, StoredDocument

TODAY = date(2026, 3, 1)
RECORD = SourceRecord(
    id=1,
    path="docs/note.txt",
    sha256="ab" * 32,
    title="Note",
    published=None,
    published_from=None,
    url=None,
    characters=1,
    passages=1,
    warnings=(),
)
BODY = "The bridge was opened to traffic and the toll was lifted."


def document(
    text: str = BODY,
    published: str | None = None,
    origin: Origin | None = None,
    path: str = "docs/note.txt",
) -> StoredDocument:
    source = replace(RECORD, path=path, published=published, published_from=origin)
    return StoredDocument(source, text, read_header(text).body)


def headed(text: str, published: str = "2020-01-09", path: str = "docs/note.txt") -> StoredDocument:
    return document(f"date {published} Note\n\n{text}", published, Origin.HEADER, path)


def only(*documents: StoredDocument) -> Suspect:
    found = audit(documents, TODAY)
    assert len(found) == 1
    return found[0]


def text_dates(text: str) -> list[tuple[str, str]]:
    """The value and the words of each date line in a text that its header dates long ago."""
    claims = [claim for one in audit([headed(text, "1900")], TODAY) for claim in one.claims]
    return [(claim.value, claim.words) for claim in claims if claim.origin == InText.DATE_LINE]


def test_a_document_with_one_date_in_the_past_is_not_looked_at() -> None:
    assert audit([headed(BODY)], TODAY) == []


def test_an_undated_document_is() -> None:
    assert only(document()) == Suspect(document().source, (Concern.UNDATED,), ())


def test_a_date_in_the_future_is_and_today_is_none() -> None:
    assert audit([headed(BODY, "2026-03-01")], TODAY) == []
    assert audit([headed(BODY, "2026")], TODAY) == []
    suspect = only(headed(BODY, "2026-03-02"))
    assert suspect.concerns == (Concern.FUTURE,)
    assert suspect.claims == (DateClaim("2026-03-02", Origin.HEADER),)


def test_a_header_and_a_file_name_that_disagree_are_both_shown_the_one_that_counts_first() -> None:
    suspect = only(headed(BODY, "2020-01-09", "docs/2020-01-10-note.txt"))
    assert suspect.concerns == (Concern.DISAGREE,)
    assert suspect.claims == (
        DateClaim("2020-01-09", Origin.HEADER),
        DateClaim("2020-01-10", Origin.FILE_NAME),
    )


@pytest.mark.parametrize("name", ["2020-01-09-note.txt", "2020-01-note.txt", "2020 note.txt"])
def test_a_coarser_date_agrees_with_a_day_inside_it(name: str) -> None:
    assert audit([headed(BODY, "2020-01-09", f"docs/{name}")], TODAY) == []
    assert audit([headed(BODY, "2020", f"docs/{name}")], TODAY) == []


def test_front_matter_is_read_too_and_a_date_that_does_not_exist_is_no_claim() -> None:
    text = f"---\ndate: January 9, 2020\n---\n\n{BODY}"
    named = document(text, "2020-01-09", Origin.FRONT_MATTER, "docs/20200210.md")
    assert [claim.origin for claim in only(named).claims] == [
        Origin.FRONT_MATTER,
        Origin.FILE_NAME,
    ]
    bad = document(f"date 2020-02-30 Note\n\n{BODY}")
    assert only(bad).claims == ()


@pytest.mark.parametrize(
    ("line", "words", "value"),
    [
        ("January 9, 2020", "January 9, 2020", "2020-01-09"),
        ("9 January 2020", "9 January 2020", "2020-01-09"),
        ("Thursday, 9 January 2020", "Thursday, 9 January 2020", "2020-01-09"),
        ("2020-01-09", "2020-01-09", "2020-01-09"),
        ("*January 9, 2020*", "January 9, 2020", "2020-01-09"),
        ("Published: January 9, 2020", "Published: January 9, 2020", "2020-01-09"),
        ("**Updated 3 May 2021**", "Updated 3 May 2021", "2021-05-03"),
        ("Last updated on 3 May 2021 at 14:30 GMT", "Last updated on 3 May 2021", "2021-05-03"),
        ("Posted January 9, 2020 10:15 a.m.", "Posted January 9, 2020", "2020-01-09"),
        ("By Ann Ode, 9 January 2020", "By Ann Ode, 9 January 2020", "2020-01-09"),
        (
            "By Ann Ode | January 9, 2020 | 5 min read",
            "By Ann Ode | January 9, 2020",
            "2020-01-09",
        ),
        ("January 9, 2020 by Ann Ode", "January 9, 2020", "2020-01-09"),
        (
            "PARIS, Jan. 9, 2020 (AP) — The mayor spoke.",
            "PARIS, Jan. 9, 2020",
            "2020-01-09",
        ),
        (
            "NEW YORK, January 9, 2020 /PRNewswire/ -- A firm grew.",
            "NEW YORK, January 9, 2020",
            "2020-01-09",
        ),
    ],
)
def test_the_date_line_of_a_text_is_named(line: str, words: str, value: str) -> None:
    assert text_dates(f"A bridge\n\n{line}\n\n{BODY}") == [(value, words)]


@pytest.mark.parametrize(
    "line",
    [
        "What happened on 9 January 2020",
        "9 January 2020: a day at the bridge",
        "The bridge was opened on 9 January 2020.",
        "January 2020",
        "2020",
        "03/04/2020",
        "Paris, 9 January 2020, was cold.",
        "PARIS, 9 January 2020 was cold.",
        "Photos by Ann Ode. 9 January 2020",
        "9 January 2020 " + "- " * 80 + "and so on",
    ],
)
def test_a_line_that_says_more_or_no_whole_day_is_no_date_line(line: str) -> None:
    assert text_dates(f"A bridge\n\n{line}\n\n{BODY}") == []


def test_a_date_line_stands_at_the_top_or_is_the_last() -> None:
    lines = "\n".join(f"Line {number} of a long note." for number in range(12))
    assert text_dates(f"{lines}\n9 January 2020\n{lines}") == []
    assert text_dates(f"{lines}\nUpdated 9 January 2020\n") == [
        ("2020-01-09", "Updated 9 January 2020")
    ]
    assert text_dates(f"{lines}\nPARIS, Jan. 9, 2020 (AP) — The mayor spoke.") == []
    assert text_dates("January 9, 2020") == [("2020-01-09", "January 9, 2020")]


def test_two_dates_on_a_line_are_two_claims() -> None:
    text = f"Published 9 January 2020 | Updated 3 May 2021\n\n{BODY}"
    assert text_dates(text) == [
        ("2020-01-09", "Published 9 January 2020"),
        ("2021-05-03", "Updated 3 May 2021"),
    ]


def test_a_date_line_disagrees_when_it_is_more_than_a_day_off() -> None:
    assert audit([headed(f"10 January 2020\n\n{BODY}")], TODAY) == []
    suspect = only(headed(f"11 January 2020\n\n{BODY}"))
    assert suspect.concerns == (Concern.DISAGREE,)
    assert suspect.claims == (
        DateClaim("2020-01-09", Origin.HEADER),
        DateClaim("2020-01-11", InText.DATE_LINE, "11 January 2020", 22, 37),
    )


def test_one_date_line_that_fits_is_enough() -> None:
    text = f"Published 9 January 2020\nUpdated 3 May 2021\n\n{BODY}"
    assert audit([headed(text)], TODAY) == []
    assert only(headed(text, "2020-02-09")).concerns == (Concern.DISAGREE,)


def test_a_text_that_tells_of_a_day_over_a_year_later_cannot_be_of_its_date() -> None:
    text = f"{BODY} It was closed again on 3 March 2021 after a storm."
    suspect = only(headed(text))
    stored = headed(text).text
    at = stored.index("3 March 2021")
    assert suspect.concerns == (Concern.DISAGREE,)
    assert suspect.claims[1:] == (
        DateClaim("2021-03-03", InText.LATER_EVENT, "3 March 2021", at, at + 12),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "It will be closed on 3 March 2021.",
        "The lease ends on 3 March 2021.",
        "Tolls are lifted until 3 March 2021.",
        "It was closed on 3 January 2021.",  # less than a year after
        "It was closed in March 2021.",
        "It was closed in 2021.",
        "It was closed on 2 March 2026.",  # has not come yet
        "It was closed on 3 March 2027.",
        "It cost 2021 coins on 3 March.",
        "It was closed on 03/04/2021.",
    ],
)
def test_a_plan_and_a_vague_time_prove_nothing(sentence: str) -> None:
    assert audit([headed(f"{BODY} {sentence}")], TODAY) == []


def journal(text: str, published: str | None, origin: Origin | None = None) -> StoredDocument:
    """A document with the entries that are found in it."""
    stored = document(text, published, origin or (Origin.FILE_NAME if published else None))
    entries = find_entries(text, stored.body, published=published, markup=Markup.MARKDOWN)
    assert entries
    return replace(stored, entries=entries)


def test_entries_after_the_date_of_their_document_are_named_the_first_and_the_last() -> None:
    text = "# Log\n\n## 2024-12-30\n\nFog.\n\n## 2025-02-01\n\nFrost.\n\n## 2026-01-05\n\nSnow.\n"
    suspect = only(journal(text, "2024-12-31"))
    assert suspect.concerns == (Concern.ENTRIES,)
    assert suspect.claims == (
        DateClaim("2024-12-31", Origin.FILE_NAME),
        DateClaim("2025-02-01", InText.ENTRY, "2025-02-01", 31, 41),
        DateClaim("2026-01-05", InText.ENTRY, "2026-01-05", 54, 64),
    )


@pytest.mark.parametrize("published", ["2025-02-01", "2025-01-31", "2025-02", "2025", "2026-01-31"])
def test_entries_up_to_the_date_of_their_document_agree_with_it(published: str) -> None:
    text = "# Log\n\n## 2024-12-30\n\nFog.\n\n## 2025-02-01\n\nFrost.\n"
    assert audit([journal(text, published)], TODAY) == []


def test_entries_that_all_end_over_a_year_before_it_disagree_with_it() -> None:
    text = "# Log\n\n## 2019-12-30\n\nFog.\n\n## 2020-02-01\n\nFrost.\n"
    suspect = only(journal(text, "2025-02-01"))
    assert suspect.concerns == (Concern.ENTRIES,)
    assert [claim.value for claim in suspect.claims] == ["2025-02-01", "2019-12-30", "2020-02-01"]


def test_a_document_of_dated_entries_needs_no_date_of_its_own() -> None:
    text = "# Log\n\n## 2019-12-30\n\nFog.\n\n## 2020-02-01\n\nFrost.\n"
    assert audit([journal(text, None)], TODAY) == []


def test_what_an_entry_tells_of_is_no_date_of_the_whole() -> None:
    text = "2024-12-30\n\nFog.\n\n2025-02-01\n\nThe pier was closed on 3 March 2026.\n"
    suspect = only(journal(text, "2024-12-31"))
    assert suspect.concerns == (Concern.ENTRIES,)
    assert [claim.origin for claim in suspect.claims] == [Origin.FILE_NAME, InText.ENTRY]


def test_suspects_are_in_the_order_of_their_paths() -> None:
    documents = (document(path=path) for path in ("docs/b.txt", "docs/c.txt", "docs/a.txt"))
    paths = [one.source.path for one in audit(documents, TODAY)]
    assert paths == ["docs/a.txt", "docs/b.txt", "docs/c.txt"]


PIECES_TEXT = (
    "\n,\n\n, ,Updated,Published:,By Ann,9 January 2020,3 March 2021,2020-01-09,9999,0001,"
    "January,PARIS\\, ,(AP),---,date 2020,date: 31 December 9999,İ,\u00a0,*,|,will,2021,03/04/2020"
)
PIECES = st.sampled_from(PIECES_TEXT.split(","))


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=20).map(" ".join)),
    published=st.one_of(st.none(), st.dates().map(date.isoformat), st.just("9999")),
    today=st.dates(),
)
def test_any_text_can_be_looked_at_and_words_are_the_texts_own(
    text: str, published: str | None, today: date
) -> None:
    stored = document(text, published, Origin.HEADER if published else None)
    for suspect in audit([stored], today):
        for claim in suspect.claims:
            if claim.start is not None:
                assert claim.words == text[claim.start : claim.end] != ""
                assert claim.start >= stored.body
