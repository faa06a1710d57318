from bot.conversation import Conversation, Turn
from fake_library import answered, refused


def test_turns_are_kept_oldest_first():
    conversation = Conversation()
    conversation.add("who?", answered())
    conversation.add("why?", refused())
    assert conversation.turns == (Turn("who?", answered()), Turn("why?", refused()))


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


def test_a_question_stands_for_itself():
    assert Conversation().resolve("And then?") == "And then?"
