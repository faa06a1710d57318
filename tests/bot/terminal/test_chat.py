import io
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.quotes import Quote
from bot.answering.scope import Scope
from bot.terminal.chat import ChatSession, line_reader
from bot.terminal.page import Page
from bot.terminal.quotes import write_quotes
from fake_library import EVENT, PIZZA, QUOTE, SOURCE, FakeLibrary, answered, refused
from index.dates.query.question_time import asked_time
from index.errors import QuestionError
from index.periods import Days
from terminals import Terminal


def talk(library: FakeLibrary, *lines: str | type[BaseException]) -> tuple[str, str]:
    """Return what stands on the page and in the notes after a session of `lines`."""
    page, notes = io.StringIO(), io.StringIO()
    waiting = iter([*lines, EOFError])

    def read_line() -> str:
        line = next(waiting)
        if isinstance(line, str):
            return line
        raise line

    session = ChatSession(
        library,
        read_line=read_line,
        page=Page(page),
        notes=Page(notes),
        quotes=2,
        today=lambda: date(2020, 1, 9),
    )
    session.run()
    return page.getvalue(), notes.getvalue()


PIZZA_SHOWN = (
    "  « Pizza was served. »\n"
    "  Who met whom · published 2020-01-09 · source_docs/sadr.txt · characters 63-80\n\n"
)


def test_a_question_is_answered_as_ask_does():
    library = FakeLibrary(lambda question, quotes: answered(PIZZA, question=question))
    assert talk(library, " What was served? \n", "\n") == (PIZZA_SHOWN, "\n")
    assert library.asked == [("What was served?", Scope(), 2)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("thank you!", "You are welcome.\n"),
        ("hi", "Hello. Ask a question about what the documents say.\n"),
        ("help", "Ask what the documents say; /help lists what else can be typed.\n"),
        ("lol", ""),
    ],
)
def test_chatter_is_no_question_and_no_turn(typed, said):
    library = FakeLibrary()
    assert talk(library, typed, "/history") == ("", f"{said}\n")
    assert library.asked == []


@pytest.mark.parametrize("leave", ["/quit", EOFError, KeyboardInterrupt])
def test_a_session_ends(leave):
    library = FakeLibrary()
    talk(library, leave, "Never asked?")
    assert library.asked == []


def test_one_bad_question_does_not_end_the_session():
    faults = iter([QuestionError("The question is\x1b empty."), ValueError("inner words")])

    def answer(question, quotes):
        if fault := next(faults, None):
            raise fault
        return answered(PIZZA, question=question)

    page, notes = talk(FakeLibrary(answer), "a", "b", "c")
    assert page == PIZZA_SHOWN
    said = notes.splitlines()
    assert said[0] == r"dateline: error: The question is\x1b empty."
    assert said[1].startswith("dateline: error: something went wrong that Dateline did not foresee")
    assert "inner words" not in notes


def test_a_quote_that_is_not_in_the_document_is_not_shown():
    found = (QUOTE, PIZZA)
    library = FakeLibrary(
        lambda question, quotes: answered(*found[:quotes], question=question), wrong=QUOTE
    )
    error = "dateline: error: the quote is not what the document says\n"
    assert talk(library, "Who?", "/history") == ("", f"{error}\n")


def test_an_interrupt_stops_the_question_and_not_the_session():
    faults = iter([KeyboardInterrupt()])

    def answer(question, quotes):
        if fault := next(faults, None):
            raise fault
        return answered(PIZZA, question=question)

    assert talk(FakeLibrary(answer), "a", "b") == (PIZZA_SHOWN, "Stopped.\n\n")


def test_a_page_that_nobody_reads_ends_the_session():
    def answer(question, quotes):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        talk(FakeLibrary(answer), "a", "b")


