"""A small workshop played by a seed, on a real file with the real actions, for the linker.

Everybody acts in the order in which they came, which is what the linker hopes for. Each card,
tap and vote is somebody else's, so that a guess is right for one person at most.
"""

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.anonymity.linker import Key, Loot, Target
from tests.anonymity.pages import Pages
from tests.support.files import file_of
from tests.support.reading import to_read
from tests.support.room import new_room, new_store
from workshop.actions.answers import AtDesk, Participant
from workshop.actions.perform import CommandActor, perform
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.protocol.story import Story
from workshop.rules.limits import ANSWER_CHARS
from workshop.storage.bodies import LeaderWords
from workshop.storage.context import Context, Memory
from workshop.storage.counts import hide_counts, show_counts, write_counts
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.sqlite.file_transaction import FileTx
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.state import STORY_PLACES, HiddenColumn, put_hidden, read_state, write_state
from workshop.storage.workshop_tables import Tallies
from workshop.stories.pack import built_in
from workshop.views import Room, read_room
from workshop.views.losses import takes
from workshop.views.room_reading import room_in

PEOPLE = 6
NOW = 1_780_000_000.0
STAGES = ("write", "reveal", "ask_how", "lessons", "vote", "finish")
TOGETHER = 0.75
"""The share of times that what all do comes in one transaction; else each act has its own. The rows
are written in the same order either way."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHANCE = random.Random(0)
"""The source of all that SQLite and the program draw in such a workshop: the same seed gives the
same file."""
Act = tuple[CommandActor, bytes, commands.AnyCommand]


@contextmanager
def quick_folder(ordinary: Path) -> Iterator[Path]:
    """A folder in memory where there is one: many thousand commits would wait for a disk."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield ordinary
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@dataclass
class SmallRoom:
    """One workshop. `texts`, `answers` and `lessons` are what each person writes."""

    seed: int
    file: WorkshopFile
    size: int = PEOPLE
    show_each_vote: bool = False
    backwards: bool = False
    """True if people act in the opposite order."""
    now: float = NOW
    key_folder: KeyFolder | None = None
    """Where the keys of its rounds are; None for a workshop in which all lies under K."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.people = [Participant(self.chance.randbytes(16)) for _ in range(self.size)]
        self.card_keys = [self.chance.randbytes(16) for _ in range(self.size)]
        self.texts = [self.words(8, 250) for _ in range(self.size)]
        self.lessons = [self.words(8, 120) for _ in range(self.size)]
        self.lesson_keys = [self.chance.randbytes(16) for _ in range(self.size)]
        self.memory = Memory()
        self.answers = [self.words(8, ANSWER_CHARS) for _ in range(self.size)]
        self.answer_keys = [self.chance.randbytes(16) for _ in range(self.size)]

    def words(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(LETTERS, k=self.chance.randint(least, most)))

    def take_over(self, story: Story) -> None:
        """Puts what the copied file hides under a key K of this workshop's own."""
        before, keys = self.file.keys, Keys(self.chance.randbytes(32))
        self.file.keys, self.file.own = keys, OwnKeys(keys, self.key_folder, self.file.id)
        hidden: dict[HiddenColumn, object] = dict.fromkeys(STORY_PLACES)
        hidden |= {"story": story, "leader": LeaderWords("", "en")}
        with self.file.write() as connection:
            write_state(connection, keys, read_state(connection, before), led=True)
            for name, words in hidden.items():
                put_hidden(connection, keys, name, words)
            for number, body in connection.execute(select(Tallies.round, Tallies.body)).all():
                counts = show_counts(OwnKeys(before), number, body)
                again = hide_counts(self.file.own, number, counts, same=True)
                write_counts(connection, number, again, connection.exec_driver_sql)

    def does(self, *acts: Act) -> None:
        """Acts in their order, in one transaction or in many."""
        ordered = list(acts)[::-1] if self.backwards else list(acts)
        if self.chance.random() < TOGETHER:
            self.commit(ordered)
            return
        for act in ordered:
            self.commit([act])

    def commit(self, acts: list[Act]) -> None:
        """Acts in one transaction."""
        context = Context(self.size, self.now, self.memory, self.show_each_vote)
        with self.file.begin(context) as tx:
            for actor, key, command in acts:
                answer = perform(tx, actor, key, command)
                assert isinstance(answer, Ok), answer

    def each(self, *made: commands.AnyCommand) -> None:
        """One command by each person, in the order in which they came."""
        acts = zip(self.people, made, strict=False)
        self.does(*((who, self.chance.randbytes(16), command) for who, command in acts))

    def goes(self, kind: str, *, pays: bool = True) -> None:
        """The desk goes to a stage. Without `pays` the server is killed after the commit."""
        state = self.read()
        if kind == "reveal" and state.stage.kind == "write" and not state.state.live_wall:
            self.goes("look_through", pays=pays)
        self.reads()
        self._go(kind)
        while self.state.phase in {"last_call", "few"}:
            self._go(self.read().state.going_to)
        if self.read().state.stage != kind:  # the rest of a live wall is read first
            self.reads()
            self._go(kind)
        if pays:
            self._pays()

    def _pays(self) -> None:
        self.file.pay_rewrite()
        self.file.destroy_ended_keys()

    def reads(self) -> None:
        """The desk opens all cards that it is shown, and puts them up on a live wall."""
        for command in to_read(self.read()):
            self.commit([(AtDesk(), self.chance.randbytes(16), command)])

    def _go(self, kind: str) -> None:
        turn, to = self.state.turn, kind
        go = commands.Go(turn=turn, stage=to, said=takes(self.read(), "go", to))
        self.commit([(AtDesk(), self.chance.randbytes(16), go)])

    def ends_voting(self) -> None:
        """The desk ends the voting, and the file is written anew."""
        ends = commands.EndVoting(turn=self.state.turn, said=takes(self.read(), "end_voting"))
        self.commit([(AtDesk(), self.chance.randbytes(16), ends)])
        self._pays()

    def in_the_middle_of(self, kind: str) -> Iterator[None]:
        """Stops before the commit with which the desk goes to a stage, then takes all back."""
        with self.file.write() as connection:
            tx = FileTx(connection, self.file.keys, Context(self.size, NOW, self.memory))
            to = kind
            said = takes(room_in(tx), "go", to)
            perform(tx, AtDesk(), b"", commands.Go(turn=tx.state.turn, stage=to, said=said))
            yield
            connection.rollback()

    def starts_again(self) -> None:
        """The server is gone, and the next one opens the file."""
        self.file.close()
        WorkshopFile("small", self.file.path, self.file.keys).close()
        self.memory = Memory()

    def read(self) -> Room:
        """The room as it stands."""
        return read_room(self.file)

    @property
    def state(self) -> Any:
        """Where the workshop stands."""
        with self.file.read() as connection:
            return read_state(connection, self.file.keys)

    @property
    def round(self) -> int:
        """The current round."""
        return int(self.state.round)

    def loot(self, *, with_k: bool) -> Loot:
        """Returns everything that an attacker takes away now."""
        journal = self.file.path.with_name(f"{self.file.path.name}-journal")
        beside = journal.read_bytes() if journal.exists() else b""
        return Loot(Pages(self.file.path.read_bytes()), beside, self.file.keys if with_k else None)

    def write(self) -> None:
        """Everybody writes a card; somebody thinks again."""
        number = self.round
        acts: list[Act] = [
            (who, key, commands.WriteCard(round=number, happened=text))
            for who, key, text in zip(self.people, self.card_keys, self.texts, strict=True)
        ]
        self.does(*acts)
        other = self.chance.randrange(self.size)
        self.texts[other] = self.texts[other][::-1]
        edit = commands.EditCard(number, self.card_keys[other].hex(), self.texts[other])
        self.does((self.people[other], self.chance.randbytes(16), edit))

    def adds_nothing(self) -> None:
        """Everybody says that there is nothing to add."""
        self.each(*[commands.NothingToAdd(self.round)] * self.size)

    def asks(self) -> commands.AskAbout:
        """Returns the question about one of the cards, by chance."""
        card = self.chance.choice([one.n for one in self.read().cards if not one.sensitive])
        return commands.AskAbout(turn=self.state.turn, card=card)

    def is_asked(self) -> None:
        """The desk asks about a card, and everybody answers."""
        self.commit([(AtDesk(), self.chance.randbytes(16), self.asks())])
        made = (self.answer(i) for i in range(self.size))
        self.does(*zip(self.people, self.answer_keys, made, strict=True))

    def answer(self, person: int) -> commands.WriteCard:
        """Returns the answer of somebody to what the desk asks."""
        writing = self.read().writing
        assert writing
        return commands.WriteCard(self.round, self.answers[person], about=writing.about)

    def reads_answers(self) -> None:
        """The desk ends the writing, and reads the answers."""
        self._go("ask_how")
        self._go("ask_how")
        self.reads()

    def shows_answers(self, *, pays: bool = True) -> None:
        """The room sees what was read."""
        self._go("ask_how")
        if pays:
            self._pays()

    def lists_answer(self, number: int) -> None:
        """The desk puts an answer on show on the list of lessons."""
        listed = commands.AddToLessons(card=str(number), on=True)
        self.commit([(AtDesk(), self.chance.randbytes(16), listed)])

    def adds(self) -> None:
        """Everybody adds a lesson."""
        number = self.round
        made = (commands.AddLesson(number, text) for text in self.lessons)
        self.does(*zip(self.people, self.lesson_keys, made, strict=True))

    def closes_adding(self) -> None:
        """The desk closes the list for phones."""
        closes = commands.CloseAdding(turn=self.state.turn)
        self.commit([(AtDesk(), self.chance.randbytes(16), closes)])

    def lets_on(self) -> None:
        """The desk closes the list for phones, and lets on all lessons that it is shown."""
        self.closes_adding()
        lets = commands.LetOn(unread=[one.handle for one in self.read().unread])
        self.commit([(AtDesk(), self.chance.randbytes(16), lets)])

    def mixed(self, things: list[str]) -> list[str]:
        """Returns the thing that each person takes, the first person first: everybody something
        else."""
        return self.chance.sample(things, min(len(things), self.size))

    def waiting(self) -> Target:
        """The cards that wait, by their key."""
        truth = {self.file.keys.mark("card", key): i for i, key in enumerate(self.card_keys)}
        return Target("card", truth, self.typed)

    def answered(self) -> Target:
        """The answers that wait, by their key."""
        truth = {self.file.keys.mark("card", key): i for i, key in enumerate(self.answer_keys)}
        return Target("card", truth, [len(text) for text in self.answers])

    def answers_on_show(self) -> Target:
        """The answers that the room sees, by their number."""
        rows = self.read().answers
        truth: dict[Key, int] = {row.n: self.answers.index(row.words.happened) for row in rows}
        return Target("open_card", truth, [len(text) for text in self.answers])

    def revealed(self) -> Target:
        """The revealed cards, by their number."""
        rows = self.read().cards
        truth: dict[Key, int] = {row.n: self.texts.index(row.words.happened) for row in rows}
        return Target("open_card", truth, self.typed)

    @property
    def typed(self) -> list[int]:
        """Number of characters that each person has typed."""
        return [len(text) for text in self.texts]

    def marks(self, number: int, *parts: str | int) -> Target:
        """The marks of one purpose in a round, one of each person."""
        mark = self.file.own.round(number).mark
        truth = {mark(who.secret, number, *parts): i for i, who in enumerate(self.people)}
        return Target("mark", truth)

    def added(self) -> Target:
        """The lessons that people added, by their key."""
        mark = self.file.keys.mark
        truth = {mark("sent_lesson", key): i for i, key in enumerate(self.lesson_keys)}
        return Target("sent_lesson", truth, [len(text) for text in self.lessons])

    def taken(self, *items: tuple[str | int, ...]) -> Target:
        """The marks of what each person has taken of these, the first person the first of them."""
        mark, number = self.file.own.round(self.round).mark, self.round
        both = enumerate(zip(self.people, items, strict=False))
        truth: dict[Key, int] = {mark(who.secret, number, *item): i for i, (who, item) in both}
        return Target("mark", truth)


