import pytest

from index.notions import NOTIONS, notions_asked


def lacking(question, text):
    return [n.name for n in notions_asked(question) if not n.told.search(text)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How old is Ines Varga?", "Ines Varga, 63, has led the choir since 2011."),
        ("How old is Ines Varga?", "Varga was born in a lock-keeper's house."),
        ("How old is Ines Varga?", "The conductor turned forty."),
        ("How old is the lock?", "The lock was built in 1874."),
        ("When did Pavel Orth die?", "Pavel Orth (1820-1891) drew the first map."),
        ("How many people died?", "Nobody was hurt; the two victims of the first fire …"),
        ("Who is Ines Varga's husband?", "Varga married the baker Tom Reyl."),
        ("What colour is the ferry?", "The ferry was painted white in spring."),
        ("Why did the wall collapse?", "A stretch of the wall fell on Monday."),
        ("When did she resign?", "On Friday she stepped down as treasurer."),
        ("What is the phone number of the mill?", "Call the mill at 555 0199."),
        ("Where was Ines Varga born?", "Varga grew up in Sund."),
        ("How heavy is the bell?", "The bell of 412 kg hangs in the north tower."),
        ("How high is the tower?", "The tower rises above the roofs."),
        ("Where does the tram stop?", "It stops at the market."),
    ],
)
def test_a_text_that_speaks_of_what_is_asked_lacks_nothing(question, text):
    assert lacking(question, text) == []


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("How old is Ines Varga?", "Ines Varga opened the hall in 2019.", "age of a person"),
        (
            "How old is Ines Varga?",
            "Ines Varga has led the choir for nine years.",
            "age of a person",
        ),
        ("Where was Ines Varga born?", "Ines Varga leads the choir of Sund.", "birth"),
        ("What is her maiden name?", "Ines Varga married in 1999.", "maiden name"),
        ("Does he have any brothers?", "He lives above the bakery.", "siblings"),
        ("How heavy is the bell?", "The bell hangs in the north tower.", "weight"),
        ("How deep is the well?", "The well was dug by miners.", "depth"),
        ("How many people died?", "Seven people were taken to hospital.", "death"),
        ("Who is Ines Varga married to?", "Ines Varga leads the choir.", "marriage"),
        ("What colour is the ferry?", "The ferry carries sixty cars.", "colour"),
        ("What does the harbour master earn?", "The harbour master begins at six.", "salary"),
        ("Why did the wall collapse?", "The wall was lengthened last year.", "collapse"),
        ("When did the mill go bankrupt?", "The mill grinds rye.", "bankruptcy"),
    ],
)
def test_a_text_about_the_same_thing_may_not_speak_of_it(question, text, name):
    assert lacking(question, text) == [name]


@pytest.mark.parametrize("notion", NOTIONS, ids=lambda notion: notion.name)
def test_the_words_that_ask_are_told_too(notion):
    for word in ("how old", "born", "died", "married", "colour", "salary", "bankrupt", "collapsed"):
        if notion.asked.search(f"what {word}"):
            assert notion.told.search(word) or word == "how old"
