"""Whole mails, from bytes to documents."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import ElementKind, Entry, Markup, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats.mail.single import read
from index.readers.guard.wire import pack, unpack

HEAD = (
    "From: Ann Ode <ann@example.org>\nTo: Bo Lind <bo@example.org>, cy@example.org\n"
    "Date: Fri, 14 Mar 2025 23:30:00 -0500\nSubject: The harbour\nMessage-ID: <1@example.org>\n"
)


def mail(body, head=HEAD):
    (found,) = read(f"{head}\n{body}".encode(), "a.eml")
    return found


def text(body, head=HEAD):
    """Return what is kept below the names."""
    return mail(body, head).text.removeprefix("From: Ann Ode\n\nTo: Bo Lind, cy@example.org\n\n")


def parts(*inside, kind="mixed"):
    """Return a mail of several parts."""
    bodies = "".join(f"--X\n{one}\n" for one in inside)
    return f"{HEAD}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=X\n\n{bodies}--X--\n"


def several(*inside, kind="mixed"):
    (found,) = read(parts(*inside, kind=kind).encode(), "a.eml")
    return found


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
PAGE = "Content-Type: text/html; charset=utf-8\n\n"


def test_a_mail_has_its_subject_its_day_as_written_and_its_people_as_headings():
    found = mail("The harbour was dredged.\n\nIt is open again.\n")
    assert found.text == (
        "From: Ann Ode\n\nTo: Bo Lind, cy@example.org\n\n"
        "The harbour was dredged.\n\nIt is open again."
    )
    assert [(found.text[e.start : e.end], e.kind, e.level) for e in found.elements] == [
        ("From: Ann Ode", ElementKind.HEADING, 1),
        ("To: Bo Lind, cy@example.org", ElementKind.HEADING, 2),
    ]
    assert (found.title, found.markup) == ("The harbour", Markup.LAID_OUT)
    assert found.dates == (Written("2025-03-14", Origin.METADATA),)
    assert (found.entries, found.warnings) == ((), ())


def test_what_earlier_mails_say_is_left_out():
    body = (
        "Yes, at nine.\n\nOn Thu, 13 Mar 2025 at 10:00, Bo Lind\n<bo@example.org> wrote:\n\n"
        "> Do we meet?\n>> Maybe.\n>\n> Bo\n\nAnd bring the keys.\n-- \nAnn Ode\nKolm\n"
    )
    assert text(body) == "Yes, at nine.\n\nAnd bring the keys."
    outlook = (
        "Agreed.\n\n-----Original Message-----\nFrom: Bo Lind\nSent: Thursday, March 13, 2025 "
        "10:00 AM\nTo: Ann Ode\nSubject: The harbour\n\nThe harbour was never dredged.\n"
    )
    assert text(outlook) == "Agreed."
    assert text(outlook.replace("-----Original Message-----", "_" * 32)) == "Agreed."
    assert text(outlook.replace("-----Original Message-----\n", "")) == "Agreed."


def test_a_mail_that_is_passed_on_has_the_sender_and_the_day_of_its_own():
    body = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: *Bo Lind* <bo@example.org>\n"
        "Date: Thu, 13 Mar 2025 at 10:00\nSubject: Costs\nTo: Ann Ode <ann@example.org>\n\n"
        "The council pays.\n\n> Older words.\n"
    )
    found = mail(body)
    assert found.text == (
        "From: Ann Ode\n\nTo: Bo Lind, cy@example.org\n\nSee below.\n\nFrom: Bo Lind\n\n"
        "The council pays."
    )
    (entry,) = found.entries
    assert found.text[entry.start : entry.end] == "From: Bo Lind\n\nThe council pays."
    assert (entry.date, entry.date_from) == ("2025-03-13", Origin.MESSAGE)
    original = body.replace("---------- Forwarded message ---------", "-----Original Message-----")
    assert mail(original).entries == ()
    passed_on = HEAD.replace("Subject: ", "Subject: FW: ")
    assert mail(original, passed_on).entries == (entry,)
    undated = mail(body.replace("Thu, 13 Mar 2025 at 10:00", "yesterday"))
    assert undated.entries == (Entry(entry.start, entry.end, None, None),)


def test_the_plain_part_is_read_where_two_say_the_same():
    plain, page = f"{PLAIN}Plain words.", f"{PAGE}<p>Words of HTML.</p>"
    below = "From: Ann Ode\n\nTo: Bo Lind, cy@example.org\n\n"
    assert several(plain, page, kind="alternative").text == f"{below}Plain words."
    assert several(page, kind="alternative").text == f"{below}Words of HTML."
    stub, long = f"{PLAIN}See the HTML.", f"{PAGE}<p>{'Words of HTML. ' * 20}</p>"
    assert several(stub, long, kind="alternative").text.startswith(f"{below}Words of HTML.")
    assert several(plain, plain).text == f"{below}Plain words.\n\nPlain words."


def test_html_is_laid_out_and_what_it_quotes_left_out():
    found = several(
        f"{PAGE}<h2>Costs</h2><p>We pay <b>300</b>.</p><table><tr><th>a</th><th>b</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table><div class='gmail_signature'>Ann, Kolm</div>"
        "<blockquote>My own quote.</blockquote>"
        "<div class='gmail_quote'>On Thu, Bo wrote:<blockquote>Never.</blockquote></div>"
        "<blockquote type='cite'>Never.</blockquote>After."
    )
    assert found.text == (
        "From: Ann Ode\n\nTo: Bo Lind, cy@example.org\n\nCosts\n\nWe pay 300.\n\na\tb\n1\t2\n\n"
        "My own quote.\n\nAfter."
    )
    assert [one.kind for one in found.elements][2:] == [
        ElementKind.HEADING,
        ElementKind.HEADER_ROW,
        ElementKind.ROW,
    ]


def test_attachments_are_named_and_attached_mails_are_passed_on():
    inner = HEAD.replace("Ann Ode", "Cy Dell").replace("14 Mar", "1 Feb")
    found = several(
        f"{PLAIN}Words.",
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a b.pdf"\n\nx',
        "Content-Type: text/plain\nContent-Disposition: attachment; "
        'filename="=?utf-8?q?=C3=A9.txt?="\n\nNever.',
        f"Content-Type: message/rfc822\n\n{inner}\nFrom Cy.",
    )
    assert found.text.endswith("Words.\n\nFrom: Cy Dell\n\nFrom Cy.")
    assert [one.date for one in found.entries] == ["2025-02-01"]
    assert found.warnings == (
        "attached, and not read: a b.pdf, é.txt; save what matters as files of their own",
    )


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?b?SGFmZW4gZsO8cg==?=\n =?utf-8?q?_alle?=", "Hafen für alle"),
        ("=?nonsense?q?H=C3=A4fen?=", "Häfen"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("Häfen", "Häfen"),
        ("", ""),
    ],
)
def test_subjects_are_decoded_where_that_can_be_done(subject, title):
    assert mail("Words.", f"From: a@example.org\nSubject: {subject}\n").title == title


def test_charsets_that_lie_are_seen_through():
    def read_as(charset, data):
        head = f"From: a@b\nContent-Type: text/plain; charset={charset}\n"
        head += "Content-Transfer-Encoding: 8bit\n\n"
        (found,) = read(head.encode() + data, "a.eml")
        return found.text.removeprefix("From: a@b\n\n"), len(found.warnings)

    words = "Zürich und Köln – für alle"
    assert read_as("iso-8859-1", words.encode()) == (words, 0)
    assert read_as("us-ascii", words.encode()) == (words, 0)
    assert read_as("windows-1252", words.encode("cp1252")) == (words, 0)
    assert read_as("nonsense", words.encode()) == (words, 0)
    assert read_as("utf-8", words.encode("cp1252")) == (words, 1)


def test_lines_that_a_program_broke_are_joined_again():
    head = f"{HEAD}Content-Type: text/plain; format=flowed\n"
    assert text("The harbour \nwas dredged.\n> old \n> words\n-- \nAnn", head) == (
        "The harbour was dredged."
    )


@pytest.mark.parametrize(
    ("head", "dates"),
    [
        ("Date: 14 Mar 25 23:30 EST", "2025-03-14"),
        ("Date: Fri Mar 14 23:30:00 2025", "2025-03-14"),
        ("Date: Fri, 31 Feb 2025 10:00:00 -0000", "Fri, 31 Feb 2025 10:00:00 -0000"),
        ("Date: soon", "soon"),
    ],
)
def test_dates_are_read_in_the_forms_of_old_programs(head, dates):
    found = mail("Words.", f"From: a@b\n{head}\n")
    assert found.dates == (Written(dates, Origin.METADATA),)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"No head at all.",
        HEAD.encode(),
        f"{HEAD}\n> Quoted alone.\n".encode(),
        parts("Content-Type: image/png\n\nx").encode(),
        parts("Content-Type: application/octet-stream\n\nx", kind="encrypted").encode(),
    ],
)
def test_what_holds_no_text_of_its_sender_is_refused(data):
    with pytest.raises(FormatError, match="holds no text of its sender, or is no mail"):
        read(data, "a.eml")


@pytest.mark.parametrize(
    "data",
    [
        parts(
            *["Content-Type: multipart/mixed; boundary=Y\n\n--Y"] * 50, f"{PLAIN}Words."
        ).encode(),
        (HEAD + "Content-Type: text/html\n\n" + "<div>" * 200 + "Words.").encode(),
        (HEAD + "Content-Type: text/plain; charset=\0\n\nWords.").encode(),
        (
            HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nV29yZHMu!!="
        ).encode(),
        (HEAD + "\n" + "-- \n" * 2_000 + "> a\n" * 2_000 + "Words.").encode(),
        (HEAD + "\nWords.\n" + "From: a\n" * 5_000).encode(),
        (HEAD.replace("Ann Ode", '"' * 999) + "\nWords.").encode(),
    ],
)
def test_hostile_mails_are_read(data):
    (found,) = read(data, "a.eml")
    assert "Words." in found.text
    unpack(pack((found,)))


def test_mails_that_a_program_makes_are_read():
    made = EmailMessage()
    made["From"], made["To"] = "Zoë Lind <z@example.org>", "a@example.org"
    made["Date"], made["Subject"] = "Thu, 09 Jan 2020 01:00:00 +0900", "Über"
    made.set_content("Für alle.\n" * 3)
    made.add_alternative("<p>Für alle.</p>", subtype="html")
    made.add_attachment(b"x", maintype="image", subtype="png", filename="ö.png")
    (found,) = read(made.as_bytes(), "a.eml")
    assert found.text == ("From: Zoë Lind\n\nTo: a@example.org\n\nFür alle.\nFür alle.\nFür alle.")
    assert (found.title, found.dates[0].text) == ("Über", "2020-01-09")
    assert found.warnings == (
        "attached, and not read: ö.png; save what matters as files of their own",
    )


LINES = (
    *("Words.", "> quoted", ">> more", "", "-- ", "--", "On 9 May 2025 at 10:00, A wrote:", " "),
    *("-----Original Message-----", "From: A", "Date: 9 May 2025", "Subject: x", "_" * 40),
    *("-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----", "é", "\r", "--X"),
    *("Content-Type: text/html", "<p>Words.<blockquote type=cite>", "From me", "Fwd: x"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30), st.booleans())
def test_whatever_the_lines_no_quoted_line_is_kept_and_offsets_are_sound(lines, is_page):
    body = "\n".join(lines)
    source = parts(f"{PAGE if is_page else PLAIN}{body}")
    try:
        documents = read(source.encode(), "a.eml")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    if not is_page:
        assert ">" not in documents[0].text.replace("<p>", "").replace("cite>", "")
    assert documents[0].text.count("Words.") <= source.count("Words.")


@settings(deadline=None)
@given(st.integers(0, len(HEAD)), st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(at, noise, body):
    data = HEAD.encode()[:at] + noise + HEAD.encode()[at:] + b"\n" + body
    try:
        documents = read(data, "a.eml")
    except FormatError:
        return
    unpack(pack(documents))
