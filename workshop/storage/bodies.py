"""Encrypted bodies: the words that people wrote, and how large each kind is padded."""

from functools import cached_property
from typing import TypeVar

import msgspec

from workshop.protocol.base import Closed, Fit, Outcome
from workshop.protocol.story import Story
from workshop.rules.agenda import Told
from workshop.storage.keyring import NONCE, Keys, OwnKeys, first_to_open

T = TypeVar("T")
GIVEN_BACK = frozenset({"back", "unread"})
"""Fates of what went back to its phone: too few sent something, or nobody has read it."""


class CardWords(Closed, array_like=True):
    """The words of a card."""

    happened: str
    learned: str
    may_stand: bool
    language: str
    show_few: bool = False
    """True if the card is shown even where too few devices wrote. A card from paper is."""


class LessonWords(Closed, array_like=True):
    """The words of a lesson."""

    text: str
    language: str


class CommitmentWords(Closed, array_like=True):
    """The words of a commitment, and its owner."""

    when: str
    will: str
    who: str
    owner: str
    by: str
    language: str
    lesson: bytes = b""
    """The id of the lesson that it is offered for."""


class ReadWords(Closed, array_like=True, dict=True):
    """The rows of a round that the desk was shown, by their keys, and what it decided about them.

    Each set of them is built once: asked of thousands of rows, one built for each costs the square.
    """

    at_desk: list[bytes] = msgspec.field(default_factory=list)
    let_on: list[bytes] = msgspec.field(default_factory=list)
    fates: dict[bytes, str] = msgspec.field(default_factory=dict)
    """The reason for which each row was set aside, or one of `GIVEN_BACK` if it went back to its
    phone."""
    opened: list[bytes] = msgspec.field(default_factory=list)
    """The cards that were opened at some desk."""
    sensitive: list[bytes] = msgspec.field(default_factory=list)
    """The cards at the desk on which "Been there" is off."""
    aside: dict[bytes, str] = msgspec.field(default_factory=dict)
    """The reason for which each card was set aside, as long as the desk can put it back."""
    picked: list[bytes] = msgspec.field(default_factory=list)
    """The offers that were picked."""
    owners: dict[bytes, str] = msgspec.field(default_factory=dict)
    """The person who has taken each offer since it was made; "" if the desk has taken the name
    off."""

    @cached_property
    def decided(self) -> frozenset[bytes]:
        """The rows that were let on or set aside."""
        return frozenset({*self.let_on, *self.fates})

    @cached_property
    def gone(self) -> frozenset[bytes]:
        """The rows that went back, or were set aside, for good."""
        return frozenset(self.fates) - {*self.at_desk}

    @cached_property
    def shown(self) -> frozenset[bytes]:
        """The rows that the desk still sees: undecided, or set aside."""
        back = {key for key, why in self.fates.items() if why in GIVEN_BACK}
        return frozenset(self.at_desk) - {*self.let_on} - back

    @cached_property
    def undecided(self) -> frozenset[bytes]:
        """The rows that the desk has been shown, and has not decided about."""
        return frozenset(self.at_desk) - self.decided


class LeaderWords(Closed, array_like=True):
    """The leader's name and the story that they wrote beforehand."""

    name: str
    language: str
    story: Story | None = None
    given: str = ""
    """The contribution that the leader's story was given to the library as; "" for none."""
    given_text: str = ""
    """The hash of the text that was given."""

    @property
    def told(self) -> str:
        """Returns the text that the room hears: a paragraph for each step, and the lesson last."""
        if self.story is None:
            return ""
        return "\n".join([*(step.text for step in self.story.steps), self.story.lesson])


class CarriedWords(Closed, array_like=True):
    """A commitment of an earlier workshop, made there on the day `made`, and what became of it.

    `id` is its place among the commitments of that workshop's summary, from "1" on. `will_now` and
    `by_now` are its words and date where it was changed today.
    """

    workshop: str
    id: str
    lesson: str
    when: str
    will: str
    who: str
    owner: str
    by: str
    made: str
    language: str
    will_now: str = ""
    by_now: str = ""
    learned: str = ""
    outcome: Outcome = ""
    fit: Fit = ""


