"""Which folders are libraries: those that the settings name, and those with a `library.yaml`."""

import pytest

from index.errors import UsageError
from index.libraries import LibraryRecord
from index.readers.library_files import read_libraries


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    (folder / "apollo").mkdir(parents=True)
    (folder / "gemini").mkdir()
    return folder


def say(folder, text):
    (folder / "library.yaml").write_text(text, encoding="utf-8")


def found(docs, *named):
    return read_libraries(docs, named).records(())


def test_without_a_word_there_is_one_public_library(docs):
    assert found(docs) == [LibraryRecord("main", public=True)]


def test_a_folder_that_a_setting_names_is_a_library_that_is_not_public(docs):
    assert found(docs, "apollo") == [
        LibraryRecord("apollo", public=False),
        LibraryRecord("main", public=True),
    ]


def test_a_file_gives_a_folder_its_name_and_makes_it_public(docs):
    say(docs / "apollo", "name: Moon landings\npublic: true\n")
    libraries = read_libraries(docs)
    assert libraries.of("docs/apollo/a.txt") == "Moon landings"
    assert LibraryRecord("Moon landings", public=True) in libraries.records(())


def test_an_empty_file_makes_a_library_of_the_folders_name(docs):
    say(docs / "apollo", "")
    assert LibraryRecord("apollo", public=False) in found(docs)


def test_the_source_folder_itself_may_be_named_and_closed(docs):
    say(docs, "name: Notes\npublic: false\n")
    assert found(docs) == [LibraryRecord("Notes", public=False)]


def test_two_folders_of_one_name_are_one_library_public_only_where_both_are(docs):
    say(docs / "apollo", "name: Space\npublic: true\n")
    say(docs / "gemini", "name: Space\n")
    assert LibraryRecord("Space", public=False) in found(docs)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name: [", "cannot be read (while parsing a flow node)"),
        ("- a\n", "holds something else than name: and public:"),
        ("name: Apollo\npublc: true\n", "holds something else than name: and public:"),
        ("name: 'a,b'\npublic: true\n", "gives the name 'a,b', which is none"),
        ("public: maybe\n", "says public: 'maybe', not true or false"),
    ],
)
def test_a_file_that_cannot_be_understood_closes_its_folder(docs, text, reason):
    say(docs / "apollo", text)
    libraries = read_libraries(docs)
    assert libraries.records(()) == [
        LibraryRecord("apollo", public=False),
        LibraryRecord("main", public=True),
    ]
    ((path, said),) = libraries.warnings
    assert path == "docs/apollo/library.yaml"
    assert said.startswith(f"{reason}; until it is mended, the documents there are a library")


def test_a_named_folder_that_is_not_there_is_an_error_that_names_those_that_are(docs):
    with pytest.raises(UsageError, match=r"names 'apolo', .*there are: apollo, gemini"):
        read_libraries(docs, ["apolo"])
