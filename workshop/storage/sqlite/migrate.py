"""Brings each database to the newest revision of its own line when it is opened.

A look is enough where that is so already, and what is new is made from the tables at once. Only for
an older file Alembic is imported. Its migrations lead to the same tables; a test compares them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlalchemy.schema import Column, MetaData, PrimaryKeyConstraint, Table
from sqlalchemy.types import String

from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.sqlite.engines import WRITES
from workshop.storage.workshop_tables import WorkshopBase

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"
TABLES = {"library": LIBRARY_TABLES, "workshop": WorkshopBase.metadata}
STAMP = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table: one row, the revision."""


class NewerFile(RuntimeError):
    """Raised for a database that a newer version of this program has written."""


def migrate(engine: Engine, name: str) -> None:
    """Brings a database to the newest revision of its own line ("library" or "workshop"). Raises
    NewerFile, and changes nothing then."""
    # A look that only reads: where somebody reads the file for long, no writer could end.
    with engine.connect() as connection, connection.begin():
        empty = _is_empty(connection)
        found = "" if empty else _revision(connection)
    known = known_revisions(name)
    if empty:
        _make(engine, name)
    elif found and found not in known:
        raise NewerFile
    elif found != max(known):
        upgrade(engine, MIGRATIONS / name)


def known_revisions(name: str) -> set[str]:
    """The revisions that a database of this line may have: v0002_rev.py is 0002."""
    return {path.stem[1:5] for path in (MIGRATIONS / name / "versions").glob("v*.py")}


def _is_empty(connection: Connection) -> bool:
    return not inspect(connection).get_table_names()


def _revision(connection: Connection) -> str | None:
    return connection.scalar(select(STAMP.c.version_num))


def _make(engine: Engine, name: str) -> None:
    connecting = engine.connect().execution_options(**{WRITES: True})
    with connecting as connection, connection.begin():
        if not _is_empty(connection):
            return  # another process was first
        TABLES[name].create_all(connection)
        STAMP.create(connection)
        connection.execute(insert(STAMP).values(version_num=max(known_revisions(name))))


def upgrade(engine: Engine, steps: Path) -> None:
    """Takes a database of the line with these steps to its newest revision, step by step."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    script = migrations(steps)
    connecting = engine.connect().execution_options(**{WRITES: True})
    with connecting as connection, connection.begin():
        options = {"script": script, "fn": _upgrades(script)}
        context = MigrationContext.configure(connection, opts=options)
        with Operations.context(context):
            context.run_migrations()


def migrations(steps: Path) -> "ScriptDirectory":
    """All steps of the line that lie in this folder."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _upgrades(script: "ScriptDirectory"):  # type: ignore[no-untyped-def]
    """Returns the steps that Alembic asks for, from the revision found to the newest."""

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    return steps
