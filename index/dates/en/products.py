"""Names of products that end in a number like a year: "a Stratum 1996 with 48 channels".

Owns what tells a product's name from an event's, which is named after its year: "Budget 2023",
"Paris 2024". Named once as a product, a name is one everywhere near.
"""

from index.dates.grammar import Surroundings, lazy

_THINGS = (
    "amp amplifier bicycle bike boiler cabinet calculator camera car charger chipset clock "
    "computer console controller copier crane cutter desk device dishwasher drill drone dryer "
    "engine extractor fan freezer fridge furnace gearbox generator guitar handset harvester "
    "headset heater helmet instrument kettle keyboard kiln kit lamp laptop lathe lens loom "
    "loudspeaker machine microphone microscope mixer model modem monitor motor mower organ oven "
    "phone piano player press printer processor projector pump radio receiver recorder router "
    "saw scanner scooter screen seeder sensor server shredder software speaker spectrometer "
    "stove synthesizer tablet telescope tent thermostat tractor trailer transmitter truck "
    "turntable typewriter unit vacuum van watch"
)
_THING = f"(?:{'|'.join(_THINGS.split())})s?"
# Whatever is named after its year; a name that ends in one of them is no product.
_EVENTS = (
    "act agenda agm almanac and annual appeal april assembly assizes at august autumn award "
    "awards ball bid biennale brexit budget bulletin by calendar campaign carnival catalogue "
    "census championship championships christmas class code conference congress convention copa "
    "council crisis crop cup day days december derby easter edition election elections euro "
    "eurovision exhibition expo fair fall february fest festival final finals fire flood for "
    "forum from gala games grammy hanukkah harvest in index intake january jubilee july june "
    "law lent list marathon march masters may meeting november october of olympiad olympics on "
    "open paralympics party pilgrimage plan poll prize program programme prom protocol race "
    "rally ramadan regatta release report review round sale sales season september series "
    "sessions show since spring statement strategy strike summer summit survey symposium the to "
    "tour tournament treaty trial trials trophy until update vintage vote war weekend winter "
    "world worlds year yearbook"
)
_EVENT = f"(?:{'|'.join(_EVENTS.split())})"
# One to three words with a capital, the last one no event's.
_NAME = (
    rf"(?<![\w-])(?:[A-Z][\w'’-]{{0,30}} ){{0,2}}(?!(?i:{_EVENT}) $)(?P<name>[A-Z][\w-]{{1,30}}) $"
)
_NAMED = lazy(_NAME)
_ARTICLE = lazy(
    r"(?:^|[\s(])(?:[Aa]n?|[Aa]nother|[Oo]ur|[Oo]ne|[Tt]wo|[Tt]hree|[Mm]y) "
    r"(?:[A-Z][\w'’-]{0,30} ){1,3}$"
)
_THE = lazy(r"(?:^|[\s(])(?:[Tt]he|[Tt]his|[Tt]hat|[Ee]very|[Ee]ach) (?:[A-Z][\w'’-]{0,30} ){1,3}$")
_THING_BEFORE = lazy(rf"(?<![\w-])(?i:{_THING}),? (?:[A-Z][\w'’-]{{0,30}} ){{1,2}}$")
_THING_AFTER = lazy(rf" (?:[a-z]+ )?{_THING}\b")
_PLAIN = lazy(
    r"\s*(?:[.,;:!?)]|$)"
    r"|\s(?:with|that|which|who|has|had|and|or|for|from|by|in|on|to|because|since|when|bought|made)\b"
)
# What a machine does, not an event.
_WORKS = lazy(
    r" (?:now |also |only |still |itself )?(?:holds|weighs|runs on|costs|needs|uses|comes with"
    r"|measures|takes|fits|offers|supports|prints|lifts|carries|draws|heats|cuts|pumps|plays"
    r"|can (?:hold|take|lift|print|carry|be (?:cleaned|opened|switched|used|set))"
    r"|must be|works (?:with|on|at|without)"
    r"|has (?:a|an|two|three|four|five|six|eight|ten|no|[0-9]+) )"
)
_FAR = 2_000  # characters each side in which the same name may be told
_MOST = 8  # places of the same name that are looked at


def is_product(here: Surroundings) -> bool:
    """Whether a number is the end of a product's name."""
    start = max(0, here.start - 120)
    named = _NAMED.search(here.text[start : here.start])
    if not named:
        return False
    if _told(here.text, here.start, here.end):
        return True
    words = f"{named['name']} {here.text[here.start : here.end]}"
    at, last = max(0, here.start - _FAR), min(len(here.text), here.end + _FAR)
    for _ in range(_MOST):
        at = here.text.find(words, at, last)
        if at < 0:
            return False
        end = at + len(words)
        if end != here.end and _told(here.text, end - (here.end - here.start), end):
            return True
        at = end
    return False


def _told(text: str, start: int, end: int) -> bool:
    """Whether the words around a name and its number say that it is a product."""
    before, after = text[max(0, start - 120) : start], text[end : end + 60]
    if _ARTICLE.search(before):
        return bool(_PLAIN.match(after) or _WORKS.match(after) or _THING_AFTER.match(after))
    if _THE.search(before):
        return bool(_WORKS.match(after) or _THING_AFTER.match(after))
    return bool(_THING_BEFORE.search(before) or _THING_AFTER.match(after))
