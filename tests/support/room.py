"""A room in a test: people who write, vote and lead, on a real file and with the real rules."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict

from tests.support.reading import to_read
from workshop.actions.answers import OK, Answered, AtDesk, Participant
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.actions.one_device import fates
from workshop.actions.opening import close
from workshop.actions.perform import CommandActor, perform
from workshop.protocol import commands
from workshop.protocol.messages import FIRST_NUMBER, Ok, Refused
from workshop.protocol.stage_commands import Ending, Loss
from workshop.rules.agenda import Stage, Told
from workshop.settings import Settings
from workshop.storage.context import Context, Memory, Voters
from workshop.storage.state import read_state
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop
from workshop.stories.pack import built_in
from workshop.views import VIEWS, Room, Surroundings, entries, read_room
from workshop.views.losses import goes
from workshop.views.room_parts import RoomCard

Shown = dict[str, dict[str, object]]
LONG_AGO = 1_780_000_000.0
"""The hour at which rooms of tests are made: a server that begins seals them."""
CALLED = frozenset({"last_call", "few"})
"""The phases in which writing ends."""
AROUND = Surroundings(code="K7M4TQ", address="192.168.1.20:8000")


@dataclass
class TestRoom:
    """A workshop and everybody in it. `here` is how many devices are connected."""

    __test__ = False

    store: Store
    id: str
    here: int = 0
    withdraw: int = 0
    """Seconds to withdraw where few took part."""
    now: float = LONG_AGO
    letters: frozenset[Told] = frozenset()
    """The stories whose tellers want letters."""
    whole: bool = True
    """False while another process can't be asked who is there; `known` is how many were known."""
    known: int = 0
    voters: Voters | None = None
    """The devices that can vote; None where all that are here can."""
    memory: Memory = field(default_factory=Memory)
    asleep: "list[Person]" = field(default_factory=list)
    people: "list[Person]" = field(default_factory=list)
    acts: int = 0
    """How many transactions there have been: between two of them every view is the same."""
    watcher: Callable[["TestRoom", bool, dict[str, Shown], dict[str, Shown]], None] | None = None
    numbers: dict[bytes, int] = field(default_factory=dict)
    """The numbers of devices' commands, by their keys."""
    _last: int = FIRST_NUMBER
    _read: tuple[StoredWorkshop, int, Room] | None = None
    """The room as it was read last, from which file, and how much was written to that before."""

    def participant(self) -> "Person":
        """Somebody joins with a phone."""
        person = Person(self, Participant(os.urandom(16)))
        self.people.append(person)
        self.here += 1
        return person

    def participants(self, count: int) -> "list[Person]":
        """Several people join."""
        return [self.participant() for _ in range(count)]

    def sleeps(self, *people: "Person") -> None:
        """Phones go dark, and are not here any more after a while."""
        self.asleep += people
        self.here -= len(people)

    @property
    def desk(self) -> "DeskHand":
        """Whoever sits at the desk."""
        return DeskHand(self)

    def do(
        self, actor: CommandActor, command: commands.Command, key: bytes | None = None
    ) -> Answered:
        """Does one command in a transaction of its own, watched if somebody watches."""
        before = self.views() if self.watcher else {}
        (answer,), changed = self._do_all([(actor, command, key)])
        if self.watcher:
            self.watcher(self, changed, before, self.views())
        return answer

    def together(self, *acts: tuple[CommandActor, commands.Command]) -> list[Answered]:
        """Does several commands in one transaction, as they come when many tap at once."""
        return self.at_once([(*act, None) for act in acts])

    def at_once(
        self, acts: list[tuple[CommandActor, commands.Command, bytes | None]]
    ) -> list[Answered]:
        """Like `together`, but under keys of their own."""
        return self._do_all(acts)[0]

    def _do_all(
        self, acts: list[tuple[CommandActor, commands.Command, bytes | None]]
    ) -> tuple[list[Answered], bool]:
        stored = self.store.workshops.open(self.id)
        assert stored is not None
        self.acts += 1
        context = Context(
            self.here, self.now, self.memory, withdraw_seconds=self.withdraw,
            known=self.known, voters=self.voters, letters=self.letters, whole=self.whole,
        )  # fmt: skip
        with stored.begin(context) as tx:
            answers = [
                perform(tx, actor, key or random.randbytes(16), command, self._number(key))
                for actor, command, key in acts
            ]
        changed = tx.changed
        stored.pay_rewrite()
        stored.destroy_ended_keys()
        return answers, changed

    def _number(self, key: bytes | None) -> int:
        """Returns the next number of a device's command; the same one for a key that comes again.
        All devices count as one here, and each of them upwards."""
        self._last += random.randrange(1, 1000)
        return self.numbers.setdefault(key, self._last) if key else self._last

    def closes(self) -> None:
        """The deadline: nobody is at the desk who could say what goes."""
        stored = self.store.workshops.open(self.id)
        assert stored is not None
        with stored.begin(Context(0, self.now, Memory())) as tx:
            close(tx)

    def read(self) -> Room:
        """The room as it stands."""
        stored = self.store.workshops.open(self.id)
        assert stored is not None
        if self._read is None or self._read[:2] != (stored, stored.written):
            self._read = stored, stored.written, read_room(stored)
        return self._read[2]

    def view(self, name: str) -> Shown:
        """Returns the entries of a view, as the wire carries them."""
        return _shown(name, self.read(), self.around)

    def views(self) -> dict[str, Shown]:
        """Returns the entries of every view."""
        room = self.read()
        return {name: _shown(name, room, self.around) for name in VIEWS}

    @property
    def around(self) -> Surroundings:
        """The surroundings of the workshop."""
        return replace(AROUND, letters=self.letters, voters=self.voters)

    def fates(self, *keys: bytes) -> list[str]:
        """Returns the fates that a phone hears that asks for these keys."""
        stored = self.store.workshops.open(self.id)
        assert stored is not None
        return [*fates(stored, keys)]

    @property
    def round(self) -> int:
        """The current round."""
        return int(self._state().round)

    @property
    def phase(self) -> str:
        """The current phase."""
        return str(self._state().phase)

    @property
    def ends_at(self) -> float:
        """When the last call ends, or the time to withdraw after it; 0 without one."""
        return float(self._state().last_call_ends_at or 0)

    def _state(self) -> Any:
        """The state, far cheaper than the room."""
        stored = self.store.workshops.open(self.id)
        assert stored is not None
        with stored.read() as connection:
            return read_state(connection, stored.keys)

    def on_wall(self) -> tuple[RoomCard, ...]:
        """The cards on a live wall, once the desk has read what it is shown."""
        self.desk.reads()
        return self.read().cards

    @property
    def stages(self) -> list[str]:
        """The ids of the agenda's stages."""
        return [stage.id for stage in self.read().agenda.stages]

    def lessons(self) -> dict[str, str]:
        """The lessons that the room sees: words -> id."""
        return {lesson.words.text: lesson.id for lesson in self.read().lessons}


