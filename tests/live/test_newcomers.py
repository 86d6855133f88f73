"""New devices come in one after the other; whoever was here before does not wait."""

import math
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count, islice
from queue import Queue as Heard
from types import SimpleNamespace
from typing import Any

import pytest
import websocket
from socketio.exceptions import ConnectionRefusedError

from tests.live.conftest import Place
from tests.support.sockets import ASK_AGAIN, desk, phone, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from workshop.live import newcomers
from workshop.live.behind_turns import AGAIN, LATE, MOST_BEHIND
from workshop.live.devices import LATELY, NO_TICKET, Devices, ticket_of
from workshop.live.door import refused_at_door
from workshop.live.events import Events
from workshop.live.newcomers import (
    A_SECOND,
    AT_ONCE,
    FLOOD,
    GRACE,
    MOST,
    OVER,
    STRETCH,
    Flood,
    Newcomers,
)
from workshop.pretend.client.connection import Connection
from workshop.pretend.client.packets import ComesLater, is_admitted
from workshop.protocol.messages import Queue
from workshop.storage.keyring import Keys, device_of

NOW = 1000.0
EACH_SECOND, BEFORE, LONG = 100, 60, 400
"""Devices that a flood makes up each second, seconds of it before a person comes, and in which that
is in."""
STAYS, COMES = SimpleNamespace(arrives=False), SimpleNamespace(arrives=True)


def device(n: int) -> bytes:
    return n.to_bytes(16)


def waits(queue: Newcomers, n: int, now: float, *, arriving: bool = True) -> float:
    wait = queue.wait(device(n), now, arriving=arriving)
    return wait.turn if wait else 0.0


def test_a_room_of_sixty_that_scans_the_code_together_does_not_notice() -> None:
    queue = Newcomers(NOW)
    assert {waits(queue, n, NOW) for n in range(60)} == {0.0}
    assert queue.flood(NOW) is None, "while people arrive, that many are right"
    assert not queue.waiting(NOW)


def test_who_comes_in_a_flood_is_told_its_turn_keeps_it_and_comes_in_then() -> None:
    queue = Newcomers(NOW)
    for n in range(2000):
        waits(queue, n, NOW)
    wait = waits(queue, 2000, NOW)
    assert wait == pytest.approx((2001 - AT_ONCE) / A_SECOND)
    for n in range(3000, 4000):
        waits(queue, n, NOW + 1)
    assert waits(queue, 2000, NOW + 1) == pytest.approx(wait - 1)
    assert waits(queue, 2000, NOW + wait) == 0.0
    assert queue.waiting(NOW + wait) == 1000


def test_no_more_come_in_than_so_many_a_second() -> None:
    queue, came = Newcomers(NOW), 0
    for tenth in range(100):
        came += sum(not waits(queue, 100 * tenth + n, NOW + tenth / 10) for n in range(20))
    assert came <= AT_ONCE + 10 * A_SECOND


def test_a_turn_is_kept_for_a_page_that_sleeps_and_not_for_ever() -> None:
    queue, numbers = Newcomers(NOW), count()
    while not waits(queue, last := next(numbers), NOW):
        pass
    turn = NOW + waits(queue, last, NOW)
    waits(queue, next(numbers), turn + GRACE)
    assert queue._turns.keys() >= {device(last)}
    waits(queue, next(numbers), turn + GRACE + 1)
    assert device(last) not in queue._turns


def test_a_flood_fills_no_memory() -> None:
    queue, many = Newcomers(NOW), 2 * MOST_BEHIND
    for n in [*range(2 * many), *(n for n in range(many) for _ in range(2))]:
        waits(queue, n, NOW)
    behind = queue._behind
    assert len(queue._turns) == MOST
    assert len(behind._met) <= MOST_BEHIND == behind.waiting(NOW)
    waits(queue, 3 * many, NOW + AGAIN + LATE + 1)
    assert not behind._met and not behind._waits


def beside_a_flood(*, again: bool) -> float:
    """Returns the seconds that a person waits who comes after `BEFORE` seconds of a flood. Each of
    its devices comes once, or whenever it is told to."""
    queue, made_up, coming = Newcomers(NOW), count(1), defaultdict[int, list[int]](list)
    asks_at = BEFORE
    for second in range(BEFORE + LONG):
        now = NOW + second
        for n in [*coming.pop(second, []), *islice(made_up, EACH_SECOND)]:
            wait = queue.wait(device(n), now, arriving=False)
            if again and wait:
                coming[second + math.ceil(wait.again)].append(n)
        if second == asks_at:
            wait = queue.wait(device(0), now, arriving=False)
            if wait is None:
                return second - BEFORE
            asks_at += math.ceil(wait.again)
    return math.inf


