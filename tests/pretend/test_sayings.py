"""The sayings of pretend people: enough of them, in plain words, and dealt so that nobody repeats
one."""

import re
from collections import Counter
from itertools import combinations

import pytest

from workshop.languages import languages
from workshop.pretend.behaviour.sayings import Sayings, deal, sayings, written_languages

ENGLISH = sayings("en")
LANGUAGES = sorted(written_languages())
CARDS = {"en": 80}
ELSEWHERE = 30
LEARNED_OF_MOST = 0.5


def said(what: Sayings) -> list[str]:
    """Every text of a language."""
    cards = [text for card in what.cards for text in (card.happened, card.learned)]
    commitments = [text for one in what.commitments for text in (one.when, one.will)]
    return [text for text in (*cards, *what.lessons, *commitments) if text]


def test_there_are_sayings_in_every_language_of_the_product() -> None:
    assert set(LANGUAGES) == set(languages().known)
    assert all(sayings(language).language == language for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_to_say(language: str) -> None:
    of = sayings(language)
    assert len(of.cards) >= CARDS.get(language, ELSEWHERE)
    assert len(of.lessons) >= 20
    assert len(of.commitments) >= 12
    assert len(of.names) >= 16
    without = sum(not card.learned for card in of.cards)
    assert 3 <= without < len(of.cards) * LEARNED_OF_MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice(language: str) -> None:
    assert [text for text, count in Counter(said(sayings(language))).items() if count > 1] == []
    assert len(set(sayings(language).names)) == len(sayings(language).names)


def test_each_language_says_its_own() -> None:
    for one, other in combinations(LANGUAGES, 2):
        assert not set(said(sayings(one))) & set(said(sayings(other)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_plain(language: str) -> None:
    names = sayings(language).names if language != "ar" else ()
    unwanted = ["[\u2014\u2013!]", r"\b(19|20)\d\d\b", *(rf"\b{name}\b" for name in names)]
    texts = said(sayings(language))
    assert [text for text in texts for one in unwanted if re.search(one, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_people_never_say_the_same(language: str) -> None:
    of = sayings(language)
    parts = deal(of, 8, seed=3)
    for field in ("cards", "lessons"):
        dealt = [thing for part in parts for thing in getattr(part, field)]
        assert len(dealt) == len(set(dealt)) == len(getattr(of, field))
    assert len({part.name for part in parts}) == 8
    assert all(len(part.cards) >= 3 for part in parts)


def test_a_crowd_has_something_to_say_too() -> None:
    parts = deal(ENGLISH, 300, seed=3)
    assert all(part.cards and part.lessons and part.commitments for part in parts)


def test_a_seed_gives_the_same_people() -> None:
    assert deal(ENGLISH, 8, seed=3) == deal(ENGLISH, 8, seed=3) != deal(ENGLISH, 8, seed=4)


def test_a_language_without_sayings_gets_the_english_ones() -> None:
    assert sayings("xx") == ENGLISH
