"""Somebody at a second desk, and somebody with a phone, who press whatever there is."""

import random
from collections.abc import Callable

import gevent

from tests.simulation.windows import Window
from tests.support.fuzz.making import APT, OF_PHONES, TYPES, Maker
from workshop.protocol.stage_commands import StageCommand
from workshop.views import Room

LONGEST_PAUSE_S = 2.0
MOST_WAITING = 3
"""Commands that may wait: each takes a slot of a phone's beats."""
MOST_TYPED = 300
LEADS = {"skip_stage", "close_door"}
OF_DESKS = {
    tag
    for tag, kind in TYPES.items()
    if tag not in OF_PHONES | LEADS and not issubclass(kind, StageCommand)
}
"""The commands of a desk beside those that lead, which somebody else gives."""


class OwnTexts(Maker):
    """Makes commands whose texts nobody else says."""

    def __init__(self, dice: random.Random, name: str) -> None:
        super().__init__(dice)
        self._name = name

    def text(self) -> str:
        """A text with somebody's name in it, no longer than a page lets anybody type."""
        return super().text().replace("It broke", f"It broke at {self._name}")[:MOST_TYPED]


class Meddler:
    """Presses what is apt, and often what is not, at any moment."""

    def __init__(
        self, window: Window, room: Callable[[], Room | None], dice: random.Random
    ) -> None:
        """`room` tells what there is."""
        self._window, self._room, self._dice = window, room, dice
        self._makes = OwnTexts(dice, window.name)
        self._may = OF_DESKS if window.name.startswith("desk") else OF_PHONES
        self.over = False

    def go_on(self) -> None:
        """One thing after another."""
        while not self.over:
            gevent.sleep(self._dice.uniform(0.1, LONGEST_PAUSE_S))
            own, room = self._window.shown(), self._room()
            if not self.over and own and room and own.waiting < MOST_WAITING:
                gevent.spawn(self._says, room)

    def _says(self, room: Room) -> None:
        apt = [tag for tag in APT.get(room.stage.kind, ()) if tag in self._may]
        some = apt if apt and self._dice.random() < 0.7 else sorted(self._may)
        made = self._makes.makes(self._dice.choice(some), room)
        key = self._dice.randbytes(16).hex()
        if self._window.say(made, key).get("ok") and made["type"] == "write_card":
            self._makes.keys.append(key)
