"""Mailboxes, from bytes to documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FormatError
from index.readers.formats.mail import mailbox as module
from index.readers.formats.mail.mailbox import mails_of, read
from index.readers.guard.wire import pack, unpack

ABOVE = "From ann@example.org Fri Mar 14 10:00:00 2025\n"


def one(name, body, day=14):
    known = f"Message-ID: <{name}>\n" if name else ""
    return (
        f"{ABOVE}From: Ann <a@b>\nDate: {day} Mar 2025\nSubject: About {name}\n{known}\n{body}\n\n"
    )


def box(*mails):
    return "".join(mails).encode()


def test_each_mail_is_a_document_named_by_its_id():
    found = read(box(one("1@a", "First."), one("2@a", "Second.", 15)), "a.mbox")
    assert [(d.part, d.title, d.text, d.dates[0].text) for d in found] == [
        ("1@a", "About 1@a", "From: Ann\n\nFirst.", "2025-03-14"),
        ("2@a", "About 2@a", "From: Ann\n\nSecond.", "2025-03-15"),
    ]


def test_lines_that_only_begin_like_a_mail_are_text():
    body = "From here it goes on.\n>From my window.\n\nFrom the year of the harbour.\n"
    (found,) = read(box(one("1@a", body)), "a.mbox")
    assert found.text.endswith(
        "From here it goes on.\nFrom my window.\n\nFrom the year of the harbour."
    )


def test_a_mail_without_an_id_is_named_by_its_bytes_and_long_ids_are_cut():
    first, second = read(box(one("", "First."), one("x" * 300, "Second.")), "a.mbox")
    again = read(box(one("9@a", "Zeroth."), one("", "First.")), "a.mbox")[1]
    assert len(first.part) == 16
    assert first.part == again.part
    assert len(second.part) <= 100


def test_a_mail_that_stands_there_twice_is_read_once_and_ids_stay_unique():
    found = read(box(one("1@a", "First."), one("1@a", "First."), one("1@a", "Other.")), "a.mbox")
    assert [d.part for d in found] == ["1@a", "1@a (2)"]


def test_an_id_on_a_line_of_its_own_is_read():
    mail = one("1@a", "First.").replace("Message-ID: <", "Message-Id:\n <")
    assert read(box(mail), "a.mbox")[0].part == "1@a"


def test_mails_without_a_text_and_damaged_ones_cost_no_other_its_turn(monkeypatch):
    def read_mail(data, real=module.read_mail):
        if b"Broken." in data:
            raise LookupError
        return real(data)

    monkeypatch.setattr(module, "read_mail", read_mail)
    found = read(box(one("1", "> a"), one("2", "Broken."), one("3", "Words.")), "a.mbox")
    assert [d.part for d in found] == ["3"]
    assert found[0].warnings == (
        "1 of its mails have no text of their sender",
        "1 of its mails are damaged and not read",
    )


def test_a_mailbox_that_is_far_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_CHARACTERS", 30)
    with pytest.raises(FormatError, match="holds more than 30 characters; split it"):
        read(box(one("1", "Words."), one("2", "More words.")), "a.mbox")


@pytest.mark.parametrize("data", [b"", b"No mail.", box(one("1", "> a"))])
def test_a_file_without_mails_is_refused(data):
    with pytest.raises(FormatError, match="holds no mail with a text of its sender"):
        read(data, "a.mbox")


def test_windows_line_ends_part_mails_too():
    data = box(one("1", "First."), one("2", "Second.")).replace(b"\n", b"\r\n")
    assert len(list(mails_of(data))) == 2
    assert [d.text for d in read(data, "a.mbox")] == ["From: Ann\n\nFirst.", "From: Ann\n\nSecond."]


PIECES = (ABOVE, "From: Ann\n", "Message-ID: <1>\n", "\n", "Words.\n", "> a\n", ">From \n", "\r\n")


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30))
def test_whatever_it_holds_parts_are_unique_and_offsets_sound(pieces):
    try:
        documents = read("".join(pieces).encode("utf-8", "replace"), "a.mbox")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    assert len({d.part for d in documents}) == len(documents)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        documents = read(ABOVE.encode() + data, "a.mbox")
    except FormatError:
        return
    unpack(pack(documents))
