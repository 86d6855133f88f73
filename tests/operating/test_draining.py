"""A process that is asked to end: it is not ready, its people leave, all is written, it is gone."""

from collections.abc import Iterator

import gevent
import pytest

from tests.operating.conftest import Process, says
from workshop.operating import draining
from workshop.operating.draining import Draining
from workshop.operating.health import Health
from workshop.operating.moving import NOTICED, WITHIN, close_by_chance


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
    assert NOTICED <= min(moments) < NOTICED + 1 and WITHIN - 1 < max(moments) <= WITHIN
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
