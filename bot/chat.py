"""A session of questions in the terminal: the prompt, its commands and what they show.

Answers come from `Library.ask`, exactly as for `dateline ask`. Owns no library and no stream.
"""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TextIO

from bot.conversation import Conversation
from bot.faults import explain
from bot.page import Page, one_line
from bot.terminal import count, coverage, write_answer, write_quotes, write_sources

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.library import Library

PROMPT = "dateline> "


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
    ) -> None:
        self._library = library
        self._read_line = read_line
        self._page = page
        self._notes = notes
        self._quotes = quotes
        self._conversation = Conversation()
        self._shown = 0  # quotes of the last question, for /more
        self._commands: dict[str, tuple[Callable[[], None], str]] = {
            "/help": (self._help, "what can be typed here"),
            "/more": (self._more, "further quotes for the last question"),
            "/history": (self._history, "the last questions of this session"),
            "/sources": (self._sources, "the documents of the library"),
            "/quit": (self._quit, "leave; Ctrl-D does the same"),
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
        if not line.startswith("/"):
            self._ask(line)
        elif line in self._commands:
            self._commands[line][0]()
        else:
            self._notes.line(f"There is no {one_line(line)}; /help lists what there is.")

    def _ask(self, question: str) -> None:
        understood = self._conversation.resolve(question)
        if understood:
            self._notes.line(f"understood as: {one_line(understood)}")
        answer = self._checked(understood or question, self._quotes)
        self._conversation.add(question, answer, understood)
        self._shown = len(answer.quotes)
        write_answer(self._page, answer)
        self._page.line()

    def _checked(self, question: str, quotes: int) -> "Answer":
        answer = self._library.ask(question, quotes=quotes)
        for quote in (*answer.quotes, *answer.nearest):
            self._library.check(quote)
        return answer

    def _more(self) -> None:
        if not self._shown:
            self._notes.line("There is no answer to show more of.")
            return
        question = self._conversation.turns[-1].answer.question
        answer = self._checked(question, self._shown + self._quotes)
        further = answer.quotes[self._shown :]
        if not further:
            self._notes.line("There are no further quotes.")
            return
        self._shown = len(answer.quotes)
        write_quotes(self._page, further)
        self._page.line()

    def _history(self) -> None:
        for number, turn in enumerate(self._conversation.turns, start=1):
            quotes = len(turn.answer.quotes)
            said = count(quotes, "quote") if turn.answer.answered else "refused"
            self._page.line(f"{number:>3}  {one_line(turn.question)} ({said})")

    def _sources(self) -> None:
        write_sources(self._page, self._library.sources())

    def _help(self) -> None:
        for name, (_, purpose) in self._commands.items():
            self._page.line(f"{name:<10}{purpose}")

    def _quit(self) -> None:
        self._open = False


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