def test_a_person_comes_in_beside_a_flood_that_keeps_the_queue_full() -> None:
    assert beside_a_flood(again=False) <= MOST / A_SECOND + 2 * AGAIN


def test_beside_a_flood_that_comes_again_a_person_waits_for_those_who_came_before() -> None:
    before = BEFORE * (EACH_SECOND - A_SECOND)
    assert beside_a_flood(again=True) <= before / A_SECOND + 2 * AGAIN


def test_who_has_come_again_and_waited_longest_gets_the_next_turn_that_is_free() -> None:
    queue, (early, later, once) = Newcomers(NOW), range(MOST, MOST + 3)
    while len(queue._turns) < MOST:
        waits(queue, len(queue._turns) + 1000 * MOST, NOW)
    for n in (early, later, later, early, once):
        told = queue.wait(device(n), NOW, arriving=True)
        assert told and told.again == AGAIN and told.turn == pytest.approx((MOST + 1) / A_SECOND)
    del queue._turns[next(iter(queue._turns))]
    waits(queue, once, NOW)
    assert [device(n) in queue._turns for n in (early, later, once)] == [False, True, False]


def crowded() -> Newcomers:
    """A queue whose turns are all given; ten devices have come once behind them, ten again."""
    queue = Newcomers(NOW)
    for n in [
        *range(MOST + int(AT_ONCE) + 20),
        *range(MOST + int(AT_ONCE), MOST + int(AT_ONCE) + 10),
    ]:
        waits(queue, n, NOW)
    assert queue.waiting(NOW) == MOST + 10
    return queue


def test_who_has_no_turn_is_told_when_it_comes_at_the_earliest_and_it_does_not_come_before() -> (
    None
):
    queue, first = crowded(), MOST + int(AT_ONCE)
    told = waits(queue, first, NOW + AGAIN)
    for n in range(int(AT_ONCE), MOST):
        if NOW + n / A_SECOND < NOW + 2 * AGAIN:
            waits(queue, n, NOW + 2 * AGAIN)
    turn = waits(queue, first, NOW + 2 * AGAIN)
    assert turn + 2 * AGAIN >= told + AGAIN
    assert device(first) in queue._turns


def test_a_flood_that_has_ended_leaves_nobody_who_waits_though_nobody_comes() -> None:
    queue, later = crowded(), NOW + AGAIN + LATE + 1
    assert queue.waiting(later) == sum(turn > later for turn in queue._turns.values())
    assert queue.waiting(NOW + 500) == 0


def test_what_matters_no_more_of_new_devices_is_forgotten_though_nobody_comes() -> None:
    queue = crowded()
    queue.forget(NOW + AGAIN + LATE + 1)
    assert not queue._came and not queue._behind._met and not queue._behind._waits
    queue.forget(NOW + MOST / A_SECOND + GRACE + 1)
    assert not queue._turns and queue.flooding
    queue.forget(NOW + OVER + 1)
    assert not queue.flooding


def test_a_flood_that_lasts_for_hours_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_FLOODING", 3 * FLOOD)
    queue = Newcomers(NOW)
    for n in range(5 * FLOOD):
        assert waits(queue, n, NOW + n / A_SECOND, arriving=False) == 0
    assert len(queue.flooding) == 3 * FLOOD
    assert device(5 * FLOOD - 1) in queue.flooding and device(FLOOD) not in queue.flooding


def test_the_desk_hears_of_a_flood_once_the_room_has_begun_and_how_many_came() -> None:
    queue = Newcomers(NOW)
    for n in range(FLOOD - 1):
        waits(queue, n, NOW + n, arriving=False)
    assert queue.flood(NOW + FLOOD) is None
    waits(queue, FLOOD, NOW + FLOOD, arriving=False)
    assert queue.flood(NOW + FLOOD) == Flood(NOW, FLOOD)
    waits(queue, FLOOD, NOW + FLOOD, arriving=False)
    assert queue.flood(NOW + FLOOD) == Flood(NOW, FLOOD + 1), "one that makes up secrets anew"
    assert queue.flood(NOW + FLOOD + OVER) is not None
    assert queue.flood(NOW + FLOOD + OVER + 1) is None


def test_one_who_comes_now_and_then_makes_no_flood() -> None:
    queue = Newcomers(NOW)
    for n in range(10 * FLOOD):
        waits(queue, n, NOW + 2 * STRETCH * n / FLOOD, arriving=False)
    assert queue.flood(NOW) is None


