"""Documents come into the library of their folder or their sidecar, and go where those move."""

import pytest

from index.errors import UsageError
from index.libraries import LibraryRecord


def libraries(shelf):
    return {one.path: one.library for one in shelf.open().documents.sources()}


@pytest.fixture
def two(shelf):
    shelf.add("a.txt", "The cleric came home.")
    shelf.add("apollo/b.txt", "The module landed on the moon.")
    (shelf.docs / "apollo/library.yaml").write_text("name: Apollo\npublic: true\n")
    shelf.index()
    return shelf


def test_a_document_is_of_the_library_of_its_folder(two):
    assert libraries(two) == {"source_docs/a.txt": "main", "source_docs/apollo/b.txt": "Apollo"}
    assert two.open().documents.libraries() == [
        LibraryRecord("Apollo", public=True),
        LibraryRecord("main", public=True),
    ]


def test_a_folder_that_becomes_a_library_embeds_nothing(shelf):
    shelf.add("apollo/b.txt", "The module landed on the moon.")
    shelf.index()
    report = shelf.index(libraries=["apollo"])
    assert (report.passages_embedded, report.changed) == (0, ("source_docs/apollo/b.txt",))
    assert libraries(shelf) == {"source_docs/apollo/b.txt": "apollo"}
    assert shelf.index(libraries=["apollo"]).unchanged == 1


def test_a_library_that_is_public_no_more_is_noted_without_a_change_of_documents(two):
    (two.docs / "apollo/library.yaml").write_text("name: Apollo\n")
    report = two.index()
    assert (report.changed, report.unchanged) == ((), 2)
    assert LibraryRecord("Apollo", public=False) in two.open().documents.libraries()


def test_a_sidecar_that_names_a_library_wins_and_is_not_read_as_changed_again(two):
    (two.docs / "apollo/b.txt.meta.yaml").write_text("library: Secret\n")
    assert two.index().changed == ("source_docs/apollo/b.txt",)
    assert libraries(two)["source_docs/apollo/b.txt"] == "Secret"
    assert LibraryRecord("Secret", public=False) in two.open().documents.libraries()
    assert two.index().unchanged == 2


def test_a_sidecar_that_names_no_library_it_could_be_closes_its_document(two):
    (two.docs / "a.txt.meta.yaml").write_text("library: [Apollo, main]\n")
    report = two.index()
    assert libraries(two)["source_docs/a.txt"] == "unnamed"
    assert [one.reason for one in report.warnings] == [
        "sidecar file: library: is no name of one; until it is, the document is of 'unnamed'"
    ]


def test_what_a_file_says_of_its_library_by_itself_counts_for_nothing(shelf):
    shelf.add("a.md", "---\nlibrary: Apollo\n---\n\nThe cleric came home.\n")
    shelf.index()
    assert libraries(shelf) == {"source_docs/a.md": "main"}


def test_the_last_good_version_of_a_file_goes_with_its_folder(two):
    (two.docs / "apollo/b.txt").write_text("")
    two.index()
    (two.docs / "apollo/library.yaml").write_text("name: Closed\n")
    two.index()
    assert libraries(two)["source_docs/apollo/b.txt"] == "Closed"
    (failure,) = two.open().documents.failures().values()
    assert failure.library == "Closed"


def test_a_library_file_that_cannot_be_read_is_reported(two):
    (two.docs / "apollo/library.yaml").write_text("name: [")
    (warning,) = two.index().warnings
    assert warning.path == "source_docs/apollo/library.yaml"
    assert libraries(two)["source_docs/apollo/b.txt"] == "apollo"


def test_a_library_that_is_named_and_not_there_changes_nothing(two):
    with pytest.raises(UsageError, match="names 'gemini'"):
        two.index(libraries=["gemini"])
    assert len(libraries(two)) == 2
