import pytest

from index.readers.formats.declared_titles import believable_title


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("The  harbour\nof Kolm ", "The harbour of Kolm"),
        ("report-final.docx", ""),
        ("Microsoft Word - report", ""),
        ("Document1", ""),
        ("Untitled", ""),
        ("-- 12 --", ""),
        ("x" * 201, ""),
        ("", ""),
    ],
)
def test_a_title_is_one_that_a_person_would_give(declared, title):
    assert believable_title(declared) == title
