"""A database that is locked, full or read-only: people are served, and nothing is promised."""

import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.agreement import everything_agrees
from tests.support.folders import looks_of
from tests.support.forking import run
from tests.support.lasting import House, house
from tests.support.locking import locked
from tests.support.phones import Crowd, Phone, crowd_of
from tests.support.steady import Desk, desk
from tests.support.waiting import WITHIN, until

Fault = Callable[[House], AbstractContextManager[None]]
SMALL = "size=64m"
FREE = 40_000_000
"""Bytes that are left on a disk that is almost full."""
LARGE = 8_000_000
"""Bytes that are in the file of a large workshop, and more than are left on its disk by then."""
NO_MOUNT = "Only root may mount a small disk, and not everywhere."


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, {"WORKSHOP_FAILPOINTS": f"read_only={tmp_path / 'read_only'}"}) as made:
        yield made


@pytest.fixture
def small_home(tmp_path: Path) -> Iterator[House]:
    """A server whose data lie on a small disk of their own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not shutil.which("mount") or mount(disk) != 0:
        pytest.skip(NO_MOUNT)
    try:
        with house(disk) as made:
            yield made
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def mount(folder: Path) -> int:
    command = ["mount", "-t", "tmpfs", "-o", SMALL, "tmpfs", str(folder)]
    return subprocess.call(command, stderr=subprocess.DEVNULL)


def file_locked(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "workshops" / f"{home.workshop}.db")


def file_read(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "workshops" / f"{home.workshop}.db", reading=True)


def library_locked(home: House) -> AbstractContextManager[None]:
    return locked(home.server.data / "library.db")


@contextmanager
def filled(folder: Path, left: int = 0) -> Iterator[None]:
    """Something else has filled the disk of a folder, but for so many bytes."""
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file, suppress(OSError):
        while shutil.disk_usage(folder).free > left or not left:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filling.unlink()


def disk_full(home: House) -> AbstractContextManager[None]:
    return filled(home.server.data.parent)


@contextmanager
def no_file_grows(home: House) -> Iterator[None]:
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
    ("fault", "times"),
    [
        (file_locked, 1),
        pytest.param(file_read, 1, marks=pytest.mark.long),
        pytest.param(file_locked, 5, marks=pytest.mark.long),
    ],
)
def test_a_database_that_somebody_else_holds(home: House, fault: Fault, times: int) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_that_writes(home, leader) as crowd:
        with fault(home):
            joins_are_served(home)
            each_must_try_again(crowd, times)
        goes_on(crowd)


@pytest.mark.parametrize("acts", [10, pytest.param(150, marks=pytest.mark.long)])
def test_a_library_that_somebody_else_holds_keeps_nobody_waiting(home: House, acts: int) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_that_writes(home, leader) as crowd:
        with library_locked(home):
            joins_are_served(home)
            goes_on(crowd, acts)
        goes_on(crowd)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        pytest.param(no_file_grows, "disk_error", marks=pytest.mark.long),
        (read_only, "read_only"),
    ],
)
def test_a_disk_that_takes_nothing(home: House, fault: Fault, trouble: str) -> None:
    nothing_is_promised(home, fault, trouble)


def test_a_disk_that_is_full(small_home: House) -> None:
    nothing_is_promised(small_home, disk_full, "disk_full")


def test_a_disk_that_is_almost_full_is_told_while_all_is_stored(small_home: House) -> None:
    leader = desk(small_home.server, small_home.workshop, small_home.cookie)
    with crowd_that_writes(small_home, leader) as crowd:
        with filled(small_home.server.data.parent, FREE):
            leader.until(lambda: leader.entries["desk"]["trouble"] == "disk_low")
            goes_on(crowd)
        leader.until(lambda: leader.entries["desk"]["trouble"] == "")


def test_a_page_that_a_full_disk_cannot_store_says_so(small_home: House) -> None:
    server = small_home.server
    fields = {"title": "Autumn release", "team": "Payments", "template": "60"}
    with filled(server.data.parent):
        refused = server.post("/desk/new", fields, Cookie=small_home.cookie)
    assert refused.status == 503 and "The disk is full" in refused.text
    assert server.post("/desk/new", fields, Cookie=small_home.cookie).status == 303


def test_a_start_on_a_full_disk_says_so_and_leaves_nothing(small_home: House) -> None:
    data = small_home.server.data
    small_home.server.stop()
    with filled(data.parent):
        before = looks_of(data)
        started = run("workshop", "serve", "--no-browser", "--port", "0", "--data", str(data))
        assert (started.returncode, started.stdout) == (2, "")
        assert "is full, so the server has not started" in started.stderr
        assert "Free at least 50 MB" in started.stderr and "Traceback" not in started.stderr
        assert looks_of(data) == before
    small_home.server.start()


def test_a_rewrite_without_room_at_a_start_stays_owed_and_people_work_on(small_home: House) -> None:
    server = small_home.server
    file = server.data / "workshops" / f"{small_home.workshop}.db"
    leader = desk(server, small_home.workshop, small_home.cookie)
    with crowd_that_writes(small_home, leader) as crowd:
        server.kill()
        owes_a_large_rewrite(file)
        with filled(server.data.parent, LARGE // 2):
            server.start()
            joins_are_served(small_home)
            goes_on(crowd)
            assert owes_rewrite(file)
        goes_on(crowd)
        until(lambda: not owes_rewrite(file))


def owes_a_large_rewrite(file: Path) -> None:
    """Has a workshop's file be large, as after a reveal in a hall, and owe what follows a
    reveal."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE large AS SELECT randomblob(?) AS body", (LARGE,))
        connection.execute("UPDATE state SET owes_rewrite = 1")