def test_more_shows_the_next_quotes_of_the_last_question():
    found = (QUOTE, EVENT, PIZZA)
    library = FakeLibrary(lambda question, quotes: answered(*found[:quotes], question=question))
    page, notes = talk(library, "Who?", "/more", "/more")
    assert page.endswith("0-61\n\n" + PIZZA_SHOWN)
    assert page.count("Pizza") == 1
    assert notes == "There are no further quotes.\n\n"
    assert [quotes for _, _, quotes in library.asked] == [2, 4, 5]


def test_more_leaves_out_what_was_shown_whatever_the_order():
    older = replace(PIZZA, source=replace(SOURCE, published="2018"))
    pages = iter([(PIZZA, older), (PIZZA, QUOTE, older)])
    library = FakeLibrary(lambda question, quotes: answered(*next(pages), question=question))
    page, _ = talk(library, "Who?", "/more")
    assert page.endswith("the newest first\n\n" + shown(QUOTE))


def shown(*quotes: Quote) -> str:
    stream = io.StringIO()
    write_quotes(Page(stream), quotes)
    return f"{stream.getvalue()}\n"


TIME = asked_time("Who came last March?", date(2020, 1, 9))


def test_a_question_is_asked_again_without_its_time():
    library = FakeLibrary(
        lambda question, quotes: replace(answered(PIZZA, question=question), time=TIME)
    )
    page, notes = talk(library, "Who came last March?", "/anytime", "/more")
    assert page.startswith("time: last March → March 2019; /anytime searches without it\n\n")
    assert notes == "There are no further quotes.\n\n"
    assert library.asked == [
        ("Who came last March?", Scope(), 2),
        ("Who came last March?", Scope(any_time=True), 2),
        ("Who came last March?", Scope(any_time=True), 3),
    ]


def test_quotes_are_shown_again_in_the_order_of_their_dates():
    found = (QUOTE, EVENT, PIZZA)
    library = FakeLibrary(lambda question, quotes: answered(*found[:quotes], question=question))
    page, _ = talk(library, "Who?", "/more", "/bydate", "And when?")
    assert library.asked[1:] == [
        ("Who?", Scope(), 4),
        ("Who?", Scope(by_date=True), 3),
        ("Who? And when?", Scope(), 2),
    ]
    assert f"\nnewest first\n\n{shown(*found)}" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/bydate", "There is no answer to put in order."),
        ("/anytime", "There is no question with a time in it to ask again."),
    ],
)
def test_there_must_be_something_to_ask_again(typed, said):
    library = FakeLibrary(lambda question, quotes: refused(QUOTE, question=question))
    assert talk(library, typed, "Who?", typed)[1] == f"{said}\n{said}\n\n"
    assert len(library.asked) == 1


def test_a_topic_has_its_timeline():
    library = FakeLibrary()
    page, _ = talk(library, "/timeline  Sadr in Iran ")
    assert page.startswith("September 2019\n  « Khamenei")
    assert library.called == [("timeline", "Sadr in Iran", Days(), Scope(), 20)]


def test_what_is_new_is_shown_with_and_without_a_topic():
    library = FakeLibrary()
    page, _ = talk(library, "/since last week Sadr", "/since 2019")
    assert page.count("1 document published since 2020-01-01\n") == 2
    assert library.called == [
        ("since", date(2019, 12, 30), "Sadr", False, 10),
        ("since", date(2019, 1, 1), None, False, 10),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/timeline", "Write /timeline TOPIC."),
        ("/since", "Write /since DATE [TOPIC]."),
        ("/since Sadr", "dateline: error: 'Sadr' does not begin with a date. Write 2020, "),
    ],
)
def test_what_is_missing_is_said(typed, said):
    library = FakeLibrary()
    assert talk(library, typed)[1].startswith(said)
    assert library.called == []


@pytest.mark.parametrize("typed", ["/timeline Sadr", "/since 2019"])
def test_a_quote_that_is_not_in_the_document_is_not_shown_in_the_order_of_time(typed):
    error = "dateline: error: the quote is not what the document says\n\n"
    wrong = EVENT if typed.startswith("/t") else QUOTE
    assert talk(FakeLibrary(wrong=wrong), typed) == ("", error)


