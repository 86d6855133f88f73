"""Many who come back in the same instant, who come and go, and two desks that press at once."""

import random
import threading
import time
from secrets import token_hex
from typing import Any

import psutil
import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import Phone, crowd_of
from tests.support.process import connections
from tests.support.rough_line import rough_line
from tests.support.steady import Desk, desk
from tests.support.stored import stored
from tests.support.waiting import WITHIN, until

PINGED = 1
"""Seconds after which those who are in look for pings: the server waits for five."""


@pytest.mark.parametrize("phones", [100, pytest.param(300, marks=pytest.mark.long)])
def test_everybody_comes_back_in_the_same_instant(home: House, leader: Desk, phones: int) -> None:
    with rough_line(home.server.port) as line, crowd_of(phones, home, line.port) as crowd:
        leader.goes_to("write")
        crowd.shows(lambda phone: phone.now["kind"] == "write")
        crowd.each(Phone.writes)
        line.knobs.dead = True
        leader.presses("cover", on=True)
        line.reset()
        line.knobs.dead = False
        began = time.monotonic()
        crowd.shows(lambda phone: phone.connections >= 2 and phone.now["covered"])
        print(f"{phones} are right again {time.monotonic() - began:.2f} s after")
        crowd.each(Phone.edits)
        leader.until(lambda: leader.tick.get("here") == phones)
        everything_agrees(home, leader, crowd)
        assert crowd.expected_cards().total() == phones
        assert {phone.acked for phone in crowd.phones} == {2}


@pytest.mark.parametrize(
    ("rounds", "phones"), [(3, 100), pytest.param(10, 2000, marks=pytest.mark.long)]
)
def test_who_comes_and_goes_leaves_nothing_behind(
    home: House, leader: Desk, rounds: int, phones: int
) -> None:
    server = psutil.Process(home.server.own.pid)
    held, memory = connections(home.server.port), []
    for _ in range(rounds):
        guests = [Phone(home) for _ in range(phones)]
        join(guests)
        are_here(guests, leader)
        until(lambda: connections(home.server.port) >= phones)  # one that broke comes back
        for guest in guests:
            guest.hang_up()
        leader.until(lambda: leader.tick.get("here") == 0)
        until(
            lambda: connections(home.server.port) <= held,
            says=lambda: f"{connections(home.server.port)} of {held}",
        )
        memory.append(server.memory_info().rss / 2**20)
        print(f"memory {memory[-1]:.1f} MB")
    assert memory[-1] < 1.1 * memory[1], "it grows from round to round"


def join(guests: list[Phone]) -> None:
    """Lets all guests come; those who are in answer their pings while the others come."""
    looked = time.monotonic()
    for count, guest in enumerate(guests, 1):
        guest.join()
        if time.monotonic() - looked > PINGED:
            follow(guests[:count])
            looked = time.monotonic()


def are_here(guests: list[Phone], leader: Desk) -> None:
    """Returns when the desk counts them all."""

    def are_counted() -> bool:
        follow(guests)
        return bool(leader.tick.get("here") == len(guests))

    leader.until(are_counted)


def follow(guests: list[Phone]) -> None:
    """Lets each guest answer its pings, or connect again if it was too late for one."""
    for guest in guests:
        guest.follow(0.001)


# Two desks press at once, again and again: each step is done once, and in its order.
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


@pytest.mark.parametrize("races", [50, pytest.param(500, marks=pytest.mark.long)])
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