def _take_chance(connection: Any, _record: object) -> None:
    connection.create_function("random", 0, lambda: CHANCE.getrandbits(62))


class SmallRooms:
    """Workshops one after the other, each from a stage on, with what came before it played once.

    They share a file's place and its engine: statements are compiled once, which would otherwise
    be most of the time that a workshop takes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        live_wall: bool = False,
        stages: Sequence[str] = STAGES,
        key_folder: KeyFolder | None = None,
    ) -> None:
        store = new_store(folder)
        room = new_room(store, live_wall=live_wall)
        secret = store.key_store.read(room.id)
        assert secret is not None
        store.close()
        path = Path(shutil.copy(file_of(store, room.id), folder / "small.db"))
        self._story = built_in()[9]
        self._file = WorkshopFile("small", path, Keys(secret))
        self._patched = pytest.MonkeyPatch()
        self._patched.setattr(os, "urandom", CHANCE.randbytes)
        event.listen(self._file._engine, "connect", _take_chance)
        self._file.close()
        self._saved: dict[str, bytes] = {}
        self._key_folder = key_folder
        first = SmallRoom(0, self._file, key_folder=key_folder)
        first.take_over(self._story)
        self._keys = self._file.keys
        for stage in stages:
            self._save(first, stage)
            self._act(first, stage)

    def _save(self, room: SmallRoom, stage: str) -> None:
        room.goes(stage)
        self._file.close()
        self._saved[stage] = self._file.path.read_bytes()

    def _act(self, room: SmallRoom, stage: str) -> None:
        """People leave what the stages to come need."""
        if stage == "write" and not room.read().state.live_wall:
            room.write()
            room.adds_nothing()
        elif stage == "lessons":
            room.adds()
            room.lets_on()

    def play(self, seed: int, stage: str, size: int = PEOPLE) -> SmallRoom:
        """A workshop that stands at this stage, with people that nobody knows yet."""
        self._file.close()
        self._file.path.write_bytes(self._saved[stage])
        self._file.keys = self._keys
        self._file.own = OwnKeys(self._keys, self._key_folder, self._file.id)
        self._file.shown.clear()
        CHANCE.seed(f"drawn in {seed}")
        room = SmallRoom(seed, self._file, size, key_folder=self._key_folder)
        if stage == "write":
            room.take_over(self._story)
        return room

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
        self._patched.undo()
