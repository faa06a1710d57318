"""A session of questions in the terminal: the prompt, its commands and what they show.

What is shown comes from the library and looks exactly as for the commands `dateline ask`,
`timeline` and `since`. Owns no library and no stream.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TextIO

from bot.answering.chatter import Chatter, chatter
from bot.answering.conversation import Conversation
from bot.answering.scope import Scope
from bot.terminal.answers import Ways, shown_quotes, write_answer, write_sources
from bot.terminal.arguments import day_and_topic
from bot.terminal.errors import explain
from bot.terminal.page import Page
from bot.terminal.quotes import write_quotes
from bot.terminal.timeline import write_since, write_timeline
from bot.wording.coverage import coverage
from bot.wording.text import count, one_line
from bot.wording.typed_dates import today

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.quotes import Place, Quote
    from bot.library import Library

PROMPT = "dateline> "
# What is said to messages that ask for nothing; to others of them, nothing.
TO_CHATTER = {
    Chatter.HELP: "Ask what the documents say; /help lists what else can be typed.",
    Chatter.GREETING: "Hello. Ask a question about what the documents say.",
    Chatter.THANKS: "You are welcome.",
}
WAYS = Ways(any_time="/anytime", by_date="/bydate", timeline="/timeline")


class ChatSession:
    """One conversation: reads lines until the end of input, an interrupt or /quit.

    `read_line` returns a line without its end and raises EOFError at the end of input. Answers go
    to `page`, all else that is said to `notes`.
    """

    def __init__(
        self,
        library: "Library",
        *,
        read_line: Callable[[], str],
        page: Page,
        notes: Page,
        quotes: int,
        today: Callable[[], date] = today,
    ) -> None:
        self._library = library
        self._read_line = read_line
        self._page = page
        self._notes = notes
        self._quotes = quotes
        self._today = today
        self._conversation = Conversation()
        self._answer: Answer | None = None  # the last one, with the scope it was asked in
        self._shown: list[Quote] = []  # of that answer and /more
        self._commands: dict[str, tuple[Callable[[], None], str]] = {
            "/help": (self._help, "what can be typed here"),
            "/more": (self._more, "further quotes for the last question"),
            "/bydate": (self._by_date, "the quotes of the last answer, the newest first"),
            "/anytime": (self._any_time, "the last question again, without the time in it"),
            "/history": (self._history, "the last questions of this session"),
            "/sources": (self._sources, "the documents of the library"),
            "/quit": (self._quit, "leave; Ctrl-D does the same"),
        }
        self._topical: dict[str, tuple[Callable[[str], None], str, str]] = {
            "/timeline": (self._timeline, "TOPIC", "what documents say, in the order of time"),
            "/since": (self._since, "DATE [TOPIC]", "what was published since then"),
        }
        self._open = True

    def greet(self) -> None:
        """Say what the library holds and how to get on, for a person at a terminal."""
        self._notes.line(f"The library holds {coverage(self._library.summary())}.")
        self._notes.line("Ask a question; /help lists what else can be typed, /quit leaves.")

    def run(self) -> None:
        """Answer line after line; what goes wrong with one ends only that one."""
        while self._open:
            try:
                line = self._read_line().strip()
            except (EOFError, KeyboardInterrupt):
                self._notes.line()  # the shell's prompt starts on a line of its own
                return
            if not line:
                continue
            try:
                self._take(line)
                self._page.flush()  # a program may wait for this answer before it asks the next
            except KeyboardInterrupt:
                self._notes.line("Stopped.")
            except BrokenPipeError:
                raise  # nobody reads any more
            except Exception as error:  # noqa: BLE001 - the session outlives any one question
                self._notes.line(f"dateline: error: {explain(error)}")

    def _take(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        if not line.startswith("/"):
            self._ask_or_greet(line)
        elif line in self._commands:
            self._commands[line][0]()
        elif name in self._topical and rest:
            self._topical[name][0](rest.strip())
        elif name in self._topical:
            self._notes.line(f"Write {name} {self._topical[name][1]}.")
        else:
            self._notes.line(f"There is no {one_line(line)}; /help lists what there is.")

    def _ask_or_greet(self, line: str) -> None:
        kind = chatter(line)
        if kind is None:
            self._ask(line)
        elif kind in TO_CHATTER:
            self._notes.line(TO_CHATTER[kind])

    def _ask(self, question: str) -> None:
        turn = self._conversation.context.take_turn(
            question, lambda text, shown: self._checked(text, Scope(), self._quotes, shown)
        )
        if turn.understood:
            self._notes.line(f"understood as: {one_line(turn.understood)}")
        self._conversation.add(question, turn.answer, turn.understood)
        self._show(turn.answer)

    def _show(self, answer: "Answer") -> None:
        self._answer, self._shown = answer, list(shown_quotes(answer))
        write_answer(self._page, answer, WAYS)
        self._page.line()

    def _checked(
        self, question: str, scope: Scope, quotes: int, shown: "Collection[Place]" = ()
    ) -> "Answer":
        answer = self._library.ask(question, scope=scope, quotes=quotes, shown=shown)
        self._check((*answer.quotes, *answer.nearest))
        return answer

    def _check(self, quotes: Iterable["Quote"]) -> None:
        for quote in quotes:
            self._library.check(quote)

    def _more(self) -> None:
        if self._answer is None or not self._shown:
            self._notes.line("There is no answer to show more of.")
            return
        most = len(self._shown) + self._quotes
        answer = self._checked(self._answer.question, self._answer.scope, most)
        # In the order of dates, what comes further need not come last.
        shown = {_place(quote) for quote in self._shown}
        further = [quote for quote in answer.quotes if _place(quote) not in shown]
        if not further:
            self._notes.line("There are no further quotes.")
            return
        self._shown += further
        write_quotes(self._page, further, WAYS.timeline)
        self._page.line()

    def _by_date(self) -> None:
        if self._answer is None or not self._shown:
            self._notes.line("There is no answer to put in order.")
            return
        scope = replace(self._answer.scope, by_date=True)
        self._show(self._checked(self._answer.question, scope, len(self._shown)))

    def _any_time(self) -> None:
        if self._answer is None or self._answer.time is None:
            self._notes.line("There is no question with a time in it to ask again.")
            return
        scope = replace(self._answer.scope, any_time=True)
        self._show(self._checked(self._answer.question, scope, self._quotes))

    def _timeline(self, topic: str) -> None:
        found = self._library.timeline(topic)
        self._check((*(entry.quote for entry in found.entries), *found.undated, *found.nearest))
        write_timeline(self._page, found)
        self._page.line()

    def _since(self, words: str) -> None:
        asked = day_and_topic(words.split(), self._today())
        found = self._library.since(asked.day, topic=asked.topic)
        self._check((*found.quotes, *found.nearest))
        write_since(self._page, found)
        self._page.line()

    def _history(self) -> None:
        for number, turn in enumerate(self._conversation.turns, start=1):
            quotes = len(turn.answer.quotes)
            said = count(quotes, "quote") if turn.answer.answered else "refused"
            self._page.line(f"{number:>3}  {one_line(turn.question)} ({said})")

    def _sources(self) -> None:
        write_sources(self._page, self._library.sources())

    def _help(self) -> None:
        lines = [(name, purpose) for name, (_, purpose) in self._commands.items()]
        topical = [(f"{name} {what}", why) for name, (_, what, why) in self._topical.items()]
        for typed, purpose in (*lines[:4], *topical, *lines[4:]):
            self._page.line(f"{typed:<22}{purpose}", hanging=22)

    def _quit(self) -> None:
        self._open = False


def _place(quote: "Quote") -> tuple[str, int, int]:
    return quote.source.sha256, quote.start, quote.end


def line_reader(stdin: TextIO, stdout: TextIO, stderr: TextIO) -> Callable[[], str]:
    """Return what reads a line for a session: with a prompt, and line editing where there is any.

    The prompt never reaches a stdout that is not a terminal, nor anyone where stdin is not one.
    """
    if stdin.isatty() and stdout.isatty():
        with contextlib.suppress(ImportError):  # not on Windows
            import readline  # noqa: F401 - gives input() editing, and a history in memory
        return partial(input, PROMPT)

    def read_line() -> str:
        if stdin.isatty():
            stderr.write(PROMPT)
            stderr.flush()
        line = stdin.readline()
        if not line:
            raise EOFError
        return line

    return read_line
