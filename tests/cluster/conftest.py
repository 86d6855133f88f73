"""Fixtures of the tests of several processes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import gevent
import pytest

from tests.support.neighbours import Neighbours
from tests.support.stores import Rows
from tests.support.valkey import ValkeyServer
from tests.support.waiting import until
from workshop.cluster.valkey_bus import ValkeyBus

MakeBus = Callable[[], ValkeyBus]


@pytest.fixture(scope="package")
def _shared_valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    yield server
    server.stop()


@pytest.fixture
def valkey(_shared_valkey: ValkeyServer) -> Iterator[ValkeyServer]:
    """A Valkey that is there, and empty."""
    _shared_valkey.client.flushall()
    yield _shared_valkey
    if _shared_valkey.is_gone():
        _shared_valkey.start()


@pytest.fixture
def make_bus(valkey: ValkeyServer) -> Iterator[MakeBus]:
    """Makes buses of processes that hear themselves already."""
    made: list[ValkeyBus] = []

    def make() -> ValkeyBus:
        bus = ValkeyBus(valkey.url)
        made.append(bus)
        bus.start()
        until(lambda: bus.whole, pause=gevent.sleep)
        return bus

    yield make
    for bus in made:
        bus.stop()


@pytest.fixture
def neighbours(tmp_path: Path, rows: Rows) -> Iterator[Neighbours]:
    """The stores of two processes on one database."""
    made = Neighbours(tmp_path, rows)
    yield made
    made.close()
