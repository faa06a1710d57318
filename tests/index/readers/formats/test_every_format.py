"""What holds for every foreign format: the words of a file come back, and offsets are its own."""

from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from format_files import FILES
from index.passages import build_passages, find_entries
from index.readers.formats import FORMATS
from index.readers.guard.wire import pack, unpack

WORDS = "harbour Kolm, U.S. 3.2 $5 9 January 2020 last September it's well-known (see a) 50% why?"
OTHERS = (
    'naïve Ωmega 東京 e\u0301te\u0301 👩\u200d👧 “so” — a&b 1<2 "x" # * _ | \\n {} & &amp; 2026年'
)
SHOWN = "Word"  # so that no paragraph looks like a mark of its format, a quoted line or a speaker


def paragraphs(name: str) -> st.SearchStrategy[list[str]]:
    words = WORDS.split() if name == "pdf" else [*WORDS.split(), *OTHERS.split()]
    if name == "subtitles":
        words = [word for word in words if not set(word) & set("<&{")]
    if name == "piece":  # "Word0 — January 2020" says who wrote it, and when
        words = [word for word in words if word != "—"]
    lists = st.lists(st.lists(st.sampled_from(words), max_size=9), min_size=1, max_size=5)
    return lists.map(
        lambda texts: [" ".join([f"{SHOWN}{n}", *some]) for n, some in enumerate(texts)]
    )


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_the_words_of_a_file_come_back_and_every_passage_is_a_stretch_of_them(one, data):
    given_texts = data.draw(paragraphs(one.name))
    documents = import_module(one.module).read(FILES[one.name](given_texts), "a")
    assert unpack(pack(documents)) == documents
    whole = " ".join(" ".join(document.text for document in documents).split())
    at = 0
    for text in given_texts:
        at = whole.find(text, at)
        assert at >= 0, (text, whole)
        at += len(text)
    for document in documents:
        _passages_are_sound(document)


def _passages_are_sound(document):
    entries = document.entries or find_entries(
        document.text,
        document.body,
        published=None,
        markup=document.markup,
        elements=document.elements,
    )
    passages = build_passages(
        document.text,
        document.body,
        count_tokens=lambda texts: [len(text.split()) for text in texts],
        max_tokens=7,
        markup=document.markup,
        entries=entries,
        elements=document.elements,
    )
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert all(one.end <= two.start for one, two in pairwise(sentences))
    left = list(document.text[document.body :])
    leads = [lead for passage in passages for lead in passage.leads]
    for span in (*sentences, *leads):
        for at in range(span.start - document.body, span.end - document.body):
            left[at] = " "
    assert "".join(left).split() == []
