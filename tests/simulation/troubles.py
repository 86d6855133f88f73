"""The troubles of a simulated world, by chance: lines, phones, the server, its disk, clocks."""

import random
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

import gevent

if TYPE_CHECKING:
    from tests.simulation.world import World

KINDS = (
    "cut", "goes_silent", "comes_late", "out_of_reach", "slows_down", "put_away", "loads_anew",
    "ends", "ends_at_a_step", "sets_clock", "writes_nothing",
)  # fmt: skip
LONGEST_PAUSE_S = 5.0
"""Seconds at most between two troubles."""


class Troubles:
    """Makes trouble until it is told to stop; then all that lasts is put right."""

    def __init__(
        self, world: "World", chance: random.Random, left_out: Collection[int] = ()
    ) -> None:
        """`left_out`: the places of those that do not come, counted from 0."""
        self._world, self._chance, self._left_out = world, chance, left_out
        self.count = 0
        """How many have come, or were left out."""
        self._over = False
        self.met: Counter[str] = Counter()
        """How often each of them came."""
        self._slow: dict[str, float] = {}
        self._away: Counter[str] = Counter()
        world.net.delay = self._delay
        world.net.reached = lambda window: not self._away[window]
        world.server.ended = self._starts_again

    def go_on(self) -> None:
        """One trouble after another."""
        while not self._over:
            gevent.sleep(self._chance.uniform(0.2, LONGEST_PAUSE_S))
            if not self._over:
                self._one()

    def _one(self) -> None:
        name, place = self._chance.choice(KINDS), self.count
        self.count += 1
        if place in self._left_out:
            return
        self.met[name] += 1
        self._world.note(f"trouble {place}: {name}")
        getattr(self, f"_{name}")()

    def stop(self) -> None:
        """Makes no more."""
        self._over = True
        self._world.server.ends_at = None
        self._slow.clear()
        for wire in [*self._world.net.wires.values()]:
            if wire.silent:
                wire.cut()

    def _delay(self, window: str) -> float:
        return self._chance.uniform(0.005, 0.08) + self._slow.get(window, 0.0)

    def _anybody(self) -> str:
        return self._chance.choice([*self._world.known])

    def _lasts(self) -> float:
        return self._chance.uniform(0.5, 8.0)

    def _cut(self) -> None:
        name = self._anybody()
        for wire in [*self._world.net.wires.values()]:
            if wire.window == name:
                wire.cut()

    def _goes_silent(self) -> None:
        name = self._anybody()
        for wire in self._world.net.wires.values():
            wire.silent = wire.silent or wire.window == name

    def _comes_late(self) -> None:
        """Has all that somebody says arrive behind the words of their next connection."""
        name, late = self._anybody(), self._chance.uniform(2.0, 8.0)
        for wire in self._world.net.wires.values():
            if wire.window == name:
                wire.late = late

    def _out_of_reach(self) -> None:
        name = self._anybody()
        self._away[name] += 1
        for wire in [*self._world.net.wires.values()]:
            if wire.window == name:
                wire.cut()
        gevent.spawn_later(self._lasts(), self._back, name)

    def _back(self, name: str) -> None:
        self._away[name] -= 1

    def _slows_down(self) -> None:
        name = self._anybody()
        self._slow[name] = self._chance.uniform(0.2, 3.0)
        gevent.spawn_later(self._lasts(), self._slow.pop, name, None)

    def _put_away(self) -> None:
        window = self._world.known[self._anybody()]
        window.hide(True)
        gevent.spawn_later(self._lasts(), window.hide, False)

    def _loads_anew(self) -> None:
        name = self._anybody()
        if not name.startswith("desk"):  # what a desk has not sent goes with its page
            gevent.spawn(self._world.known[name].load)

    def _ends(self) -> None:
        self._world.server.end()

    def _ends_at_a_step(self) -> None:
        self._world.server.ends_at = "any", self._chance.randrange(4)

    def _starts_again(self, step: str) -> None:
        self.met[f"ended at {step or 'any moment'}"] += 1
        self._world.note(f"the server has ended {step}")
        gevent.spawn_later(self._chance.uniform(0.2, 4.0), self._world.server.start)

    def _sets_clock(self) -> None:
        self._world.clocks.set_ahead = self._chance.choice((0.0, 3600.0, -7200.0, 40.0))

    def _writes_nothing(self) -> None:
        self._world.server.refuses_writes = True
        gevent.spawn_later(self._lasts(), self._writes_again)

    def _writes_again(self) -> None:
        self._world.server.refuses_writes = False
