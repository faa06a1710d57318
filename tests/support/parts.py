"""The parts of the bot, put together over a small library with the hash embedder."""

import asyncio
import contextlib
import threading
import time
from pathlib import Path

import discord

from bot.discord.app import add_features
from bot.discord.ask.queue import QuestionQueue
from bot.discord.client import DatelineClient
from bot.discord.operations.metrics import Metrics
from bot.discord.state import BotState
from bot.library import Library
from bot.settings import Settings
from shelf import Shelf

TEXTS = {
    "sadr.txt": ("2020-01-09", "Khamenei invited Sadr to Tehran. The meeting was fruitless."),
    "pizza.txt": ("2021-03", "Pizza dough rests for a day before it is baked on a hot stone."),
}
SADR = "Who invited Sadr to Tehran?"
PIZZA = "How long does pizza dough rest for?"
NOTHING = "What is the population of France?"


class Parts:
    """What a test may change before or while the bot runs: settings, state, library, time."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        for name, (published, text) in TEXTS.items():
            shelf.add(name, text, published=published, title=name)
        shelf.index()
        self.shelf = shelf
        self.settings = Settings(index_dir=shelf.index_dir, refuse_below=0.3)
        self.library = Library(self.settings, shelf.open(), shelf.model.questions())
        self.days_later = 0  # by the clock of what is remembered
        self.state = BotState(
            folder / "discord.sqlite3", now=lambda: time.time() + self.days_later * 86_400
        )
        self.metrics = Metrics()
        self.now = 1_000.0
        self.clients: list[DatelineClient] = []

    def queue(self, library_of=None, settings: Settings | None = None) -> QuestionQueue:
        return QuestionQueue(
            library_of or (lambda: self.library),
            settings or self.settings,
            self.state,
            self.metrics,
            clock=lambda: self.now,
        )

    def client(self, *, settings: Settings | None = None, **options) -> DatelineClient:
        """Return a client that asks `self.library`, also where a test replaces that later."""
        settings = settings or self.settings
        client = DatelineClient(
            settings=settings,
            library_of=lambda: self.library,
            queue=self.queue(settings=settings),
            state=self.state,
            metrics=self.metrics,
            shard_count=1,
            **options,
        )
        add_features(client)
        self.clients.append(client)
        return client

    @contextlib.asynccontextmanager
    async def full(self, queue: QuestionQueue):
        """Take every place in a queue, until the end."""
        end = threading.Event()
        room = self.settings.workers + self.settings.queue
        held = [asyncio.create_task(queue.run(end.wait)) for _ in range(room)]
        while queue.waiting < room:
            await asyncio.sleep(0)
        try:
            yield
        finally:
            end.set()
            await asyncio.gather(*held)

    def noted(self):
        """Return what went unanswered, in every server."""
        servers = self.state._file.all("SELECT DISTINCT guild_id FROM unanswered")
        return [one for (server,) in servers for one in self.state.unanswered(server)]

    def outcomes(self) -> dict[str, int]:
        """Return how many questions had which outcome."""
        counted = {}
        for outcome in ("answered", "refused", "busy", "too_soon", "invalid", "failed"):
            value = self.metrics.registry.get_sample_value(
                "dateline_questions_total", {"outcome": outcome}
            )
            if value:
                counted[outcome] = int(value)
        return counted

    def close(self) -> None:
        for client in self.clients:
            client.queue._executor.shutdown(wait=True)
        self.state.close()


def said(message) -> str:
    """Return all words of a message: its content, or the texts of its layout."""
    if message is None:
        return ""
    if message.content:
        return message.content
    return "\n".join(_texts(message.components))


def _texts(components):
    for each in components:
        raw = each.to_dict() if isinstance(each, discord.Component) else each
        if raw.get("type") == discord.ComponentType.text_display.value:
            yield raw["content"]
        yield from _texts(raw.get("components", []))
