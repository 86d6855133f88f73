"""The parts of a real server behind its sockets, and people who come and go there.

Each starts from a copy of one prepared folder, so that the workshop's key, id and epoch are the
same. The secrets of the devices are injected, and so is the clock.
"""

import hashlib
import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import gevent

from tests.support.files import file_of
from tests.support.waiting import WITHIN
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.ending.endings import Endings
from workshop.live.boards import Boards
from workshop.live.guests import Guest
from workshop.live.server import LiveServer
from workshop.pretend.client.view_client import Numbers
from workshop.protocol.commands import AnyCommand
from workshop.protocol.messages import Do, Ok
from workshop.settings import Settings
from workshop.storage.library import Sealed, summary_of
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.views import Room, Surroundings, read_room

DAY = date(2026, 5, 28)
BEGINS = 1_780_000_200.0
Files = dict[str, bytes]


@dataclass(frozen=True)
class Prepared:
    """A folder with one workshop in it that nobody has come to yet."""

    folder: Path
    id: str


def prepare(folder: Path, **fields: object) -> Prepared:
    """Makes the workshop, on the 60-minute agenda unless told otherwise."""
    store = Store(Settings(data=folder / "data"))
    new = NewWorkshop(title="Spring release", team="Payments", story=built_in()[9], **fields)  # type: ignore[arg-type]
    id_ = create_workshop(store, new, BEGINS)
    store.close()
    return Prepared(folder, id_)


class House:
    """A hall with its boards, its writer and its files; people are numbers from 0 on."""

    def __init__(
        self, prepared: Prepared, folder: Path, people: int, chance: random.Random
    ) -> None:
        shutil.copytree(prepared.folder, folder)
        self.id = prepared.id
        self.now = BEGINS
        self.store = Store(Settings(data=folder / "data", now=lambda: self.now))
        boards = Boards(self.store, lambda _board, _listed: Surroundings(date=DAY))
        self._live = LiveServer(self.store, boards, lambda: self.now)
        self._live.after = Endings(self.store, boards, lambda: self.now).after
        self._live.writer.start()
        board = boards.get(self.id)
        assert board is not None
        self._board = board
        self._chance = chance
        self._numbers = Numbers()
        self._guests = {person: self._guest(f"person {person}") for person in range(people)}
        self._desk = self._guest("")
        self.presence(people)

    def _guest(self, name: str) -> Guest:
        secret = hashlib.sha256(name.encode()).digest()[:16] if name else None
        view = "participant" if name else "desk"
        return Guest(name or "desk", name or "desk", self._board, view, secret)  # type: ignore[arg-type]

    def presence(self, count: int) -> None:
        """So many people are here now, whoever they are."""
        here = self._chance.sample(sorted(self._guests), count)
        for person, guest in self._guests.items():
            (self._live.guests.add if person in here else self._live.guests.leave)(
                guest if person in here else guest.sid  # type: ignore[arg-type]
            )

    def come_and_go(self, *coming: int) -> None:
        """These are here, and somebody else may have come or gone."""
        for person in coming:
            self._come(person)
        other = self._chance.choice(sorted(self._guests))
        if self._guests[other] in self._live.guests.all() and other not in coming:
            self._live.guests.leave(self._guests[other].sid)
        else:
            self._come(other)

    def _come(self, person: int) -> None:
        if self._guests[person] not in self._live.guests.all():
            self._live.guests.add(self._guests[person])

    def do(self, *acts: tuple[int | None, AnyCommand, str]) -> None:
        """Does these at the same time, as whoever it is (None is the desk), under their keys."""
        asking = [
            gevent.spawn(
                self._live.do,
                self._desk if person is None else self._guests[person],
                Do(key=key, command=command, number=self._numbers.of(key)),
            )
            for person, command, key in acts
        ]
        gevent.joinall(asking, timeout=WITHIN, raise_error=True)
        for greenlet, (_, command, _) in zip(asking, acts, strict=True):
            assert isinstance(greenlet.value, Ok), (command, greenlet.value)

    def room(self) -> Room:
        """The workshop as it stands."""
        return self.store.thread.run(self._read)

    def _read(self) -> Room:
        file = self.store.workshops.open(self.id)
        assert file is not None
        return read_room(file)

    def files(self) -> Files:
        """All that lies in the folder of the workshops, while nothing is under way."""
        folder = file_of(self.store, self.id).parent
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def library(self) -> bytes:
        """library.db."""
        return (self.store.settings.data / "library.db").read_bytes()

    def sealed(self) -> Sealed:
        """The summary that was kept."""
        return self.store.thread.run(self._kept)

    def _kept(self) -> Sealed:
        with self.store.library.read() as session:
            kept = summary_of(session, self.id)
        assert kept is not None
        return kept