def owes_rewrite(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=WITHIN)) as connection:
        return bool(*connection.execute("SELECT owes_rewrite FROM state").fetchone())


def nothing_is_promised(home: House, fault: Fault, trouble: str) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_that_writes(home, leader) as crowd:
        with fault(home):
            joins_are_served(home)
            leader.until(lambda: leader.entries["desk"]["trouble"] == trouble)
            # An answer from before the fault may still be on its way: not behind another one. And
            # a full disk may have room for a small commit where the journal begins anew.
            each_must_try_again(crowd)
            until(lambda: nothing_is_stored(crowd), 2 * WITHIN)
        goes_on(crowd)
        leader.until(lambda: leader.entries["desk"]["trouble"] == "")


@contextmanager
def crowd_that_writes(home: House, leader: Desk) -> Iterator[Crowd]:
    """Ten phones that write; in the end everything that they were told must be so."""
    with crowd_of(10, home) as crowd:
        leader.goes_to("write")
        crowd.shows(lambda phone: phone.now["kind"] == "write")
        crowd.acts()
        until(lambda: crowd.acked > 20)
        yield crowd
        crowd.rests()
        everything_agrees(home, leader, crowd)


def joins_are_served(home: House) -> None:
    """Somebody opens the page, and their phone connects and shows where the workshop stands."""
    page = home.server.get(f"/w/{home.workshop}/")
    newcomer = Phone(home)
    newcomer.join()
    newcomer.hang_up()
    assert page.status == 200 and newcomer.now["kind"] == "write"


def each_must_try_again(crowd: Crowd, times: int = 1) -> None:
    """Each phone is told so often that nothing was stored."""
    before = {phone: phone.retries for phone in crowd.phones}
    crowd.shows(lambda phone: phone.retries >= before[phone] + times, WITHIN * times)


def nothing_is_stored(crowd: Crowd) -> bool:
    """True if each phone was told twice that nothing was stored, and meanwhile none that something
    was."""
    kept = crowd.expected_cards()
    each_must_try_again(crowd, 2)
    return crowd.expected_cards() == kept


def goes_on(crowd: Crowd, acts: int = 1) -> None:
    """So much of what each phone says is stored."""
    before = {phone: phone.acked for phone in crowd.phones}
    crowd.shows(lambda phone: phone.acked >= before[phone] + acts, WITHIN + acts)
