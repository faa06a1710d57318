import asyncio
import threading
import time
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.scope import Scope
from bot.discord.ask.queue import MAX_PEOPLE, Busy, Closing, TooSoon
from bot.discord.ask.worker import MAX_LISTED, Variant
from bot.discord.requesters import ConversationPlace, Requester
from bot.discord.requests import Request
from fake_library import ENTRY, PUBLICATION_ENTRY, FakeLibrary, since, timeline
from fake_library import PIZZA as ODD
from index.errors import QuestionError, QuoteMismatch, UsageError
from index.periods import Days
from index.store.records import Published
from parts import NOTHING, PIZZA, SADR

HERE = ConversationPlace(7, None)
ALICE = Requester(1, HERE, None)
BOB = Requester(2, HERE, None)
ANN, BEN = Requester(1, HERE, 9), Requester(2, HERE, 9)  # in a server


@pytest.fixture
async def queue(parts):
    queue = parts.queue()
    yield queue
    await queue.close(5)


def changed(parts, **settings):
    return parts.queue(settings=replace(parts.settings, **settings))


class Mistaken:
    """A library whose quotes fail their check, the first `times` times."""

    def __init__(self, library, times):
        self._library, self.times = library, times

    def seen_by(self, seen):
        return self

    def libraries(self):
        return []

    def ask(self, question, **options):
        return self._library.ask(question, **options)

    def check(self, quote):
        if self.times:
            self.times -= 1
            raise QuoteMismatch("other words stand there")
        self._library.check(quote)


async def test_an_answer_comes_with_what_was_asked(queue, parts):
    scope = Scope(Published(after=date(2020, 1, 1)))
    reply = await queue.ask(ALICE, SADR, scope)
    assert reply.answer.quotes[0].text.startswith("Khamenei invited Sadr")
    assert (reply.understood, reply.scope, reply.answer.scope) == (None, scope, scope)
    assert parts.state.request(reply.request_id) == Request(SADR, None, scope)


class Clocked(Mistaken):
    """A library that notes when each question was asked."""

    def __init__(self, library):
        super().__init__(library, 0)
        self.asked_at = []
        self.crowds = []

    def ask(self, question, *, asked_at, crowd, **options):
        self.asked_at.append(asked_at)
        self.crowds.append(crowd)
        return super().ask(question, **options)

    def timeline(self, topic, *, asked_at, crowd, **options):
        self.asked_at.append(asked_at)
        return replace(self._library.timeline(topic, **options), read_again=3, not_read_again=7)


async def test_the_time_for_a_second_look_runs_from_when_a_question_came_in(parts):
    library = Clocked(parts.library)
    queue = parts.queue(lambda: library, settings=replace(parts.settings, workers=1))
    let = threading.Event()
    busy = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0)
    asked = queue.begin(ALICE, SADR)
    came_in = time.monotonic()
    let.set()
    await busy
    reply = await asked
    assert library.asked_at[0] <= came_in
    began = time.monotonic()
    await queue.again(ALICE, reply.request_id)
    assert came_in <= began <= library.asked_at[1] <= time.monotonic()
    await queue.close(5)


async def test_those_who_wait_share_the_time_for_a_second_look(parts):
    library = Clocked(parts.library)
    queue = parts.queue(lambda: library, settings=replace(parts.settings, workers=1, queue=20))
    let = threading.Event()
    busy = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0)
    asked = [queue.begin(Requester(n, None, None), SADR) for n in range(3)]
    let.set()
    await busy
    for one in asked:
        await one
    assert len(library.crowds) == 3
    assert library.crowds == sorted(library.crowds, reverse=True)
    assert library.crowds[0] > library.crowds[-1] >= 1
    await queue.close(5)


async def test_a_timeline_too_has_its_second_look_in_time_or_it_is_counted_as_cut_short(parts):
    library = Clocked(parts.library)
    queue = parts.queue(lambda: library, settings=replace(parts.settings, workers=1))
    let = threading.Event()
    busy = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0)
    listed = queue.begin_listing(ALICE, Request("the bridge", kind="timeline"))
    came_in = time.monotonic()
    let.set()
    await busy
    await listed
    assert library.asked_at[0] <= came_in
    counted = parts.metrics.registry.get_sample_value
    assert counted("dateline_second_looks_total", {"extent": "cut_short"}) == 1
    await queue.close(5)


async def test_the_loop_goes_on_while_a_thread_answers(queue):
    let = threading.Event()
    waiting = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0.01)
    assert queue.waiting == 1
    let.set()
    assert await waiting is True
    await asyncio.sleep(0)
    assert queue.waiting == 0


async def test_what_a_thread_raises_reaches_who_waits(queue):
    def fail():
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        await queue.run(fail)


