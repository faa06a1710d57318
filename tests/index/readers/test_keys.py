import pytest

from index.readers.keys import ADDRESS_KEYS, DATE_KEYS, OTHER_KEYS, TITLE_KEYS, URL_KEYS, normal


def test_keys_are_compared_without_case_blanks_and_marks() -> None:
    assert normal("Publish-Date") == normal("publish_date") == normal("PUBLISH date")
    assert normal("article:published_time") == "articlepublishedtime"


def test_the_tables_hold_keys_in_their_normal_form() -> None:
    for key in (*DATE_KEYS, *TITLE_KEYS, *URL_KEYS, *ADDRESS_KEYS, *OTHER_KEYS):
        assert normal(key) == key


@pytest.mark.parametrize("key", ["modified", "updated", "lastmod", "last_updated", "edited"])
def test_what_says_when_a_document_was_changed_is_no_date_of_it(key: str) -> None:
    assert normal(key) not in DATE_KEYS
