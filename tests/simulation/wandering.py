"""A facilitator who tries everything: at each stage whatever there is to press, apt or not."""

import random
from collections.abc import Callable
from typing import Any

import gevent

from tests.simulation.people import AtDesk
from tests.support.fuzz.making import SELDOM, Maker
from workshop.pretend.client.known_view import said_with_undo
from workshop.protocol import commands
from workshop.protocol.entries import StageKind
from workshop.views import Room

PRESSES = SELDOM - {"go"} | {"close_door", "skip_stage", "set_minutes", "step"}
MOST_PRESSES = 4
LONGEST_PAUSE_S = 4.0
TRIES = 40
"""How often the way to a stage is tried before the next one is."""
ENDING_PHASES = {"last_call", "few"}


class Wandering:
    """Leads to every stage in turn, and tries all that a desk can press."""

    def __init__(
        self, desk: AtDesk, dice: random.Random, room: Callable[[], Room | None],
        comes_to: Callable[[StageKind], None],
    ) -> None:  # fmt: skip
        self._desk, self._dice, self._room, self._comes_to = desk, dice, room, comes_to
        self._makes = Maker(dice)

    def whole(self) -> None:
        """All stages; the last one too."""
        for position, kind in enumerate(self._desk.stages):
            self._goes(position)
            self._comes_to(kind)
            if kind == "ask_how":
                self._asks()
            for _ in range(self._dice.randint(1, MOST_PRESSES)):
                self._pauses()
                self._presses()

    def _pauses(self) -> None:
        gevent.sleep(self._dice.uniform(0.5, LONGEST_PAUSE_S))

    def _presses(self) -> None:
        if room := self._room():
            made = self._makes.makes(self._dice.choice(sorted(PRESSES)), room)
            self._says(made)

    def _asks(self) -> None:
        if (room := self._room()) and room.cards:
            card = self._dice.choice(room.cards).n
            self._says({"type": "ask_about", "turn": room.state.turn, "card": card})

    def _goes(self, position: int) -> None:
        """Through all that keeps a desk from it, for a while."""
        desk = self._desk
        for _ in range(TRIES):
            now = desk.now
            if now.position == position and now.phase not in ENDING_PHASES:
                return
            desk.reads()
            answer = self._says({"type": "go", "turn": now.turn, "stage": desk.ids[position]})
            if answer.get("refused") == "ballot_full":
                desk.do(commands.LeaveRest())
            gevent.sleep(1.0)

    def _says(self, command: dict[str, Any]) -> dict[str, Any]:
        entries = self._desk.entries
        said = said_with_undo(entries, command["type"], command.get("stage", ""))
        return self._desk.window.say({**command, **({"said": said} if said else {})})
