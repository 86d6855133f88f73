"""A PostgreSQL that would write down who did what, or show it to others, holds no workshop."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import OperationalError

from tests.support.postgres import APP, OWNER, Cluster
from tests.support.room import new_room
from tests.support.stores import Rows, store_in_rows
from tests.support.waiting import until
from workshop.storage.context import Context, Memory
from workshop.storage.failpoints import NONE
from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.people_tables import Team
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.postgres.required_settings import REQUIRED, UnsafeServer
from workshop.storage.postgres.row_tables import OF_WORKSHOPS, OtherTables, make_tables
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store
from workshop.storage.troubles import is_busy
from workshop.storage.workshop_tables import WorkshopBase

pytestmark = pytest.mark.postgres
WRONG = {
    "track_activities": "on",
    "log_statement": "all",
    "log_min_error_statement": "error",
    "log_error_verbosity": "default",
    "log_lock_waits": "on",
    "log_min_duration_sample": "0",
    "log_transaction_sample_rate": "1",
    "log_min_messages": "debug2",
    "debug_print_plan": "on",
}
"""Values of settings that a database can have for itself, which the others can't."""


@pytest.fixture
def database(rows: Rows) -> Iterator[str]:
    """A database of the test's own, with all tables."""
    made = rows.cluster.copy()
    yield made
    rows.cluster.drop(made)


def opened(rows: Rows, database: str, folder: Path, role: str = APP) -> None:
    engine = open_engine(rows.cluster.url(database, role))
    try:
        WorkshopDatabase(engine, KeyFolder(folder, NONE)).close()
    finally:
        engine.dispose()


def test_a_server_with_all_settings_is_good(rows: Rows, database: str, tmp_path: Path) -> None:
    opened(rows, database, tmp_path)


@pytest.mark.parametrize("name", WRONG)
def test_a_server_that_would_write_down_too_much_is_refused(
    rows: Rows, database: str, tmp_path: Path, name: str
) -> None:
    with rows.cluster.connect(database) as connection:
        connection.execute(f"ALTER DATABASE {database} SET {name} = '{WRONG[name]}'")
    with pytest.raises(UnsafeServer) as refused:
        opened(rows, database, tmp_path)
    assert (
        str(refused.value) == f"PostgreSQL has {name} = {WRONG[name]}. It must be {REQUIRED[name]}."
    )


@pytest.mark.parametrize("role", [OWNER, "postgres"])
def test_a_role_that_could_read_past_the_rows_of_a_workshop_is_refused(
    rows: Rows, database: str, tmp_path: Path, role: str
) -> None:
    with pytest.raises(UnsafeServer, match="The role"):
        opened(rows, database, tmp_path, role)


def test_a_database_without_the_tables_of_this_version_is_refused(
    rows: Rows, tmp_path: Path
) -> None:
    with pytest.raises(OtherTables):
        opened(rows, "postgres", tmp_path)


def test_the_tables_are_those_of_a_workshop_with_the_workshop_before_each_row(rows: Rows) -> None:
    engine = create_engine(rows.cluster.url(rows.database, OWNER))
    with engine.connect() as connection:
        found = inspect(connection)
        for table in WorkshopBase.metadata.sorted_tables:
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == ["workshop", *(one.name for one in table.primary_key)]
            named = {one["name"] for one in found.get_columns(table.name)}
            assert named - {"workshop", "stamp"} == {one.name for one in table.columns}
        guarded = connection.exec_driver_sql("SELECT relname FROM pg_class WHERE relrowsecurity")
        assert {*guarded.scalars()} == {one.name for one in OF_WORKSHOPS}
        before = {*found.get_table_names()}
        make_tables(connection, APP)  # harmless where that was done already
        assert {*inspect(connection).get_table_names()} == before
    engine.dispose()


# The library in PostgreSQL: its tables are those of a file, and its writers follow one another.
@pytest.fixture
def two(rows: Rows) -> Iterator[tuple[LibraryRows, LibraryRows]]:
    """The library, as two processes have it."""
    here, there = (LibraryRows(open_engine(rows.cluster.url(rows.database))) for _ in range(2))
    yield here, there
    here.close()
    there.close()
    rows.empty()


def test_two_processes_write_one_after_the_other(two: tuple[LibraryRows, LibraryRows]) -> None:
    here, there = two
    with here.begin() as session:
        session.add(Team(id="t", name="Payments"))
        with pytest.raises(OperationalError) as refused, there.begin():
            pass
        with there.read() as other:
            assert other.get(Team, "t") is None
    assert is_busy(refused.value)
    with there.begin() as session:
        found = session.get(Team, "t")
        assert found is not None
        assert found.name == "Payments"


def test_what_failed_is_taken_back(two: tuple[LibraryRows, LibraryRows]) -> None:
    here, there = two
    with pytest.raises(ZeroDivisionError), here.begin() as session:
        session.add(Team(id="t", name="Payments"))
        session.flush()
        raise ZeroDivisionError
    with there.read() as session:
        assert session.get(Team, "t") is None


def test_the_database_knows_the_defaults_by_itself(rows: Rows) -> None:
    with rows.cluster.connect(rows.database) as connection:
        said = """INSERT INTO link (hash, kind, workshop, one_time, used)
            VALUES (%s, '', '', true, false)"""
        connection.execute(said, (b"\1",))
        found = connection.execute("SELECT seed, giver, leaves, until FROM link").fetchall()
    rows.empty()
    assert found == [(b"", b"", False, "")]


def test_the_tables_are_those_of_a_file(rows: Rows) -> None:
    engine = create_engine(rows.cluster.url(rows.database, OWNER))
    with engine.connect() as connection:
        found = inspect(connection)
        for table in LIBRARY_TABLES.sorted_tables:
            named = {one["name"] for one in found.get_columns(table.name)}
            assert named == {one.name for one in table.columns}, table.name
    engine.dispose()


# The PostgreSQL that tests start themselves leaves nothing behind, and listens to nobody else.
LEFT_ALONE = """
from tests.support.postgres import Cluster
import os
print(Cluster().folder, flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_cluster_listens_in_its_folder_alone_and_ends_with_it() -> None:
    cluster = Cluster()
    try:
        with cluster.connect("postgres") as connection:
            pid = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert psutil.Process(pid).net_connections("inet") == []
    finally:
        cluster.stop()
    assert not cluster.folder.exists()
    assert not psutil.pid_exists(pid)


def test_a_cluster_ends_with_tests_that_were_killed() -> None:
    killed = subprocess.run([sys.executable, "-c", LEFT_ALONE], stdout=subprocess.PIPE, text=True)
    folder = killed.stdout.strip()
    assert folder.startswith("/")
    until(lambda: not Path(folder).exists())


# A process that stands still in the middle of a transaction holds nobody up for long.
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
