"""Pretend people without sockets or waiting: real rules on a real file, and a clock of the test's.

They are shown the participant's view and nothing else, as on the wire.
"""

import os
from dataclasses import dataclass, field
from typing import TypeVar

from tests.support.room import TestRoom
from workshop.actions.answers import Answered, Participant
from workshop.pretend.behaviour.habits import intentions
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.pretend.behaviour.stage_habits import Intention
from workshop.pretend.client.known_view import ShownView
from workshop.protocol import commands
from workshop.protocol.commands import Command

Kind = TypeVar("Kind", bound=Command)


@dataclass
class Player:
    """One pretend person, what they want, and what became of it."""

    device: PretendDevice
    actor: Participant
    intended: dict[str, tuple[float, Intention]] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)


@dataclass
class Play:
    """Pretend people in a room of the test."""

    room: TestRoom
    players: list[Player]
    done: list[tuple[Command, Answered]] = field(default_factory=list)
    whose: list[int] = field(default_factory=list)
    """The place of whoever gave the command at the same place of `done`."""
    _seen: tuple[int, ShownView] | None = None

    def passes(self, seconds: int) -> None:
        """Lets time pass, a second at a time; everybody does what they want to do by then."""
        for _ in range(seconds):
            self.room.now += 1
            view = self._view()
            for player in self.players:
                self._acts(player, view)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The commands of a kind that were sent."""
        return [command for command, _ in self.done if isinstance(command, kind)]

    def by_whom(self, kind: type[Kind]) -> list[tuple[int, Kind]]:
        """The commands of a kind, each with the place of whoever gave it."""
        return [
            (whose, command)
            for whose, (command, _) in zip(self.whose, self.done, strict=True)
            if isinstance(command, kind)
        ]

    def _acts(self, player: Player, view: ShownView) -> None:
        for intention in intentions(view, player.device):
            if intention.name not in player.intended:
                player.intended[intention.name] = self.room.now + intention.after, intention
        for name, (due, intention) in list(player.intended.items()):
            if due <= self.room.now and name not in player.finished:
                player.finished.add(name)
                self._does(player, intention, self._view())

    def _view(self) -> ShownView:
        """The view that everybody is shown now; read again once something was done."""
        if self._seen is None or self._seen[0] != self.room.acts:
            self._seen = self.room.acts, ShownView(self.room.view("participant"))
        return self._seen[1]

    def _does(self, player: Player, intention: Intention, view: ShownView) -> None:
        said = intention.apt(view)
        if isinstance(said, Command):
            key = os.urandom(16)
            answer = self.room.do(player.actor, said, key)
            self.done.append((said, answer))
            self.whose.append(self.players.index(player))
            if getattr(answer, "ok", False):
                player.device.note(key.hex(), said)


def play(room: TestRoom, people: int, seed: int) -> Play:
    """So many pretend people come to a room."""
    parts = deal(sayings("en"), people, seed)
    room.here = people
    return Play(
        room,
        [
            Player(PretendDevice(part, f"{seed}/{i}", asks=i == 0), Participant(os.urandom(16)))
            for i, part in enumerate(parts)
        ],
    )


def whole(playing: Play) -> Play:
    """The whole agenda of the room, with time enough in each stage."""
    kinds = [stage.kind for stage in playing.room.read().agenda.stages]
    for kind in kinds[1:]:
        goes(playing, kind)
        lingers(playing, kind)
    return playing


def goes(playing: Play, kind: str) -> None:
    """On to a stage, through the last call; what the desk reads on the way is read."""
    room, desk = playing.room, playing.room.desk
    if desk.has_to_read(kind):
        goes(playing, "look_through")
    if room.read().unread:
        desk.lets_on()
    desk.reads()
    desk.presses(commands.Go, stage=desk.stage(kind))
    while room.read().state.phase in {"last_call", "few"}:
        playing.passes(8)
        desk.presses(commands.Go, stage=desk.stage(kind))


def lingers(playing: Play, kind: str) -> None:
    """Stays in a stage as long as people need."""
    room, desk = playing.room, playing.room.desk
    if kind in {"story", "reveal"}:
        for step in range(1, room.view("desk")["now"]["steps"]):
            desk.presses(commands.Step, step=step)
            playing.passes(10)
        return
    if kind == "commit":
        for _ in range(3):
            playing.passes(15)
            desk.lets_on()
    playing.passes(70 if kind == "write" else 45)
    if kind == "vote":
        desk.ends_voting()
        desk.presses(commands.TakeTied)
