"""Migrations, run from the program by Alembic. Imported only where a file is an older one."""

from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from workshop.storage.sqlite.engines import WRITES


def upgrade(engine: Engine, steps: Path) -> None:
    """Takes a database of the line with these steps to its newest revision, step by step."""
    script = migrations(steps)
    connecting = engine.connect().execution_options(**{WRITES: True})
    with connecting as connection, connection.begin():
        options = {"script": script, "fn": _upgrades(script)}
        context = MigrationContext.configure(connection, opts=options)
        with Operations.context(context):
            context.run_migrations()


def migrations(steps: Path) -> ScriptDirectory:
    """All steps of the line that lie in this folder."""
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _upgrades(script: ScriptDirectory):  # type: ignore[no-untyped-def]
    """Returns the steps that Alembic asks for, from the revision found to the newest."""

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    return steps
