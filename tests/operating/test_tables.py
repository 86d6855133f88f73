"""The command that makes tables: as their owner, again and again, also beside older programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, create_engine, inspect, update

from tests.operating.conftest import cluster_settings, plain
from tests.support.postgres import APP, OWNER
from tests.support.stores import Rows
from workshop.cli import main
from workshop.storage.postgres import row_tables
from workshop.storage.postgres.revisions import REVISION_STEPS, TableStep, bring_up
from workshop.storage.postgres.row_tables import (
    REVISION,
    VERSION_TABLE,
    OtherTables,
    found_revision,
    refuse_other_tables,
)

pytestmark = pytest.mark.postgres


@pytest.fixture
def empty(rows: Rows, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a command on a database in which nothing is yet."""
    database = rows.cluster.copy("template0")
    yield {
        **cluster_settings(rows, tmp_path),
        "WORKSHOP_DATABASE_URL": plain(rows.cluster.url(database)),
        "WORKSHOP_OWNER_DATABASE_URL": plain(rows.cluster.url(database, OWNER)),
    }
    rows.cluster.drop(database)


def run(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environ)


@pytest.fixture
def owner(rows: Rows) -> Iterator[Connection]:
    """The owner of a database that has all tables."""
    name = rows.cluster.copy()
    engine = create_engine(rows.cluster.url(name, OWNER))
    with engine.begin() as connection:
        yield connection
    engine.dispose()
    rows.cluster.drop(name)


NEXT = "9999"


def steps(serves: str) -> list[TableStep]:
    """The steps with one more."""
    return [*REVISION_STEPS, TableStep(NEXT, serves, lambda tables: tables.exec_driver_sql(MORE))]


MORE = "ALTER TABLE state ADD COLUMN more VARCHAR"


def test_tables_are_made_once_and_a_second_run_changes_nothing(empty: dict[str, str]) -> None:
    first = run(empty, "make-tables")
    assert first.exit_code == 0, first.output
    assert first.output == "The tables were made.\n"
    again = run(empty, "make-tables")
    assert again.exit_code == 0, again.output
    assert again.output == "The tables were as they must be.\n"
    checked = run(empty, "check")
    assert "ok    database" in checked.output and "ok    day keys" in checked.output


def test_the_role_of_the_program_cannot_own_the_tables(empty: dict[str, str]) -> None:
    url = empty["WORKSHOP_DATABASE_URL"]
    refused = run({**empty, "WORKSHOP_OWNER_DATABASE_URL": url}, "make-tables")
    assert refused.exit_code == 2 and "The owner must be another role" in refused.output


def test_the_owner_is_asked_for_by_name(empty: dict[str, str]) -> None:
    refused = run({**empty, "WORKSHOP_OWNER_DATABASE_URL": ""}, "make-tables")
    assert refused.exit_code == 2
    assert "WORKSHOP_OWNER_DATABASE_URL must be set" in refused.output


def test_a_laptop_has_no_tables_to_make(tmp_path: Path) -> None:
    refused = run({"WORKSHOP_DATA": str(tmp_path)}, "make-tables")
    assert refused.exit_code == 2 and "A laptop makes its files itself" in refused.output


def test_new_tables_need_no_step(owner: Connection) -> None:
    assert bring_up(owner, APP) == "as they must be"
    assert found_revision(owner) == REVISION


def test_tables_from_which_no_step_leads_on_are_named_and_left(owner: Connection) -> None:
    owner.execute(update(VERSION_TABLE).values(revision="0000"))
    with pytest.raises(OtherTables, match="revision 0000"):
        bring_up(owner, APP)
    assert found_revision(owner) == "0000"


def test_a_step_is_taken_once_and_the_program_before_goes_on_if_the_step_only_adds(
    owner: Connection,
) -> None:
    more = steps(serves=REVISION)
    assert bring_up(owner, APP, more) == f"brought from {REVISION} to {NEXT}"
    assert "more" in {one["name"] for one in inspect(owner).get_columns("state")}
    refuse_other_tables(owner)
    assert bring_up(owner, APP, more) == "as they must be"


def test_a_program_that_newer_tables_do_not_serve_is_refused(owner: Connection) -> None:
    bring_up(owner, APP, steps(serves=NEXT))
    with pytest.raises(OtherTables, match="newer version"):
        refuse_other_tables(owner)


def test_a_newer_program_asks_for_its_tables_before_it_starts(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_tables, "REVISION", NEXT)
    with pytest.raises(OtherTables, match="Run `make-tables` of this version"):
        refuse_other_tables(owner)
