"""When a word of a text is the same as a word of a question, and how much that is worth.

Owns the comparison of two words: exactly, by their stem, or as forms of one word ("occupied",
"occupation"). A name is not another name, and what holds a digit is only itself.
"""

from functools import lru_cache

from index.question import Word

EXACT = 1.0
STEM = 0.95
RELATED = 0.7

# Forms of one English word differ in these ends alone: "occup-ied" and "occup-ation". Names that
# look alike do not ("Austr-ia" and "Austr-alia", "Alexand-er" and "Alexand-ra").
_ENDS = frozenset(
    """
    a able ably al ally ance ances ant ants ate ated ates ating ation ational ations ative ator
    ators d e ed en ence ences ent ents er ers es ful fully ible ic ical ically ied ier ies iest
    ification ify ily ing ings ion ional ions ish ism ist ists ition itions ities ity ive ively ize
    ized izes izing ise ised ises ising less ly ment ments ness or ors ous ously ry s sion sions t
    tion tions ual ually ure ures y
    """.split()  # noqa: SIM905
)
_SHORTEST_ROOT = 4
# Two ends of which one is none: "Austria" and "Austrian", "Nigeria" and "Nigerian".
_PEOPLE = frozenset({"n", "an", "ian", "ese", "s"})


@lru_cache(maxsize=50_000)
def are_forms_of_one_word(one: str, two: str) -> bool:
    """Say whether two words in small letters are forms of one, by their beginnings and ends."""
    shared = 0
    for first, second in zip(one, two, strict=False):
        if first != second:
            break
        shared += 1
    rests = {one[shared:], two[shared:]}
    if shared >= _SHORTEST_ROOT and "" in rests and rests - {""} <= _PEOPLE:
        return True
    # "Colleg-e" and "colleg-ues" share five letters and nothing else, so the root may be shorter
    # than what is shared, by one letter ("occupie-d": "occup-ied").
    for root in range(shared, max(_SHORTEST_ROOT, shared - 2) - 1, -1):
        if root >= _SHORTEST_ROOT and one[root:] in _ENDS | {""} and two[root:] in _ENDS | {""}:
            return True
    return False


def related(word: Word, others: frozenset[str]) -> float:
    """Return RELATED where one of `others`, words in small letters, is a form of `word`, else 0.

    Numbers, codes and names have no other forms than those that a stem tells.
    """
    if word.is_name or len(word.plain) < _SHORTEST_ROOT + 1:
        return 0.0
    root = word.plain[:_SHORTEST_ROOT]
    for other in others:
        if other.startswith(root) and are_forms_of_one_word(word.plain, other):
            return RELATED
    return 0.0
