"""The library in PostgreSQL: its tables are those of a file, and its writers follow one another."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import OperationalError

from tests.support.postgres import OWNER
from tests.support.stores import Rows
from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.people_tables import Team
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.troubles import is_busy

pytestmark = pytest.mark.postgres


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
