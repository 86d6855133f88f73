"""Slots: nothing that beats bring is done before its slot is over, and then all of it at once."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import gevent

from tests.support.waiting import until
from workshop.live.devices import Devices
from workshop.live.slots import ANSWER_SLOTS, MOST_WAITING, Slots
from workshop.pretend.client.view_client import number_of
from workshop.protocol.messages import Beat, BeatAnswer, Do, Ok, Refused, Retry, Ride
from workshop.protocol.participant_commands import Unclear
from workshop.rules.pacing import CALM_SLOTS

SHORTEST = 5.0


@dataclass(eq=False)
class Table:
    """A board whose desk notes when it is told something."""

    slot: int = 1
    gone: bool = False
    desk_waits: bool = False
    watching: set[str] = field(default_factory=lambda: {"desk"})
    happened: list[str] = field(default_factory=list)
    devices: Devices = field(default_factory=Devices)

    def watched(self) -> set[str]:
        return self.watching

    def read_now(self) -> None:
        self.happened.append(f"read, the desk {'waits' if self.desk_waits else 'is told'}")

    def tell_desk(self) -> None:
        self.desk_waits = False
        self.happened.append("told")


class Play:
    """Slots by a clock of the test's, and what they have done."""

    def __init__(self, slot: int = 1) -> None:
        self.now, self.board = 1000.0, Table(slot)
        self.done: list[str] = []
        self.answer: Any = Ok()
        self.slots = Slots(self._do, [], lambda: self.now, 0.001)
        self.slots._shortest = SHORTEST

    def _do(self, guest: Any, asked: Do) -> Any:
        self.done.append(f"{guest.device.decode()}{asked.key[0]}")
        return self.answer

    def beats(self, device: str, *keys: str) -> list[str]:
        """A phone's beat with items of these keys; returns the answers."""
        said = Unclear(round=1, on=True)
        items = tuple(
            Ride(key=key, number=number_of(key), command=said) for key in map(key_of, keys)
        )
        guest: Any = SimpleNamespace(device=device.encode(), board=self.board)
        answer = self.slots.take(guest, Beat(items=items))
        assert isinstance(answer, BeatAnswer)
        return [*answer.answers]

    def ends(self, number: int) -> None:
        """The shortest slot of this number is over."""
        self.slots._shortest, self.now = 0.0, number * SHORTEST
        self.slots.end(self.board, number)  # type: ignore[arg-type]
        gevent.sleep(0)
        until(lambda: not self.board.desk_waits, pause=gevent.sleep)
        self.slots._shortest = SHORTEST


def key_of(name: str) -> str:
    return name * 32


def test_nothing_is_done_before_the_end_of_the_slot_and_then_all_of_it() -> None:
    play = Play()
    for device in "xyz":
        assert play.beats(device, "a", "b") == ["retry", "retry"]
    assert play.done == [] and play.board.happened == []
    play.ends(201)
    assert sorted(play.done) == ["xa", "xb", "ya", "yb", "za", "zb"]
    assert all(play.done.index(f"{one}a") < play.done.index(f"{one}b") for one in "xyz")
    assert play.board.happened == ["read, the desk waits", "told"]
    assert play.beats("x", "a", "b") == ["ok", "ok"]


def test_devices_are_done_in_an_order_of_chance() -> None:
    firsts = set()
    for _ in range(60):
        play = Play()
        for device in "xyz":
            play.beats(device, "a")
        play.ends(201)
        firsts.add(play.done[0])
    assert firsts == {"xa", "ya", "za"}


def test_what_comes_at_the_end_of_a_slot_belongs_to_the_next_one() -> None:
    play = Play()
    play.now = 1005.0
    play.beats("x", "a")
    play.ends(201)
    assert play.done == []
    play.ends(202)
    assert play.done == ["xa"]


