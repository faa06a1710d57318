from hypothesis import given
from hypothesis import strategies as st

from index.documents import Landmark, Markup, touched
from index.passages import LeadKind, Role, build_passages, find_entries
from index.readers.formats.composing import Composition


def passages(composed, body=0):
    return build_passages(
        composed.text,
        body,
        count_tokens=lambda texts: [len(text.split()) for text in texts],
        max_tokens=12,
        markup=Markup.LAID_OUT,
        elements=composed.elements,
    )


def shown(composed):
    text = composed.text
    return [
        ([text[lead.start : lead.end] for lead in one.leads], text[one.start : one.end])
        for one in passages(composed)
    ]


def test_headings_are_those_that_the_file_tells():
    composed = Composition()
    composed.heading("Guide", 1)
    composed.paragraph("# not a heading, and no code:\n    four blanks")
    composed.heading("Windows", 2)
    composed.paragraph("Click on it.")
    composed.heading("Linux", 2)
    composed.paragraph("Type it.")
    assert shown(composed) == [
        (["Guide"], "# not a heading, and no code:\n    four blanks"),
        (["Guide", "Windows"], "Click on it."),
        (["Guide", "Linux"], "Type it."),
    ]


def test_rows_keep_the_header_of_their_own_table():
    composed = Composition()
    composed.rows([["Town", "Price"], ["Kolm", "3"]], header=True)
    composed.rows([["a", "b"]], header=False)
    composed.rows([["Only", "header"]], header=True)
    composed.paragraph("After it.")
    assert shown(composed) == [
        (["Town\tPrice"], "Kolm\t3"),
        ([], "a\tb"),
        ([], "Only\theader"),
        ([], "After it."),
    ]


def test_code_and_messages_have_their_roles():
    composed = Composition()
    composed.code("  a = 1\n\n  b = 2")
    composed.message("Ann: hello there")
    found = passages(composed)
    assert [one.roles for one in found] == [(Role.CODE, Role.MESSAGE)]
    assert composed.text == "  a = 1\n\n  b = 2\n\nAnn: hello there"


def test_dated_headings_of_a_laid_out_text_are_entries():
    composed = Composition()
    for day in ("4 March 2024", "5 March 2024", "6 March 2024"):
        composed.heading(day, 2)
        composed.paragraph("Something was done.")
    entries = find_entries(
        composed.text, 0, published=None, markup=Markup.LAID_OUT, elements=composed.elements
    )
    assert [one.date for one in entries] == ["2024-03-04", "2024-03-05", "2024-03-06"]


def test_what_lies_before_the_body_makes_no_passage():
    composed = Composition()
    composed.heading("Head", 1)
    composed.paragraph("Body.")
    assert [one.start for one in passages(composed, body=6)] == [6]
    assert passages(composed, body=6)[0].leads == ()


words = st.text(st.sampled_from("ab .\n\t#|<`- é"), max_size=12)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("paragraph"), words),
        st.tuples(st.just("heading"), words, st.integers(1, 6)),
        st.tuples(st.just("code"), words),
        st.tuples(st.just("message"), words),
        st.tuples(st.just("rows"), st.lists(st.lists(words, max_size=3), max_size=3)),
    ),
    max_size=8,
)


@given(steps)
def test_every_character_that_shows_is_in_one_sentence_or_leads_one(steps):
    composed = Composition()
    for name, *arguments in steps:
        options = {"header": True} if name == "rows" else {}
        getattr(composed, name)(*arguments, **options)
    text = composed.text
    seen = [0] * len(text)
    for one in passages(composed):
        for span in one.sentences:
            for place in range(span.start, span.end):
                seen[place] += 1
        for lead in one.leads:
            assert lead.kind in (LeadKind.HEADING, LeadKind.HEADER_ROW, *LeadKind)
            for place in range(lead.start, lead.end):
                seen[place] = seen[place] or 1
    assert all(seen[i] == 1 for i, c in enumerate(text) if not c.isspace())


def test_a_place_touches_the_landmarks_in_whose_reach_it_lies():
    pages = (Landmark(0, "1"), Landmark(10, "2"), Landmark(20, "3"))
    assert [one.label for one in touched(pages, 0, 10)] == ["1"]
    assert [one.label for one in touched(pages, 9, 11)] == ["1", "2"]
    assert [one.label for one in touched(pages, 12, 99)] == ["2", "3"]
    assert touched(pages[1:], 3, 5) == ()
    assert touched((), 3, 5) == ()
