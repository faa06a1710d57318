import asyncio
import threading
import time
from types import SimpleNamespace

import discord
import pytest

from bot.discord.admin.reindex import Reindexing, report_message
from bot.discord.state import ServerSettings
from bot.indexing import bring_in_line
from bot.settings import Settings
from index.errors import StoreMissing, UsageError
from index.report import Progress, Report
from index.source_files import FileOutcome
from index.store.layout import current_layout
from index.store.records import LibrarySummary
from manager_client import managed

LIBRARY = LibrarySummary(
    documents=2, passages=3, first_published="2020-01-09", last_published="2020-01-09", undated=1
)


def report(added=("a_1.txt",), failed=()):
    return Report(added, (), (), 4, tuple(failed), (), (), 3, 1.5, LIBRARY)


REPORT = (
    r"1 added, 0 changed, 0 removed, 4 unchanged; 3 passages embedded in 1.5 s"
    "\n  added    a\\_1.txt\n"
    "The library holds 2 documents, published 2020-01-09, 1 undated; 3 passages."
)


class Index:
    """Stands for `bring_in_line`: does what a test says, in the thread of the run."""

    def __init__(self, ends=None, steps=(), waits=(), pause_seconds=0.0):
        self.ends, self.steps, self.waits = ends or report(), steps, waits
        self.pause_seconds = pause_seconds
        self.gate = threading.Event()
        self.gate.set()
        self.began = 0

    def __call__(self, settings, *, progress, waiting, rebuild):
        self.rebuilt = rebuild
        self.began += 1
        for message in self.waits:
            waiting(message)
        time.sleep(self.pause_seconds)
        for step in self.steps:
            progress(step)
        time.sleep(self.pause_seconds)
        assert self.gate.wait(5)
        progress(Progress("finishing", 0, 0))
        if isinstance(self.ends, Exception):
            raise self.ends
        return self.ends


def said(world, viewer=None):
    return [message.content for message in world.channel.history(viewer=viewer)]


def told_directly(world):
    """What the manager was told in direct messages."""
    backend = world.env.backend
    channel = backend.get_dm_channel(world.manager.id)
    return [message.content for message in backend.messages.get(channel.id, {}).values()]


async def unsettled(world, operation):
    """Await an operation after which a run still goes on."""
    world.env.settle_timeout = 0.2
    with pytest.raises(TimeoutError):
        await operation
    world.env.settle_timeout = 5


async def until(what):
    for _ in range(500):
        if what():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within 5 s")


async def test_the_message_of_a_run_ends_as_its_report(shelf):
    async with managed(shelf, reindexing=Reindexing(Index())) as world:
        shown = await world.slash("reindex")
        assert shown.content == REPORT
        assert shown.ephemeral
        assert shown.attachments == []


async def test_a_run_brings_the_library_of_the_settings_in_line(shelf, monkeypatch):
    shelf.add("a.txt", "Sadr went.", published="2020-01-09", title="On Sadr")

    def bring(settings, *, progress, waiting, rebuild):
        assert (settings.source_docs, settings.index_dir) == (shelf.docs, shelf.index_dir)
        return shelf.index(progress=progress)

    async with managed(shelf, reindexing=Reindexing(bring)) as world:
        shown = await world.slash("reindex")
        assert shown.content.startswith("1 added, 0 changed, 0 removed, 0 unchanged; 1 passage ")
        assert world.client.library_of().summary().documents == 1


class Told:
    """An interaction in real time, which SimCord has no clock for while a run goes on."""

    def __init__(self, settings):
        self.guild_id, self.permissions = 1, discord.Permissions(manage_guild=True)
        self.client = SimpleNamespace(
            settings=settings,
            is_closed=lambda: False,
            queue=self,
            library_of=None,
            state=SimpleNamespace(server=lambda _: ServerSettings()),
        )
        self.response = self
        self.said = []

    async def run(self, look):
        raise StoreMissing("there is no index")

    def is_expired(self):
        return False

    async def send_message(self, content, **_):
        self.said.append((time.monotonic(), content))

    async def edit_original_response(self, content, **_):
        self.said.append((time.monotonic(), content))


