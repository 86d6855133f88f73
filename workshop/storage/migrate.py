"""Migrations, run from the program: each database is brought up to date when it is opened."""

from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from workshop.storage.engines import WRITES

_HERE = Path(__file__).parent / "migrations"


def migrate(engine: Engine, name: str) -> None:
    """Brings a database to the newest revision of its own line ("library" or "workshop")."""
    script = _script(name)
    if _is_newest(engine, script):
        return
    connecting = engine.connect().execution_options(**{WRITES: True})
    with connecting as connection, connection.begin():
        options = {"script": script, "fn": _upgrades(script)}
        context = MigrationContext.configure(connection, opts=options)
        with Operations.context(context):
            context.run_migrations()


def _is_newest(engine: Engine, script: ScriptDirectory) -> bool:
    """A look that only reads: where somebody reads the file for long, no writer could end."""
    with engine.connect() as connection, connection.begin():
        found = MigrationContext.configure(connection).get_current_revision()
    return found == script.get_current_head()


def _script(name: str) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(_HERE / name).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _upgrades(script: ScriptDirectory):  # type: ignore[no-untyped-def]
    """What Alembic asks for: from the revision found, the steps up to the newest."""

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    return steps


def known_revisions(name: str) -> set[str]:
    """The revisions that a database of this line may have."""
    return {step.revision for step in _script(name).walk_revisions()}
