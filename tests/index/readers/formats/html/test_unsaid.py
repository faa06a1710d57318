import pytest
from lxml import html

from index.readers.formats.html.unsaid import leave_out_unsaid


def shown(page):
    tree = html.document_fromstring(page)
    leave_out_unsaid(tree)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>It costs <del>250</del> <ins>300</ins> euros.", "It costs 300 euros."),
        ("<p>Dredged.<sup><a href='#n1'>1</a></sup> Later.", "Dredged. Later."),
        ("<p>Dredged.<sup class=reference><a href='#n1'>[12]</a></sup>", "Dredged."),
        ("<p>Dredged.<a class=sdfootnoteanc href='#n'><sup>1</sup></a>", "Dredged."),
        ("<p><a class=sdfootnotesym href='#a'>1</a>The note.", "The note."),
        ("<p><sup><a href='#a'>1</a></sup>The note.", "The note."),
        ("<p>A note. <a role=doc-backlink href='#a'>↩</a>", "A note."),
        # These are words of the text.
        ("<p>5 m<sup>2</sup> of wood", "5 m2 of wood"),
        ("<p>See section <a href='#s3'>3</a>.", "See section 3."),
        ("<p>x<sup><a href='/other'>1</a></sup>", "x1"),
        ("<p>the <sup><a href='#x'>first of all</a></sup> one", "the first of all one"),
        ("<p>x<sup>2 <a href='#n1'>1</a></sup>", "x2 1"),
        ("<p><s>Sold out</s> Tickets", "Sold out Tickets"),
    ],
)
def test_struck_out_words_and_marks_of_notes_are_left_out(page, text):
    assert shown(page) == text


def test_running_titles_that_a_program_wrote_are_no_main_text():
    tree = html.document_fromstring("<div title=header>Head</div><div title=Page>Words</div>")
    leave_out_unsaid(tree)
    assert [one.tag for one in tree.find("body")] == ["footer", "div"]