@dataclass
class Person:
    """One participant's device."""

    room: TestRoom
    actor: Participant

    def does(self, command: commands.Command, key: bytes | None = None) -> Answered:
        """Any command."""
        return self.room.do(self.actor, command, key)

    def writes(self, happened: str, learned: str = "", **more: object) -> Answered:
        """A card that may be shown however few write, unless told otherwise. `key` fixes its key,
        `may_stand` ticks the box."""
        key = more.pop("key", None)
        more.setdefault("show_few", True)
        writing = self.room.read().writing
        more.setdefault("about", writing.about if writing else 0)
        command = commands.WriteCard(
            round=self.room.round, happened=happened, learned=learned, **more
        )
        return self.does(command, key)

    def adds_nothing(self) -> Answered:
        """Taps "Nothing to add"."""
        return self.does(commands.NothingToAdd(round=self.room.round))

    def votes(self, lesson: str, votes: int = 1) -> Answered:
        """Places votes on the lesson of these words (or this id)."""
        id_ = self.room.lessons().get(lesson, lesson)
        return self.does(commands.Vote(round=self.room.round, lesson=id_, votes=votes))

    def votes_all(self, lesson: str) -> Answered:
        """Places a vote on the lesson of these words, and says "That's all from me"."""
        answer = self.votes(lesson)
        return answer if isinstance(answer, Refused) else self.is_done()

    def is_done(self) -> Answered:
        """Says "That's all from me"."""
        return self.does(commands.DoneVoting(round=self.room.round))

    def adds(self, text: str) -> Answered:
        """A lesson."""
        return self.does(commands.AddLesson(round=self.room.round, text=text))

    def been_there(self, item: str, on: bool = True) -> Answered:
        """Taps "been there"."""
        return self.does(commands.BeenThere(round=self.room.round, item=item, on=on))


