"""Entries of a workshop's course: its name and the way in, its agenda, the moment, rules and end.

All three views have them.
"""

from typing import Literal

from workshop.protocol.base import Closed
from workshop.protocol.content_entries import KeptCommitment
from workshop.protocol.desk_entries import PulseUse
from workshop.rules.agenda import StageKind, Told
from workshop.rules.room_size import TalkGroups

StagePhase = Literal[
    "picking", "open", "last_call", "few", "reading", "showing", "too_few", "ended", "run_off",
    "closed", "sealed",
]  # fmt: skip


class Workshop(Closed):
    """The name of a workshop, or of a `rehearsal` of one, and the way in. `free_at` is "15:00"."""

    id: str
    title: str
    team: str
    language: str
    trial: bool
    rehearsal: bool
    remote: bool
    hybrid: bool
    """True if some are in a room and others in a call; `remote` is True only without a room."""
    code: str
    address: str
    join_url: str
    join_qr: list[str]
    """The QR code of `join_url`: one string of 0 and 1 per row, without a quiet zone."""
    free_at: str
    support: str
    reporting: str
    door_closed: bool
    """True if only devices that were here before can come in."""
    live_wall: bool
    votes_hidden: bool
    pulse: PulseUse
    """The use of the pulse: whether it is taken now, and where its totals may appear."""
    beat: float
    """Seconds of a slot, in which each phone sends one message; 0 once sealed."""
    silent: bool = False
    """True if the room's screen plays no tone."""
    meets: str = ""
    """The day on which the team meets next, which phones propose for commitments; "" if unknown."""


class Stage(Closed):
    """One stage of the agenda. `name` is "" where the kind's own name is used.

    `id` is how commands and other entries refer to it, wherever it is moved.
    """

    id: str
    kind: StageKind
    minutes: int
    name: str
    prompt: str
    """The question to everyone, with what was added to it since the stage opened."""
    added: str
    second_prompt: str
    built_in: str = ""
    """The English of the question, without what was added, if the words are the program's own: a
    phone says it in its own language, with `teller` for `{name}`. "" for other words."""
    second_built_in: str = ""
    """The same for `second_prompt`."""
    teller: str = ""
    """The name of the teller whom `built_in` names; "" before the story is told, or without one."""


class Agenda(Closed):
    """The stages in their order."""

    stages: list[Stage]


class Now(Closed):
    """The moment of the workshop: its stage, page, clock and round.

    `ends_at` is in seconds of the server's clock, null while paused or before the start;
    `left` is what remained when it was paused, in seconds. `steps` is how many pages the stage
    has; `position` is the stage's place in the agenda now, counted from 0, and `going_to` the
    id of the stage to which the last call leads, "" without one; `round` is what this stage
    collects into, and `collecting` whether it still does.
    `few` says that guessing is easy in a room of this size and, in a talk, that all talk together.
    """

    turn: int
    position: int
    kind: StageKind
    phase: StagePhase
    step: int
    steps: int
    page_size: int
    paused: bool
    ends_at: float | None
    left: float
    covered: bool
    round: int
    collecting: bool
    can_open_again: bool
    few: bool
    last_call_ends_at: float | None
    going_to: str
    given_back: list[int]
    """The rounds of which only cards with `show_few` were shown, as too few devices wrote; the
    others went back to their phones."""
    cards_each: int
    """Number of cards that each device may send in this round; 0 if nobody writes."""
    asks_if_few: bool
    """True if a card says what becomes of it if too few devices write."""
    about: int
    """The number of the card that is asked about, in the talk of the last one; 0 for none."""
    adding: bool
    """True if phones can add lessons to the list."""
    adding_closes: float | None
    """The moment after which they no longer can, in seconds of the server's clock; null while no
    clock runs, and once it has come."""
    question: int
    """The question of the story that the room sees, by its place among them."""
    groups: TalkGroups = ""
    """The way in which the room talks; "" in any other stage."""
    second_half: float = 0.0
    """Seconds that are left of a talk when its second half begins; 0 where it has none."""


class GroundRules(Closed):
    """The rules that the room agrees on."""

    purpose: str
    rules: list[str]
    scope: str
    policy: str
    """The sentence that says what the facilitator may do with a card."""
    built_in: list[str]
    """The English of the purpose, of each rule and of the scope, if they are the program's own; ""
    for other words."""


class Leader(Closed):
    """The leader who goes first; `text` is "" when nothing was written beforehand."""

    name: str
    text: str
    language: str


class Answers(Closed):
    """The answers of people in this room to one question."""

    yes: int
    partly: int
    no: int


class Finish(Closed):
    """The end. Answers are null under five; `summary` is a path, "" until sealed, and `open_until`
    the moment after which devices can no longer fetch it there, in seconds of the server's clock, 0
    until sealed.

    `lessons` are those that the room chose; `meets` is the day of the next meeting, or "".
    `on_laptop` says that the summary is gone from here when a laptop leaves. `stories` are those
    that the summary keeps, each by the name of its teller, "" for one who is not named.
    """

    sealed: bool
    worth: Answers | None
    use: Answers | None
    summary: str
    open_until: int
    lessons: list[str]
    commitments: list[KeptCommitment]
    date: str
    meets: str
    letters: list[Told]
    """Once sealed, the stories whose letters the facilitator can read: of any other they have
    stayed on their phones."""
    stories: list[str]
    on_laptop: bool = False


class LetterTo(Closed):
    """The teller of a story who wants letters; `name` is "" of one who is not named."""

    place: Told
    name: str
    title: str


class Letters(Closed):
    """The tellers to whom phones may write a line, while they may."""

    to: list[LetterTo]
