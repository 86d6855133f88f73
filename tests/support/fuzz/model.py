"""A simple model of a workshop: what was answered, and what must be there because of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from tests.support.stored import Stored
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.rules.text import clean, one_line
from workshop.storage.bodies import LessonWords, show
from workshop.storage.workshop_tables import SentLesson
from workshop.storage.workshops import StoredWorkshop
from workshop.views import Room, read_room

Place = tuple[int, str]
"""A round, and the handle of a lesson."""


class Sent(NamedTuple):
    """A card as it was sent: its round, or 0 in the look-through, and if it may be one of few."""

    round: int
    words: str
    show_few: bool


@dataclass
class Model:
    """The acknowledged cards, lessons, offers and votes."""

    cards: dict[str, Sent] = field(default_factory=dict)
    """By key: each card that was not withdrawn."""
    withdrawn: set[str] = field(default_factory=set)
    """The words of the cards that were."""
    lessons: dict[str, str] = field(default_factory=dict)
    """By key: each lesson of a phone."""
    at_desk: set[str] = field(default_factory=set)
    """The lessons written down at the desk."""
    offers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By handle: when, and what will be done."""
    votes: defaultdict[Place, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """The votes of each device, by its name, and of the paper."""
    _acked: set[str] = field(default_factory=set)

    def acked(self, who: str, key: str, command: commands.Command, id_: str = "") -> None:
        """Notes a command that was done; one under a key that was answered before adds nothing."""
        again, self._acked = key in self._acked, self._acked | {key}
        match command:
            case commands.Vote(round=number, lesson=lesson, votes=votes):
                self.votes[number, lesson][who] = votes
            case commands.PaperVotes(round=number, lesson=lesson, votes=votes):
                self.votes[number, lesson]["paper"] = votes
            case commands.EditCard(round=number, card=card, happened=happened, show_few=few):
                self.cards[card] = Sent(number, clean(happened), few)
            case commands.WithdrawCard(round=number, card=card):
                # In any other round there is no such card, and nothing is to be done.
                if card in self.cards and self.cards[card].round == number:
                    self.withdrawn.add(self.cards.pop(card).words)
            case _ if again:
                pass
            case commands.WriteCard(round=number, happened=happened, show_few=few):
                self.cards[key] = Sent(number, clean(happened), few)
            case commands.PaperCard(round=number, happened=happened):
                self.cards[key] = Sent(number, clean(happened), True)
            case commands.AddLesson(text=text):
                self.lessons[key] = one_line(text)
            case commands.DeskLesson(text=text):
                self.at_desk.add(one_line(text))
            case commands.Offer(when=when, will=will) | commands.PaperOffer(when=when, will=will):
                self.offers[id_] = (one_line(when), one_line(will))

    def counted(self, number: int, lessons: Collection[str]) -> dict[str, int]:
        """Returns the votes that each of these lessons has in a round."""
        return {one: sum(self.votes[number, one].values()) for one in lessons}


def outcome(votes: Mapping[str, int], most: int) -> tuple[set[str], set[str]]:
    """Returns which lessons are chosen for so many places, and which tie for the last of them."""
    ordered = sorted((count for count in votes.values() if count), reverse=True)
    if len(ordered) <= most:
        return {one for one in votes if votes[one]}, set()
    last, next_ = ordered[most - 1], ordered[most]
    sure = {one for one in votes if votes[one] > last or (votes[one] == last and last > next_)}
    return sure, {one for one in votes if votes[one] == last} - sure


def faults(model: Model, stored: StoredWorkshop) -> list[str]:
    """Returns what was answered and is neither there exactly once nor given back in words, where
    nothing waits any more."""
    kept, room = Stored(stored), read_room(stored)
    back = Back(stored, room)
    return [
        *_cards(model, kept.cards(), back),
        *_lessons(model, room, sent_lessons(stored), back),
        *_offers(model, room, back),
    ]


class Back:
    """Tells what a phone hears of a thing that it has sent."""

    def __init__(self, stored: StoredWorkshop, room: Room) -> None:
        self._stored, self._room = stored, room

    def shows(self, card: Sent) -> bool:
        """True if phones show that the cards of this one's round are with them."""
        rounds = [] if card.show_few else self._room.given_back
        return card.round in rounds or bool(rounds and not card.round)

    def says(self, key: str) -> bool:
        """True if a phone is told that the thing of this key or handle is not with the room."""
        return fates(self._stored, (bytes.fromhex(key),)) != ["none"]


def _cards(model: Model, there: Counter[str], back: Back) -> list[str]:
    found = [f"withdrawn, and there: {text}" for text in model.withdrawn if there[text]]
    for key, card in model.cards.items():
        count = there[card.words]
        if count > 1 or not (count or back.says(key) or back.shows(card)):
            found.append(f"card, {count} times: {card.words}")
    return found


def _lessons(model: Model, room: Room, sent: Counter[str], back: Back) -> list[str]:
    listed = Counter(one.words.text for one in room.lessons)
    found = [f"lesson, {n} times: {text}" for text, n in listed.items() if n > 1]
    found += [f"lesson of the desk, gone: {text}" for text in model.at_desk if not listed[text]]
    for key, text in model.lessons.items():
        if not (listed[text] or sent[text] or back.says(key)):
            found.append(f"lesson, gone: {text}")
    return found


def _offers(model: Model, room: Room, back: Back) -> list[str]:
    offered = [*room.commitments, *room.offers]
    there = Counter((one.words.when, one.words.will) for one in offered)
    return [
        f"offer, {there[words]} times: {words}"
        for id_, words in model.offers.items()
        if there[words] > 1 or not (there[words] or back.says(id_))
    ]


def sent_lessons(stored: StoredWorkshop) -> Counter[str]:
    """Returns the lessons of phones that wait, in words."""
    with stored.read() as connection:
        rows = connection.execute(select(SentLesson.key, SentLesson.round, SentLesson.body)).all()
    said = (show(stored.own.round(row.round), "lesson", row.key, row.body, LessonWords)
            for row in rows)  # fmt: skip
    return Counter(words.text for words in said)
