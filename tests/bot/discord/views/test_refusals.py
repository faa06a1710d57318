from dataclasses import replace

from bot.answering.scope import Scope
from bot.discord.ask.worker import AS_ASKED, Listing, Reply, Variant
from bot.discord.views.answers import fallback_text
from bot.discord.views.container import REFUSED
from bot.discord.views.refusals import nearest_view, refusal_view
from fake_library import EVENT, PIZZA, refused, timeline
from views import choices, colour, custom_ids, rows, texts


def reply(answer) -> Reply:
    return Reply(answer, 7, None, Scope())


def test_a_refusal_is_short_and_says_what_to_do():
    view = refusal_view(reply(refused(PIZZA)), AS_ASKED)
    assert texts(view) == [
        "**Nothing in the library answers this.**\n"
        "Try other words, or a name or a date."
        " The library covers 1 document, published 9 January 2020.\n"
        "-# Who?"
    ]
    assert rows(view) == [["Nearest", "Ask on"]]
    assert choices(view) == ["This did not help"]
    assert colour(view) == REFUSED.value


def test_a_refusal_without_near_passages_has_no_button_for_them():
    assert rows(refusal_view(reply(refused()), AS_ASKED)) == [["Ask on"]]


def test_a_refusal_can_be_taken_away_by_the_asker():
    view = refusal_view(reply(refused()), AS_ASKED, asker=5)
    assert choices(view) == ["This did not help", "Remove this answer"]


def test_a_refusal_names_what_is_not_in_the_library():
    missing = reply(replace(refused(), missing=("E1099", "@everyone")))
    shown = texts(refusal_view(missing, AS_ASKED))[0]
    assert shown.split("\n")[:2] == [
        "**Nothing in the library answers this.**",
        "-# E1099 and @\u200beveryone are not in the library.",
    ]
    assert fallback_text(missing) == shown


def test_a_refusal_below_its_question_does_not_repeat_it():
    shown = texts(refusal_view(reply(refused()), AS_ASKED, hanging=True))[0]
    assert shown.endswith("published 9 January 2020.")


def test_the_nearest_passages_are_sentences_with_all_their_dates():
    assert texts(nearest_view(reply(refused(PIZZA, EVENT)))) == [
        "Nearest passages, not an answer:\n\n"
        "**9 January 2020** · Who met whom\n"
        "> Pizza was served.\n\n"
        "**9 January 2020** · Who met whom\n"
        "> Khamenei invited him to Tehran.\n"
        "-# “last September” → September 2019",
    ]


def test_the_nearest_of_a_topic_are_shown_alike():
    line = replace(timeline(), answered=False, entries=(), nearest=(PIZZA,))
    assert texts(nearest_view(Listing(line, 7)))[0].endswith("> Pizza was served.")


def test_the_nearest_button_keeps_how_it_was_asked():
    view = refusal_view(reply(refused(PIZZA)), Variant(any_time=True))
    assert custom_ids(view) == ["dl:near:7:a"]
