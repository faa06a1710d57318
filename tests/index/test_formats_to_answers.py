"""Each foreign format from its file to an answer: the words, the date and the place."""

import pytest

from index.documents import Landmark
from pdf_maker import column, pdf
from zip_maker import book, open_text, paragraph, word, xhtml

pytestmark = pytest.mark.socket  # starts processes

PAGE = """<!DOCTYPE html><html><head><title>The harbour | Herald</title>
<meta property="article:published_time" content="2020-01-09T23:30:00-05:00">
<link rel="canonical" href="https://example.org/harbour"></head><body><nav>Home</nav><article>
<h1>The harbour</h1><h2>What it costs</h2>
<p>The council pays 300,000 euros for the <b>dredg</b>ing of the harbour, as it said last
September to those who had come to ask about it.</p></article></body></html>"""


def test_a_web_page(shelf):
    (shelf.docs / "harbour.html").write_text(PAGE)
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == (
        "The council pays 300,000 euros for the dredging of the harbour, as it said last "
        "September to those who had come to ask about it."
    )
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", "metadata")
    assert (source.title, source.url) == ("The harbour", "https://example.org/harbour")
    assert [lead.text for lead in quote.leads] == ["The harbour", "What it costs"]
    assert [(event.text, event.value) for event in quote.event_dates] == [
        ("last September", "2019-09")
    ]


def test_a_pdf(shelf):
    opening = column("Published 9 January 2020", "", "The report begins here.", size=11)
    costs = column(
        "The council pays 300,000 euros for the dredging of the harbour, as it",
        "said last September, and so the har-",
        "bour stays open for ships.",
    )
    (shelf.docs / "report.pdf").write_bytes(pdf(opening, costs, labels="0<</S/r>>"))
    assert shelf.index().failed == ()
    (quote, *_) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.sentence.text == (
        "The council pays 300,000 euros for the dredging of the harbour, as it said last "
        "September, and so the harbour stays open for ships."
    )
    assert (quote.source.published, quote.source.published_from) == ("2020-01-09", "header")
    assert quote.landmarks[-1].label == "page 2 (ii)"
    assert isinstance(quote.landmarks[-1], Landmark)
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_a_word_file(shelf):
    body = (
        paragraph("Report on the harbour", "Titel")
        + paragraph("What it costs", "berschrift1")
        + "<w:p><w:r><w:t xml:space='preserve'>The council pays </w:t></w:r><w:del><w:r><w:delText>"
        "250,000</w:delText></w:r></w:del><w:ins><w:r><w:t>300,000</w:t></w:r></w:ins><w:r>"
        "<w:t xml:space='preserve'> euros for the dredging, as it said last September.</w:t></w:r>"
        "</w:p>"
    )
    made = word(body, created="2020-01-09T23:30:00Z", modified="2024-05-05T00:00:00Z")
    (shelf.docs / "harbour.docx").write_bytes(made)
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == (
        "The council pays 300,000 euros for the dredging, as it said last September."
    )
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", "creation date")
    assert source.title == "Report on the harbour"
    assert [lead.text for lead in quote.leads] == ["What it costs"]
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_an_open_document_text(shelf):
    body = (
        "<text:p text:style-name='P1'>Report on the harbour</text:p>"
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>250,000</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h text:outline-level='2'>What it costs</text:h>"
        "<text:p>The council pays <text:change/>300,000<text:s/>euros for the dredging, as it "
        "said last September.</text:p>"
    )
    made = open_text(body, meta="<meta:creation-date>2020-01-09T23:30:00</meta:creation-date>")
    (shelf.docs / "harbour.odt").write_bytes(made)
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == (
        "The council pays 300,000 euros for the dredging, as it said last September."
    )
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", "creation date")
    assert source.title == "Report on the harbour"
    assert [lead.text for lead in quote.leads] == ["Report on the harbour", "What it costs"]
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_a_book(shelf):
    contents = "<nav epub:type='toc'><ol><li><a href='b.xhtml'>Chapter 2</a></li></ol></nav>"
    made = book(
        {
            "a": "<h1>Chapter 1</h1><p>The book begins here.</p>",
            "b": "<h1>Chapter 2</h1><h2>What it costs</h2><p>The council pays 300,000 euros for "
            "the <b>dredg</b>ing, as it said last September.</p>",
        },
        metadata="<dc:title>The harbour</dc:title>"
        "<dc:date xmlns:opf='http://www.idpf.org/2007/opf' opf:event='modification'>2024</dc:date>"
        "<dc:date>2020-01-09T23:30:00-05:00</dc:date>",
        items="<item id='nav' href='nav.xhtml' properties='nav'/>",
        **{"OEBPS/nav.xhtml": xhtml(contents)},
    )
    (shelf.docs / "harbour.epub").write_bytes(made)
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == (
        "The council pays 300,000 euros for the dredging, as it said last September."
    )
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", "metadata")
    assert source.title == "The harbour"
    assert [mark.label for mark in quote.landmarks] == ["Chapter 2"]
    assert [lead.text for lead in quote.leads] == ["Chapter 2", "What it costs"]
    assert [event.value for event in quote.event_dates] == ["2019-09"]


MAIL = """From: Ann Ode <ann@example.org>
To: Bo Lind <bo@example.org>
Date: Thu, 09 Jan 2020 23:30:00 -0500
Subject: The harbour
Message-ID: <{name}@example.org>

{words}

On Wed, 8 Jan 2020 at 10:00, Bo Lind <bo@example.org> wrote:
> The council pays 250,000 euros for the dredging.
"""
PAYS = "The council pays 300,000 euros for the dredging, as it said last September."


def test_a_mail(shelf):
    (shelf.docs / "harbour.eml").write_text(MAIL.format(name="a", words=PAYS))
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == PAYS
    source = quote.source
    assert (source.published, source.published_from) == ("2020-01-09", "metadata")
    assert source.title == "The harbour"
    assert [lead.text for lead in quote.leads] == ["From: Ann Ode", "To: Bo Lind"]
    assert [event.value for event in quote.event_dates] == ["2019-09"]


def test_a_mailbox(shelf):
    mails = (MAIL.format(name="a", words=PAYS), MAIL.format(name="b", words="Thank you all."))
    between = "From ann@example.org Thu Jan  9 23:30:00 2020\n"
    (shelf.docs / "box.mbox").write_text("".join(f"{between}{mail}\n" for mail in mails))
    assert shelf.index().failed == ()
    (quote,) = shelf.answerer().answer("What does the council pay for the dredging?").quotes
    assert quote.text == PAYS
    assert quote.source.path == "source_docs/box.mbox#a@example.org"
    assert (quote.source.published, quote.source.published_from) == ("2020-01-09", "metadata")
