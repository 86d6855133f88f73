"""A process that stands still in the middle of a transaction holds nobody up for long."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.support.room import new_room
from tests.support.stores import Rows, store_in_rows
from tests.support.waiting import until
from workshop.storage.context import Context, Memory
from workshop.storage.store import Store
from workshop.storage.troubles import is_busy

pytestmark = pytest.mark.postgres
NOW = Context(here=0, now=1_780_000_000.0, memory=Memory())
MARK = b"f" * 16
TEAM = "SELECT id FROM team WHERE id = 'frozen'"
HOLDS = """
import sys
from pathlib import Path
from workshop.storage.context import Context, Memory
from workshop.storage.failpoints import NONE
from workshop.storage.people_tables import Team
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.sqlite.key_folder import KeyFolder

url, keys, id_, for_long = sys.argv[1:]
engine = open_engine(url)
workshops, library = WorkshopDatabase(engine, KeyFolder(Path(keys), NONE)), LibraryRows(engine)
try:
    with workshops.open(id_).begin(Context(0, 1.0, Memory())) as tx, library.begin() as session:
        tx.put(title="Frozen")
        tx.add_marks(1, [b"f" * 16])
        session.add(Team(id="frozen", name="Frozen"))
        session.flush()
        for connection in (tx.connection, session.connection()) if for_long else ():
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        print("holds", flush=True)
        input()
    print("stored", flush=True)
except Exception as error:
    print(type(error).__name__, flush=True)
"""
"""Another process, in the middle of a transaction on a workshop and of one on the library."""


@pytest.fixture
def store(rows: Rows, tmp_path: Path) -> Iterator[Store]:
    with store_in_rows(tmp_path, rows) as made:
        yield made


@contextmanager
def holding(
    store: Store, rows: Rows, id_: str, *, for_long: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    url = rows.cluster.url(rows.database)
    keys = str(store.settings.keys)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, url, keys, id_, "for long" if for_long else ""],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "holds\n"
            yield process
        finally:
            process.kill()


def is_done(work: Callable[[], None]) -> bool:
    """True if the work is done; False where somebody else holds the lock."""
    try:
        work()
    except OperationalError as error:
        assert is_busy(error)
        return False
    return True


def test_others_go_on_beside_a_frozen_process_and_nothing_of_it_is_stored(
    store: Store, rows: Rows
) -> None:
    id_ = new_room(store).id
    stored = store.workshops.open(id_)
    assert stored is not None

    def lead_on() -> None:
        with stored.begin(NOW) as tx:
            tx.put(title="Goes on")

    def write_library() -> None:
        with store.library.begin():
            pass

    with holding(store, rows, id_) as process:
        process.send_signal(signal.SIGSTOP)
        until(lambda: is_done(lead_on))
        until(lambda: is_done(write_library))
        process.send_signal(signal.SIGCONT)
        said, _ = process.communicate("\n")
        assert said == "OperationalError\n"
    with stored.begin(NOW) as tx:
        assert tx.state.title == "Goes on"
        assert tx.present([MARK]) == set()
    with store.library.read() as session:
        assert session.connection().exec_driver_sql(TEAM).all() == []


def test_a_lock_that_another_process_holds_is_told_as_one(store: Store, rows: Rows) -> None:
    id_ = new_room(store).id
    stored = store.workshops.open(id_)
    assert stored is not None
    with holding(store, rows, id_, for_long=True):
        for begin in (lambda: stored.begin(NOW), store.library.begin):
            with pytest.raises(OperationalError) as refused, begin():
                pass
            assert is_busy(refused.value)
            # Not given up as a statement that takes for ever: that would hold up other workshops.
            assert getattr(refused.value.orig, "sqlstate", "") == "55P03"
