from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.conversation import Context, Conversation, Conversations, Turn
from bot.answering.quotes import Place
from bot.answering.referents import Before
from fake_library import PIZZA, QUOTE, SOURCE, answered, refused


def test_turns_are_kept_oldest_first():
    conversation = Conversation()
    conversation.add("who?", answered())
    conversation.add("why?", refused(), "who? why?")
    assert conversation.turns == (
        Turn("who?", answered()),
        Turn("why?", refused(), "who? why?"),
    )


def test_the_oldest_turn_goes_first():
    conversation = Conversation(max_turns=2)
    for question in "abc":
        conversation.add(question, answered())
    assert [turn.question for turn in conversation.turns] == ["b", "c"]


def test_ten_turns_are_remembered_by_default():
    conversation = Conversation()
    for number in range(12):
        conversation.add(str(number), answered())
    assert len(conversation.turns) == 10


def test_clear_forgets_all():
    conversation = Conversation()
    conversation.add("who?", answered())
    conversation.clear()
    assert conversation.turns == ()
    assert conversation.resolve("And then?") is None


def test_the_first_question_stands_for_itself():
    assert Conversation().resolve("And then?") is None


def said(marked: str, question: str = "?") -> Answer:
    sentence = replace(QUOTE.sentence, text=marked)
    return answered(replace(QUOTE, sentence=sentence), question=question)


def test_a_chain_of_follow_ups_does_not_grow():
    conversation = Conversation()
    conversation.add("Who was elected mayor of Lom?", said("Ida Moss was elected mayor."))
    asked = []
    for question in ("Where does she live?", "What did she study?", "and her predecessor?"):
        understood = conversation.resolve(question)
        asked.append(understood.text)
        conversation.add(question, said("She lives by the lake."), understood.text)
    assert asked == [
        "Where does Ida Moss live?",
        "What did Ida Moss study?",
        "Ida Moss’s predecessor?",
    ]


def test_what_opened_the_topic_is_remembered_beside_the_last_question():
    conversation = Conversation()
    conversation.add("How are otters counted in winter?", refused())
    conversation.add("What is a holt?", refused())
    assert conversation.resolve("Who digs it?").text == "Who digs the holt? (otters counted winter)"


def test_what_was_marked_is_known_by_its_place():
    conversation = Conversation()
    conversation.add("Who?", answered(QUOTE, PIZZA))
    assert conversation.context.shown == {
        (SOURCE.sha256, QUOTE.sentence.start),
        (SOURCE.sha256, PIZZA.sentence.start),
    }


class Library:
    """Answers the questions that it knows, and remembers what it was asked."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.asked: list[str] = []

    def __call__(self, question: str, shown: frozenset[Place]) -> Answer:
        self.asked.append(question)
        answer = answered if question in self.known else refused
        return answer(question=question)


AFTER_THE_TRAM = Context(Before("When does the tram to Lom leave?"))


def test_a_follow_up_is_asked_as_it_is_understood():
    library = Library("How long is the tram?", "When does the tram to Lom leave?")
    turn = AFTER_THE_TRAM.take_turn("What else?", library)
    assert (turn.understood, turn.answer.answered) == ("When does the tram to Lom leave?", True)
    assert library.asked == ["When does the tram to Lom leave?"]


def test_its_own_words_are_asked_where_what_is_understood_has_no_answer():
    library = Library("Who wrote it?")
    turn = AFTER_THE_TRAM.take_turn("Who wrote it?", library)
    assert (turn.understood, turn.answer.question) == (None, "Who wrote it?")
    assert len(library.asked) == 2


def test_where_neither_is_answered_the_refusal_is_of_what_is_understood():
    turn = AFTER_THE_TRAM.take_turn("Why?", Library())
    assert (turn.understood, turn.answer.question) == ("Why does the tram to Lom leave?",) * 2


def test_what_may_stand_alone_is_asked_alone_first():
    library = Library("When does the pool open?")
    turn = AFTER_THE_TRAM.take_turn("When does the pool open?", library)
    assert turn.understood is None
    assert library.asked == ["When does the pool open?"]
    nothing = Library()
    assert AFTER_THE_TRAM.take_turn("What are the fares?", nothing).understood is not None
    assert nothing.asked[0] == "What are the fares?"


def test_a_pressed_follow_up_always_goes_on_from_there():
    library = Library()
    context = replace(AFTER_THE_TRAM, tied=True)
    turn = context.take_turn("Who rang the great bell of Sund?", library)
    assert turn.understood == "Who rang the great bell of Sund? (tram Lom)"
    assert library.asked[0] == turn.understood


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_each_place_has_a_conversation_of_its_own():
    held = Conversations(60, clock=Clock())
    held.add("here", "who?", answered())
    held.add("there", "what?", answered())
    held.add("here", "why?", answered(), "who? why?")
    assert held.at("here").turns[-1].understood == "who? why?"
    assert held.at("there").turns[-1].question == "what?"
    assert held.at("nowhere") is None


def test_a_conversation_is_forgotten_some_time_after_its_last_turn():
    clock = Clock()
    held = Conversations(60, clock=clock)
    held.add("here", "who?", answered())
    held.add("there", "who?", answered())
    clock.now = 50
    held.add("here", "why?", answered())
    clock.now = 60
    assert held.at("there") is not None
    clock.now = 61
    assert held.at("there") is None
    assert held.at("here") is not None
    assert len(held) == 1


def test_the_place_that_was_quiet_longest_goes_when_there_are_too_many():
    held = Conversations(60, max_places=2, clock=Clock())
    for place in ("a", "b", "a", "c"):
        held.add(place, "who?", answered())
    assert [place for place in "abc" if held.at(place)] == ["a", "c"]


def test_a_place_keeps_few_turns():
    held = Conversations(60, max_turns=3, clock=Clock())
    for number in range(5):
        held.add("here", str(number), answered())
    assert [turn.question for turn in held.at("here").turns] == ["2", "3", "4"]
