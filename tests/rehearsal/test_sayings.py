"""What pretend people say: enough of it, in plain words, and dealt so that nobody repeats it."""

import re
from collections import Counter

import pytest

from workshop.rehearsal.sayings import deal, sayings

ENGLISH = sayings("en")
SAID = [
    *(text for card in ENGLISH.cards for text in (card.happened, card.learned)),
    *ENGLISH.lessons,
    *(text for one in ENGLISH.commitments for text in (one.when, one.will)),
]


def test_there_is_enough_to_say() -> None:
    assert len(ENGLISH.cards) >= 24
    assert len(ENGLISH.lessons) >= 16
    assert len(ENGLISH.commitments) >= 10
    assert len(ENGLISH.names) >= 8
    assert 3 <= sum(not card.learned for card in ENGLISH.cards) < len(ENGLISH.cards) / 2


def test_nothing_is_said_twice() -> None:
    assert [text for text, count in Counter(filter(None, SAID)).items() if count > 1] == []


@pytest.mark.parametrize("text", [text for text in SAID if text])
def test_the_words_are_plain(text: str) -> None:
    assert not re.search("[\u2014\u2013!]", text)
    assert not re.search(r"\b(19|20)\d\d\b", text)
    assert not any(re.search(rf"\b{name}\b", text) for name in ENGLISH.names)


def test_eight_people_never_say_the_same() -> None:
    parts = deal(ENGLISH, 8, seed=3)
    for field in ("cards", "lessons"):
        dealt = [thing for part in parts for thing in getattr(part, field)]
        assert len(dealt) == len(set(dealt)) == len(getattr(ENGLISH, field))
    assert len({part.name for part in parts}) == 8
    assert all(len(part.cards) >= 3 for part in parts)


def test_a_crowd_has_something_to_say_too() -> None:
    parts = deal(ENGLISH, 300, seed=3)
    assert all(part.cards and part.lessons and part.commitments for part in parts)


def test_a_seed_gives_the_same_people() -> None:
    assert deal(ENGLISH, 8, seed=3) == deal(ENGLISH, 8, seed=3) != deal(ENGLISH, 8, seed=4)


def test_a_language_without_sayings_gets_the_english_ones() -> None:
    assert sayings("xx") == ENGLISH
