from email import message_from_string

from index.readers.formats.html.walking import BlockKind
from index.readers.formats.mail.bodies import read_body, unflowed


def body(source):
    return read_body(message_from_string(source))


def test_a_mail_without_parts_is_one_block():
    found = body("From: a@b\n\n\nWords.\n\nMore.\n")
    assert [(one.kind, one.text) for one in found.blocks] == [(BlockKind.TEXT, "Words.\n\nMore.")]
    assert (found.attached, found.mails, found.warnings) == ((), (), ())


def test_parts_that_say_the_same_inside_others_are_told_apart():
    inner = (
        "--Y\nContent-Type: text/plain\n\nPlain.\n"
        "--Y\nContent-Type: text/html\n\n<p>Page.</p>\n--Y--\n"
    )
    found = body(
        "Content-Type: multipart/mixed; boundary=X\n\n--X\n"
        f"Content-Type: multipart/alternative; boundary=Y\n\n{inner}"
        "--X\nContent-Type: text/html\n\n<h1>Alone.</h1>\n"
        "--X\nContent-Type: audio/ogg\n\nx\n--X--\n"
    )
    assert [(one.kind, one.text) for one in found.blocks] == [
        (BlockKind.TEXT, "Plain."),
        (BlockKind.HEADING, "Alone."),
    ]
    assert found.attached == ("audio/ogg",)


def test_an_attached_mail_is_given_as_a_whole():
    found = body("Content-Type: message/rfc822\n\nSubject: Inside\n\nWords.")
    assert found.blocks == ()
    assert [one["Subject"] for one in found.mails] == ["Inside"]


def test_a_quote_that_a_forwarding_program_marks_is_kept():
    forwarded = "<div class='gmail_quote'>---------- Forwarded message ---------<br>From: A</div>"
    (block,) = body(f"Content-Type: text/html\n\n{forwarded}<p hidden>no</p>").blocks
    assert block.text == "---------- Forwarded message ---------\nFrom: A"


def test_flowed_lines_are_joined_within_one_depth_and_signatures_are_not():
    assert unflowed("a \nb\n>c \n> d\n-- \nAnn") == "a b\n> c d\n-- \nAnn"
    assert unflowed("a \nb", delsp=True) == "ab"
    assert unflowed("a \n> b \n") == "a \n> b \n"
