from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.views.markdown import CUT, cut, escape, label, line, size
from bot.wording.text import visible
from discord_markdown import PINGS, shown, words
from index.passages import Span
from index.sentences import split_sentences

FRAGMENTS = (
    "@everyone",
    "@here",
    "<@123>",
    "<@!123>",
    "<@&123>",
    "<#123>",
    "<id:customize>",
    "</ask:1>",
    "<t:1577836800:R>",
    "<:smile:123>",
    "<a:smile:123>",
    ":smile:",
    "https://example.org/a_b_c",
    "<https://example.org>",
    "[text](https://example.org)",
    "discord.gg/abc",
    "https://discord.gg/abc",
    "discord.com/invite/abc",
    "```",
    "`",
    "**",
    "*",
    "__",
    "_",
    "~~",
    "||",
    "\\",
    "# ",
    "-# ",
    "- ",
    "+ ",
    "> ",
    ">>> ",
    "1. ",
    "2) ",
    "\n",
    "\n\n",
    " ",
    ". ",
    "[…]",
    "\u200b",
    "\u202e",
    "¯\\_(ツ)_/¯",
    "Sadr",
    "9:30",
    "👩‍👩‍👧",
    "e\u0301",
)
odd_text = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=40).map(
    "".join
)
sentences = st.lists(
    st.sampled_from(("Sadr left.", "Who met *him*?", "It failed @everyone.", "A. B. went to 1.5!")),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(odd_text)
def test_every_word_is_shown_and_nothing_is_markup(text):
    markdown = escape(text)
    seen = shown(markdown)
    assert words(seen.text) == words(visible(text))
    assert seen.marks == []
    assert PINGS.search(markdown) is None


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_each_trick_is_shown_as_text(fragment):
    for text in (fragment, f"{fragment}x{fragment}", f"a\n{fragment}b"):
        seen = shown(escape(text))
        assert (words(seen.text), seen.marks) == (words(visible(text)), [])


def test_prose_stays_as_it_is():
    prose = 'On 1.5.2020, at 9 (UTC), anna@example.org wrote: "50% & more"; and/or less - or so.'
    assert escape(prose) == prose


def test_what_is_escaped_is_escaped_with_one_backslash():
    assert escape("1. a_b") == r"1\. a\_b"
    assert escape("- <@1> [x](https://e.org/)") == r"\- \<@1\> \[x\](https\://e\.org/)"
    assert escape("mail @everyone at discord.gg/x") == "mail @\u200beveryone at discord\\.gg/x"


def test_characters_that_reorder_text_become_visible():
    assert escape("a\u202eb\x1b") == r"a\\u202eb\\x1b"


def test_size_counts_as_the_larger_of_discords_counts():
    assert size("aé") == 2
    assert size("👍") == 2


@given(odd_text, st.integers(0, 300), st.booleans(), st.data())
def test_a_cut_never_fails_and_never_exceeds_its_limit(text, limit, bar, data):
    start = data.draw(st.integers(0, len(text)))
    keep = data.draw(st.none() | st.integers(start, len(text)).map(lambda end: Span(start, end)))
    markdown = cut(text, limit, keep, bar=bar)
    assert size(markdown) <= limit
    seen = shown(markdown)
    assert seen.kinds <= {"bold", "bar"}
    assert PINGS.search(markdown) is None
    assert " ".join(_without_cuts(words(seen.text))) in " ".join(words(visible(text)))


@given(sentences, st.integers(40, 200), st.data())
def test_a_cut_falls_on_sentence_ends_and_keeps_the_marked_sentence(text, limit, data):
    spans = split_sentences(text, 0, len(text))
    marked = data.draw(st.sampled_from(spans))
    seen = shown(cut(text, limit, marked))
    assert words(" ".join(seen.of("bold"))) == words(text[marked.start : marked.end])
    kept = _without_cuts(words(seen.text))
    whole = [words(text[span.start : span.end]) for span in spans]
    assert any(
        list(chain(*whole[first:last])) == kept
        for first in range(len(whole))
        for last in range(first + 1, len(whole) + 1)
    )
    if len(kept) < len(words(text)):
        assert CUT in seen.text


@given(sentences)
def test_a_text_that_fits_is_left_whole(text):
    assert words(shown(cut(text, 5_000)).text) == words(text)


def test_a_cut_shows_where_it_falls():
    text = "One is here. Two is there. Three is gone. Four is late. Five is early."
    two = Span(13, 26)
    assert text[13:26] == "Two is there."
    assert cut(text, 33, two) == "[…] **Two is there.** […]"
    assert cut(text, 45, two) == "One is here. **Two is there.** […]"
    assert cut(text, 30) == "One is here. Two is there. […]"
    assert cut(text, 45, two, bold=False) == "One is here. Two is there. Three is gone. […]"
    assert cut(text, 30, two, bar=True) == "> […] **Two is there.** […]"


def test_only_a_sentence_over_the_limit_is_cut_inside():
    text = "word " * 100 + "end. More."
    short = cut(text, 60, Span(0, len(text) - 6))
    assert short.startswith("**word word")
    assert short.endswith("word** […]")
    assert size(short) <= 60


def test_a_bar_stands_before_every_line():
    assert cut("a\n\nb *", 100, bar=True) == "> a\n> \n> b \\*"


def test_a_bold_sentence_over_two_lines_is_bold_on_both():
    assert cut("So it\nended. Then", 100, Span(0, 12)) == "**So it**\n**ended.** Then"


def test_a_line_is_one_line():
    assert line(" Who\nmet  *Sadr*? ", 100) == r"Who met \*Sadr\*?"
    assert line("\u200b \n", 100) == "untitled"
    assert line("First. " + "x" * 300, 50) == "First. […]"


@given(odd_text, st.integers(0, 100))
def test_a_label_never_exceeds_its_limit_and_is_one_line(text, limit):
    made = label(text, limit)
    assert size(made) <= limit
    assert "\n" not in made


@given(odd_text.filter(str.strip))
def test_a_label_is_never_blank(text):
    assert label(text).strip()


def test_a_label_knows_no_markdown_and_is_cut_visibly():
    assert label("*A* <@1>") == "*A* <@1>"
    assert label("one two three four", 14) == "one two […]"
    assert label("", 10) == "untitled"


def _without_cuts(shown_words):
    inner = list(shown_words)
    if inner and inner[0] == CUT:
        inner = inner[1:]
    if inner and inner[-1] == CUT:
        inner = inner[:-1]
    return inner
