"""Texts of any kind, for property tests."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
_PARTS = (
    "A. |a |B |b. |1. |2. |1) |- |• |# |(|)|“|”|\"|'|. |! |?|… |中|。|é|e\u0301|😀|👩\u200d👧|"
    "\u200b|\xa0|\x85|\u2028|\u2029|Mr. |U.S. |word|\n|\n\n| |  |\x00|\x1c"
)
PROSE = st.lists(st.sampled_from(["|", *_PARTS.split("|")]), max_size=40).map("".join)
