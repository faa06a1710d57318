import asyncio
import threading
from dataclasses import replace
from datetime import date

import pytest

from bot.discord.desk import MAX_PEOPLE, Asker, Busy, Closing, Place, TooSoon
from bot.discord.memory import Asked
from index.errors import QuestionError, QuoteMismatch, UsageError
from index.store.records import Published
from parts import NOTHING, PIZZA, SADR

HERE = Place(7, None)
ALICE = Asker(1, HERE, None)
BOB = Asker(2, HERE, None)


@pytest.fixture
async def desk(parts):
    desk = parts.desk()
    yield desk
    await desk.close(5)


def changed(parts, **settings):
    return parts.desk(settings=replace(parts.settings, **settings))


class Mistaken:
    """A library whose quotes fail their check, the first `times` times."""

    def __init__(self, library, times):
        self._library, self.times = library, times

    def ask(self, question, **options):
        return self._library.ask(question, **options)

    def check(self, quote):
        if self.times:
            self.times -= 1
            raise QuoteMismatch("other words stand there")
        self._library.check(quote)


async def test_an_answer_comes_with_what_was_asked(desk, parts):
    published = Published(after=date(2020, 1, 1))
    reply = await desk.ask(ALICE, SADR, published)
    assert reply.answer.quotes[0].text.startswith("Khamenei invited Sadr")
    assert (reply.understood, reply.published) == (None, published)
    assert parts.memory.asked(reply.asked_id) == Asked(SADR, None, date(2020, 1, 1), None)


async def test_the_loop_goes_on_while_a_thread_answers(desk):
    let = threading.Event()
    waiting = asyncio.ensure_future(desk.run(let.wait, 5))
    await asyncio.sleep(0.01)
    assert desk.waiting == 1
    let.set()
    assert await waiting is True
    await asyncio.sleep(0)
    assert desk.waiting == 0


async def test_what_a_thread_raises_reaches_who_waits(desk):
    def fail():
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        await desk.run(fail)


