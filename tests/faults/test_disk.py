"""A database that is locked, full or read-only: people are served, and nothing is promised."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House, house
from tests.support.locking import locked
from tests.support.phones import Crowd, Phone, crowd_of, wait_until
from tests.support.steady import Desk, desk

Fault = Callable[[House], AbstractContextManager[None]]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, {"WORKSHOP_FAILPOINTS": f"read_only={tmp_path / 'read_only'}"}) as made:
        yield made


def file_locked(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "workshops" / f"{home.workshop}.db")


def file_read(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "workshops" / f"{home.workshop}.db", reading=True)


def library_locked(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "library.db")


@contextmanager
def disk_full(home: House) -> Iterator[None]:
    """No file of the server's may grow or be written beyond its first byte."""
    free = resource.prlimit(home.server.own.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(home.server.own.pid, resource.RLIMIT_FSIZE, (1, free[1]))
    try:
        yield
    finally:
        resource.prlimit(home.server.own.pid, resource.RLIMIT_FSIZE, free)


@contextmanager
def read_only(home: House) -> Iterator[None]:
    fault = home.server.data.with_name("read_only")
    fault.touch()
    try:
        yield
    finally:
        fault.unlink()


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (file_locked, 3.0),
        (file_read, 3.0),
        (library_locked, 3.0),
        pytest.param(file_locked, 20.0, marks=pytest.mark.long),
        pytest.param(library_locked, 20.0, marks=pytest.mark.long),
    ],
)
def test_a_database_that_somebody_else_holds(home: House, fault: Fault, seconds: float) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_that_writes(home, leader) as crowd:
        with fault(home):
            end = time.monotonic() + seconds
            joins_are_served(home)
            time.sleep(max(0.0, end - time.monotonic()))
        begins_again(crowd)
        retries = sum(phone.retries for phone in crowd.phones)
        assert (retries > 0) == (fault is not library_locked)


@pytest.mark.parametrize(
    ("fault", "trouble"), [(disk_full, "disk_error"), (read_only, "read_only")]
)
def test_a_disk_that_takes_nothing(home: House, fault: Fault, trouble: str) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_that_writes(home, leader) as crowd:
        with fault(home):
            joins_are_served(home)
            leader.until(lambda: leader.entries["desk"]["trouble"] == trouble)
            acked = crowd.acked
            crowd.shows(lambda phone: phone.retries > 3)
            assert crowd.acked == acked
        begins_again(crowd)
        leader.until(lambda: leader.entries["desk"]["trouble"] == "")


@contextmanager
def crowd_that_writes(home: House, leader: Desk) -> Iterator[Crowd]:
    """Ten phones that write; in the end everything that they were told must be so."""
    with crowd_of(10, home) as crowd:
        leader.goes_to("write")
        crowd.shows(lambda phone: phone.now["kind"] == "write")
        crowd.acts()
        wait_until(lambda: crowd.acked > 20)
        yield crowd
        crowd.rests()
        everything_agrees(home, leader, crowd)


def joins_are_served(home: House) -> None:
    """Somebody opens the page, and their phone connects and shows where the workshop stands."""
    began = time.monotonic()
    page = home.server.get(f"/w/{home.workshop}/")
    paged = time.monotonic()
    newcomer = Phone(home)
    newcomer.join()
    newcomer.hang_up()
    assert page.status == 200 and newcomer.now["kind"] == "write"
    print(f"page in {paged - began:.2f} s, joined in {time.monotonic() - paged:.2f} s")


def begins_again(crowd: Crowd) -> None:
    """What each phone says is stored again."""
    began = time.monotonic()
    acked = {phone: phone.acked for phone in crowd.phones}
    crowd.shows(lambda phone: phone.acked > acked[phone])
    print(f"what everybody says is stored again {time.monotonic() - began:.2f} s after it ended")
