"""All that may be seen of a workshop by somebody, and what several views derive from it once."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from functools import cached_property, wraps
from typing import Any, TypeVar

from workshop.protocol.base import Handle, System
from workshop.protocol.entries import SealCheck
from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Stage, Told
from workshop.rules.lessons import merged, tops
from workshop.rules.pacing import SHORTEST_SLOT_MS
from workshop.rules.thresholds import TOOK_PART
from workshop.storage.bodies import LeaderWords
from workshop.storage.context import Voters
from workshop.views.room_parts import (
    ROOM_WAITS,
    RoomCard,
    RoomCarried,
    RoomCheckIn,
    RoomCommitment,
    RoomLesson,
    RoomOffer,
    RoomWifi,
    UnreadLesson,
    WaitingCard,
    Waits,
)

T = TypeVar("T")


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
    answers: tuple[RoomCard, ...]
    """The answers on show to the question about a card, in the same order."""
    waiting: tuple[WaitingCard, ...]
    lessons: tuple[RoomLesson, ...]
    commitments: tuple[RoomCommitment, ...]
    carried: tuple[RoomCarried, ...]
    released: Mapping[tuple[int, str], int]
    counts: Mapping[tuple[int, str], int]
    """Totals that must not be seen as they come; for turnout, done and thresholds."""
    rounds: tuple[str, ...] = ()
    """The id of each round's stage."""
    given_back: tuple[int, ...] = ()
    """The rounds whose cards went back to their phones as too few wrote, but for those that are
    shown even so."""
    writing: Any = None
    """The current round; None in a stage that collects nothing."""
    waits: Waits = ROOM_WAITS
    """Cards that wait for their reveal."""
    wifi: RoomWifi | None = None
    check_ins: tuple[RoomCheckIn, ...] = ()
    unread: tuple[UnreadLesson, ...] = ()
    """Lessons for the desk alone, by their handles, whose order is chance and does not change."""
    offers: tuple[RoomOffer, ...] = ()
    """Offers for the desk alone, which it has not let on."""
    undecided_lists: frozenset[int] = frozenset()
    """The rounds of lists that the room has left, of which the desk was shown all and has not
    decided about all."""
    takes_lessons: bool = False
    """True if lessons from phones may wait."""
    cards_aside: int = 0
    """Number of cards that the desk has set aside, counted at the finish alone."""
    begun: frozenset[str] = frozenset()
    """The ids of the stages that have opened."""
    derived: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """The answers that `once` has kept."""
    uncounted: "Room | None" = field(default=None, repr=False, compare=False)
    """The room without anything that was counted: one and the same while people only vote and tap.
    None if this is it."""

    @property
    def epoch(self) -> str:
        """Changes when the workshop was restored from a copy."""
        return str(self.state.epoch)

    @cached_property
    def position(self) -> int:
        """The place of the current stage in the agenda, from 0 on."""
        return self.agenda.place(self.state.stage) or 0

    @property
    def stage(self) -> Stage:
        """The current stage."""
        return self.agenda.stages[self.position]

    @property
    def revealed(self) -> int:
        """Number of revealed cards."""
        return len(self.cards)

    @property
    def free(self) -> int:
        """Number of revealed cards that are neither sensitive nor taken off."""
        return sum(not card.off and not card.sensitive for card in self.cards)

    @property
    def answered(self) -> int:
        """Number of answers on show."""
        return len(self.answers)

    @property
    def followed(self) -> int:
        """Number of commitments of earlier workshops."""
        return len(self.carried)

    @property
    def took_part(self) -> int:
        """Number of devices that have taken part in the current round of writing."""
        return self.count(TOOK_PART)

    def count(self, item: str) -> int:
        """A count of the current round."""
        return self.counts.get((self.state.round, item), 0)

    def been_there(self, item: str) -> int:
        """Returns how many people have been there at least, as far as it was released: who taps
        again in another round of the same stage is one person."""
        return self._shown.get(f"been_there:{item}", 0)

    @cached_property
    def _shown(self) -> Mapping[str, int]:
        """The released count of each item, in the round that has most of it."""
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
    def tops(self) -> Mapping[Handle, Handle]:
        """The lesson that speaks for each lesson, often itself, by id."""
        return tops(self.parents)

    @cached_property
    def merged(self) -> Mapping[Handle, list[str]]:
        """The words merged under each lesson that speaks for others, by its id."""
        texts = {one.id: one.words.text for one in self.lessons}
        return {top: [texts[one] for one in below] for top, below in merged(self.tops).items()}


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of a workshop, as the server knows them: the ways in, and how it fares."""

    code: str = ""
    address: str = ""
    join_url: str = ""
    join_qr: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    address_gone: str = ""
    """The address that was chosen and is not there any more."""
    system: System = ""
    projector_url: str = ""
    leader_url: str = ""
    reached: bool = False
    voters: Voters | None = None
    """The devices that can vote, as far as this process knows."""
    devices: int = 0
    """Number of devices that have acted, or were here lately, as far as this process knows."""
    shortest_slot: float = SHORTEST_SLOT_MS / 1000
    """Seconds of the shortest slot of phones' beats."""
    summary_path: str = ""
    files: tuple[str, ...] = ()
    """The endings of the names of the summary's files, as far as there are any."""
    trouble: str = ""
    similar: tuple[tuple[Handle, ...], ...] = ()
    """The ids of lessons that may say the same, as they were last compared."""
    seal: tuple[SealCheck, ...] = ()
    """The checks of what the seal has left; none before it has begun."""
    seal_trouble: str = ""
    rehearsal: bool = False
    """True if a sealed workshop was a rehearsal; an open one says so itself."""
    date: Date = Date(2000, 1, 1)
    on_laptop: bool = False
    letters: frozenset[Told] = frozenset()
    """The places of the stories whose tellers want letters; once sealed, of those whose letters the
    facilitator can read."""


def once(derive: Callable[[Room], T]) -> Callable[[Room], T]:
    """Returns `derive` so that a room keeps its answer: all views ask for the same facts."""

    @wraps(derive)
    def kept(room: Room) -> T:
        if derive not in room.derived:
            room.derived[derive] = derive(room)
        found: T = room.derived[derive]
        return found

    return kept


def once_uncounted(derive: Callable[[Room], T]) -> Callable[[Room], T]:
    """Like `once`, but for what nothing that was counted plays a part in: votes and taps keep its
    answer. `derive` sees a room without counts, so it can't depend on any by mistake."""
    kept = once(derive)

    @wraps(derive)
    def of_all(room: Room) -> T:
        return kept(room.uncounted or room)

    return of_all