async def test_a_full_queue_is_busy_at_once_and_costs_no_patience(parts):
    queue = changed(parts, workers=1, queue=1)
    let = threading.Event()
    taken = [asyncio.ensure_future(queue.run(let.wait, 5)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await queue.ask(ALICE, SADR)
    with pytest.raises(Busy):
        await queue.run(len, "")
    let.set()
    await asyncio.gather(*taken)
    assert (await queue.ask(ALICE, SADR)).answer.answered
    assert parts.outcomes() == {"busy": 1, "answered": 1}
    await queue.close(5)


async def test_who_stops_waiting_frees_no_thread(parts):
    queue = changed(parts, workers=1, queue=0)
    let = threading.Event()
    waiting = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.sleep(0)
    assert queue.waiting == 1
    with pytest.raises(Busy):
        await queue.run(len, "")
    let.set()
    assert await queue.close(5)


async def test_each_person_waits_for_the_cooldown_of_the_server(queue, parts):
    parts.state.change_server(9, cooldown_seconds=20)
    here = Requester(1, None, 9)
    await queue.ask(here, SADR)
    parts.now += 12
    with pytest.raises(TooSoon) as first:
        await queue.ask(here, SADR)
    with pytest.raises(TooSoon) as second:
        await queue.ask(here, SADR)
    assert (first.value.seconds, first.value.warned, second.value.warned) == (8, False, True)
    await queue.ask(BOB, SADR)
    parts.now += 8
    await queue.ask(here, SADR)
    with pytest.raises(TooSoon) as again:
        await queue.ask(here, SADR)
    assert again.value.warned is False


async def test_only_so_many_people_are_remembered(queue, parts, monkeypatch):
    monkeypatch.setattr("bot.discord.ask.queue.MAX_PEOPLE", 2)
    assert MAX_PEOPLE == 10_000
    for person in (1, 2, 3):
        await queue.ask(Requester(person, None, None), SADR)
    await queue.ask(Requester(1, None, None), SADR)  # forgotten, so it need not wait
    with pytest.raises(TooSoon):
        await queue.ask(Requester(3, None, None), SADR)


async def test_a_place_is_one_conversation_whoever_asks(queue, parts):
    await queue.ask(ALICE, SADR)
    assert (await queue.ask(BOB, "And when?")).understood == f"{SADR} And when?"
    parts.now += 60
    assert (
        await queue.ask(Requester(1, ConversationPlace(8, None), None), "And when?")
    ).understood is None
    parts.now += 60
    assert (await queue.ask(Requester(1, None, None), "And when?")).understood is None


async def test_a_conversation_is_forgotten_after_its_minutes(parts):
    queue = changed(parts, conversation_minutes=2)
    await queue.ask(ALICE, SADR)
    parts.now += 120
    assert (await queue.ask(ALICE, "And when?")).understood is not None
    parts.now += 121
    assert (await queue.ask(ALICE, "And when?")).understood is None
    await queue.close(5)


async def test_a_question_that_follows_another_takes_over_its_limits(queue, parts):
    limits = Scope(
        Published(date(2019, 1, 1), date(2022, 1, 1)),
        as_of=date(2021, 1, 1),
        during=Days(date(2019, 1, 1), date(2019, 12, 31)),
    )
    first = await queue.ask(ALICE, SADR, replace(limits, any_time=True, by_date=True))
    reply = await queue.ask(BOB, "And when?", follows=first.request_id)
    assert (reply.understood, reply.scope) == (f"{SADR} And when?", limits)
    assert reply.answer.scope == limits
    parts.now += 60
    own = Scope(as_of=date(2020, 1, 1))
    further = await queue.ask(ALICE, "And where?", own, follows=reply.request_id)
    assert (further.understood, further.scope) == (f"{SADR} And where?", own)
    parts.now += 60
    assert (await queue.ask(BOB, PIZZA, follows=first.request_id)).understood is None


async def test_a_question_cannot_follow_one_that_is_forgotten(queue):
    with pytest.raises(UsageError, match="This answer is too old to go on from; ask again"):
        await queue.ask(ALICE, "And when?", follows=5)


async def test_a_refusal_is_noted_as_it_was_understood(queue, parts):
    await queue.ask(ANN, NOTHING)
    await queue.ask(BEN, "And when?")
    assert {each.question for each in parts.noted()} == {
        NOTHING,
        "When is the population of France?",
    }


async def test_again_answers_once_more_with_its_dates_and_without_a_trace(queue, parts):
    first = await queue.ask(ANN, SADR, Scope(Published(after=date(2021, 1, 1))))
    again = await queue.again(ANN, first.request_id)
    assert again == first
    assert not again.answer.answered
    assert parts.outcomes() == {"refused": 1}
    assert [each.times for each in parts.noted()] == [1]
    assert await queue.again(ANN, 5) is None


async def test_again_answers_otherwise_where_that_is_asked_for(parts):
    library = FakeLibrary()
    queue = parts.queue(lambda: library)
    scope = Scope(as_of=date(2020, 1, 1))
    first = await queue.ask(ALICE, SADR, scope)
    for variant in (Variant(any_time=True), Variant(by_date=True), Variant(True, True)):
        again = await queue.again(ALICE, first.request_id, variant)
        wanted = replace(scope, any_time=variant.any_time, by_date=variant.by_date)
        assert again.scope == wanted
        assert library.asked[-1] == (SADR, wanted, None)
    assert parts.state.request(first.request_id).scope == scope
    await queue.close(5)


TIMELINE = Request("Sadr", None, Scope(), "timeline", between=Days(date(2019, 1, 1), None))
NEWS = Request("Sadr", None, Scope(), "since", between=Days(date(2020, 1, 1), None), added=True)
ALL_NEWS = replace(NEWS, question="", added=False)


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        (TIMELINE, ("timeline", "Sadr", TIMELINE.between, Scope(), MAX_LISTED)),
        (NEWS, ("since", date(2020, 1, 1), "Sadr", True, MAX_LISTED)),
        (ALL_NEWS, ("since", date(2020, 1, 1), None, False, MAX_LISTED)),
    ],
)
async def test_a_list_is_remembered_and_found_again(parts, asked, called):
    library = FakeLibrary()
    queue = parts.queue(lambda: library)
    listing = await queue.begin_listing(ALICE, asked)
    assert listing.found == (library.line if asked.kind == "timeline" else library.news)
    assert parts.state.request(listing.request_id) == asked
    assert await queue.again(ALICE, listing.request_id) == listing
    assert library.called == [called, called]
    assert parts.outcomes() == {"answered": 1}
    with pytest.raises(TooSoon):
        queue.begin_listing(ALICE, asked)
    assert (await queue.ask(BOB, "And when?")).understood is None  # no turn of a conversation
    await queue.close(5)


