"""The messages of the socket: what goes up, what comes down, and the answers."""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import Closed, Handle, Key
from workshop.protocol.commands import AnyCommand, Riding

VIEW_NAMES = ("participant", "projector", "desk")
ViewName = Literal["participant", "projector", "desk"]

RefusalCode = Literal[
    "malformed",
    "unknown_field",
    "not_allowed",
    "no_such",
    "not_yours",
    "wrong_stage",
    "round_closed",
    "moved_on",
    "too_late",
    "out_of_date",
    "empty",
    "too_long",
    "cards_used_up",
    "lessons_used_up",
    "votes_used_up",
    "at_most_two",
    "taken",
    "name_missing",
    "ballot_full",
    "voting_paused",
    "not_said",
    "nothing_to_undo",
    "sealed",
    "too_fast",
]

NotLetInReason = Literal[
    "no_such", "not_allowed", "malformed", "taken_back", "handed_over", "door_closed"
]
"""Why a connection is refused for good: the browser stops and says so."""
NotNow = Literal["retry", "full", "many"]
"""Why a connection is refused for now: something holds the workshop's file, or the device has
connected too often just now; the server has no place for one more phone; or many new devices come
at once, of which this is one. The browser asks again: after seconds where it is full, and where
many come at a moment of its own."""

MINE_ASKED = 9
"""Number of keys that `mine` carries, there or not: a device that has sent more things takes
turns."""
Fate = Literal["none", "safe", "name", "care", "away", "back", "late"]
"""Nothing to say; set aside to protect the writer, because it names someone, to talk about it
with care, to raise it elsewhere; back with its phone as too few sent something, or as nobody has
read it. All are of one length."""
KEYS_ASKED = 16
"""Number of keys that `held` carries, however many a device has: its size tells nothing."""

RIDE_AT_ONCE = 4
"""Number of commands that one beat takes along at most: their answers fit into the one size."""

Purpose = Literal[
    "card",
    "card_slot",
    "lesson_slot",
    "lesson",
    "offer_slot",
    "took_part",
    "unclear",
    "been_there",
    "ballot",
    "budget",
    "keep",
    "vote",
    "answer",
    "check_in",
    "pulse",
    "letter",
]


FIRST_NUMBER, LAST_NUMBER = 10**15, 2**53 - 1
"""Between these are the numbers of a device's commands: all have sixteen digits."""
Number = Annotated[int, msgspec.Meta(ge=FIRST_NUMBER, le=LAST_NUMBER)]


class Connect(Closed):
    """Goes up once, as the connection's `auth`.

    `secret` is 16 random bytes made on a participant's device for this workshop. A participant's
    `ticket` is the one of the last answer to `hello`, zeros before the first: while the door is
    closed, nobody joins without one. The `ticket` of the desk and the projector is another: a
    signed one in their page, which names the sign-in that opened it.
    """

    view: ViewName
    workshop: str
    secret: Key | None = None
    ticket: str | None = None


class Hello(Closed):
    """Goes up after each connection: what the view already has."""

    epoch: str = ""
    rev: int = -1


class Do(Closed):
    """Goes up: one command, under a key and a number that stay the same when it is sent again. A
    device's numbers grow; the desk's commands have none."""

    key: Key
    command: AnyCommand
    number: Number | Literal[0] = 0


class Ride(Closed):
    """A command that a beat takes along, under a key and a number that stay the same when it is
    sent again."""

    key: Key
    number: Number
    command: Riding


class Beat(Closed):
    """Goes up once in each slot, at a random moment in it: with what was tapped, or with nothing.

    `Workshop.beat` says how long a slot is. Slots begin at multiples of it, by the server's clock.
    """

    items: Annotated[tuple[Ride, ...], msgspec.Meta(max_length=RIDE_AT_ONCE)]


class Mine(Closed):
    """Goes up: the keys of nine items that this device has sent, padded with random ones."""

    keys: Annotated[tuple[Key, ...], msgspec.Meta(min_length=MINE_ASKED, max_length=MINE_ASKED)]


class Held(Closed):
    """Goes up: which rows are mine? Sixteen keys of cards, padded with random ones."""

    keys: Annotated[tuple[Key, ...], msgspec.Meta(min_length=KEYS_ASKED, max_length=KEYS_ASKED)]


class Snapshot(Closed):
    """All that a view shows; the answer to `hello`, in a page, or fetched."""

    epoch: str
    rev: int
    time: float
    """The server's clock, in seconds."""
    entries: dict[str, msgspec.Raw]


class HelloAnswer(Closed, omit_defaults=True):
    """Answers `hello`: nothing new, the snapshot, or the path to fetch it from.

    `ticket` is a phone's way back in once the door is closed; "" for the other views. `number` is
    the last one that is known of the device's commands, from which it counts on.
    """

    time: float
    current: bool = False
    snapshot: msgspec.Raw | None = None
    fetch: str = ""
    ticket: str = ""
    number: int = 0


class Change(Closed, omit_defaults=True):
    """Comes down: what differs since the rev before this one, all values absolute."""

    epoch: str
    rev: int
    set: dict[str, msgspec.Raw] = msgspec.field(default_factory=dict)
    """Entries that are new, or have other fields than before."""
    part: dict[str, dict[str, msgspec.Raw]] = msgspec.field(default_factory=dict)
    """Fields of entries of which only some have changed."""
    gone: list[str] = msgspec.field(default_factory=list)


class FloodSeen(Closed):
    """A great many new devices have come since a moment, in seconds of the server's clock: how
    many of them are in."""

    since: float
    devices: int


class Tick(Closed, omit_defaults=True):
    """Comes down every 3 s: where this room stands, how many are here, and in words how many have
    taken part in the writing."""

    epoch: str
    rev: int
    time: float
    here: int | None = None
    """Devices here, for desk and projector; on the projector null under six."""
    few: bool | None = None
    """While people write, for a participant's device: whether fewer than five devices are here."""
    took_part: Literal["", "some", "most", "nearly_all"] = ""
    screen: bool = False
    """True if a window shows the room's screen, for the desk."""
    flood: FloodSeen | None = None
    """A great many new devices have come, for the desk."""


class Ok(Closed):
    """The command is stored."""

    ok: Literal[True] = True
    id: Handle | Literal[""] = ""


class Retry(Closed):
    """Nothing was stored; send it again."""

    retry: Literal[True] = True


class Refused(Closed):
    """The command can't be done. `about` names the field, or holds the limit."""

    refused: RefusalCode
    about: str = ""


class BeatAnswer(Closed):
    """One word for each item of a beat: "ok", the code of a refusal, or "retry". All that the
    beats of a slot brought is done once it is over: until then the next beat brings it again."""

    answers: list[Literal["ok", "retry"] | RefusalCode]


class MineAnswer(Closed):
    """The fates of the nine items that `mine` asked about."""

    fates: list[Fate]


class HeldRow(Closed, omit_defaults=True):
    """A row of the workshop's file that belongs to the device that asks.

    Its key, and how its encrypted body begins, would lead to it in a copy of the file.
    """

    table: Literal["mark", "card", "sent_lesson", "check_in", "pulse_answer", "letter"]
    handle: Handle
    purpose: Purpose
    """The purpose of the row."""
    round: int | None = None
    size: int = 0
    """Bytes of the encrypted body."""


class HeldAnswer(Closed):
    """All rows of this device, sorted by table, purpose and handle."""

    rows: list[HeldRow]
    padding: str
    """Zeros up to a multiple of 8 kB, so that the size does not reveal what the rows are."""
