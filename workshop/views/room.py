"""All that may be seen of a workshop by somebody, as plain values."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

import msgspec

from workshop.protocol.base import Handle
from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.grouping import merged
from workshop.storage.bodies import (
    CardWords,
    CarriedWords,
    CommitmentWords,
    LeaderWords,
    LessonWords,
)
from workshop.storage.rounds import TOOK_PART
from workshop.views.care import RoomCheckIn
from workshop.views.wifi import RoomWifi

T = TypeVar("T")


@dataclass(frozen=True)
class RoomCard:
    """A revealed card."""

    n: int
    round: int
    words: CardWords
    sensitive: bool
    off: bool
    asked: bool
    shown: bool


@dataclass(frozen=True)
class WaitingCard:
    """A card that the desk reads; `read` says that some desk has opened it."""

    handle: Handle
    words: CardWords
    sensitive: bool
    aside: str
    read: bool


@dataclass(frozen=True)
class Waits:
    """What waits for its reveal. Only cards of rounds to which no device can add any more are
    counted, and only those that nobody set aside: the others are nobody's to know."""

    few: tuple[str, ...] = ()
    """The stages, by their ids, of rounds in which too few took part: their cards can only go back
    to their phones."""
    anything: bool = False
    """True if a round of writing in which enough took part was not revealed yet, be there cards in
    it or not."""
    cards: int = 0
    unread: int = 0
    """How many of the cards nobody has opened."""
    grows: bool = False
    """True if there is a round among them to which devices can still add, or in which a desk can
    still open cards."""


NOTHING = Waits()


@dataclass(frozen=True)
class UnreadLesson:
    """A lesson from a phone that the desk reads before the room sees it, or has set aside."""

    handle: Handle
    words: LessonWords
    aside: str


class RoomLesson(msgspec.Struct, frozen=True, gc=False):
    """A lesson on the list. There may be thousands, and each reading makes them all anew."""

    id: Handle
    words: LessonWords
    parent: Handle
    left_out: bool
    beyond: bool = False
    """True if it was left out because twelve others were on the ballot, and not by hand."""


@dataclass(frozen=True)
class RoomCommitment:
    """A commitment on offer, which the desk has let on."""

    id: Handle
    lesson: Handle
    words: CommitmentWords
    picked: bool


@dataclass(frozen=True)
class RoomOffer:
    """An offer that the desk reads before the room sees it, or has set aside."""

    id: Handle
    lesson: Handle
    words: CommitmentWords
    aside: str


@dataclass(frozen=True)
class RoomCarried:
    """A commitment of an earlier workshop."""

    n: int
    words: CarriedWords


@dataclass(frozen=True)
class Room:
    """A workshop at one moment. `state` has the fields of the state; tallies go by round and item.

    Lessons, commitments and what waits are in it by their handles, which are all that views know.
    """

    state: Any
    rev: int
    """Raised by each commit that shows something."""
    agenda: Agenda
    story: Story
    second_story: Story | None
    leader: LeaderWords
    collecting: bool
    cards: tuple[RoomCard, ...]
    """In the order in which they are shown."""
    waiting: tuple[WaitingCard, ...]
    lessons: tuple[RoomLesson, ...]
    commitments: tuple[RoomCommitment, ...]
    carried: tuple[RoomCarried, ...]
    released: Mapping[tuple[int, str], int]
    counts: Mapping[tuple[int, str], int]
    """What must not be seen as it comes; for turnout, done and thresholds."""
    rounds: tuple[str, ...] = ()
    """The id of each round's stage."""
    given_back: tuple[int, ...] = ()
    """The rounds whose cards went back to their phones."""
    few_wrote: tuple[int, ...] = ()
    """The rounds of which cards without consent went back, as fewer than three devices wrote."""
    writing: Any = None
    """The current round; None in a stage that collects nothing."""
    waits: Waits = NOTHING
    """What waits for its reveal."""
    wifi: RoomWifi | None = None
    check_ins: tuple[RoomCheckIn, ...] = ()
    unread: tuple[UnreadLesson, ...] = ()
    """For the desk alone, by their handles: chance, and the same while the desk looks."""
    offers: tuple[RoomOffer, ...] = ()
    """For the desk alone: what it has not let on."""
    takes_lessons: bool = False
    """True if lessons from phones may wait."""
    cards_aside: int = 0
    """How many cards the desk has set aside, counted at the finish alone."""
    begun: frozenset[str] = frozenset()
    """The ids of the stages that have opened."""
    derived: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What `once` has kept."""

    @property
    def epoch(self) -> str:
        """Changes when the workshop was restored from a copy."""
        return str(self.state.epoch)

    @cached_property
    def position(self) -> int:
        """Where the current stage stands in the agenda."""
        return self.agenda.place(self.state.stage) or 0

    @property
    def stage(self) -> Stage:
        """The current stage."""
        return self.agenda.stages[self.position]

    @property
    def revealed(self) -> int:
        """How many cards were revealed."""
        return len(self.cards)

    @property
    def free(self) -> int:
        """How many of them are neither sensitive nor taken off."""
        return sum(not card.off and not card.sensitive for card in self.cards)

    @property
    def followed(self) -> int:
        """How many commitments of earlier workshops there are."""
        return len(self.carried)

    @property
    def took_part(self) -> int:
        """How many devices have taken part in the current round of writing."""
        return self.count(TOOK_PART)

    def count(self, item: str) -> int:
        """A count of the current round."""
        return self.counts.get((self.state.round, item), 0)

    def been_there(self, item: str) -> int:
        """How many have been there at least, as far as it was released: who taps again in another
        round of the same stage is one person."""
        return self._shown.get(f"been_there:{item}", 0)

    @cached_property
    def _shown(self) -> Mapping[str, int]:
        """What was released of each item in the round that has most of it."""
        most: dict[str, int] = defaultdict(int)
        for (_, item), count in self.released.items():
            most[item] = max(most[item], count)
        return most

    # Facts about all lessons are derived once: asked for at each lesson, they cost the square.

    @cached_property
    def roots(self) -> tuple[RoomLesson, ...]:
        """The lessons that speak for themselves and were not left out."""
        return tuple(one for one in self.lessons if not one.parent and not one.left_out)

    @cached_property
    def parents(self) -> Mapping[Handle, Handle]:
        """The lesson that each lesson was merged into, "" for none, by id."""
        return {one.id: one.parent for one in self.lessons}

    @cached_property
    def merged(self) -> Mapping[Handle, list[str]]:
        """The words merged under each lesson that speaks for others, by its id."""
        texts = {one.id: one.words.text for one in self.lessons}
        groups = merged(self.parents)
        return {top: [texts[one] for one in below] for top, below in groups.items()}


def once(derive: Callable[[Room], T]) -> Callable[[Room], T]:
    """Returns `derive` so that a room keeps its answer: all views ask for the same facts."""

    @wraps(derive)
    def kept(room: Room) -> T:
        if derive not in room.derived:
            room.derived[derive] = derive(room)
        found: T = room.derived[derive]
        return found

    return kept
