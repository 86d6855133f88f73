"""A PostgreSQL that would write down who did what, or show it to others, holds no workshop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from tests.support.postgres import APP, OWNER
from tests.support.stores import Rows
from workshop.storage.failpoints import NONE
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.required_settings import REQUIRED, UnsafeServer
from workshop.storage.postgres.row_tables import OF_WORKSHOPS, OtherTables, make_tables
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.sqlite.key_folder import KeyFolder
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