def test_a_long_slot_ends_where_it_ends() -> None:
    play = Play(slot=CALM_SLOTS)
    play.now = 1001.0
    play.beats("x", "a")
    for number in range(201, 204):
        play.ends(number)
    assert play.done == [] and play.board.happened == []
    play.ends(204)
    assert play.done == ["xa"]


def test_what_waits_for_a_long_slot_waits_for_it_where_slots_are_shorter_by_then() -> None:
    play = Play(slot=CALM_SLOTS)
    play.beats("x", "a")
    play.board.slot = 1
    play.ends(201)
    assert play.done == [] and play.board.happened[-1] == "told"
    play.ends(204)
    assert play.done == ["xa"]


def test_the_desk_is_told_of_each_slot_and_nothing_is_read_where_nobody_looks() -> None:
    play = Play()
    for number in (201, 202):
        play.ends(number)
    assert play.board.happened.count("told") == 2
    play.board.watching.clear()
    play.ends(203)
    assert play.board.happened.count("told") == 2


def test_what_could_not_be_stored_is_taken_once_more() -> None:
    play = Play()
    play.answer = Retry()
    play.beats("x", "a")
    play.ends(201)
    play.answer = Refused(refused="round_closed")
    assert play.beats("x", "a") == ["retry"]
    play.ends(202)
    assert play.beats("x", "a") == ["round_closed"]
    assert play.done == ["xa", "xa"]


def test_an_answer_is_remembered_for_two_long_slots_and_no_other_device_is_told_it() -> None:
    play = Play()
    play.beats("x", "a")
    play.ends(201)
    assert play.beats("y", "a") == ["retry"]
    play.ends(201 + 2 * CALM_SLOTS)
    assert play.beats("x", "a") == ["ok"]
    play.ends(202 + ANSWER_SLOTS)
    assert play.beats("x", "a") == ["retry"]


def test_what_is_brought_again_while_it_is_done_is_done_once() -> None:
    play = Play()

    def slow(_guest: Any, asked: Do) -> Any:
        play.done.append(asked.key[0])
        play.slots._shortest = SHORTEST
        assert play.beats("x", "a", "b")[1] == "retry"
        play.slots.end(play.board, 202)  # type: ignore[arg-type]
        gevent.sleep(0)
        return Ok()

    play.slots._do = slow
    play.beats("x", "a", "b")
    play.ends(201)
    until(lambda: play.beats("x", "a", "b") == ["ok", "ok"], pause=gevent.sleep)
    play.ends(203)
    assert play.done == ["a", "b"]


def test_what_came_later_does_not_overtake_what_has_to_come_again() -> None:
    play = Play()
    play.beats("x", "a", "b")
    play.answer = Retry()
    play.ends(201)
    assert play.done == ["xa"]
    play.answer = Ok()
    play.beats("x", "a", "b", "c")
    play.ends(202)
    assert play.done == ["xa", "xa", "xb", "xc"]


def test_nothing_newer_of_a_device_is_taken_while_something_of_it_is_done() -> None:
    play = Play()

    def slow(_guest: Any, asked: Do) -> Any:
        play.done.append(asked.key[0])
        play.slots._shortest = SHORTEST
        assert play.beats("x", "a", "b") == ["retry", "retry"]
        play.slots._do = play._do
        return Retry()

    play.slots._do = slow
    play.beats("x", "a")
    play.ends(201)
    play.beats("x", "a", "b")
    play.ends(202)
    assert play.done == ["a", "xa", "xb"]


def test_a_device_that_brings_too_much_keeps_the_rest_for_later() -> None:
    play = Play()
    names = [f"{n:x}" for n in range(MOST_WAITING + 4)]
    for at in range(0, len(names), 4):
        assert play.beats("x", *names[at : at + 4]) == ["retry"] * 4
    play.ends(201)
    assert [one[1] for one in play.done] == names[:MOST_WAITING]


def test_a_desk_has_no_beats() -> None:
    guest: Any = SimpleNamespace(device=None, board=Table())
    answer = Play().slots.take(guest, Beat(items=()))
    assert isinstance(answer, Refused)