@pytest.mark.parametrize(
    ("asked", "noted"), [(TIMELINE, ["Sadr"]), (NEWS, ["Sadr"]), (ALL_NEWS, [])]
)
async def test_a_list_that_holds_nothing_is_a_refusal(parts, asked, noted):
    library = FakeLibrary(
        line=replace(timeline(), answered=False, entries=()), news=replace(since(), quotes=())
    )
    queue = parts.queue(lambda: library)
    listing = await queue.begin_listing(ANN, asked)
    assert not listing.answered
    await queue.again(ANN, listing.request_id)
    assert parts.outcomes() == {"refused": 1}
    assert [each.question for each in parts.noted()] == noted
    await queue.close(5)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (TIMELINE, {"line": timeline(PUBLICATION_ENTRY, replace(ENTRY, quote=ODD))}),
        (TIMELINE, {"line": timeline(undated=(ODD,))}),
        (TIMELINE, {"line": replace(timeline(), answered=False, entries=(), nearest=(ODD,))}),
        (NEWS, {"news": since(ODD)}),
        (NEWS, {"news": replace(since(), quotes=(), nearest=(ODD,))}),
    ],
)
async def test_every_quote_of_a_list_is_checked_before_it_is_sent(parts, asked, found):
    library = FakeLibrary(**found, wrong=ODD)
    queue = parts.queue(lambda: library)
    with pytest.raises(QuoteMismatch):
        await queue.begin_listing(ALICE, asked)
    assert len(library.called) == 2
    assert parts.outcomes() == {"failed": 1}
    await queue.close(5)


async def test_a_quote_that_is_not_in_the_document_is_asked_for_once_more(parts, caplog):
    queue = parts.queue(lambda: mistaken)
    mistaken = Mistaken(parts.library, 1)
    assert (await queue.ask(ALICE, SADR)).answer.answered
    assert caplog.messages == ["not sent, asked once more: other words stand there"]
    await queue.close(5)


async def test_a_quote_that_is_never_right_is_not_sent(parts):
    queue = parts.queue(lambda: mistaken)
    mistaken = Mistaken(parts.library, 2)
    with pytest.raises(QuoteMismatch):
        await queue.ask(ALICE, SADR)
    assert parts.outcomes() == {"failed": 1}
    await queue.close(5)


async def test_the_nearest_passages_of_a_refusal_are_checked_too(parts):
    queue = parts.queue(lambda: mistaken)
    mistaken = Mistaken(parts.library, 9)
    with pytest.raises(QuoteMismatch):
        await queue.ask(ALICE, NOTHING)
    await queue.close(5)


async def test_a_question_without_words_is_no_turn(queue, parts):
    with pytest.raises(QuestionError):
        await queue.ask(ALICE, "?!")
    assert parts.outcomes() == {"invalid": 1}
    assert (await queue.ask(BOB, "And when?")).understood is None


async def test_closing_waits_for_what_is_under_way_and_takes_no_more(parts):
    queue, let = parts.queue(), threading.Event()
    waiting = asyncio.ensure_future(queue.run(let.wait, 5))
    await asyncio.sleep(0)
    queue.stop_taking()
    with pytest.raises(Closing):
        await queue.ask(ALICE, SADR)
    assert await queue.close(0.05) is False
    let.set()
    assert await waiting is True
    assert await queue.close(5) is True


async def test_the_stages_are_measured(queue, parts):
    await queue.ask(ALICE, SADR)
    for stage in ("wait", "answer"):
        count = parts.metrics.registry.get_sample_value(
            "dateline_stage_seconds_count", {"stage": stage}
        )
        assert count == 1
