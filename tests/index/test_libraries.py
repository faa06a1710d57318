"""Libraries: their names, and which of them a file belongs to."""

import pytest

from index.libraries import Libraries, LibraryRecord, library_name, named_library


def test_a_file_belongs_to_the_library_of_its_first_folder():
    libraries = Libraries({"apollo": "Apollo"})
    assert libraries.of("source_docs/apollo/deep/a.txt") == "Apollo"
    assert libraries.of("source_docs/other/apollo/a.txt") == "main"


def test_a_file_with_the_name_of_a_library_is_in_no_folder():
    assert Libraries({"apollo": "Apollo"}).of("source_docs/apollo") == "main"


def test_libraries_that_documents_name_are_there_and_not_public():
    libraries = Libraries({"a": "Apollo"}, frozenset({"main", "Apollo"}))
    assert libraries.records({"Secret"}) == [
        LibraryRecord("Apollo", public=True),
        LibraryRecord("Secret", public=False),
        LibraryRecord("main", public=True),
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [(" Apollo\t 11 ", "Apollo 11"), ("Cafe\u0301", "Café"), ("a" * 60, "a" * 60)],
)
def test_a_name_is_kept_on_one_line(written, kept):
    assert library_name(written) == kept


@pytest.mark.parametrize("written", ["", " ", "a,b", "a;b", "it's", '"a"', "a`b", "@all", "a" * 61])
def test_what_can_be_no_name(written):
    assert library_name(written) is None


def test_a_person_may_write_a_name_in_small_letters_where_only_one_is_meant():
    assert named_library("apollo", ["Apollo", "main"]) == "Apollo"
    assert named_library("apollo", ["Apollo", "APOLLO"]) is None
    assert named_library("Apollo", ["Apollo", "APOLLO"]) == "Apollo"
    assert named_library("gemini", ["Apollo"]) is None
