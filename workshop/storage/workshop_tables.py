"""The tables of a workshop's own file.

Tables of what people wrote hold no person, no time and no serial. They have no hidden rowid,
since that would give the exact order back, and their keys are HMACs, or numbers given in the
order of content. What people wrote is encrypted; see keyring.
"""

from sqlalchemy import JSON, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class WorkshopBase(DeclarativeBase):
    """The base of the tables in a workshop's file."""


_PLAIN = {"sqlite_with_rowid": False}


class State(WorkshopBase):
    """The one row that says what the workshop is and where it stands."""

    __tablename__ = "state"
    __table_args__ = _PLAIN
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    team: Mapped[str]
    language: Mapped[str]
    trial: Mapped[bool]
    remote: Mapped[bool]
    wifi: Mapped[str]
    support: Mapped[str]
    reporting: Mapped[str]
    free_at: Mapped[str]
    free_by: Mapped[float | None]
    votes_hidden: Mapped[bool]
    live_wall: Mapped[bool]
    agenda: Mapped[str]
    rules: Mapped[list[str]] = mapped_column(JSON)
    story: Mapped[bytes]
    leader: Mapped[bytes]
    epoch: Mapped[str]
    turn: Mapped[int] = mapped_column(default=0)
    last_key: Mapped[bytes] = mapped_column(default=b"")
    phase: Mapped[str] = mapped_column(default="open")
    step: Mapped[int] = mapped_column(default=0)
    page_size: Mapped[int] = mapped_column(default=1)
    paused: Mapped[bool] = mapped_column(default=False)
    ends_at: Mapped[float | None]
    left: Mapped[float] = mapped_column(default=0.0)
    covered: Mapped[bool] = mapped_column(default=False)
    few: Mapped[bool] = mapped_column(default=False)
    last_call_ends_at: Mapped[float | None]
    round: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[float | None]
    entered_at: Mapped[float | None]
    took: Mapped[dict[str, float]] = mapped_column(JSON)
    """Seconds that stages have taken so far, by their ids."""
    devices: Mapped[int] = mapped_column(default=0)
    """The most devices that were here at once, as seen when a stage ended."""
    bars: Mapped[bool] = mapped_column(default=False)
    scale: Mapped[int] = mapped_column(default=0)
    vote_round: Mapped[int] = mapped_column(default=0)
    run_off: Mapped[list[str]] = mapped_column(JSON, default=list)
    chosen: Mapped[list[str]] = mapped_column(JSON, default=list)
    cut_tie: Mapped[list[str]] = mapped_column(JSON, default=list)
    undo: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    owes_rewrite: Mapped[bool] = mapped_column(default=False)
    second_story: Mapped[bytes] = mapped_column(default=b"", server_default=text("x''"))
    """The story of the agenda's second story stage, encrypted; empty without one."""
    wifi_password: Mapped[bytes] = mapped_column(default=b"", server_default=text("x''"))
    """Encrypted; empty when none was given."""
    pulse: Mapped[str] = mapped_column(default="", server_default="")
    """Whether the pulse is taken: "" for no, "room" for the room alone, "summary" for both."""
    pulse_over: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether its sums were told, once and for good, and all answers erased."""
    reviewed: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """Not used any more: which cards were read stands in `DeskRead`."""
    known: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """Of many cards, those that the pages show; empty before they are chosen."""
    rehearses: Mapped[str] = mapped_column(default="", server_default="")
    """The workshop that this one was copied from for a rehearsal; "" for a real one."""
    skipped: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """The ids of stages that were left out before they began."""
    meets: Mapped[str] = mapped_column(default="", server_default="")
    """The day on which the team meets next, as 2027-03-03; "" when nobody has said."""
    last_call_longer: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the last call has had its one minute more."""
    stage: Mapped[str] = mapped_column(default="", server_default="")
    """The id of the current stage."""
    going_to: Mapped[str] = mapped_column(default="", server_default="")
    """The id of the stage to which the last call leads; "" without one."""
    run_offs: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """The rounds of the votes between those that tied, in their order."""
    vote_paused: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the voting waits, with its ballots, while the room is back at its lessons."""
    hybrid: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if some are in a room and others in a call."""
    old_handles: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it began before there were handles; see there."""


class Round(WorkshopBase):
    """One opening of a collecting stage. A spent round is shown, and collects no more."""

    __tablename__ = "round"
    __table_args__ = _PLAIN
    n: Mapped[int] = mapped_column(primary_key=True)
    open: Mapped[bool]
    spent: Mapped[bool] = mapped_column(default=False)
    given_back: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether its cards went back to their phones, as too few took part."""
    stage: Mapped[str] = mapped_column(default="", server_default="")
    """The id of the stage that opened it."""
    cards_each: Mapped[int] = mapped_column(default=3, server_default="3")
    """How many cards each device may send in it, by the size of the room as it opened."""
    asks_if_few: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether phones ask what becomes of a card where fewer than three write."""
    settled: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether its cards were revealed, or went back to their phones."""
    few_wrote: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether fewer than three devices wrote, so that cards without consent went back."""


class Mark(WorkshopBase):
    """That some device has done something: a vote, a tap, a slot for a card."""

    __tablename__ = "mark"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]


class Tallies(WorkshopBase):
    """How often each thing was chosen in a round, encrypted; see counts."""

    __tablename__ = "tallies"
    __table_args__ = _PLAIN
    round: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Card(WorkshopBase):
    """A card that waits for the reveal; its key is the HMAC of the one made on the device."""

    __tablename__ = "card"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]


class OpenCard(WorkshopBase):
    """A revealed card, numbered in the order of content within its reveal."""

    __tablename__ = "open_card"
    __table_args__ = _PLAIN
    n: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]
    sensitive: Mapped[bool] = mapped_column(default=False)
    off: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=False)


class Lesson(WorkshopBase):
    """A lesson; its id is the HMAC of its words, so the same words are the same lesson."""

    __tablename__ = "lesson"
    __table_args__ = _PLAIN
    id: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    parent: Mapped[bytes] = mapped_column(default=b"")
    left_out: Mapped[bool] = mapped_column(default=False)
    beyond: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it was left out because twelve others were on the ballot, and not by hand."""


class SentLesson(WorkshopBase):
    """A lesson from a phone that the room was not shown; its key is the HMAC of the phone's key."""

    __tablename__ = "sent_lesson"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]


class DeskRead(WorkshopBase):
    """What the desk was shown of a round and decided about it: one row, all of one size, encrypted
    anew at each change, so that no act of the desk touches a row that a phone has made."""

    __tablename__ = "desk_read"
    __table_args__ = _PLAIN
    round: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Commitment(WorkshopBase):
    """A commitment; its id is the HMAC of its words as they were offered."""

    __tablename__ = "commitment"
    __table_args__ = _PLAIN
    id: Mapped[bytes] = mapped_column(primary_key=True)
    lesson: Mapped[bytes]
    body: Mapped[bytes]


class Carried(WorkshopBase):
    """A commitment of an earlier workshop that the team looks at again, and what became of it."""

    __tablename__ = "carried"
    __table_args__ = _PLAIN
    n: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    outcome: Mapped[str] = mapped_column(default="")


class PulseAnswer(WorkshopBase):
    """What a device answered to the pulse at both ends, until the sums are told."""

    __tablename__ = "pulse_answer"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class CheckIn(WorkshopBase):
    """A wish to be spoken to by the facilitator, with whatever its author chose to say."""

    __tablename__ = "check_in"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]
