"""What the bot counts and measures, for an operator's Prometheus.

Owns the names, labels and buckets of every metric; `health` serves them, others report to them.
Nothing here names a person, a server or a question.
"""

import asyncio
import contextlib
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector

Outcome = Literal["answered", "refused", "busy", "too_soon", "invalid", "failed"]
Stage = Literal["wait", "answer", "send"]
SecondLook = Literal["whole", "cut_short", "skipped"]

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# From a small library (milliseconds) to a queue that is about to be full (tens of seconds).
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The metrics of one bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "dateline_questions",
            "Questions, by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self._stages = Histogram(
            "dateline_stage_seconds",
            "Time of a question in each stage: wait (for a thread), answer, send (to Discord).",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._second_looks = Counter(
            "dateline_second_looks",
            "Questions with a second look, by how much of it there was time for.",
            ["extent"],
            registry=self.registry,
        )
        self._queue = Gauge(
            "dateline_queue",
            "Questions and other work, under way or waiting for a thread.",
            registry=self.registry,
        )
        self._generation = Gauge(
            "dateline_index_generation",
            "How often the library has changed since its index was made; -1 while it cannot open.",
            registry=self.registry,
        )
        self._latency = Gauge(
            "dateline_gateway_latency_seconds",
            "Time of the gateway's last heartbeat there and back; NaN before the first.",
            registry=self.registry,
        )
        self._tasks = Gauge(
            "dateline_tasks", "Tasks of the event loop that are not done.", registry=self.registry
        )
        ProcessCollector(registry=self.registry)  # memory, open files, processor time
        # A rate needs its zero: what has not happened yet is there from the start.
        for outcome in get_args(Outcome):
            self._questions.labels(outcome)
        for extent in get_args(SecondLook):
            self._second_looks.labels(extent)
        for stage in get_args(Stage):
            self._stages.labels(stage)
        self._latency.set(float("nan"))
        self._generation.set(-1)

    def question(self, outcome: Outcome) -> None:
        """Count a question; refusals are those with the outcome "refused"."""
        self._questions.labels(outcome).inc()

    def second_look(self, *, read: int, left: int) -> None:
        """Count a question of which `read` passages were read again, and `left` for want of time.

        Without either it had nothing to read, or there is no second look.
        """
        if read or left:
            extent: SecondLook = "whole" if not left else "cut_short" if read else "skipped"
            self._second_looks.labels(extent).inc()

    def stage(self, stage: Stage, seconds: float) -> None:
        """Note how long a question was in a stage."""
        self._stages.labels(stage).observe(seconds)

    def queued(self, count: int) -> None:
        """Note how many calls are under way or wait."""
        self._queue.set(count)

    def generation(self, generation: int | None) -> None:
        """Note the generation of the index; None where it cannot open."""
        self._generation.set(-1 if generation is None else generation)

    def latency(self, seconds: float) -> None:
        """Note the gateway's latency."""
        self._latency.set(seconds)

    def exposed(self) -> bytes:
        """Return all metrics in Prometheus' text format, see CONTENT_TYPE; from the event loop."""
        with contextlib.suppress(RuntimeError):  # no loop: nothing to count
            self._tasks.set(len(asyncio.all_tasks()))
        return generate_latest(self.registry)
