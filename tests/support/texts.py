"""Texts of any kind, for property tests."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
_PARTS = (
    "A. |a |B |b. |1. |2. |1) |- |• |# |(|)|“|”|\"|'|. |! |?|… |中|。|é|e\u0301|😀|👩\u200d👧|"
    "\u200b|\xa0|\x85|\u2028|\u2029|Mr. |U.S. |word|\n|\n\n| |  |\x00|\x1c"
)
PROSE = st.lists(st.sampled_from(["|", *_PARTS.split("|")]), max_size=40).map("".join)
_LINES = (
    "# Head|## 2024-03-04|## 5 March 2024|4 March 2024|[2024-03-04 18:22] ilse: yes|18:22 <jo> no?"
    "|Title|=====|-----|**Bold**|**Why?**|Q: Why?|A: So.|```|    code|- item|  - child"
    "|1. One|2. Two|a;b;c|1;2;3|a\tb|2024-03-04\t5|<!--|-->|[1]: https://a.b|![a](b)|Name: Jo"
    "|One. Two.|no end|\f|Page 2|* * *|00:01.000 --> 00:02.000"
)
_LAID_OUT = ["", "", "| a | b |", "|---|---|", *_LINES.split("|")]
LAYOUT = st.lists(st.sampled_from(_LAID_OUT), max_size=14).map("\n".join)
