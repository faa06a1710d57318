import pytest

from bot.answering.chatter import Chatter, chatter


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hi", Chatter.GREETING),
        ("Hello there!", Chatter.GREETING),
        ("Good evening, everyone", Chatter.GREETING),
        ("hey, how are you?", Chatter.GREETING),
        ("thanks", Chatter.THANKS),
        ("Thank you so much for the help!", Chatter.THANKS),
        ("OK cool thanks \N{THUMBS UP SIGN}", Chatter.THANKS),
        ("thanks <@123>", Chatter.THANKS),
        ("help", Chatter.HELP),
        ("Hi! What can you do?", Chatter.HELP),
        ("lol", Chatter.NOISE),
        ("ok", Chatter.NOISE),
        ("hahaha that was funny", Chatter.NOISE),
        ("\N{FACE WITH TEARS OF JOY}", Chatter.NOISE),
        ("<:otter:123> :D", Chatter.NOISE),
        (":-)", Chatter.NOISE),
    ],
)
def test_greetings_thanks_laughter_and_pictures_are_chatter(message, kind):
    assert chatter(message) is kind


@pytest.mark.parametrize(
    "message",
    [
        "Who rang the bell?",
        "Hello, who rang the bell?",
        "Thanks! And why?",
        "ok and in 2019?",
        "Help for refugees",
        "is it good?",
        "why?",
        "tell me more",
        "the good bridge",
        "lol " * 30,
        "?!",
        "",
    ],
)
def test_what_may_ask_for_something_is_not(message):
    assert chatter(message) is None
