"""Two desks press at once, again and again: each step is done once, and in its order."""

import random
import threading
from secrets import token_hex
from typing import Any

import pytest

from tests.support.lasting import House
from tests.support.steady import Desk, desk
from tests.support.stored import stored
from tests.support.waiting import WITHIN

COMMANDS = (("go", "stage"), ("cover", "on"), ("pause", "on"), ("more_time", ""))
PLACES = ("arrive", "story")
"""The stages between which they go."""


class Racer:
    """One desk, on a thread of its own, that presses whenever the other one does."""

    def __init__(self, at: Desk, gate: threading.Barrier, races: int) -> None:
        self.desk = at
        self.won: dict[int, dict[str, Any]] = {}
        """By turn: the command that was done."""
        self.lost = 0
        self._gate = gate
        self._thread = threading.Thread(target=self._race, args=(races,))
        self._thread.start()

    def ends(self) -> None:
        self._thread.join()

    def _race(self, races: int) -> None:
        try:
            first = self.desk.now["turn"]
            for turn in range(first, first + races):
                self.desk.until(lambda turn=turn: self.desk.now["turn"] == turn)
                self._gate.wait(WITHIN)
                self._press(turn)
        except BaseException:
            self._gate.abort()
            raise

    def _press(self, turn: int) -> None:
        key, command = token_hex(16), self._some_command(turn)
        answer = self.desk.say(command, key)
        if answer == {"refused": "moved_on", "about": ""}:
            self.lost += 1
            return
        assert answer == {"ok": True, "id": ""}, answer
        self.won[turn] = command
        if random.random() < 0.1:
            # An answer that got lost: the same again. The other one may have pressed since.
            again = self.desk.say(command, key)
            assert again in (answer, {"refused": "moved_on", "about": ""})

    def _some_command(self, turn: int) -> dict[str, Any]:
        name, field = random.choice(COMMANDS)
        if name == "go":
            value: Any = next(kind for kind in PLACES if kind != self.desk.now["kind"])
        else:
            value = random.random() < 0.5
        return {"type": name, "turn": turn, **({field: value} if field else {})}


@pytest.mark.parametrize("races", [100, pytest.param(500, marks=pytest.mark.long)])
def test_each_step_is_done_once_and_in_order(home: House, races: int) -> None:
    desks = [desk(home.server, home.workshop, home.cookie) for _ in range(2)]
    first, gate = desks[0].now["turn"], threading.Barrier(2)
    racers = [Racer(one, gate, races) for one in desks]
    for racer in racers:
        racer.ends()
    won = {**racers[0].won, **racers[1].won}
    assert len(racers[0].won) + len(racers[1].won) == races
    assert sorted(won) == [*range(first, first + races)]
    assert sum(racer.lost for racer in racers) == races
    end = replayed(won)
    for one in desks:
        one.until(lambda one=one: one.now["turn"] == first + races)
        assert end == {"stage": one.now["kind"], "covered": one.now["covered"]}
        assert [*one.shown_at] == sorted(one.shown_at)
    home.server.kill()
    with stored(home.server.data, home.workshop) as kept:
        assert kept.view("desk")["now"] == desks[0].now


def replayed(won: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Where the steps lead that were done, one after another."""
    place: dict[str, Any] = {"stage": "arrive", "covered": False}
    for turn in sorted(won):
        command = won[turn]
        if command["type"] == "go":
            place = {"stage": command["stage"], "covered": False}
        elif command["type"] == "cover":
            place["covered"] = command["on"]
    return place
