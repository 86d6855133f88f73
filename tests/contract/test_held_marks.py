"""A device is shown every mark that it has left, whichever command left it."""

import os

from sqlalchemy import select

from tests.contract.test_actions import play
from tests.support.room import TestRoom, new_room
from workshop.actions.answers import Answered, Participant
from workshop.actions.one_device import held
from workshop.actions.perform import CommandActor
from workshop.protocol import commands
from workshop.storage.handles import Handles
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Mark
from workshop.storage.workshops import StoredWorkshop


class Asking:
    """Has each device ask what the file holds of it, after each of its commands."""

    def __init__(self, room: TestRoom) -> None:
        self.left: set[str] = set()
        """The commands that have left a mark."""
        self.hidden: set[str] = set()
        """The commands of which the device was not shown every mark."""
        self._room, self._do = room, room.do
        self._sent: dict[bytes, list[bytes]] = {}

    def do(
        self, actor: CommandActor, command: commands.Command, key: bytes | None = None
    ) -> Answered:
        """Does a command, and looks at the marks that came with it."""
        key, before = key or os.urandom(16), self._marks()
        answer = self._do(actor, command, key)
        if isinstance(actor, Participant) and (new := self._marks() - before):
            self.left.add(type(command).__name__)
            if new - self._shown(actor.secret, key):
                self.hidden.add(type(command).__name__)
        return answer

    def _shown(self, secret: bytes, key: bytes) -> set[str]:
        sent = self._sent.setdefault(secret, [])
        sent.append(key)
        return {row.handle for row in held(self._file, secret, sent).rows if row.table == "mark"}

    def _marks(self) -> set[str]:
        with self._file.read() as connection:
            rows = connection.execute(select(Mark.key, Mark.round)).all()
        return {Handles(self._file.own.round(row.round)).of(row.key) for row in rows}

    @property
    def _file(self) -> StoredWorkshop:
        file = self._room.store.workshops.open(self._room.id)
        assert file
        return file


def test_a_device_is_shown_each_mark_that_a_command_leaves(store: Store) -> None:
    """Otherwise: name the mark in `_left_in` of workshop/actions/one_device.py."""
    room = new_room(store, leader_name="Kim", pulse="room")
    asking = Asking(room)
    room.do = asking.do  # type: ignore[method-assign]
    play(room)
    assert len(asking.left) > 8
    assert asking.hidden == set()
