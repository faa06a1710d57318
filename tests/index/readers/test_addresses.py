import pytest

from index.readers.addresses import day_of, is_web_address


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("ftp://example.org/a", False),
        ("javascript:alert(1)", False),
        ("/a/b", False),
        ("https://", False),
        ("https://example.org/a b", False),
        ("https://[", False),
        ("https://example.org/\n", False),
    ],
)
def test_what_may_be_shown_as_an_address(address, is_one):
    assert is_web_address(address) is is_one


def test_the_day_of_an_address():
    assert day_of(["https://example.org/2020/1/9/harbour"]) == "2020-01-09"
    assert day_of(["/2020-01-09-harbour", "/2020/01/09"]) == "2020-01-09"
    assert day_of(["/2020/01/09/a", "/2021/01/09/a"]) == ""
    assert day_of(["https://[", "/harbour"]) == ""
