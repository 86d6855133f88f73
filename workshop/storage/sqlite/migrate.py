"""Makes the tables of a new database, and takes an older one to the version that is read here.

Each says its version in its header. Until 1.0 a line has one version only, its baseline, and what
is of another is refused as it is.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from sqlalchemy import Connection, Engine, inspect

from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.sqlite.engines import WRITES_OPTION
from workshop.storage.workshop_tables import WorkshopBase

DatabaseLine = Literal["library", "workshop"]
FILE_TABLES = {"library": LIBRARY_TABLES, "workshop": WorkshopBase.metadata}
BASELINES: dict[DatabaseLine, int] = {"library": 2, "workshop": 1}
"""The oldest version of each line that can be read."""
FILE_STEPS: dict[DatabaseLine, Sequence[Callable[[Connection], object]]] = {
    "library": (),
    "workshop": (),
}
"""Each takes a database of its line from one version to the next, from the baseline on."""
FILE_VERSION = "PRAGMA user_version"


class OtherVersion(RuntimeError):
    """Raised for a database of a version that cannot be read here; it is left as it is."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"version {found} instead of {known}")
        self.found = found
        self.known = known


def migrate(engine: Engine, line: DatabaseLine) -> None:
    """Brings a database to the newest version of its line. Raises OtherVersion."""
    # A look that only reads: where somebody reads the file for long, no writer could end.
    with engine.connect() as connection, connection.begin():
        found = _found(connection, line)
    if found == newest(line):
        return
    connecting = engine.connect().execution_options(**{WRITES_OPTION: True})
    with connecting as connection, connection.begin():
        _bring_up(connection, line)


def newest(line: DatabaseLine) -> int:
    """Returns the version of a new database of this line."""
    return BASELINES[line] + len(FILE_STEPS[line])


def refuse_other_version(found: int, line: DatabaseLine) -> None:
    """Raises OtherVersion for a version from which no steps lead to the newest one."""
    if not BASELINES[line] <= found <= newest(line):
        raise OtherVersion(found, newest(line))


def _found(connection: Connection, line: DatabaseLine) -> int | None:
    """Returns the version of a database, or None if it is empty. Raises OtherVersion."""
    if not inspect(connection).get_table_names():
        return None
    found = int(connection.exec_driver_sql(FILE_VERSION).scalar_one())
    refuse_other_version(found, line)
    return found


def _bring_up(connection: Connection, line: DatabaseLine) -> None:
    found = _found(connection, line)  # another process may have been first
    if found is None:
        FILE_TABLES[line].create_all(connection)
    else:
        for step in FILE_STEPS[line][found - BASELINES[line] :]:
            step(connection)
    connection.exec_driver_sql(f"{FILE_VERSION} = {newest(line)}")