async def test_a_full_queue_is_busy_at_once_and_costs_no_patience(parts):
    desk = changed(parts, workers=1, queue=1)
    let = threading.Event()
    taken = [asyncio.ensure_future(desk.run(let.wait, 5)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await desk.ask(ALICE, SADR)
    with pytest.raises(Busy):
        await desk.run(len, "")
    let.set()
    await asyncio.gather(*taken)
    assert (await desk.ask(ALICE, SADR)).answer.answered
    assert parts.outcomes() == {"busy": 1, "answered": 1}
    await desk.close(5)


async def test_who_stops_waiting_frees_no_thread(parts):
    desk = changed(parts, workers=1, queue=0)
    let = threading.Event()
    waiting = asyncio.ensure_future(desk.run(let.wait, 5))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.sleep(0)
    assert desk.waiting == 1
    with pytest.raises(Busy):
        await desk.run(len, "")
    let.set()
    assert await desk.close(5)


async def test_each_person_waits_for_the_cooldown_of_the_server(desk, parts):
    parts.memory.change_server(9, cooldown_seconds=20)
    here = Asker(1, None, 9)
    await desk.ask(here, SADR)
    parts.now += 12
    with pytest.raises(TooSoon) as first:
        await desk.ask(here, SADR)
    with pytest.raises(TooSoon) as second:
        await desk.ask(here, SADR)
    assert (first.value.seconds, first.value.told, second.value.told) == (8, False, True)
    await desk.ask(BOB, SADR)
    parts.now += 8
    await desk.ask(here, SADR)
    with pytest.raises(TooSoon) as again:
        await desk.ask(here, SADR)
    assert again.value.told is False


async def test_only_so_many_people_are_remembered(desk, parts, monkeypatch):
    monkeypatch.setattr("bot.discord.desk.MAX_PEOPLE", 2)
    assert MAX_PEOPLE == 10_000
    for person in (1, 2, 3):
        await desk.ask(Asker(person, None, None), SADR)
    await desk.ask(Asker(1, None, None), SADR)  # forgotten, so it need not wait
    with pytest.raises(TooSoon):
        await desk.ask(Asker(3, None, None), SADR)


async def test_a_place_is_one_conversation_whoever_asks(desk, parts):
    await desk.ask(ALICE, SADR)
    assert (await desk.ask(BOB, "And when?")).understood == f"{SADR} And when?"
    parts.now += 60
    assert (await desk.ask(Asker(1, Place(8, None), None), "And when?")).understood is None
    parts.now += 60
    assert (await desk.ask(Asker(1, None, None), "And when?")).understood is None


async def test_a_conversation_is_forgotten_after_its_minutes(parts):
    desk = changed(parts, conversation_minutes=2)
    await desk.ask(ALICE, SADR)
    parts.now += 120
    assert (await desk.ask(ALICE, "And when?")).understood is not None
    parts.now += 121
    assert (await desk.ask(ALICE, "And when?")).understood is None
    await desk.close(5)


async def test_a_question_that_follows_another_takes_over_its_dates(desk, parts):
    dates = Published(date(2019, 1, 1), date(2022, 1, 1))
    first = await desk.ask(ALICE, SADR, dates)
    reply = await desk.ask(BOB, "And when?", follows=first.asked_id)
    assert (reply.understood, reply.published) == (f"{SADR} And when?", dates)
    parts.now += 60
    own = Published(after=date(2020, 1, 1))
    further = await desk.ask(ALICE, "And where?", own, follows=reply.asked_id)
    assert (further.understood, further.published) == (f"{SADR} And when? And where?", own)
    parts.now += 60
    assert (await desk.ask(BOB, PIZZA, follows=first.asked_id)).understood is None


async def test_a_question_cannot_follow_one_that_is_forgotten(desk):
    with pytest.raises(UsageError, match="This answer is too old to go on from; ask again"):
        await desk.ask(ALICE, "And when?", follows=5)


async def test_a_refusal_is_noted_as_it_was_understood(desk, parts):
    await desk.ask(ALICE, NOTHING)
    await desk.ask(BOB, "And when?")
    assert {each.question for each in parts.memory.unanswered()} == {
        NOTHING,
        f"{NOTHING} And when?",
    }


async def test_again_answers_once_more_with_its_dates_and_without_a_trace(desk, parts):
    first = await desk.ask(ALICE, SADR, Published(after=date(2021, 1, 1)))
    again = await desk.again(first.asked_id)
    assert again == first
    assert not again.answer.answered
    assert parts.outcomes() == {"refused": 1}
    assert [each.times for each in parts.memory.unanswered()] == [1]
    assert await desk.again(5) is None


async def test_a_quote_that_is_not_in_the_document_is_asked_for_once_more(parts, caplog):
    desk = parts.desk(lambda: mistaken)
    mistaken = Mistaken(parts.library, 1)
    assert (await desk.ask(ALICE, SADR)).answer.answered
    assert caplog.messages == ["not sent, asked once more: other words stand there"]
    await desk.close(5)


async def test_a_quote_that_is_never_right_is_not_sent(parts):
    desk = parts.desk(lambda: mistaken)
    mistaken = Mistaken(parts.library, 2)
    with pytest.raises(QuoteMismatch):
        await desk.ask(ALICE, SADR)
    assert parts.outcomes() == {"failed": 1}
    await desk.close(5)


async def test_the_nearest_passages_of_a_refusal_are_checked_too(parts):
    desk = parts.desk(lambda: mistaken)
    mistaken = Mistaken(parts.library, 9)
    with pytest.raises(QuoteMismatch):
        await desk.ask(ALICE, NOTHING)
    await desk.close(5)


async def test_a_question_without_words_is_no_turn(desk, parts):
    with pytest.raises(QuestionError):
        await desk.ask(ALICE, "?!")
    assert parts.outcomes() == {"invalid": 1}
    assert (await desk.ask(BOB, "And when?")).understood is None


async def test_closing_waits_for_what_is_under_way_and_takes_no_more(parts):
    desk, let = parts.desk(), threading.Event()
    waiting = asyncio.ensure_future(desk.run(let.wait, 5))
    await asyncio.sleep(0)
    desk.stop_taking()
    with pytest.raises(Closing):
        await desk.ask(ALICE, SADR)
    assert await desk.close(0.05) is False
    let.set()
    assert await waiting is True
    assert await desk.close(5) is True


async def test_the_stages_are_measured(desk, parts):
    await desk.ask(ALICE, SADR)
    for stage in ("wait", "answer"):
        count = parts.metrics.registry.get_sample_value(
            "dateline_stage_seconds_count", {"stage": stage}
        )
        assert count == 1
