"""Entries that no participant's device is given: the desk's own, and the room's Wi-Fi.

The pulse, once it is over, and people who ask to be spoken to are for the desk alone.
"""

from typing import Literal

from workshop.protocol.base import Closed, Handle, System
from workshop.protocol.content_entries import AnswerEntry
from workshop.protocol.stage_commands import Loss
from workshop.rules.thresholds import Amount

PulseUse = Literal["", "room", "summary"]
"""The use of the pulse, and where its totals may appear: "" for not at all."""


class DeskCard(Closed):
    """A revealed card, for the desk: `asked` says that someone asked to take it off."""

    n: int
    happened: str
    learned: str
    language: str
    sensitive: bool
    off: bool
    been_there: Amount
    asked: bool
    shown: bool


class ReviewCard(Closed):
    """A card that the desk reads before the room sees it; `read` if some desk has opened it."""

    handle: Handle
    happened: str
    learned: str
    language: str
    sensitive: bool
    aside: Literal["", "protect", "names", "care", "elsewhere"]
    read: bool
    listed: bool


class DeskAnswerEntry(AnswerEntry):
    """An answer on show, for the desk; `listed` if it will be on the list of lessons, `asked` if
    somebody asked to take it off the screen."""

    listed: bool
    asked: bool


class UnreadEntry(Closed):
    """A lesson from a phone that the desk reads before the room sees it; `aside` says why not."""

    handle: Handle
    text: str
    language: str
    aside: Literal["", "protect", "names", "care", "elsewhere"]


class DeskLessonEntry(Closed):
    """A lesson, for the desk, with what was merged and left out.

    `beyond` says that it was left out because twelve others were on the ballot, and not by hand.
    `paper` is the number of its votes on paper as it was typed at the desk, while voting goes on.
    """

    id: Handle
    text: str
    language: str
    parent: Handle
    left_out: bool
    beyond: bool
    votes: int | None
    tied: bool
    rank: int
    chosen: bool
    run_off: int | None
    paper: int


class Fitting(Closed):
    """The lessons that the ballot takes where there are more of them, and those beyond: their ids
    in the order in which the desk lists them. `marked` says that the order follows the phones'
    marks; otherwise it is random."""

    fits: list[Handle]
    beyond: list[Handle]
    marked: bool


class Similar(Closed):
    """Lessons that may say the same thing: groups of their ids, for the desk to judge."""

    groups: list[list[Handle]]


class SealCheck(Closed):
    """One promise of the seal, and whether it was found to be kept."""

    name: Literal["summary", "key", "file", "beside", "ways_in"]
    holds: bool


class SealReport(Closed):
    """The last check of what the seal has left, in the order of its steps.

    `trouble` is a code that says what keeps it from finishing; "" if nothing does.
    """

    trouble: str
    checks: list[SealCheck]


class Goes(Closed):
    """An act that takes something away, and what: the desk says it, then has it held for a second.

    `act` is the command's type, `to` the id of the stage that `go` leads to.
    """

    act: Literal["go", "end_voting", "open_again", "end_pulse", "vote_anew", "ask_about", "seal"]
    to: str
    takes: list[Loss]


class Desk(Closed):
    """The desk's own entry: cues in the order of the stages, minutes taken, ways in.

    `took` holds the minutes that stages have taken so far, by their ids, `skipped` the ids of those
    that were left out before they began; `started_at`, `free_by` are seconds of
    the server's clock, null before the start or when no time was given. `unclear` is how many
    found something unclear. `trouble` is "" or a code such as "disk_full".
    """

    cues: list[str]
    took: dict[str, int]
    skipped: list[str]
    started_at: float | None
    free_by: float | None
    unclear: int
    ballots: int
    here_before: int
    """The most devices that were here when an earlier stage ended, where far more than so many have
    voted; else 0."""
    cards_waiting: int
    reached: bool
    addresses: list[str]
    address_gone: str
    """The address that was chosen at a desk and is no longer there; "" otherwise."""
    system: System
    """The laptop's system; "" where the server is not in the room."""
    projector_url: str
    leader_url: str
    on_laptop: bool
    """True if links of this server work only where its laptop is, and while it is there."""
    trouble: str
    undo: bool
    passed: list[str]
    """The ids of the stages before the present one that the room was not in."""
    goes: list[Goes]
    """The losses of each act; acts that take nothing away are not in it."""
    can_last_longer: bool
    """True if the last call can have one more minute."""
    vote_paused: bool
    """True if a vote waits, with its ballots, while the room is back at its lessons."""
    result_kept: bool
    """True if an earlier result stands until enough have voted again."""
    asked_about: list[int]
    """The numbers of the cards that phones were asked about."""
    on_screen: list[Handle]
    """The commitments that the room's screen shows: one for each chosen lesson that has any."""
    files: list[str]
    """The endings of the names of the summary's files, once there is a summary."""
    all_added: bool
    """True if the list is closed for phones, and the desk was shown all that they have added."""


class CheckInEntry(Closed):
    """Someone asks to be spoken to; `text` is what they chose to say about themselves."""

    handle: str
    text: str


class PulseItem(Closed):
    """The answers to one sentence: how many took each of the five steps, at both ends.

    `change` is how many answered lower, the same, and higher at the end; a list is empty where
    too few answered.
    """

    arrive: list[int]
    finish: list[int]
    change: list[int]


class PulseEntry(Closed):
    """The pulse: `items` is empty until it is over, and where too few answered."""

    use: PulseUse
    over: bool
    items: list[PulseItem]


class Wifi(Closed):
    """The room's Wi-Fi. `password` is "" on an open one, and on the room's screen unless `shown`.

    `qr` joins it: one string of 0 and 1 per row, without a quiet zone.
    """

    name: str
    password: str
    shown: bool
    qr: list[str]
