"""The command that makes tables: as their owner, again and again, also beside older programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, create_engine, inspect

from tests.operating.conftest import cluster_settings, plain
from tests.support.postgres import APP, OWNER
from tests.support.stores import Rows
from workshop.cli import main
from workshop.storage.postgres import row_tables
from workshop.storage.postgres.revisions import STEPS, bring_up
from workshop.storage.postgres.row_tables import (
    REVISION,
    OtherTables,
    found_revision,
    refuse_other_tables,
)

pytestmark = pytest.mark.postgres
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
serves = "{serves}"


def upgrade():
    op.add_column("state", sa.Column("more", sa.String()))
"""


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


def steps(folder: Path, serves: str) -> Path:
    """The line of migrations with one more."""
    versions = folder / "versions"
    versions.mkdir()
    first = STEPS / "versions" / "v0001_first.py"
    (versions / first.name).write_text(first.read_text("utf-8"), "utf-8")
    (versions / "v0002_more.py").write_text(NEXT.format(serves=serves), "utf-8")
    return folder


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


def test_the_line_of_migrations_ends_where_new_tables_begin(owner: Connection) -> None:
    assert bring_up(owner, APP) == "as they must be"
    newest = max(path.stem[1:5] for path in (STEPS / "versions").glob("v*.py"))
    assert found_revision(owner) == newest == REVISION


def test_a_step_is_taken_once_and_the_program_before_goes_on_if_the_step_only_adds(
    owner: Connection, tmp_path: Path
) -> None:
    more = steps(tmp_path, serves="0001")
    assert bring_up(owner, APP, more) == "brought from 0001 to 0002"
    assert "more" in {one["name"] for one in inspect(owner).get_columns("state")}
    refuse_other_tables(owner)
    assert bring_up(owner, APP, more) == "as they must be"


def test_a_program_that_newer_tables_do_not_serve_is_refused(
    owner: Connection, tmp_path: Path
) -> None:
    bring_up(owner, APP, steps(tmp_path, serves="0002"))
    with pytest.raises(OtherTables, match="newer version"):
        refuse_other_tables(owner)


def test_a_newer_program_asks_for_its_tables_before_it_starts(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_tables, "REVISION", "0002")
    with pytest.raises(OtherTables, match="Run `make-tables` of this version"):
        refuse_other_tables(owner)
