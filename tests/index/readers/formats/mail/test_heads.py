from email import message_from_bytes

import pytest

from index.readers.formats.mail.heads import (
    day_of,
    decoded_words,
    field,
    mail_dates,
    name_of,
    names,
    raw_field,
)


def test_fields_are_found_whatever_their_case_and_kept_on_one_line():
    mail = message_from_bytes(b"SUBJECT: a\n  b\x01c\nX: =?utf-8?q?=C3=A9?=\n\n")
    assert (field(mail, "Subject"), field(mail, "x"), field(mail, "To")) == ("a b c", "é", "")
    assert raw_field(mail, "X") == "=?utf-8?q?=C3=A9?="
    assert mail_dates(mail) == ()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("=?utf-8?q?H=C3=A4fen?= und =?iso-8859-1?q?K=F6ln?=", "Häfen und Köln"),
        ("=?utf-8?q?K=F6ln?=", "Köln"),
        ("=?gone?b?SMOkZmVu?=", "Häfen"),
        ("=?utf-8?b?x?=", "=?utf-8?b?x?="),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_decoded_though_their_charset_lies(written, words):
    assert decoded_words(written) == words


def test_people_are_named_where_they_are_few():
    assert names('"Lind, Bo" <b@c>, =?utf-8?q?Od=C3=A9=2C_Ann?= <a@c>') == "Lind, Bo, Odé, Ann"
    assert names("a@b, <c@d>") == "a@b, c@d"
    assert names("a@b, c@d, e@f, g@h") == ""
    assert names("") == ""
    assert names("(" * 5_000) == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bo Lind <bo@example.org>", "Bo Lind"),
        ("*Bo Lind* [mailto:bo@example.org]", "Bo Lind"),
        ("<bo@example.org>", "bo@example.org"),
        ('"Bo"', "Bo"),
    ],
)
def test_a_sender_inside_a_mail_is_named_without_an_address(written, name):
    assert name_of(written) == name


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 14 Mar 2025 23:30:00 -0500", "2025-03-14"),
        ("Thursday, March 13, 2025 10:00 AM", "2025-03-13"),
        ("14 Mar 25 01:00 +0900", "2025-03-14"),
        ("31 Feb 2025", ""),
        ("03/04/2025", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_the_day_is_that_of_the_senders_clock(written, day):
    assert day_of(written) == day
