import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Landmark
from index.errors import FormatError
from index.readers.formats.subtitles import read
from index.readers.guard.wire import pack, unpack

SRT = """1
00:00:01,000 --> 00:00:03,500
The council pays 300,000 euros
for the dredging.

2
00:00:04,000 --> 00:00:05,000
<i>Work begins</i> {\\an8}on Monday.

3
01:02:03,400 --> 01:02:05,000
Good night.
"""


def text_of(words):
    (document,) = read(words.encode(), "talk.vtt")
    return document.text


def test_cues_are_paragraphs_with_their_times():
    (document,) = read(SRT.encode(), "talk.srt")
    assert document.text == (
        "The council pays 300,000 euros\nfor the dredging.\nWork begins on Monday.\n\nGood night."
    )
    assert document.landmarks == (
        Landmark(0, "0:00:01"),
        Landmark(document.text.index("Work"), "0:00:04"),
        Landmark(document.text.index("Good"), "1:02:03"),
    )
    assert (document.title, document.dates) == ("", ())


def test_of_webvtt_notes_styles_names_of_cues_and_marks_are_no_words():
    (document,) = read(
        b"\xef\xbb\xbfWEBVTT - Harbour talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        b"NOTE by Bo\nnot said\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        b"<c.loud>Rain</c> &amp; <00:00:01.500>sun.\n",
        "talk.vtt",
    )
    assert (document.text, document.title) == ("Rain & sun.", "Harbour talk")
    assert document.landmarks == (Landmark(0, "0:00:01"),)


def test_who_speaks_stands_before_what_is_said():
    assert (
        text_of(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.first Ann Lee>Is it open?</v>\n\n"
            "00:02.000 --> 00:03.000\n<v Bo>Since May.\n\n"
            "00:03.000 --> 00:04.000\n<v Bo>It was cold.\n"
        )
        == "Ann Lee: Is it open?\n\nBo: Since May.\nIt was cold."
    )


def test_captions_that_roll_or_grow_are_read_once():
    rolled = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nthe mill\n\n00:02.000 --> 00:03.000\nthe mill\nburned"
        " down\n\n00:03.000 --> 00:04.000\nburned down\nin May\n"
    )
    assert text_of(rolled) == "the mill\nburned down\nin May"
    grown = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe\n\n00:02.000 --> 00:03.000\nThe mill\n\n"
        "00:03.000 --> 00:04.000\nThe mill burned.\n"
    )
    assert text_of(grown) == "The mill burned."


def test_cues_without_empty_lines_between_are_told_by_their_times():
    assert (
        text_of("1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n")
        == "One.\nTwo."
    )


def test_long_talk_is_parted_at_sentence_ends():
    cues = "".join(
        f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{n} {'word ' * 19}end.\n\n" for n in range(12)
    )
    assert [p.count("end.") for p in text_of(f"WEBVTT\n\n{cues}").split("\n\n")] == [5, 5, 2]


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", b"x"])
def test_what_says_nothing_is_refused(data):
    with pytest.raises(FormatError, match="holds no lines with the time"):
        read(data, "talk.vtt")


PIECES = (
    *(b"WEBVTT", b"\n", b"\r\n", b"\n\n", b"1", b"00:01.000 --> 00:02.000", b"<v Ann>", b"<i>"),
    *(b"word ", b"&amp;", b"\xff", b"NOTE ", b"99:99:99,999 --> 99:99:99,999", b"{\\an8}"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join) | st.binary(max_size=200))
def test_whatever_the_bytes_they_are_read_or_refused(data):
    try:
        documents = read(data, "talk.srt")
    except FormatError:
        return
    assert unpack(pack(documents)) == documents
    (document,) = documents
    starts = [one.start for one in document.landmarks]
    assert starts == sorted(starts)
    assert starts[-1] < len(document.text)


def test_header_lines_above_the_first_cue_date_the_whole():
    (found,) = read(
        b"date 2021-05-03 The talk\n\n1\n00:00:01,200 --> 00:00:04,000\nGood <i>morning</i>.\n", "a"
    )
    assert (found.text, found.title) == ("Good morning.", "The talk")
    assert [date.text for date in found.dates] == ["2021-05-03"]


def test_without_any_full_stop_a_short_pause_ends_a_paragraph():
    cues = (
        "0:01.000 --> 0:02.000\nthe boat\n\n0:02.100 --> 0:03.000\nis red\n\n"
        "0:03.500 --> 0:04.000\n"
    )
    assert read(f"WEBVTT\n\n{cues}it sails".encode(), "a")[0].text == "the boat\nis red\n\nit sails"
    assert read(f"WEBVTT\n\n{cues}it sails.".encode(), "a")[0].text == "the boat\nis red\nit sails."