def test_a_device_is_not_new_while_it_is_here_and_after_it_has_gone_or_acted() -> None:
    devices = Devices()
    assert not devices.knows(b"a")
    devices.arrive(b"a")
    assert devices.knows(b"a")
    devices.leave(b"a")
    assert devices.knows(b"a") and not devices.knows(b"b")
    devices.acts(b"b")
    assert devices.knows(b"b")


def test_when_a_device_has_gone_is_forgotten_though_nobody_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    devices = Devices()
    devices.arrive(b"a")
    devices.leave(b"a")
    later = time.monotonic() + LATELY + 1
    monkeypatch.setattr("workshop.live.devices.time.monotonic", lambda: later)
    devices.forget(later)
    assert not devices._left


def test_after_the_seal_nothing_is_kept_of_who_has_acted_or_was_turned_away() -> None:
    devices = Devices()
    devices.acts(b"a")
    devices.turn_away([b"b"])
    devices.forget_deeds()
    assert not devices.knows(b"a") and not devices.is_turned_away(b"b")


def test_made_up_devices_wait_at_a_sealed_workshop_as_well() -> None:
    board: Any = SimpleNamespace(devices=Devices(), keys=None, door_closed=False, reading=STAYS)
    found = [refused_at_door(board, device(n), ticket_of(None, device(n))) for n in range(200)]
    assert sum(one is None for one in found) < 150


def test_a_ticket_never_waits_for_whoever_else_comes() -> None:
    keys, mine, other = Keys(bytes(32)), b"m" * 16, b"o" * 16
    board: Any = SimpleNamespace(devices=Devices(), keys=keys, door_closed=False, reading=COMES)
    for n in range(2000):
        refused_at_door(board, device(n), None)
    assert isinstance(refused_at_door(board, other, ticket_of(keys, mine)), Queue)
    assert refused_at_door(board, mine, ticket_of(keys, mine)) is None
    board.devices.turn_away([device_of(mine)])
    assert isinstance(refused_at_door(board, mine, ticket_of(keys, mine)), Queue)
    board.door_closed = True
    assert refused_at_door(board, mine, ticket_of(keys, mine)) == "door_closed"
    assert refused_at_door(board, other, ticket_of(keys, other)) is None


def test_who_has_to_wait_is_refused_with_the_seconds_until_its_turn() -> None:
    live: Any = SimpleNamespace(admit=lambda *_: Queue(seconds=9.0, again=2.5))
    auth = {"view": "participant", "workshop": "w1", "secret": secrets_of_a_device()}
    with pytest.raises(ConnectionRefusedError) as refused:
        Events(live, 0.0).on_connect("sid", {}, auth)
    assert refused.value.error_args == {"message": "queue", "data": {"seconds": 9.0, "again": 2.5}}
    with pytest.raises(ComesLater) as turn:
        is_admitted('44{"message":"queue","data":{"seconds":9.0,"again":2.5}}')
    assert turn.value.seconds == 2.5


@contextmanager
def made_up(place: Place, workshop: str) -> Iterator[None]:
    """Made-up devices that come as fast as they can, each with another secret."""
    over = threading.Event()

    def come() -> None:
        while not over.is_set():
            secret = secrets_of_a_device()
            auth = {"view": "participant", "workshop": workshop, "secret": secret}
            with suppress(ComesLater, OSError, websocket.WebSocketException):
                Connection(place.server.origin, auth, Heard()).cut()

    crowd = [threading.Thread(target=come, daemon=True) for _ in range(8)]
    for one in crowd:
        one.start()
    yield
    over.set()
    for one in crowd:
        one.join(WITHIN)


def test_a_flood_keeps_nobody_out_who_was_here_nor_other_workshops(place: Place) -> None:
    workshop, secret = place.workshop(), secrets_of_a_device()
    table = desk(place.server, workshop, place.cookie)
    here = phone(place.server, workshop, secret)
    ticket = here.ask("hello", {})["ticket"]
    other_room = place.workshop()
    with made_up(place, workshop):
        flooded = table.until("tick", lambda tick: bool(tick.get("flood")))
        assert flooded["flood"]["devices"] >= AT_ONCE
        assert flooded["flood"]["since"] <= flooded["time"]
        auth = {"view": "participant", "workshop": workshop, "secret": secret, "ticket": ticket}
        Connection(place.server.origin, auth, Heard()).cut()
        assert here.ask("hello", {})["ticket"] == ticket
        newly = {**auth, "secret": secrets_of_a_device(), "ticket": NO_TICKET}
        Connection(place.server.origin, {**newly, "workshop": other_room}, Heard()).cut()
    assert table.do({"type": "close_door", "on": True})["ok"]
    until(lambda: here.ask("hello", {})["ticket"] == ticket, again=ASK_AGAIN)
