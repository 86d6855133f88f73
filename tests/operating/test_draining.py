"""A process that is asked to end: it is not ready, its people leave, all is written, it is gone."""

import os
from collections.abc import Iterator

import gevent
import pytest
import websocket

from tests.operating.conftest import SECRET, Process, says
from tests.support.numbered import numbered
from tests.support.sockets import Socket, close_all, phone, secrets_of_a_device
from tests.support.stores import Rows
from workshop.operating import draining
from workshop.operating.draining import Draining
from workshop.operating.health import Health
from workshop.operating.moving import CLOSED_WITHIN_S, NOTICED, close_by_chance

WORD = {"type": "check_in"}


class Room:
    """Connections that a test looks at."""

    def __init__(self, count: int) -> None:
        self.open = [f"phone {number}" for number in range(count)]

    def sids(self) -> list[str]:
        """Returns those that are open."""
        return [*self.open]

    def end(self, sid: str) -> None:
        """Ends one of them."""
        self.open.remove(sid)


@pytest.fixture(autouse=True)
def _no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "end_at_the_latest", lambda: None)


def test_phones_leave_at_moments_by_chance_and_not_before_the_proxy_has_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments: list[float] = []
    monkeypatch.setattr(gevent, "spawn_later", lambda seconds, *_: moments.append(seconds))
    close_by_chance(Room(200))
    assert len(moments) == 200
    assert (
        NOTICED <= min(moments) < NOTICED + 1
        and CLOSED_WITHIN_S - 1 < max(moments) <= CLOSED_WITHIN_S
    )
    assert moments != sorted(moments)


def test_a_process_ends_once_everybody_has_left_and_all_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draining, "NOTICED", 0.1)
    left, health, written = iter([2, 1, 1, 0, 0, 0, 0, 0]), Health(), []

    def unwritten() -> int:
        written.append(next(left, 0))
        return written[-1]

    Draining(health, Room(0), unwritten).run()
    assert not health.is_ready() and written[-1] == 0 and len(written) > 3


@pytest.fixture
def ending(process: Process) -> Iterator[Process]:
    process.end()
    yield process


@pytest.mark.postgres
def test_a_process_that_is_asked_to_end_says_so_to_its_proxy_and_ends(
    ending: Process,
) -> None:
    says(ending, 503, "about to end")
    assert ending.at_address("/healthz").status == 200
    # Not by its alarm, after which it would have been ended by a signal.
    assert ending.ended() == 0


def acts(phone: Socket) -> bool:
    """Has a device ask for a word; False if it was closed before an answer came."""
    try:
        answer = phone.wait(phone.send("do", numbered(WORD)))
    except (OSError, websocket.WebSocketException):
        return False
    return bool(answer and answer.get("ok"))


@pytest.mark.long
@pytest.mark.postgres
def test_phones_of_a_process_that_ends_go_to_another_and_nothing_acknowledged_is_lost(
    process: Process, environ: dict[str, str], rows: Rows
) -> None:
    other = Process({**os.environ, **environ})
    try:
        id_ = process.new_workshop(process.trade(SECRET).cookie)
        devices = [secrets_of_a_device() for _ in range(12)]
        phones = [phone(process, id_, device) for device in devices]
        assert all(acts(one) for one in phones[:6])
        process.end()
        says(process, 503, "about to end")
        stored = 6 + sum(acts(one) for one in phones[6:])
        assert all(one.ends() for one in phones)
        assert process.ended() == 0
        with rows.cluster.connect(rows.database) as connection:
            (found,) = connection.execute("SELECT count(*) FROM check_in").fetchone() or ()
        assert found >= stored >= 6
        again = [phone(other, id_, device) for device in devices]
        assert all(acts(one) for one in again)
    finally:
        close_all()
        other.kill()
