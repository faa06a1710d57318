import time

import pytest

from index.readers.formats.mail.quoted import segments


def kept(text, **options):
    """Return the words of each segment, what is left out as one blank line."""
    return [
        ("|".join(text[start:end].strip() for start, end in one.ranges), one.sender, one.date)
        for one in segments(text, **options)
    ]


def own(text):
    (found, *_) = kept(text)
    return found[0]


@pytest.mark.parametrize(
    "line",
    [
        "On 14 March 2025 at 10:00, Bo Lind wrote:",
        "On Fri, Mar 14, 2025 at 10:00 AM Bo Lind <\nbo@example.org> wrote:",
        "Am 14.03.2025 um 10:00 schrieb Bo Lind:",
        "Le ven. 14 mars 2025 à 10:00, Bo Lind <bo@example.org> a écrit :",
        "El vie, 14 mar 2025 a las 10:00, Bo Lind escribió:",
        "Bo Lind <bo@example.org> wrote:",
        "-----Original Message-----",
    ],
)
def test_quoted_lines_and_the_line_above_them_are_left_out(line):
    assert own(f"Yes.\n\n{line}\n> Do we?\n>> Maybe.\n\nSee you.") == "Yes.|See you."
    assert own(f"{line}\n\n> Do we?\n\nYes.") == "Yes."


def test_a_line_of_the_sender_above_a_quote_is_kept():
    assert own("You asked:\n> Do we?\nYes.") == "You asked:|Yes."


def test_what_stands_below_an_attribution_without_marks_is_an_earlier_mail():
    assert own("Yes.\n\nOn 14 March 2025 at 10:00, Bo wrote:\n\nDo we?") == "Yes."
    # Nothing but a time or an address tells it from a sentence.
    assert own("On Friday Bo wrote:\nDo we?") == "On Friday Bo wrote:\nDo we?"


HEAD = "From: Bo Lind <bo@example.org>\nSent: 13 March 2025\nTo: Ann\nSubject: x\n\nDo we?"


def test_a_whole_mail_below_is_left_out_unless_it_is_passed_on():
    for rule in ("", "-----Original Message-----\n", "_" * 20 + "\n", "---- Nachricht ----\n\n"):
        assert kept(f"Yes.\n\n{rule}{HEAD}") == [("Yes.", "", "")]
        assert kept(f"Yes.\n\n{rule}{HEAD}", passes_on=True) == [
            ("Yes.", "", ""),
            ("Do we?", "Bo Lind", "13 March 2025"),
        ]
    passed_on = [("Yes.", "", ""), ("Do we?", "Bo Lind", "13 March 2025")]
    assert kept(f"Yes.\n\nBegin forwarded message:\n\n{HEAD}") == passed_on
    assert kept(f"Yes.\n-------- Weitergeleitete Nachricht --------\n{HEAD}") == passed_on
    # Who adds no word passes on.
    assert kept(f"-----Original Message-----\n{HEAD}")[1:] == passed_on[1:]


def test_mails_that_were_passed_on_twice_each_have_their_sender():
    twice = (
        f"Look.\n\n--- Forwarded message ---\n{HEAD}\n\n--- Message ---\n{HEAD.replace('Bo', 'Cy')}"
    )
    assert [sender for _, sender, _ in kept(twice)] == ["", "Bo Lind", "Cy Lind"]


def test_a_list_of_fields_that_is_no_head_is_kept():
    assert own("From: Kolm\nTo: Brenn\nPrice: 3") == "From: Kolm\nTo: Brenn\nPrice: 3"
    assert own("Words.\nFrom: Kolm\nPrice: 3") == "Words.\nFrom: Kolm\nPrice: 3"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnn\nKolm",
        "--\nAnn",
        "_______________________________________________\nKolm mailing list\nkolm@example.org",
        "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----",
    ],
)
def test_signatures_are_left_out(signature):
    assert own(f"Words.\n{signature}\n") == "Words."


def test_a_signature_above_what_the_sender_wrote_is_no_end():
    assert own("-- \n> a\nWords.") == "--|Words."
    assert own("--\n" + "Words.\n" * 20).endswith("Words.")


def test_the_head_of_a_sealed_mail_is_left_out():
    assert own("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords.") == "Words."


@pytest.mark.parametrize(
    "line", ["-- \n", "> a\n", "From: a\n", "wrote:\n", "_" * 30 + "\n", "-- a --\n", "On 1:11 @ "]
)
def test_many_lines_take_time_in_step(line):
    began = time.process_time()
    segments(line * 20_000 + "> a")
    assert time.process_time() - began < 5
