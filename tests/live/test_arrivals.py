"""A bucket lets new devices in; whoever was here before is never held up by them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Queue as Heard
from types import SimpleNamespace
from typing import Any

import pytest
import websocket
from socketio.exceptions import ConnectionRefusedError

from tests.live.conftest import Place
from tests.support.sockets import ASK_AGAIN, desk, phone, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from workshop.live.arrivals import (
    ARRIVALS_A_SECOND,
    ARRIVALS_AT_ONCE,
    ARRIVALS_TOLD_S,
    MANY_ARRIVALS,
    Arrivals,
    Arrived,
)
from workshop.live.devices import LATELY, NO_PASS, Devices, pass_of
from workshop.live.door import refused_at_door
from workshop.live.events import Events
from workshop.pretend.client.connection import Connection
from workshop.pretend.client.packets import AsksAgain, is_admitted
from workshop.storage.keyring import Keys

NOW = 1000.0
BEGUN, ARRIVES = SimpleNamespace(arrives=False), SimpleNamespace(arrives=True)


def device(n: int) -> bytes:
    return n.to_bytes(16)


def come(arrivals: Arrivals, devices: int, now: float, *, arriving: bool = True) -> int:
    """So many new devices come at once. Returns how many are let in."""
    return sum(arrivals.let_in(now, arriving=arriving) for _ in range(devices))


def test_a_hall_that_scans_the_code_together_does_not_notice() -> None:
    arrivals = Arrivals(NOW)
    assert come(arrivals, 300, NOW) == 300
    assert arrivals.many(NOW) is None, "while people arrive, that many are right"


def test_no_more_come_in_than_so_many_a_second() -> None:
    arrivals = Arrivals(NOW)
    came = sum(come(arrivals, 100, NOW + tenth / 10) for tenth in range(101))
    assert came == pytest.approx(ARRIVALS_AT_ONCE + 10 * ARRIVALS_A_SECOND, abs=1)
    assert arrivals.many(NOW + 10) == Arrived(NOW, came)


def test_a_flood_leaves_nothing_in_memory() -> None:
    arrivals = Arrivals(NOW)
    for second in range(100):
        come(arrivals, 1000, NOW + second, arriving=False)
    held = [one for one in vars(arrivals).values() if isinstance(one, dict | list | set)]
    assert not held


def test_the_desk_hears_of_many_once_the_room_has_begun_and_how_many_came_since_when() -> None:
    arrivals, few = Arrivals(NOW - 200), int(MANY_ARRIVALS)
    come(arrivals, 1, NOW - 100, arriving=False)
    come(arrivals, few, NOW, arriving=False)
    assert arrivals.many(NOW) is None
    come(arrivals, 1, NOW, arriving=False)
    assert arrivals.many(NOW) == Arrived(NOW, few + 1)
    come(arrivals, 1, NOW + 100, arriving=False)
    assert arrivals.many(NOW + ARRIVALS_TOLD_S) == Arrived(NOW, few + 2)
    assert arrivals.many(NOW + ARRIVALS_TOLD_S + 1) is None
    come(arrivals, few + 1, NOW + ARRIVALS_TOLD_S + 1, arriving=False)
    assert arrivals.many(NOW + ARRIVALS_TOLD_S + 1) == Arrived(NOW + ARRIVALS_TOLD_S + 1, few + 1)


def test_those_who_come_now_and_then_are_not_many() -> None:
    arrivals = Arrivals(NOW)
    for n in range(10 * int(MANY_ARRIVALS)):
        come(arrivals, 1, NOW + 2 * n, arriving=False)
    assert arrivals.many(NOW) is None


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


def test_after_the_seal_nothing_is_kept_of_who_has_acted() -> None:
    devices = Devices()
    devices.acts(b"a")
    devices.forget_deeds()
    assert not devices.knows(b"a")


def test_made_up_devices_are_held_up_at_a_sealed_workshop_as_well() -> None:
    board: Any = SimpleNamespace(devices=Devices(), keys=None, door_closed=False, reading=BEGUN)
    found = [refused_at_door(board, device(n), pass_of(None, device(n))) for n in range(2000)]
    assert found.count(None) < 2 * ARRIVALS_AT_ONCE


def test_a_ticket_is_never_held_up_by_whoever_else_comes() -> None:
    keys, mine, other = Keys(bytes(32)), b"m" * 16, b"o" * 16
    board: Any = SimpleNamespace(devices=Devices(), keys=keys, door_closed=False, reading=ARRIVES)
    for n in range(2000):
        refused_at_door(board, device(n), None)
    assert refused_at_door(board, other, pass_of(keys, mine)) == "many"
    assert refused_at_door(board, mine, pass_of(keys, mine)) is None
    board.door_closed = True
    assert refused_at_door(board, other, pass_of(keys, mine)) == "door_closed"
    assert refused_at_door(board, mine, pass_of(keys, mine)) is None


def test_one_of_many_is_told_so_and_its_connection_ends() -> None:
    live: Any = SimpleNamespace(admit=lambda *_: "many")
    auth = {"view": "participant", "workshop": "w1", "secret": secrets_of_a_device()}
    events, ended = Events(live, 0.0), list[str]()
    events._end_once_read = ended.append  # type: ignore[method-assign]
    with pytest.raises(ConnectionRefusedError) as refused:
        events.on_connect("sid", {}, auth)
    assert refused.value.error_args == {"message": "many"}
    assert ended == ["sid"]
    with pytest.raises(AsksAgain):
        is_admitted('44{"message":"many"}')


@contextmanager
def made_up(place: Place, workshop: str) -> Iterator[None]:
    """Made-up devices that come as fast as they can, each with another secret."""
    over = threading.Event()

    def come() -> None:
        while not over.is_set():
            secret = secrets_of_a_device()
            auth = {"view": "participant", "workshop": workshop, "secret": secret}
            with suppress(AsksAgain, OSError, websocket.WebSocketException):
                Connection(place.server.origin, auth, Heard()).cut()

    crowd = [threading.Thread(target=come, daemon=True) for _ in range(8)]
    for one in crowd:
        one.start()
    try:
        yield
    finally:
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
        assert flooded["flood"]["devices"] >= ARRIVALS_AT_ONCE
        assert flooded["flood"]["since"] <= flooded["time"]
        auth = {"view": "participant", "workshop": workshop, "secret": secret, "ticket": ticket}
        Connection(place.server.origin, auth, Heard()).cut()
        assert here.ask("hello", {})["ticket"] == ticket
        newly = {**auth, "secret": secrets_of_a_device(), "ticket": NO_PASS}
        Connection(place.server.origin, {**newly, "workshop": other_room}, Heard()).cut()
    assert table.do({"type": "close_door", "on": True})["ok"]
    until(lambda: here.ask("hello", {})["ticket"] == ticket, again=ASK_AGAIN)