class WifiWords(Closed, array_like=True):
    """The password of the room's Wi-Fi; `shown` is True if the room may read it in letters."""

    password: str
    shown: bool


class CheckInWords(Closed, array_like=True):
    """The note of someone who would like to be spoken to; `sent` is the mark of the command that
    brought it."""

    text: str
    sent: bytes


class LetterWords(Closed, array_like=True):
    """A line to the teller of the story that is told in `to`; "" where it was taken back."""

    to: Told
    text: str


class PulseWords(Closed, array_like=True):
    """A device's answers to the pulse in order, from 1 to 5; empty where it gave none."""

    arrive: list[int]
    finish: list[int]


BODY_BYTES = {
    "card": 2048,
    "open_card": 2048,
    "lesson": 768,
    "desk_read": 16384,
    "commitment": 1536,
    "leader": 16384,
    "story": 16384,
    "second_story": 16384,
    "carried": 4096,
    "wifi": 512,
    "check_in": 1024,
    "pulse_answer": 64,
    "letter": 1024,
}
"""Bytes to which each kind is padded: its longest text, at four bytes a character, fits."""


def hide(keys: Keys, place: str, row: bytes, words: object) -> bytes:
    """Encrypts the words of one row."""
    return keys.hide(words, place, row, BODY_BYTES[place])


def hide_anew(keys: Keys, place: str, row: bytes, words: object) -> bytes:
    """Encrypts the words of one row, never twice to the same bytes: for what waits."""
    return keys.hide_anew(words, place, row, BODY_BYTES[place])


def hide_settled(keys: Keys, place: str, row: bytes, words: object) -> bytes:
    """Encrypts the words of one row that waited, once it is over: equal ones are equal bytes."""
    return keys.hide_settled(words, place, row, BODY_BYTES[place])


def show(keys: Keys, place: str, row: bytes, body: bytes, kind: type[T]) -> T:
    """The words of one row, however they were encrypted: a nonce makes the body longer."""
    with_nonce = len(body) % BODY_BYTES[place] == 2 * NONCE
    return (keys.show_anew if with_nonce else keys.show)(body, place, row, kind)


NOBODYS = CardWords(happened="", learned="", may_stand=False, language="")
NOTHING_OFFERED = CommitmentWords(when="", will="", who="I", owner="", by="", language="")
"""The words in the row of a card, or of an offer, whose own words are gone as long as others of its
round are there: were the row deleted alone, a copy of the file before would say which one it
was."""


def read_row(round_: int) -> bytes:
    """The associated data of what the desk has read of a round."""
    return round_.to_bytes(8, "big")


def card_place(keys: Keys, live_wall: bool, round_: int, n: int) -> tuple[int, bytes]:
    """Returns the key by which revealed cards are sorted when they are shown.

    Chance to everybody, and the same each time; on the live wall each batch follows the last.
    """
    return round_, n.to_bytes(8, "big") if live_wall else keys.mark("order", n)


def carried_row(n: int) -> bytes:
    """The associated data of a commitment of an earlier workshop."""
    return n.to_bytes(2, "big")


def card_row(n: int) -> bytes:
    """The associated data of a revealed card."""
    return n.to_bytes(8, "big")


DESK_READ = "desk_read"


def show_read(own: OwnKeys, number: int, body: bytes) -> ReadWords:
    """Decrypts the row of a round. Raises InvalidTag where its key is gone."""
    row = read_row(number)
    return first_to_open(
        own.of_round(number), lambda keys: keys.show_anew(body, DESK_READ, row, ReadWords)
    )


def hide_read(own: OwnKeys, number: int, words: ReadWords, *, over: bool) -> bytes:
    """Encrypts it; once the round is `over`, under K, so that equal words are equal bytes."""
    hide = own.whole.hide_settled if over else own.round(number).hide_anew
    return hide(words, DESK_READ, read_row(number), BODY_BYTES[DESK_READ])
