from bot.answering.second_look import ENOUGH, SENTENCES_READ, Reread, look_again, mark_again
from second_looks import Reading


def paths(found):
    return [one.passage.source.path.removeprefix("source_docs/") for one in found]


def test_a_second_look_changes_the_order_and_the_confidence(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    assert paths(found) == ["a.txt", "b.txt"]
    reread = look_again(found, weigher.question, Reading({"capital": -9.0, "guest": 8.0}))
    again = reread.evidence
    assert (reread.read, reread.left) == (2, 0)
    assert paths(again) == ["b.txt", "a.txt"]
    assert again[0].confidence > 0.5 > again[1].confidence
    assert [one.logit for one in again] == [8.0, -9.0]


def test_what_there_was_no_time_for_stays_as_it_was(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reread = look_again(found, weigher.question, Reading({}))
    assert reread == Reread(found, read=0, left=1)


def test_where_one_of_the_first_answers_surely_no_more_are_read(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reading = Reading({"capital": ENOUGH, "guest": 8.0})
    reread = look_again(found, weigher.question, reading, least=1)
    assert (len(reading.read), reread.read, reread.left) == (1, 1, 0)
    assert paths(reread.evidence) == ["a.txt", "b.txt"]
    assert [one.confidence > 0 for one in reread.evidence] == [True, False]


def test_where_none_of_the_first_does_the_others_are_read_too(shelf, weighed):
    shelf.add("a.txt", "The general invited the cleric to the capital.")
    shelf.add("b.txt", "The cleric was a guest of the king, who had sent for him.")
    shelf.index()
    weigher, found = weighed("Who invited the cleric?")
    reading = Reading({"capital": ENOUGH - 0.5, "guest": 8.0})
    reread = look_again(found, weigher.question, reading, least=1)
    assert (reread.read, paths(reread.evidence)) == (2, ["b.txt", "a.txt"])


def test_a_text_that_is_not_english_is_not_read_again(shelf, weighed):
    shelf.add("a.txt", "Der General hat den Kleriker in die Stadt eingeladen und ist nicht da.")
    shelf.index()
    weigher, found = weighed("Kleriker General")
    reading = Reading({"Kleriker": 9.0})
    # Nor does it count as one that there was no time for.
    assert look_again(found, weigher.question, reading) == Reread(found, read=0, left=0)
    assert reading.read == []


def test_a_sentence_with_a_pronoun_is_read_after_the_one_before_it(shelf, weighed):
    shelf.add("a.txt", "Ada Holm built the pier. It was shut by her in a storm. It rained.")
    shelf.index()
    weigher, found = weighed("Who shut the pier?")
    reading = Reading({"rained": -9.0, "shut": 9.0, "built": 0.0})
    (marked,) = mark_again(found, weigher, reading)
    assert reading.read[1].endswith("Ada Holm built the pier. It was shut by her in a storm.")
    text = marked.passage.text[marked.sentence.start : marked.sentence.end]
    assert text == "It was shut by her in a storm."
    assert marked.sentence_logit == 9.0


def test_of_a_long_passage_the_sentences_with_the_words_of_the_question_are_read(shelf, weighed):
    rest = ("It rained.", "The sea was calm.", "Nobody slept.", "A dog barked.", "Noon came.")
    shelf.add("a.txt", " ".join((*rest, "Ada Holm shut the pier.")))
    shelf.index()
    weigher, found = weighed("Who shut the pier?")
    reading = Reading({"Ada": 9.0, "": -9.0})
    (marked,) = mark_again(found, weigher, reading)
    assert len(reading.read) == SENTENCES_READ
    assert marked.passage.text[marked.sentence.start :] == "Ada Holm shut the pier."


def test_one_good_line_makes_a_poor_passage_an_answer(shelf, weighed):
    shelf.add("a.txt", "The shed is locked at nine. Geese: allowed, six to a yard. Rent is due.")
    shelf.index()
    weigher, found = weighed("How many geese can live in a yard?")
    reading = Reading({"\nThe shed": -9.0, "\nGeese": 5.0, "\nRent": -9.0, "": -5.0})
    first = look_again(found, weigher.question, Reading({"": -5.0})).evidence
    (marked,) = mark_again(first, weigher, reading)
    assert first[0].confidence < 0.5 < marked.confidence
    assert marked.score == first[0].score
    assert mark_again([marked], weigher, Reading({})) == [marked]


def test_in_a_list_the_line_with_the_very_code_is_marked(shelf, weighed):
    lines = ["Room 3.12 (Loft): 40 seats, 30 euros an hour.", "Room 3.1: 24 seats, 18 euros."]
    shelf.add("a.txt", " ".join(lines))
    shelf.index()
    weigher, found = weighed("What does room 3.1 cost an hour?")
    marked = mark_again(found, weigher, Reading({"3.12": 8.0, "3.1": 2.0}))
    (one,) = marked
    assert one.passage.text[one.sentence.start - one.passage.start :].startswith("Room 3.1:")
