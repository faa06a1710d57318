import pytest

from index.readers.formats.office.counts import written_count


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (12, "decimal", "12"),
        (3, "decimalZero", "03"),
        (28, "lowerLetter", "bb"),
        (234, "upperLetter", "ZZZZZZZZZ"),
        (235, "upperLetter", "235"),
        (49, "lowerRoman", "xlix"),
        (4_000, "upperRoman", "4000"),
        (0, "lowerRoman", "0"),
        (5, "", "5"),
    ],
)
def test_a_count_is_written_in_its_form(count, form, written):
    assert written_count(count, form) == written