def test_more_needs_an_answer():
    library = FakeLibrary(lambda question, quotes: refused(QUOTE, question=question))
    assert talk(library, "/more", "Who?", "/more")[1] == (
        "There is no answer to show more of.\n" * 2 + "\n"
    )


def test_history_lists_the_questions():
    answers = iter([answered(QUOTE, PIZZA), answered(PIZZA), refused(), refused()])
    library = FakeLibrary(lambda question, quotes: next(answers))
    page, _ = talk(library, "Who?", "What\x1b?", "Why?", "/history")
    assert page.endswith("  1  Who? (2 quotes)\n  2  What\\x1b? (1 quote)\n  3  Why? (refused)\n")


def test_sources_lists_the_documents():
    assert talk(FakeLibrary(), "/sources")[0] == (
        "2020-01-09  header            2 passages  Who met whom · source_docs/sadr.txt\n"
    )


def test_a_follow_up_is_asked_with_the_question_before_and_says_so():
    library = FakeLibrary(lambda question, quotes: answered(PIZZA, question=question))
    page, notes = talk(library, "What was served?", "And when?", "Who ate pizza?")
    assert page == PIZZA_SHOWN * 3
    assert notes == "understood as: When was served?\n\n"
    assert [question for question, _, _ in library.asked] == [
        "What was served?",
        "When was served?",
        "Who ate pizza?",
    ]


def test_help_names_every_command():
    lines = talk(FakeLibrary(), "/help")[0].splitlines()
    assert [line.split()[0] for line in lines] == [
        "/help",
        "/more",
        "/bydate",
        "/anytime",
        "/timeline",
        "/since",
        "/history",
        "/sources",
        "/quit",
    ]


def test_an_unknown_command_is_no_question():
    library = FakeLibrary()
    assert talk(library, "/nope")[1] == "There is no /nope; /help lists what there is.\n\n"
    assert library.asked == []


def test_the_greeting_says_what_the_library_holds():
    notes = io.StringIO()
    ChatSession(
        FakeLibrary(),
        read_line=lambda: "/quit",
        page=Page(io.StringIO()),
        notes=Page(notes),
        quotes=3,
    ).greet()
    assert notes.getvalue() == (
        "The library holds 1 document, published 2020-01-09.\n"
        "Ask a question; /help lists what else can be typed, /quit leaves.\n"
    )


def test_each_answer_is_handed_on_before_the_next_question():
    raw = io.BytesIO()
    handed_on: list[int] = []

    def read_line() -> str:
        handed_on.append(raw.getvalue().count(b"Pizza"))
        return "/quit" if len(handed_on) == 3 else "What?"

    ChatSession(
        FakeLibrary(lambda question, quotes: answered(PIZZA, question=question)),
        read_line=read_line,
        page=Page(io.TextIOWrapper(raw, encoding="utf-8")),
        notes=Page(io.StringIO()),
        quotes=3,
    ).run()
    assert handed_on == [0, 1, 2]


def test_piped_questions_get_no_prompt():
    stdout, stderr = io.StringIO(), io.StringIO()
    read_line = line_reader(io.StringIO("Who?\n"), stdout, stderr)
    assert read_line() == "Who?\n"
    with pytest.raises(EOFError):
        read_line()
    assert stdout.getvalue() + stderr.getvalue() == ""


def test_the_prompt_keeps_out_of_a_piped_stdout():
    stdout, stderr = io.StringIO(), io.StringIO()
    assert line_reader(Terminal("Who?\n"), stdout, stderr)() == "Who?\n"
    assert (stdout.getvalue(), stderr.getvalue()) == ("", "dateline> ")


def test_a_terminal_reads_with_the_prompt(monkeypatch):
    prompts: list[str] = []
    monkeypatch.setattr("builtins.input", lambda prompt: prompts.append(prompt) or "Who?")
    assert line_reader(Terminal(), Terminal(), io.StringIO())() == "Who?"
    assert prompts == ["dateline> "]
