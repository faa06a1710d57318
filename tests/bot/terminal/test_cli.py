import io
import json
import logging
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import cli
from bot.answering.scope import Scope
from bot.cli import main
from bot.settings import Settings
from bot.terminal import arguments
from bot.wording import typed_dates
from fake_library import (
    ENTRY,
    LIBRARY,
    PIZZA,
    QUOTE,
    SOURCE,
    TEXT,
    FakeLibrary,
    answered,
    diagnosis,
    finding,
    outcome,
    refused,
    report,
    since,
    stand_in,
    suspect,
    timeline,
)
from index.errors import StoreMissing
from index.periods import Days
from index.store.records import Published
from places import ROOT
from terminals import Terminal

PIZZA_SHOWN = (
    "  « Pizza was served. »\n"
    "  Who met whom · published 2020-01-09 · source_docs/sadr.txt · characters 63-80\n"
)


@pytest.fixture
def library():
    return FakeLibrary(lambda question, quotes: answered(PIZZA, question=question))


@pytest.fixture
def module(monkeypatch, library):
    return stand_in(monkeypatch, library)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for module in (arguments, typed_dates):
        monkeypatch.setattr(module, "today", lambda: date(2020, 1, 9))


@pytest.fixture
def run(module, capsys):
    """Run a command line; returns its exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


def fails(library: FakeLibrary, error: BaseException) -> None:
    def answer(question: str, quotes: int):
        raise error

    library.answer = answer


def test_an_answer_goes_to_stdout_and_exits_0(run, library, module):
    assert run("ask", "What", "was served?") == (0, PIZZA_SHOWN, "")
    assert library.asked == [("What was served?", Scope(), 3)]
    assert module.settings == [Settings()]
    assert library.closed


def test_a_refusal_exits_1(run, library):
    library.answer = lambda question, quotes: refused(question=question)
    assert run("ask", "Why?") == (
        1,
        "Nothing in the library answers this.\nIt holds 1 document, published 2020-01-09.\n",
        "",
    )


@pytest.mark.parametrize("told", [answered(PIZZA, QUOTE), refused(PIZZA, QUOTE)])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_quote_that_is_not_in_the_document_stops_all_of_them(run, library, told, form):
    library.answer = lambda question, quotes: told
    library.wrong = QUOTE
    mismatch = (3, "", "dateline: error: the quote is not what the document says\n")
    assert run("ask", "Why?", *form) == mismatch
    assert run("search", "Why?", *form) == mismatch


def test_options_may_follow_the_question(run, library):
    code, out, _ = run("ask", "Why?", "--after", "2019", "--before", "2020-02", "-n", "5", "--json")
    assert code == 0
    assert json.loads(out)["question"] == "Why?"
    published = Published(date(2019, 1, 1), date(2020, 2, 1))
    assert library.asked == [("Why?", Scope(published), 5)]


LIMITS = ["--as-of", "2020", "--during", "last September", "--any-time"]
LIMITED = Scope(
    as_of=date(2020, 12, 31),
    during=Days(date(2019, 9, 1), date(2019, 9, 30)),
    any_time=True,
)


def test_limits_are_asked_with_the_question(run, library):
    assert run("ask", "Why?", *LIMITS, "--by-date")[0] == 0
    assert run("search", "Why?", *LIMITS, "-k", "4")[0] == 0
    assert library.asked == [("Why?", replace(LIMITED, by_date=True), 3), ("Why?", LIMITED, 4)]


def test_a_refusal_says_the_limits(run, library):
    library.answer = lambda question, quotes: refused(question=question)
    code, out, _ = run("ask", "Why?", *LIMITS)
    assert (code, out.splitlines()[2:]) == (
        1,
        ["Asked were documents published as of 2020-12-31 that speak of September 2019."],
    )


def test_the_number_of_quotes_is_a_setting(run, library, monkeypatch):
    monkeypatch.setenv("DATELINE_QUOTES", "7")
    run("ask", "Why?")
    assert library.asked[0][2] == 7


def test_a_question_is_read_from_stdin(run, library, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("What\nwas served?\n"))
    assert run("ask", "-")[0] == 0
    assert library.asked[0][0] == "What\nwas served?"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["aks", "Why?"],
        ["ask"],
        ["ask", "Why?", "--never"],
        ["ask", "Why?", "-n", "0"],
        ["ask", "Why?", "-n", "11"],
        ["search", "Why?", "-k", "0"],
        ["show"],
        ["timeline"],
        ["timeline", "Sadr", "--limit", "0"],
        ["since"],
        ["search", "Why?", "--by-date"],
    ],
)
def test_wrong_usage_exits_2_with_nothing_on_stdout_but_help(run, arguments):
    code, out, err = run(*arguments)
    assert code == 2
    assert "Usage: dateline" in out + err
    assert not out or not arguments


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_wrong_date_exits_2(run, library, command):
    assert run(command, "Why?", "--after", "sometime") == (
        2,
        "",
        "dateline: error: --after “sometime” is not a date. Write 2020, 2020-01, 9 January 2020, "
        "2019-Q3 or last summer.\n",
    )
    assert library.asked == []


def test_wrong_settings_exit_2(run, monkeypatch):
    monkeypatch.setenv("DATELINE_QUOTES", "many")
    code, out, err = run("ask", "Why?")
    assert (code, out) == (2, "")
    assert err.startswith("dateline: error: DATELINE_QUOTES: 'many' is not a whole number")


def test_an_error_of_dateline_is_one_calm_line(run, library):
    fails(library, StoreMissing("There is no\x1b index."))
    assert run("ask", "Why?") == (3, "", "dateline: error: There is no\\x1b index.\n")


def test_an_unforeseen_error_hides_its_traceback(run, library):
    fails(library, ZeroDivisionError("inner words"))
    code, out, err = run("ask", "Why?")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith("dateline: error: something went wrong that Dateline did not foresee")
    assert "inner words" not in err


@pytest.mark.parametrize("by_setting", [False, True])
def test_the_traceback_is_in_the_log_at_debug(run, library, monkeypatch, by_setting):
    fails(library, ZeroDivisionError("inner words"))
    if by_setting:
        monkeypatch.setenv("DATELINE_LOG_LEVEL", "DEBUG")
    code, out, err = run(*([] if by_setting else ["--debug"]), "ask", "Why?")
    assert (code, out) == (3, "")
    assert "DEBUG bot.terminal.errors: unexpected error, reference " in err
    assert "ZeroDivisionError: inner words" in err


def test_the_log_is_left_as_it_was_found(run):
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    run("--debug", "ask", "Why?")
    assert (root.level, root.handlers) == before


def test_an_interrupt_exits_130(run, library):
    fails(library, KeyboardInterrupt())
    assert run("ask", "Why?") == (130, "", "")


def test_a_closed_pipe_is_no_refusal(run, library):
    fails(library, BrokenPipeError())
    assert run("ask", "Why?") == (141, "", "")


def test_indexing_reports_and_exits_0(run, module):
    assert run("index") == (
        0,
        "Nothing changed, nothing embedded (0.2 s).\n"
        "The library holds 1 document, published 2020-01-09; 2 passages.\n",
        "waiting for another dateline\n",
    )
    assert module.options == {"rebuild": False, "remove_all": False, "check_contents": False}


def test_index_hands_on_its_options(run, module):
    code, out, _ = run("index", "--rebuild", "--remove-all", "--check-contents", "--json")
    assert (code, json.loads(out)["unchanged"]) == (0, 1)
    assert module.options == {"rebuild": True, "remove_all": True, "check_contents": True}


def test_a_failed_file_exits_2_after_the_rest_is_done(run, module):
    module.report = report(failed=(outcome("source_docs/c.txt", "it is empty"),))
    code, out, _ = run("index")
    assert code == 2
    assert "  source_docs/c.txt: it is empty\n" in out


def test_verbose_lists_every_file(run, module):
    module.report = report(added=tuple(f"{number}.txt" for number in range(30)))
    assert "and 20 more" in run("index")[1]
    assert "  added    29.txt\n" in run("index", "--verbose")[1]


def test_search_shows_ranks_and_writes_a_list(run, library):
    code, out, _ = run("search", "Who", "met?", "-k", "4", "--before", "2021")
    assert code == 0
    assert out.splitlines()[1] == "  1  0.750   0.713     (1)   12.40     (2)"
    assert library.asked == [("Who met?", Scope(Published(before=date(2021, 1, 1))), 4)]
    assert json.loads(run("search", "Who?", "--json")[1])[0]["ranked"]["vector_rank"] == 1


def test_a_timeline_goes_to_stdout_and_exits_0(run, library):
    assert run("timeline", "Sadr", "in", "Iran") == (
        0,
        "September 2019\n  « Khamenei invited him to Tehran. »\n"
        "  Who met whom · published 2020-01-09 · source_docs/sadr.txt · characters 0-61\n",
        "",
    )
    assert library.called == [("timeline", "Sadr in Iran", Days(), Scope(), 20)]
    assert library.closed


def test_a_timeline_has_limits(run, library):
    times = ["--from", "2018", "--to", "last September", "--limit", "7"]
    limits = ["--after", "2019", "--before", "2021", "--as-of", "2020"]
    code, out, _ = run("timeline", "Sadr", *times, *limits, "--json")
    assert (code, json.loads(out)["entries"][0]["value"]) == (0, "2019-09")
    scope = Scope(Published(date(2019, 1, 1), date(2021, 1, 1)), date(2020, 12, 31))
    between = Days(date(2018, 1, 1), date(2019, 9, 30))
    assert library.called == [("timeline", "Sadr", between, scope, 7)]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_timeline_may_be_refused(run, library, form):
    library.line = replace(timeline(), answered=False, entries=())
    code, out, err = run("timeline", "Sadr", *form)
    assert (code, err) == (1, "")
    assert out.startswith("{" if form else "Nothing in the library answers this.\n")


def test_a_timeline_of_no_day_exits_2(run, library):
    code, out, err = run("timeline", "Sadr", "--from", "2020", "--to", "2019")
    assert (code, out) == (2, "")
    assert err.startswith("dateline: error: No day lies between --from 2020 and --to 2019.")
    assert library.called == []


def test_what_is_new_goes_to_stdout_and_exits_0(run, library):
    code, out, err = run("since", "last week")
    assert (code, err) == (0, "")
    assert out.startswith("1 document published since 2020-01-01\n\npublished 2020-01-09\n  « ")
    assert run("since", "last", "week", "Sadr", "in Iran", "--added", "--limit", "4")[0] == 0
    assert library.called == [
        ("since", date(2019, 12, 30), None, False, 10),
        ("since", date(2019, 12, 30), "Sadr in Iran", True, 4),
    ]
    assert json.loads(run("since", "2020", "--json")[1])["documents"] == 1


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_new_exits_1(run, library, form):
    library.news = replace(since(), documents=0, quotes=())
    code, out, err = run("since", "yesterday", *form)
    assert (code, err) == (1, "")
    assert out.startswith("{" if form else "No document was published since 2020-01-01.\n")


def test_a_wrong_day_exits_2(run, library):
    code, out, err = run("since", "Sadr", "2019")
    assert (code, out) == (2, "")
    assert err.startswith("dateline: error: 'Sadr 2019' does not begin with a date. Write 2020, ")


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("timeline", "entries"),
        ("timeline", "undated"),
        ("timeline", "nearest"),
        ("since", "quotes"),
        ("since", "nearest"),
    ],
)
def test_no_quote_in_the_order_of_time_goes_unchecked(run, library, command, place, form):
    library.wrong = PIZZA
    shown = (replace(ENTRY, quote=PIZZA),) if place == "entries" else (PIZZA,)
    library.line = replace(timeline(), **{place: shown} if command == "timeline" else {})
    library.news = replace(since(), **{place: shown} if command == "since" else {})
    assert run(command, "2020", *form) == (
        3,
        "",
        "dateline: error: the quote is not what the document says\n",
    )


def test_dates_of_a_file_need_no_index(run, module):
    Path("a.txt").write_text("Date 2020-01-09 How it began\n\nIt began last September.\n")
    assert run("dates", "a.txt") == (0, "39-53  2019-09  last September → September 2019\n", "")
    assert module.settings == []
    code, out, err = run("dates", "a.txt", "--published", "January 2016", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {"text": "last September", "start": 39, "end": 53, "value": "2015-09"}
    ]


@pytest.mark.parametrize("name", [[], ["-"]])
def test_dates_of_stdin_say_what_they_lack(run, monkeypatch, name):
    text = io.TextIOWrapper(io.BytesIO(b"It began last September, not in 2018."))
    monkeypatch.setattr(sys, "stdin", text)
    assert run("dates", *name) == (
        0,
        "32-36  2018  2018\n",
        "no publication date: relative dates are left out; give --published\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.txt"], "none.txt is not there; name a text file, or - to read stdin"),
        (["a.bin"], "a.bin: looks like a binary file (NUL bytes), not text; save it as"),
        (["large.log"], "large.log holds more than the limit of 1,000,000 bytes; give less"),
        (["large.txt"], "large.txt: is 1,000,001 bytes, more than the limit of 1,000,000"),
        (["a.bin", "--published", "May"], "--published 'May' is not a date. Write 2020-01-09, "),
    ],
)
def test_a_text_that_cannot_be_read_exits_2(run, monkeypatch, arguments, said):
    monkeypatch.setenv("DATELINE_MAX_FILE_MB", "1")
    Path("a.bin").write_bytes(bytes(range(9)))
    for name in ("large.log", "large.txt"):
        Path(name).write_bytes(b"x" * 1_000_001)
    code, out, err = run("dates", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"dateline: error: {said}")


def test_an_audit_shows_the_documents_in_doubt(run, library):
    assert run("sources", "--audit") == (
        0,
        "The document has a date that nothing contradicts.\n",
        "",
    )
    library.suspects = [suspect()]
    assert run("sources", "--audit")[1].startswith("dates disagree  Who met whom")
    assert json.loads(run("sources", "--audit", "--json")[1])[0]["concerns"] == ["dates disagree"]
    assert library.closed


def test_sources(run):
    assert run("sources") == (
        0,
        "2020-01-09  header            2 passages  Who met whom · source_docs/sadr.txt\n",
        "",
    )
    assert json.loads(run("sources", "--json")[1])[0]["published_from"] == "header"


def test_show_writes_the_stored_text_exactly(run):
    assert run("show", SOURCE.path) == (0, TEXT, "")
    assert run("show", SOURCE.path, "--around", "5:8") == (0, "led\n", "")
    assert json.loads(run("show", SOURCE.path, "--around", "5-8", "--json")[1])["text"] == "led"


def test_show_on_a_terminal_marks_the_range(module, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["show", SOURCE.path, "--around", "81:84"]) == 0
    assert sys.stdout.getvalue().startswith("Sadr\n[…] Pizza was served. « The » end.\n")


def test_show_names_what_is_wrong(run):
    assert run("show", "x") == (2, "", "dateline: error: There is no document 'x'.\n")
    code, out, err = run("show", SOURCE.path, "--around", "9:5")
    assert (code, out) == (2, "")
    assert f"--around '9:5' is not a range of this document, which has {len(TEXT)} char" in err


def test_status(run):
    assert run("status")[1].startswith("library               1 document, published 2020-01-09;")
    assert json.loads(run("status", "--json")[1])["library"]["documents"] == LIBRARY.documents


def test_doctor_exits_3_while_faults_remain(run, module):
    assert run("doctor") == (0, "ok      All is well.\nThe index is sound.\n", "")
    assert module.options == {"repair": False}
    module.diagnosis = diagnosis(finding("fault", "Cut short.", "Mend it."), healthy=False)
    assert run("doctor", "--repair")[0] == 3
    assert module.options == {"repair": True}
    code, out, _ = run("doctor", "--json")
    assert (code, json.loads(out)["healthy"]) == (3, False)


def test_a_piped_chat_writes_answers_only(run, library, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("One?\nTwo?\n"))
    code, out, err = run("chat")
    assert (code, out) == (0, 2 * f"{PIZZA_SHOWN}\n")
    assert err.strip() == ""
    assert [question for question, _, _ in library.asked] == ["One?", "Two?"]


def test_version(run):
    assert run("--version") == (0, "dateline 0.1.0\n", "")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_exits_0(run, option):
    code, out, err = run(option)
    assert (code, err) == (0, "")
    assert out.startswith("Usage: dateline")
    assert "..." not in out.split("Commands:")[1]  # no line is cut


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from bot.cli import main; main(['--help']); "
        "print(sorted({m.partition('.')[0] for m in sys.modules} & "
        "{'rich', 'numpy', 'faiss', 'tantivy', 'onnxruntime', 'torch', 'dotenv', 'index'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("module", ["bot", "bot.cli"])
def test_the_command_runs_as_a_module_too(module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--no-such"], capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "--no-such" in done.stderr


def test_stdout_is_utf8_whatever_the_locale_says():
    code = (
        "import sys; sys.argv[0] = 'x'; from bot.terminal.streams import set_up_streams; "
        "set_up_streams(); print('«\\udcff»')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "latin-1", "PATH": ""},
    )
    assert done.stdout == "«\\udcff»\n".encode()


def test_a_reader_that_leaves_early_is_met_quietly(tmp_path):
    code = (
        "import sys; from bot.cli import main, app\n"
        "@app.command()\n"
        "def flood() -> None:\n"
        "    for _ in range(100_000): sys.stdout.write('word ' * 20 + '\\n')\n"
        "sys.exit(main(['flood']))"
    )
    flood = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert flood.stdout.readline().startswith(b"word")
    flood.stdout.close()
    assert (flood.wait(timeout=60), flood.stderr.read()) == (cli.UNREAD, b"")
    flood.stderr.close()
