"""The sentences of pretend people, read from texts/ and dealt out so that no two say the same."""

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from workshop.rules.limits import (
    ANSWER_CHARS,
    HAPPENED,
    LEARNED_CHARS,
    LESSON_CHARS,
    NAME_CHARS,
    WHEN,
    WILL,
)

SAYINGS_FOLDER = Path(__file__).with_name("texts")
T = TypeVar("T")

Happened = Annotated[str, msgspec.Meta(min_length=1, max_length=HAPPENED)]
Learned = Annotated[str, msgspec.Meta(max_length=LEARNED_CHARS)]
AnswerText = Annotated[str, msgspec.Meta(min_length=1, max_length=ANSWER_CHARS)]
LessonText = Annotated[str, msgspec.Meta(min_length=1, max_length=LESSON_CHARS)]
SayingName = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_CHARS)]


class CardText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A failure at work; `learned` is "" where nothing is said of it."""

    happened: Happened
    learned: Learned = ""


class CommitmentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two halves of "If `when`, I (or we) will `will`"."""

    when: Annotated[str, msgspec.Meta(min_length=1, max_length=WHEN)]
    will: Annotated[str, msgspec.Meta(min_length=1, max_length=WILL)]
    who: Literal["I", "we"] = "I"


class Sayings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that pretend people may say in one language."""

    language: str
    names: tuple[SayingName, ...]
    cards: tuple[CardText, ...]
    answers: tuple[AnswerText, ...]
    lessons: tuple[LessonText, ...]
    commitments: tuple[CommitmentText, ...]


class PersonTexts(msgspec.Struct, frozen=True):
    """The texts that one pretend person may say, best first."""

    language: str
    name: str
    cards: tuple[CardText, ...]
    answers: tuple[str, ...]
    lessons: tuple[str, ...]
    commitments: tuple[CommitmentText, ...]


@cache
def sayings(language: str) -> Sayings:
    """The sayings of a language; the English ones where there are none in it."""
    path = SAYINGS_FOLDER / f"{language}.toml"
    if language not in written_languages():
        path = SAYINGS_FOLDER / "en.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Sayings)


@cache
def written_languages() -> frozenset[str]:
    """The languages that there are sayings in."""
    return frozenset(path.stem for path in SAYINGS_FOLDER.glob("*.toml"))


def deal(said: Sayings, people: int, seed: int) -> list[PersonTexts]:
    """Returns a part for each person; texts repeat only if there are more people than texts."""
    chance = random.Random(f"deal {seed}")
    names, cards = _shuffled(said.names, chance), _shuffled(said.cards, chance)
    answers = _shuffled(said.answers, chance)
    lessons, commitments = _shuffled(said.lessons, chance), _shuffled(said.commitments, chance)
    return [
        PersonTexts(
            said.language,
            names[i % len(names)],
            _hand(cards, i, people),
            _hand(answers, i, people),
            _hand(lessons, i, people),
            _hand(commitments, i, people),
        )
        for i in range(people)
    ]


def _shuffled(things: tuple[T, ...], chance: random.Random) -> list[T]:
    return chance.sample(things, len(things))


def _hand(things: list[T], place: int, people: int) -> tuple[T, ...]:
    """Every `people`-th thing from `place` on; at least one."""
    return tuple(things[place::people]) or (things[place % len(things)],)
