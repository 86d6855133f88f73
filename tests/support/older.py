"""Files as an older program left them."""

from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

from workshop.storage.upgrade import migrations


def taken_back(path: Path, name: str, revision: str) -> None:
    """Makes a file what an older program left behind."""
    script = migrations(name)

    def steps(current: Any, _context: object) -> Any:
        return script._downgrade_revs(revision, current)

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"script": script, "fn": steps})
        with Operations.context(context):
            context.run_migrations()
    engine.dispose()
