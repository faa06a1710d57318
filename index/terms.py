"""Which terms of a question say something of its matter. Terms are words after stemming."""

from collections.abc import Iterable

# Words that ask or bind. "us" is not one of them: it is a country too.
FUNCTION_WORDS = frozenset(
    """
    a about after all also am an and ani anyon are as ask at be becaus been befor being between both
    but by can come could did do doe done dure each ever everi explain find for from further get
    give go had happen has have he her here hers him his how i if in inform into is it itself just
    kind know let like list made make mani may me mean might more most much must my name no nor not
    now of off on onc one onli or other our out over own pleas s same say shall she should so some
    such t tell than that the their them then there these they thing this those through thing to too
    under until up upon use veri was we were what when where which while who whom whose whi will
    with without would ye yes you your d ll m re ve
    """.split()  # noqa: SIM905 - a list of 150 strings is not read by anybody
)


def content_terms(terms: Iterable[str]) -> list[str]:
    """Return the distinct terms that say something, in order; all of them where none does."""
    distinct = list(dict.fromkeys(terms))
    return [term for term in distinct if term not in FUNCTION_WORDS] or distinct
