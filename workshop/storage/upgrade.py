"""Migrations, run from the program by Alembic. Imported only where a file is an older one."""

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from workshop.storage.engines import WRITES
from workshop.storage.migrate import MIGRATIONS


def upgrade(engine: Engine, name: str) -> None:
    """Takes a database of this line to its newest revision, step by step."""
    script = migrations(name)
    connecting = engine.connect().execution_options(**{WRITES: True})
    with connecting as connection, connection.begin():
        options = {"script": script, "fn": _upgrades(script)}
        context = MigrationContext.configure(connection, opts=options)
        with Operations.context(context):
            context.run_migrations()


def migrations(name: str) -> ScriptDirectory:
    """All steps of this line."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / name).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _upgrades(script: ScriptDirectory):  # type: ignore[no-untyped-def]
    """What Alembic asks for: from the revision found, the steps up to the newest."""

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    return steps
