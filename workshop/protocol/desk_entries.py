"""What only the desk sees."""

from typing import Literal

from workshop.protocol.base import Amount, Closed, Handle, System
from workshop.protocol.ends import Goes


class DeskCard(Closed):
    """A revealed card, for the desk: `asked` says that somebody asked to take it off."""

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
    aside: Literal["", "protect", "care", "elsewhere"]
    read: bool


class UnreadEntry(Closed):
    """A lesson from a phone that the desk reads before the room sees it; `aside` says why not."""

    handle: Handle
    text: str
    language: str
    aside: Literal["", "protect", "care", "elsewhere"]


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
    """What the ballot takes where there are more lessons than that, and what is beyond it: their
    ids in the order in which the desk lists them. `marked` says that it goes by what phones would
    keep, else by chance."""

    fits: list[Handle]
    beyond: list[Handle]
    marked: bool


class Similar(Closed):
    """Lessons that may say the same: groups of their ids, for the desk to judge."""

    groups: list[list[Handle]]


class SealCheck(Closed):
    """One thing that the seal promises, and whether it was found to be so."""

    name: Literal["summary", "key", "file", "beside", "ways_in"]
    holds: bool


class SealReport(Closed):
    """What was found when it was last looked what the seal has left, in the order of its steps.

    `trouble` is a code that says what keeps it from its end; "" when nothing does.
    """

    trouble: str
    checks: list[SealCheck]


class Desk(Closed):
    """What only the desk sees: cues in the order of the stages, minutes taken, ways in.

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
    cards_waiting: int
    reached: bool
    addresses: list[str]
    address_gone: str
    """The address that was chosen at a desk and is not there any more; "" otherwise."""
    system: System
    """What the laptop runs; "" where the server is not in the room."""
    projector_url: str
    leader_url: str
    question: str
    trouble: str
    undo: bool
    passed: list[str]
    """The ids of the stages before the present one that the room was not in."""
    goes: list[Goes]
    """What each act would take away; acts that take nothing away are not in it."""
    can_last_longer: bool
    """Whether the last call can have one more minute."""
    vote_paused: bool
    """Whether a voting waits, with its ballots, while the room is back at its lessons."""
    files: list[str]
    """How the names of the summary's files end, once there is one."""
