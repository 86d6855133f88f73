"""The parts of a room, as plain values: what was read, and nothing of where it is stored.

Lessons, commitments and what waits bear their handles, which are all that views know.
"""

from dataclasses import dataclass

import msgspec

from workshop.protocol.base import Handle
from workshop.storage.bodies import CardWords, CarriedWords, CommitmentWords, LessonWords


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

    @property
    def listed(self) -> bool:
        """True for an answer that is on the list of lessons, or will be."""
        return bool(self.words.learned)


@dataclass(frozen=True)
class WaitingCard:
    """A card that the desk reads; `read` says that some desk has opened it, `listed` that an answer
    will be on the list of lessons."""

    handle: Handle
    words: CardWords
    sensitive: bool
    aside: str
    read: bool
    listed: bool = False


@dataclass(frozen=True)
class Waits:
    """The cards that wait for their reveal.

    Only cards of rounds to which no device can add any more are counted, and only those that nobody
    set aside: the others are nobody's to know.
    """

    few: tuple[str, ...] = ()
    """The stages, by their ids, of rounds in which too few wrote, as the desk was told: what ends
    them gives their cards back to their phones."""
    anything: bool = False
    """True if something may be shown: a round of writing in which enough wrote was not revealed
    yet, be there cards in it or not, or there are cards that are shown even so."""
    cards: int = 0
    unread: int = 0
    """Number of the cards that nobody has opened."""
    grows: tuple[str, ...] = ()
    """The stages, by their ids, of the rounds in which enough wrote and to which devices can still
    add, or in which a desk can still open cards."""


ROOM_WAITS = Waits()


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
class RoomCheckIn:
    """Somebody asks to be spoken to. The handle is another one for each time and each line."""

    handle: str
    text: str


@dataclass(frozen=True)
class RoomWifi:
    """A network, and the code that joins it: none where nobody has said what it asks for."""

    name: str
    password: str
    shown: bool
    qr: tuple[str, ...]