async def test_progress_is_shown_with_a_pause_between_edits_and_no_edit_says_the_same():
    index = Index(
        steps=[Progress("reading", done, 3_400) for done in range(121)],
        waits=["another process is writing to the index; waiting for it to end"],
        pause_seconds=0.2,
    )
    told = Told(Settings())
    await Reindexing(index, edit_every_seconds=0.05).run(told)
    # The last step lasts no time: an edit may find it or not.
    told.said = [(at, content) for at, content in told.said if "finishing" not in content]
    assert [content for _, content in told.said] == [
        "Reindexing: starting.",
        "Reindexing: another process is writing to the index; waiting for it to end.",
        "Reindexing: reading 120 of 3,400 files.",
        REPORT,
    ]
    began, first, second, _ = (at for at, _ in told.said)
    assert first - began >= 0.05
    assert second - first >= 0.05


async def test_a_second_run_is_not_begun_beside_the_first(shelf):
    index = Index()
    index.gate.clear()
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        await unsettled(world, world.slash("reindex"))
        await unsettled(world, world.slash("reindex"))
        assert said(world, world.manager) == [
            "Reindexing: starting.",
            "The library is being reindexed already; whoever began that sees how far it is.",
        ]
        index.gate.set()
        await until(lambda: REPORT in said(world, world.manager))
        assert said(world) == []  # nobody else sees any of it
        assert index.began == 1
        shown = await world.slash("reindex")
        assert (shown.content, index.began) == (REPORT, 2)


@pytest.mark.parametrize("rebuild", [False, True])
async def test_a_manager_may_have_the_index_made_anew(shelf, rebuild):
    index = Index()
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        await world.slash("reindex", rebuild=rebuild)
        assert index.rebuilt is rebuild


async def test_a_damaged_index_is_mended_by_making_it_anew(shelf):
    shelf.add("a.txt", "Sadr went.", published="2020-01-09", title="On Sadr")
    shelf.index()
    broken = current_layout(shelf.index_dir).database
    broken.write_bytes(b"no database" * 1_000)

    def bring(settings, *, progress, waiting, rebuild):
        return bring_in_line(settings, progress=progress, rebuild=rebuild, model=shelf.model)

    async with managed(shelf, reindexing=Reindexing(bring)) as world:
        shown = await world.slash("reindex")
        assert shown.content.startswith("Reindexing failed: ")
        assert str(shelf.index_dir.parent) not in shown.content
        assert "/reindex rebuild: True" in shown.content
        shown = await world.slash("reindex", rebuild=True)
        assert shown.content.startswith("1 added, 0 changed, 0 removed, 0 unchanged; 1 passage ")
        assert world.client.library_of().summary().documents == 1


async def test_no_place_of_the_machine_is_told(shelf):
    failed = [FileOutcome("source_docs/a.txt", f"cannot be read in {shelf.docs}/a.txt: denied")]
    index = Index(ends=report(failed=failed))
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        shown = await world.slash("reindex")
        assert "a.txt: cannot be read in source\\_docs/a.txt: denied" in shown.content
        index.ends = UsageError(f"the folder {shelf.docs} does not exist")
        shown = await world.slash("reindex")
        assert shown.content == "Reindexing failed: the folder source\\_docs does not exist"


async def test_questions_go_on_during_a_run(shelf):
    shelf.add("a.txt", "Sadr went.", title="On Sadr")
    shelf.index()
    index = Index()
    index.gate.clear()
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        await unsettled(world, world.slash("reindex"))
        found = await world.client.queue.run(lambda: world.client.library_of().ask("Sadr went?"))
        assert found.question == "Sadr went?"
        index.gate.set()
        await until(lambda: said(world, world.manager)[-1:] == [REPORT])


async def test_a_run_that_is_quickly_done_is_one_edit(shelf):
    index = Index(steps=[Progress("reading", done, 50) for done in range(50)])
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        await world.slash("reindex")
        edits = [e for e in world.env.http_requests if e.method == "PATCH"]
        assert len(edits) == 1


async def test_a_run_that_cannot_be_done_says_why(shelf, caplog):
    index = Index(ends=UsageError("the folder source_docs does not exist; make it"))
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        shown = await world.slash("reindex")
        assert shown.content == (
            r"Reindexing failed: the folder source\_docs does not exist; make it"
        )
        assert [
            record.levelname for record in caplog.records if record.name.endswith("admin.reindex")
        ] == ["WARNING"]
        # The next one may begin.
        index.ends = report()
        assert (await world.slash("reindex")).content == REPORT


async def test_an_error_that_was_not_foreseen_has_a_reference(shelf, caplog):
    index = Index(ends=ValueError("secret path"))
    async with managed(shelf, reindexing=Reindexing(index)) as world:
        shown = await world.slash("reindex")
        assert shown.content.startswith("Something went wrong that Dateline did not foresee (ref")
        (record,) = [each for each in caplog.records if each.levelname == "ERROR"]
        assert "while reindexing" in record.getMessage()
        assert record.exc_info[1] is index.ends


@pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10015), (404, 10008), (500, 0)])
async def test_a_message_that_takes_no_more_edits_is_followed_by_a_direct_one(shelf, status, code):
    async with managed(shelf, reindexing=Reindexing(Index())) as world:
        world.env.inject_error(
            "PATCH", "/webhooks/*/messages/@original", status=status, code=code, times=None
        )
        await world.slash("reindex")
        assert said(world) == []
        assert told_directly(world) == [REPORT]


async def test_after_fifteen_minutes_the_end_is_told_directly(shelf, monkeypatch):
    async with managed(shelf, reindexing=Reindexing(Index())) as world:
        monkeypatch.setattr(discord.Interaction, "is_expired", lambda _: True)
        await world.slash("reindex")
        assert said(world) == []
        assert told_directly(world) == [REPORT]


async def test_where_the_bot_may_not_write_the_end_is_logged(shelf, monkeypatch, caplog):
    async with managed(shelf, reindexing=Reindexing(Index())) as world:
        monkeypatch.setattr(discord.Interaction, "is_expired", lambda _: True)
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await world.slash("reindex")
        assert told_directly(world) == []
        assert "the end of a reindexing reached nobody" in caplog.text


async def test_a_bot_that_stops_breaks_the_run_off(shelf, monkeypatch):
    async with managed(shelf, reindexing=Reindexing(Index())) as world:
        monkeypatch.setattr(world.client, "is_closed", lambda: True)
        shown = await world.slash("reindex")
        assert shown.content == "Reindexing was broken off, the bot stops. What was done stays."


async def test_a_long_report_comes_as_a_file_and_names_what_failed(shelf):
    failed = [FileOutcome(f"bad_{n}.txt", "is not text " * 20) for n in range(12)]
    long = report(added=tuple(f"{n:03}.txt" for n in range(300)), failed=failed)
    async with managed(shelf, reindexing=Reindexing(Index(ends=long))) as world:
        shown = await world.slash("reindex")
        lines = shown.content.splitlines()
        assert lines[:2] == [
            "300 added, 0 changed, 0 removed, 4 unchanged; 3 passages embedded in 1.5 s",
            "Could not be read:",
        ]
        assert lines[2].startswith(r"bad\_0.txt: is not text")
        assert lines[2].endswith("[…]")
        assert lines[12:] == [
            "and 2 more",
            "The library holds 2 documents, published 2020-01-09, 1 undated; 3 passages.",
            "The file holds the whole report.",
        ]
        assert len(shown.content) <= 2_000
        (file,) = shown.attachments
        text = (await file.read()).decode("utf-8-sig")
        assert file.filename == "reindex.txt"
        assert text.count("  added    ") == 300
        assert text.count("is not text is not text") == 12 * 10


def test_a_report_in_a_message_has_the_words_of_the_terminal():
    assert report_message(report(), Settings()) == (REPORT, None)


async def test_a_server_is_told_of_its_own_libraries_alone(shelf):
    shelf.add("a.txt", "Sadr went.", published="2020-01-09", title="On Sadr")
    shelf.add("secret/b.txt", "Nobody knows.", title="Hidden")
    (shelf.docs / "secret/library.yaml").write_text("name: Secret\n")
    (shelf.docs / "secret/broken.txt").write_text("")
    (shelf.docs / "empty.txt").write_text("")
    shelf.index()
    index = Index(steps=[Progress("secret stage", 3, 9)], pause_seconds=0.1)
    async with managed(shelf, reindexing=Reindexing(index, edit_every_seconds=0.01)) as world:
        shown = await world.slash("reindex")
        await until(lambda: shown.content.startswith("Reindexed."))
        assert shown.content == (
            "Reindexed. The library holds 1 document, published 9 January 2020.\n"
            "Could not be read:\n"
            "source\\_docs/empty.txt: is empty; write text into it or take it out of the folder"
        )
        index.ends = UsageError("the folder secret is not there")
        shown = await world.slash("reindex")
        assert shown.content == (
            "Reindexing failed. Whoever runs the bot finds the reason in the log."
        )
        world.state.change_server(world.guild.id, allowed=("Secret", "main"))
        shown = await world.slash("reindex")
        assert shown.content == "Reindexing failed: the folder secret is not there"
