"""A cheap guess whether a text is English, by the share of its function words.

Owns only that guess, for texts and for questions: a text in another language must give no event
dates, since none of its words mean what the English grammar takes them for. In doubt a short text
counts as English.
"""

import re

_WORD = re.compile(r"[^\W\d_]+")
# Words that no other language below uses much; "in", "a", "on", "die" and the like are left out.
_ENGLISH_TEXT = (
    "the of and to that was for with by from his her it which this have had has what when "
    "where who they their been were would will are not but is at be about said after before "
    "since how why did there than its an your you we our she i he so my me us all can let "
    "please more do out if these over into go"
)
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
# Too short, or too much at home in English, to tell another language.
_COMMON = frozenset(
    "i a o to do no as me man on in die am an at is was be z v k e au min".split()  # noqa: SIM905
)
_ENGLISH_ALONE = _ENGLISH - _COMMON
_OTHERS = tuple(
    frozenset(words.split()) - _ENGLISH - _COMMON
    for words in (
        # German, Dutch
        "der und das den dem des ein eine einen einem einer ist nicht mit von zu zum zur im am auf "
        "für auch sich wurde wird sind als nach bei aus dass über",
        "het een van en niet dat zijn met voor aan ook maar naar wordt werd deze bij uit heeft om",
        # French, Spanish, Portuguese, Italian, Catalan, Romanian
        "le la les des et est une du dans pour que qui pas sur avec aux plus ses son cette ont été "
        "au ce il elle nous sont par",
        "el la los las del y en que una por con para como más pero sus fue este esta se lo al es "
        "un ha",
        "o os as da do dos das em que um uma para com não por mais como foi na no ao se é",
        "il la le di che e è un una del della per con non sono nel alla dei gli più anche si al ha",
        "și în la de cu care pe nu este din pentru au fost mai el els amb per una",
        # Swedish, Danish and Norwegian, Finnish
        "och att det som en på är av för den till med har inte om ett han var sig från vid",
        "og det at en den til er som på de med han af for ikke der var et har av fra å ble",
        "ja on ei että se oli hän mutta kun myös sekä ovat joka tai ole",
        # Polish, Czech, Hungarian, Turkish, Indonesian
        "i w na z do się nie że to jest o jak po od przez dla był są",
        "a v na se že je s z do o jako k ve po by který byl i za",
        "a az és hogy nem is egy meg ez volt de csak",
        "ve bir bu için ile da de olarak en olan çok sonra gibi kadar",
        "yang dan di dari untuk dengan pada ini itu tidak dalam akan oleh",
    )
)
_ANY_OTHER = frozenset().union(*_OTHERS)
# With these a question asks in German or Dutch, French, Spanish or Portuguese, and Italian.
_ASKING = frozenset(
    """
    wer wen wem wessen wann wo wohin woher warum wieso weshalb wie wieviel wieviele welche
    welcher welches welchen gibt wat waar wanneer waarom hoeveel
    qui que quoi quand où pourquoi comment combien quel quelle quels quelles
    quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál quem onde quando quanto
    chi cosa dove perché quanti quante quale
    """.split()  # noqa: SIM905
)
# In a question these are English, however short, and the others may be another language's.
_ENGLISH_IN_QUESTIONS = (_ENGLISH_ALONE | {"is", "was", "do", "to"}) - {
    "her",
    "so",
    "he",
    "me",
    "all",
    "at",
}
_GERMAN = frozenset(
    """
    der die das und ist sind nicht wer wen wem wann wo warum wie welche welcher welches welchen ein
    eine einen den dem des im zum zur für mit von auf hat haben wurde wird kann man soll muss gibt
    """.split()  # noqa: SIM905
)
# Below this share of English function words a text of that many words is none of ours. English
# news has 0.30 to 0.40 of them, headlines and tables down to 0.05.
_MIN_SHARE, _MANY_WORDS = 0.02, 30
_SOME_WORDS = 6  # so many without one of them, and with foreign letters
_OTHER_SCRIPT = 0.15  # share of letters outside ASCII; French has at most some 0.06


def is_english(low: str) -> bool:
    """Whether `low`, a text in lower case, reads as English; True where there is little to tell."""
    words = _WORD.findall(low)
    if not words:
        return True
    english = sum(map(_ENGLISH_ALONE.__contains__, words))
    if not low.isascii():
        letters = sum(map(len, words))
        ascii_letters = sum(len(word.encode("ascii", "ignore")) for word in words)
        if letters >= 20 and 1 - ascii_letters / letters > _OTHER_SCRIPT:
            return False
        if english == 0 and ascii_letters < letters and len(words) >= _SOME_WORDS:
            return False
    if len(words) >= _MANY_WORDS and english < _MIN_SHARE * len(words):
        return False
    foreign = [word for word in words if word in _ANY_OTHER]
    if len(foreign) <= english + 1:
        return True
    return not any(sum(map(other.__contains__, foreign)) > english + 1 for other in _OTHERS)


def asks_in_english(question: str) -> bool:
    """Whether a question, which is short, is asked in English; True where there is little to tell.

    One in another language has two of its small words, and more of them than English ones.
    """
    words = _WORD.findall(question.lower())
    foreign = sum(map(is_small_elsewhere, words))
    if words[:1] == ["was"]:  # it asks in German, and "Was the fare raised?" has other small words
        foreign, words = foreign + 1, words[1:]
    english = sum(map(_ENGLISH_IN_QUESTIONS.__contains__, words))
    return foreign < 2 or foreign <= english


def asks_in_german(question: str) -> bool:
    """Whether a question is asked in German, where every noun has a capital."""
    words = _WORD.findall(question.lower())
    german = sum(map(_GERMAN.__contains__, words)) + (words[:1] == ["was"])
    return not asks_in_english(question) and german >= 2


def is_small_elsewhere(word: str) -> bool:
    """Whether a word, in lower case, asks or binds in one of the other languages known here."""
    return word in _ASKING or word in _ANY_OTHER or word in _GERMAN
