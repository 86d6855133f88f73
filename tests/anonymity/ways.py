"""A room that is led along any way through its stages, with one act in each by a device or two.

A base is played once, and walks start from there: two of them differ only in what people do.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from msgspec import structs

from tests.support.files import key_files, opened
from tests.support.room import AROUND, CALLED, Person, TestRoom, done, new_room, said
from workshop.actions.answers import Answered, Participant
from workshop.protocol import commands
from workshop.protocol.stage_commands import Ending
from workshop.rules.agenda import Agenda, Stage, StageKind
from workshop.rules.limits import MOST_VOTED
from workshop.rules.thresholds import devices_needed
from workshop.storage.keyring import OwnKeys
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.store import Store
from workshop.summary.build import build
from workshop.views import VIEWS, entries

STAGES: tuple[StageKind, ...] = (
    "story", "write", "look_through", "reveal", "ask_how", "talk", "lessons", "vote", "commit",
    "finish",
)  # fmt: skip
"""Where devices leave something, and where the desk reads it."""
WALL: tuple[StageKind, ...] = ("story", "write", "lessons", "vote", "finish")
"""The stages of a workshop in which cards appear while people write."""
PEOPLE = 9
NEEDED = devices_needed(PEOPLE)
MOVES = 4
ANSWERED = range(2, 7)
"""Who has answered at the finish of a room that has been everywhere."""
CHOICES = ("no", "yes", "partly")
DAY = date(2027, 3, 3)
Note = dict[str, dict[str, Any]]
"""The entries of each screen, and a summary."""


@dataclass(frozen=True)
class Move:
    """One move of the desk: where to, and whether it opens again what has been closed there, and
    leaves out beforehand what it passes over."""

    to: StageKind
    again: bool = False
    skips: bool = False


Way = tuple[Move, ...]


def moves(kinds: Sequence[StageKind], here: str = "") -> Iterator[Move]:
    """All moves from a stage, to the others of these kinds."""
    for to, again, skips in product(kinds, (False, True), (False, True)):
        if to != here:
            yield Move(to, again, skips)


def some_way(dice: random.Random, kinds: Sequence[StageKind]) -> Way:
    """One way, by chance."""
    way: list[Move] = []
    while len(way) < MOVES:
        way.append(dice.choice([*moves(kinds, way[-1].to if way else "")]))
    return tuple(way)


class Base:
    """A room that has been played so far; each walk starts from there anew.

    All share one file's place and its engine: statements are compiled once.
    """

    def __init__(self, room: TestRoom) -> None:
        self._room = room
        self.kinds = tuple(one.kind for one in room.read().agenda.stages if one.kind != "arrive")
        self._secrets = [person.actor.secret for person in room.people]
        self._memory, self._now = room.memory, room.now
        self._keys = {path: path.read_bytes() for path in self._key_files()}
        self._file.close()
        self._saved = self._file.path.read_bytes()

    @property
    def _file(self) -> WorkshopFile:
        return opened(self._room.store, self._room.id)

    def _key_files(self) -> list[Path]:
        return key_files(self._room.store, self._room.id)

    def again(self) -> TestRoom:
        """The room as it was, with the same people and the same keys."""
        file = self._file
        file.close()
        file.path.write_bytes(self._saved)
        file.shown.clear()
        for path in self._key_files():
            path.unlink()
        for path, key in self._keys.items():
            path.write_bytes(key)
        file.own = OwnKeys(file.keys, self._room.store.key_store, file.id)
        room = TestRoom(self._room.store, self._room.id, now=self._now)
        room.memory = self._memory.copy()
        room.people = [Person(room, Participant(secret)) for secret in self._secrets]
        room.here = len(self._secrets)
        return room


def arrived(store: Store, kinds: Sequence[StageKind] = STAGES, **fields: Any) -> Base:
    """Nine people have arrived, and nobody has done anything."""
    return Base(_room(store, kinds, **fields))


def _room(store: Store, kinds: Sequence[StageKind], **fields: Any) -> TestRoom:
    stages = tuple(Stage(kind, 2, id=kind) for kind in ("arrive", *kinds))  # type: ignore[arg-type]
    room = new_room(store, agenda=Agenda(stages), **fields)
    room.participants(PEOPLE)
    return room


def walked(store: Store, kinds: Sequence[StageKind] = STAGES) -> Base:
    """A room that has been through everything once, and in which most have taken part."""
    room = _room(store, kinds)
    people = room.people
    room.desk.goes("story")
    for person in people[4:]:
        assert done(person.been_there("story"))
    room.desk.goes("write")
    for n, person in enumerate(people):
        assert done(person.writes(f"Broke {n}.", f"Mend {n}.", may_stand=True))
    room.desk.goes("reveal")
    for person in people[4:]:
        assert done(person.been_there("1"))
    if "ask_how" in kinds:
        room.desk.goes("ask_how")
        room.desk.presses(commands.AskAbout, card=1)
        for n, person in enumerate(people):
            assert done(person.writes(f"It hid {n}.", "", about=1))
        room.desk.ends_writing("ask_how")
        room.desk.reads()
        assert done(room.desk.presses(commands.Go, stage="ask_how"))
    room.desk.goes("lessons")
    for n, person in enumerate(people[3:7]):
        assert done(person.adds(f"Ask {n}."))
    room.desk.closes_adding()
    room.desk.lets_on()
    # What people have added stays on the list: chance alone would choose what the ballot has.
    taught = [one.id for one in room.read().roots if one.words.text.startswith("Mend")]
    for lesson in taught[: max(0, len(room.read().roots) - MOST_VOTED)]:
        assert done(room.desk.does(commands.LeaveOut(lesson=lesson, on=True)))
    room.desk.goes("vote")
    for person in people[3:]:
        assert done(person.votes_all(person.room.read().roots[0].id))
    room.desk.goes("commit")
    room.desk.goes("finish")
    for person in (people[n] for n in ANSWERED):
        person.does(commands.Answer(round=room.round, question="worth", choice="yes"))
    return Base(room)


@dataclass
class Walk:
    """A room on its way. `notes` are what the screens and a summary have shown after each act,
    `holds` the codes that holds have said."""

    room: TestRoom
    notes: list[Note] = field(default_factory=list)
    holds: list[set[str]] = field(default_factory=list)
    held_at: list[int] = field(default_factory=list)
    """Number of views that had been seen by each of these holds."""
    refused: bool = False
    """True if a move asked for something to be opened again that was open."""

    def goes(self, move: Move) -> None:
        """The desk makes a move, by holds where that takes something away; it reads what is to
        be read there."""
        if move.skips:
            self._leaves_out(move.to)
        if self._stage != move.to:
            self.presses(commands.Go, stage=move.to)
        if self.room.read().state.phase in CALLED:
            self._ends_writing(move.to)
        if self._stage != move.to:  # more lessons than the ballot holds
            self.room.desk.does(commands.LeaveRest())
            self.presses(commands.Go, stage=move.to)
        if move.again:
            self.refused = not self.presses(commands.OpenAgain) or self.refused
        if move.to == "ask_how":
            self._asks()
        self.room.desk.reads()
        self.note()

    def ends(self) -> None:
        """The desk goes to the finish, and erases all but the summary."""
        self.goes(Move("finish"))
        self.presses(commands.Seal)
        self.note()

    def note(self) -> None:
        """Every screen, as it is now, and the summary that a desk may open."""
        room = self.room.read()
        views = {view: entries(view, room, AROUND) for view in VIEWS}
        draft = build(room, DAY, draft=room.state.phase != "closed")
        self.notes.append({**views, "summary": structs.asdict(draft)})

    @property
    def said(self) -> set[str]:
        """All that holds have said."""
        return {code for codes in self.holds for code in codes}

    @property
    def _stage(self) -> str:
        return str(self.room.read().state.stage)

    def _asks(self) -> None:
        """Asks about the first card that nobody was asked about yet, if there is one."""
        room = self.room.read()
        asked = {one.about for one in room.state.rounds}
        ahead = [card.n for card in room.cards if card.n not in asked]
        if ahead:
            self.presses(commands.AskAbout, card=min(ahead))

    def _ends_writing(self, to: str) -> None:
        """A live wall is read with the wall before the room, and answers before they are shown."""
        if self._stage == "ask_how":
            self._presses_through("ask_how")
            self.room.desk.reads()
            self.note()
            self.presses(commands.Go, stage="ask_how")
            self.note()
        if self.room.read().state.live_wall:
            self._presses_through("write")
            self.room.desk.reads()
            self.note()
        self._presses_through(to)

    def _presses_through(self, to: str) -> None:
        """Until nobody writes any more, and nobody may withdraw."""
        self.presses(commands.Go, stage=to)
        while self.room.read().state.phase in CALLED:
            self.presses(commands.Go, stage=to)

    def _leaves_out(self, to: str) -> None:
        room = self.room.read()
        for stage in room.agenda.stages[room.position + 1 : room.agenda.place(to)]:
            self.room.desk.does(commands.SkipStage(stage=stage.id, on=True))

    def presses(self, kind: type[Ending], **fields: object) -> bool:
        """The desk presses, or holds where that takes something away; whether it was done."""
        codes = {one.what for one in said(self.room.read(), kind, fields.get("stage", ""))}
        if not done(self.room.desk.presses(kind, **fields)):
            return False
        self.holds.append(codes)
        self.held_at.append(len(self.notes))
        return True

    def until_said(self, codes: frozenset[str]) -> list[Note]:
        """Returns all that was seen before a hold first said one of these."""
        said = zip(self.holds, self.held_at, strict=True)
        return self.notes[: min((at for hold, at in said if codes & hold), default=None)]


def crowd_acts(people: Sequence[Person], kind: str) -> None:
    """So many act as what is shown of them comes out at once, and nothing of theirs waits. Lessons
    always wait."""
    room = people[0].room
    if kind in {"write", "ask_how"}:
        for person in people:
            person.adds_nothing()
    elif kind == "vote":
        for person in people[:6]:
            _votes(person, 0)
    elif kind == "finish":
        for person in people[:5]:
            person.does(commands.Answer(round=room.round, question="worth", choice="yes"))
    else:
        for person in people[:NEEDED]:
            _taps(person, kind)


def acts(person: Person, kind: str, number: int) -> str:
    """One act in a stage; gives what was done, "" where nothing can be done or it was refused."""
    room, word, key = person.room, f"Word {number}.", number.to_bytes(16)
    answer: Answered | None = None
    what = "been there"
    if kind == "write":
        answer = person.writes(word, f"Learn {word}", show_few=False, may_stand=True, key=key)
    elif kind == "ask_how":
        answer = person.writes(word, "", about=_asked(person), show_few=False, key=key)
    elif kind in {"talk", "lessons"}:
        answer = person.does(commands.AddLesson(round=room.round, text=word), key)
    elif kind == "commit":
        answer = _offers(person, number)
    elif kind == "vote":
        answer, what = _votes(person, number)
    elif kind == "finish":
        what = CHOICES[number % len(CHOICES)]
        answer = person.does(commands.Answer(round=room.round, question="worth", choice=what))  # type: ignore[arg-type]
    else:
        answer = _taps(person, kind)
    return what if answer and done(answer) else ""


def hides(person: Person, kind: str, number: int) -> None:
    """The person takes part and does no more, which must look like an act in every stage."""
    if kind in {"write", "ask_how"}:
        person.adds_nothing()
    elif kind in {"vote", "commit"}:
        acts(person, kind, number)


def _asked(person: Person) -> int:
    """The card that everybody is asked about; 0 if there is none, and an answer is refused."""
    writing = person.room.read().writing
    return writing.about if writing else 0


def _votes(person: Person, number: int) -> tuple[Answered | None, str]:
    roots = person.room.read().roots
    if not roots:
        return None, ""
    lesson = roots[number % len(roots)].id
    return person.votes_all(lesson), lesson


def _taps(person: Person, kind: str) -> Answered | None:
    cards = person.room.read().cards
    if kind == "story":
        return person.been_there("story")
    return person.been_there(str(cards[0].n)) if kind == "reveal" and cards else None


def _offers(person: Person, number: int) -> Answered | None:
    chosen = person.room.read().state.chosen
    if not chosen:
        return None
    what = {"lesson": chosen[0], "when": "it rains", "will": f"Offer {number}", "owner": ""}
    return person.does(commands.Offer(round=person.room.round, by="", **what))
