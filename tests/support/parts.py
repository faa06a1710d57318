"""The parts of the bot, put together over a small library with the hash embedder."""

from pathlib import Path

import discord

from bot.discord.ask.queue import Desk
from bot.discord.client import DatelineClient
from bot.discord.operations.metrics import Metrics
from bot.discord.state import Memory
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
    """What a test may change before or while the bot runs: settings, memory, library, time."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        for name, (published, text) in TEXTS.items():
            shelf.add(name, text, published=published, title=name)
        shelf.index()
        self.shelf = shelf
        self.settings = Settings(index_dir=shelf.index_dir, refuse_below=0.3)
        self.library = Library(self.settings, shelf.open(), shelf.model.questions())
        self.memory = Memory(folder / "discord.sqlite3")
        self.metrics = Metrics()
        self.now = 1_000.0
        self.clients: list[DatelineClient] = []

    def desk(self, library_of=None, settings: Settings | None = None) -> Desk:
        return Desk(
            library_of or (lambda: self.library),
            settings or self.settings,
            self.memory,
            self.metrics,
            clock=lambda: self.now,
        )

    def client(self, *, settings: Settings | None = None, **options) -> DatelineClient:
        """Return a client that asks `self.library`, also where a test replaces that later."""
        settings = settings or self.settings
        client = DatelineClient(
            settings=settings,
            library_of=lambda: self.library,
            desk=self.desk(settings=settings),
            memory=self.memory,
            metrics=self.metrics,
            shard_count=1,
            **options,
        )
        self.clients.append(client)
        return client

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
            client.desk._executor.shutdown(wait=True)
        self.memory.close()


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
