import pytest

from index.dates import find_dates
from index.dates.language import asks_in_english, asks_in_german, is_english

FOREIGN = [
    "Am 14. September 2019 wurde der General in Bagdad getötet. Das war 2018 noch nicht so.",
    "Le 14 mars 2019, le général a été tué par les soldats dans la ville de Bagdad en 1979.",
    "El 14 de marzo de 2019 el general fue asesinado en la ciudad por los soldados, en 1979.",
    "Il 14 settembre 2019 il generale è stato ucciso nella sua casa, non era così nel 1979.",
    "Op 14 september 2019 werd de generaal in Bagdad gedood door het leger van het land.",
    "Den 14 september 2019 dödades generalen i Bagdad av armén och det var inte i april.",
    "14 września 2019 roku generał został zabity w Bagdadzie i nie było to w roku 1979.",
    "14 сентября 2019 года генерал был убит в Багдаде, 2019-09-14",
    "將軍於 2019-09-14 在巴格達被殺，當時是 1979 年之後的第四十年，報紙說。",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_text_in_another_language_gives_no_event_dates(text):
    assert not is_english(text.lower())
    assert find_dates(text, "2020-01-09") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019",
        "September 2019",
        "What happened in September 2019?",
        "El Niño returned to La Paz in 2015, said Le Monde and Der Spiegel.",
        "Revenue 2019 Revenue 2018 Change",
        "José Peña and Zoë Brontë met in May 2019 at the café.",
    ],
)
def test_english_and_what_is_too_short_to_tell_count_as_english(text):
    assert is_english(text.lower())


def test_a_foreign_paragraph_does_not_silence_the_english_ones():
    text = "The general was killed in May 2019.\n\n" + FOREIGN[0] + "\n\nHe was born in 1957."
    assert [one.value for one in find_dates(text, None)] == ["2019-05", "1957"]


@pytest.mark.parametrize(
    ("question", "english", "german"),
    [
        ("Wie lange bleiben die Knochen liegen?", False, True),
        ("warum soll man nicht am Tag füttern", False, True),
        ("Was kostet der Eintritt?", False, True),
        ("Quand est le marché ?", False, False),
        ("¿Cuándo fue la boda?", False, False),
        ("Who was Emil de la Cruz?", True, False),
        ("What was the fare?", True, False),
        ("la rochelle ferry price", True, False),
        ("E12", True, False),
    ],
)
def test_a_question_is_told_by_its_small_words(question, english, german):
    assert asks_in_english(question) == english
    assert asks_in_german(question) == german