@dataclass
class DeskHand:
    """The facilitator's hands."""

    room: TestRoom

    def does(self, command: commands.Command, key: bytes | None = None) -> Answered:
        """Any command."""
        return self.room.do(AtDesk(), command, key)

    def presses(self, kind: type[commands.StageCommand], **fields: object) -> Answered:
        """A stage command, with the turn that the desk shows, and with what it has said goes."""
        room = self.room.read()
        if issubclass(kind, Ending) and "said" not in fields:
            fields["said"] = said(room, kind, fields.get("stage", ""))
        return self.does(kind(turn=room.state.turn, **fields))

    def closes_adding(self) -> Answered:
        """Closes the list of lessons for phones."""
        return self.presses(commands.CloseAdding)

    def ends_voting(self) -> Answered:
        """Ends the voting, by a hold that says what goes."""
        return self.presses(commands.EndVoting)

    def goes(self, kind: str) -> Answered:
        """To the next stage of this kind, else to the first; through the last call if need be, and
        by a hold where that takes something away. What the desk reads on the way is read."""
        stage = self.stage(kind)
        if self.has_to_read(kind):
            self.goes("look_through")
        self.reads()
        live, here = self.room.read().state.live_wall, self.room.read().state.stage
        answer = self.presses(commands.Go, stage=stage)
        if self.room.phase not in CALLED:
            return answer
        if live and stage != here:
            self.ends_writing(here)
            self.reads()
        return self.ends_writing(stage)

    def ends_writing(self, stage: str) -> Answered:
        """Goes on to a stage, or ends the writing on a live wall: waits until the last call is
        over, and where few wrote until nobody may withdraw any more."""
        begins = self.room.phase not in CALLED
        answer = self.presses(commands.Go, stage=stage) if begins else OK
        while self.room.phase in CALLED and done(answer):
            self.room.now = max(self.room.now, self.room.ends_at)
            answer = self.presses(commands.Go, stage=stage)
        return answer

    def has_to_read(self, kind: str) -> bool:
        """True if the stage in which the desk reads cards lies on the way."""
        if kind != "reveal":
            return False
        room = self.room.read()
        kinds = [stage.kind for stage in room.agenda.stages]
        way = kinds[room.position + 1 : room.agenda.place(self.stage(kind))]
        return "look_through" in way and not room.state.live_wall

    def reads(self) -> None:
        """Opens all cards that the desk is shown, and puts them up on a live wall."""
        for command in to_read(self.room.read()):
            self.does(command)

    def lets_on(self) -> Answered:
        """Lets on every lesson, and every offer, that the desk is shown and has not set aside;
        closes the list for phones first where none has come to it."""
        room = self.room.read()
        if room.stage.kind == "lessons" and room.collecting and not room.unread:
            self.closes_adding()
            room = self.room.read()
        unread = [one.handle for one in room.unread if not one.aside]
        offers = [one.id for one in room.offers if not one.aside]
        return self.does(commands.LetOn(unread=unread + offers))

    def sets_aside(self, text: str, reason: str = "care") -> Answered:
        """Sets aside the lesson of these words, or puts it back."""
        (handle,) = [one.handle for one in self.room.read().unread if one.words.text == text]
        return self.does(commands.PutAside(unread=handle, reason=reason))

    def sets_card_aside(self, happened: str, reason: str = "care") -> Answered:
        """Sets aside the card on which this happened, or puts it back."""
        (handle,) = [
            one.handle for one in self.room.read().waiting if one.words.happened == happened
        ]
        return self.does(commands.SetAside(card=handle, reason=reason))

    def stage(self, kind: str) -> str:
        """The id of the next stage of this kind; of the first one where none is ahead."""
        room = self.room.read()
        ids = room.agenda.ids(kind)  # type: ignore[arg-type]
        onward = [id_ for id_ in ids if (room.agenda.place(id_) or 0) > room.position]
        return (onward or ids)[0]


def shaped(stage: Stage) -> commands.ShapedStage:
    """A stage as the form of an agenda sends it, before anything was changed in it."""
    settings = {name: value for name, value in asdict(stage.settings).items() if value is not None}
    return commands.ShapedStage(**{**asdict(stage), "settings": settings})


def new_store(folder: Path) -> Store:
    """A store in a folder of the test's."""
    return Store(Settings(data=folder / "data"))


def new_room(store: Store, now: float = LONG_AGO, **fields: object) -> TestRoom:
    """A workshop with a story and a leader, on the 60-minute agenda unless told otherwise."""
    named = {"title": "Spring release", "team": "Payments", "leader_name": "Ines"}
    new = NewWorkshop(**{**named, "story": built_in()[9], **fields})
    return TestRoom(store, create_workshop(store, new, now))


def _shown(view: str, room: Room, around: Surroundings) -> Shown:
    shown: Shown = msgspec.json.decode(msgspec.json.encode(entries(view, room, around)))
    return shown


def said(room: Room, kind: type[Ending], to: object = "") -> list[Loss]:
    """Returns the losses that the desk says an act causes."""
    act = kind.__struct_config__.tag
    return next((one.takes for one in goes(room) if (one.act, one.to) == (act, to)), [])


def writing(room: TestRoom, people: int) -> TestRoom:
    """The room with so many people, at its writing."""
    room.participants(people)
    room.desk.goes("write")
    return room


def refusal(answer: Answered) -> str:
    """The code of a refusal; "" when the command was done."""
    return answer.refused if isinstance(answer, Refused) else ""


def done(answer: Answered) -> bool:
    """True if the command was done."""
    return isinstance(answer, Ok)
