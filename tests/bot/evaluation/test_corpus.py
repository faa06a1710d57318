import pytest

from bot.evaluation.beir import Text
from bot.evaluation.corpus import index_texts
from bot.library import Library

MILL = Text("t/1", 'The "mill": sold', "It was sold.\n\n# 9 May\nTo Lenz \ud800.", "2020-01")
WEIR = Text("t2", "", "The weir broke.", None)


@pytest.fixture
def made(kept, settings):
    return index_texts([MILL, WEIR], kept, settings)


def test_a_text_keeps_its_words_title_and_date_and_is_known_by_its_id(made):
    settings, ids = made
    with Library.open(settings) as library:
        mill, weir = (library.document(source.path) for source in library.sources())
    assert [ids[stored.source.path.split("/")[-1]] for stored in (mill, weir)] == ["t/1", "t2"]
    assert (mill.source.title, mill.source.published) == ('The "mill": sold', "2020-01")
    assert mill.text[mill.body :].strip() == MILL.text.replace("\ud800", "?")
    assert (weir.source.published, weir.text[weir.body :].strip()) == (None, WEIR.text)


def test_what_is_there_already_is_not_written_again_and_what_went_is_gone(made, kept):
    settings, _ = made
    first = sorted(settings.source_docs.iterdir())[0]
    before = first.stat().st_mtime_ns
    settings, ids = index_texts([MILL], kept, settings)
    assert first.stat().st_mtime_ns == before
    assert list(ids.values()) == ["t/1"]
    with Library.open(settings) as library:
        assert library.summary().documents == 1
