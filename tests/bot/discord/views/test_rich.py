import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quotes import QuotedLead, Sentence
from bot.discord.views.markdown import Near, cut, size
from bot.discord.views.quotes import quote_text
from bot.discord.views.rich import is_markdown, rich
from discord_markdown import PINGS
from fake_library import QUOTE, SOURCE
from index.passages import LeadKind, Span

TABLE = "| Berth | Length |\n|---|---:|\n| North | 240 metres |\n| `South` | **90** |\n"


def shown(text: str, marked: str = "") -> str:
    at = text.index(marked)
    return rich(text, Span(0, len(text)), Span(at, at + len(marked)) if marked else None)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Use **only** this.", "Use **only** this."),
        ("__Note:__ so", "**Note\\:** so"),
        ("It is *so* and _so_.", "It is _so_ and _so_."),
        ("Run `pip install x_y`.", "Run `pip install x_y`."),
        ("## Opening *hours* ##", "**Opening _hours_**"),
        ("[the guide](https://e.org/a_b)", "the guide (<https://e.org/a_b>)"),
        ("See https://e.org/a_b.", "See <https://e.org/a_b>."),
        ("See <https://e.org/a>.", "See <https://e.org/a>."),
        ("[**the** guide](https://e.org/)", "\\*\\*the\\*\\* guide (<https://e.org/>)"),
        ("```python\nx = 'a*b'\n```\nThen", "```python\nx = 'a*b'\n```\nThen"),
        ("snake_case_name and 2 * 3 * 4", "snake\\_case\\_name and 2 \\* 3 \\* 4"),
        ("- one\n- two", "\\- one\n\\- two"),
    ],
)
def test_marks_are_shown_as_what_they_mean_where_discord_can(text, seen):
    assert shown(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[join](https://discord.gg/x)", r"join (https\://discord\.gg/x)"),
        ("[x](javascript:alert)", r"x (javascript\:alert)"),
        ("`@everyone` `<@1>`", "@\u200beveryone \\<@1\\>"),
        ("```\n<@&1> @here\n```", "\\<@&1\\> @\u200bhere\n"),
        ("@every**one**", r"@every\*\*one\*\*"),
        ("**discord.**gg/x", r"\*\*discord.\*\*gg/x"),
        ("||spoiler|| <t:1:R>", r"\|\|spoiler\|\| \<t\:1\:R\>"),
    ],
)
def test_what_discord_makes_more_of_stays_text(text, seen):
    assert shown(text) == seen


def test_the_marked_sentence_is_bold_with_what_is_marked_in_it():
    text = "Before. Use **only** the `north` quay. After **that**."
    assert shown(text, "Use **only** the `north` quay.") == (
        "Before. **Use only the `north` quay.** After **that**."
    )


def test_a_table_stands_in_columns():
    assert shown(f"Berths:\n\n{TABLE}\nAfter") == (
        "Berths:\n```\nBerth  Length\nNorth  240 metres\nSouth  90\n```\nAfter"
    )


def test_a_table_that_no_phone_has_room_for_has_its_cells_in_lines():
    wide = "| A | " + "long words " * 3 + "|\n|---|---|\n| B | *so* |\n"
    assert shown(wide) == "A · long words long words long words\nB · \\*so\\*\n"


def test_rows_stand_below_the_header_of_their_table():
    text = "| North | 240 metres |"
    quote = replace(
        QUOTE,
        text=text,
        start=100,
        end=100 + len(text),
        source=replace(SOURCE, path="source_docs/berths.md"),
        sentence=Sentence(text, 100, 100 + len(text)),
        leads=(QuotedLead(LeadKind.HEADER_ROW, "| Berth | Length |", 60, 78),),
    )
    assert quote_text(quote) == (
        "**9 January 2020** · Who met whom\n> ```\n> Berth  Length\n> North  240 metres\n> ```"
    )


def test_code_that_is_cut_stays_code():
    code = "".join(f"line {number} is here\n" for number in range(30))
    text = f"```\n{code}```"
    part = rich(text, Span(0, 60), None)
    assert part.startswith("```\nline 0 is here\n")
    assert part.rstrip().endswith("\n```")


def test_only_markdown_files_are_read_so():
    assert is_markdown("source_docs/a.MD")
    assert not is_markdown("source_docs/a.txt")


FRAGMENTS = (
    "@everyone", "<@1>", "discord.gg/x", "https://discord.gg/x", "https://e.org/x ", "**", "__",
    "*", "_", "`", "```", "```\n", "\n```py\n", "| a | b |\n", "|", "[a](https://e.org/)",
    "[a](https://discord.gg/x)", "# ", "\n", " ", "word ", "So it was. ", "<t:1:R>", "\\", "~~",
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join), st.integers(0, 300), st.data()
)
def test_whatever_is_written_pings_nobody_and_keeps_its_words_and_its_room(text, limit, data):
    first = data.draw(st.integers(0, len(text)))
    marked = Span(first, data.draw(st.integers(first, len(text))))
    markdown = cut(text, limit, marked, near=Near(2, 200), write=rich)
    assert size(markdown) <= limit
    assert PINGS.search(markdown) is None
    assert not re.search(r"(?<!\\)\]\(|discord\.gg/|(?<![<:])https?://", markdown)
    for word in ("word", "So", "was"):
        assert markdown.count(word) <= text.count(word)
