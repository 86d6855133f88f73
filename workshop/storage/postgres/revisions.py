"""Brings the tables of a database to the newest revision, while processes may be running.

A migration only adds (it expands), and what it made needless goes one version later (it contracts):
so the program of the version before goes on beside new tables until its last process has ended.
Each migration says in `serves` which revision the oldest program has that may do so.
"""

from pathlib import Path

from sqlalchemy import Connection, update

from workshop.storage.postgres.row_tables import VERSION, found_revision, grant, make_tables

STEPS = Path(__file__).parent / "migrations"
ALONE = "SELECT pg_advisory_xact_lock(2)"
PATIENCE = "SET LOCAL lock_timeout = '5s'"
"""A migration that waits for long would have everybody wait behind it."""


def bring_up(connection: Connection, app: str, steps: Path = STEPS) -> str:
    """Makes the tables, or those steps that they lack, and lets the role `app` use them.

    For a connection that owns the tables, or is to. Returns what it did, in words.
    """
    connection.exec_driver_sql(ALONE)
    connection.exec_driver_sql(PATIENCE)
    before = found_revision(connection)
    if before is None:
        make_tables(connection, app)
        return "made"
    after = _upgrade(connection, before, steps)
    grant(connection, app)
    return f"brought from {before} to {after}" if after != before else "as they must be"


def _upgrade(connection: Connection, found: str, steps: Path) -> str:
    """Takes the steps after this revision, and returns the last one. Alembic knows their order."""
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    todo = [*script.iterate_revisions("head", found)][::-1]
    with Operations.context(MigrationContext.configure(connection)):
        for one in todo:
            one.module.upgrade()
            values = {"revision": one.revision, "serves": one.module.serves}
            connection.execute(update(VERSION).values(**values))
    return todo[-1].revision if todo else found
