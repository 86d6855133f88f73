"""The tables of a database: the library's as they are, and those of all workshops, each row with
its workshop before it.

No statement of the program names the workshop. A transaction says once which one it is about, and
PostgreSQL shows it, and lets it write, the rows of that one alone; without a word it has none.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)

from workshop.storage.library_tables import LibraryBase
from workshop.storage.postgres.claim_tables import make_claim_tables
from workshop.storage.workshop_tables import State, WorkshopBase

REVISION = "0001"
"""The revision of these tables. A next one will bring migrations of this line's own."""
SETTING = "workshop.id"
"""The setting of a transaction that names its workshop."""
TABLES = MetaData()
STAMP_LENGTH = 8
_VERSION = Table("workshop_version", TABLES, Column("revision", String, primary_key=True))


def _of_all(table: Table) -> Table:
    first = Column(
        "workshop", String, CheckConstraint("workshop <> ''"), primary_key=True,
        server_default=text(f"current_setting('{SETTING}')"),
    )  # fmt: skip
    columns = [
        Column(one.name, one.type, primary_key=one.primary_key, nullable=one.nullable,
               autoincrement=False)
        for one in table.columns
    ]  # fmt: skip
    # By chance and new with each commit, so that another process sees that it has to read again:
    # a number would tell how often people changed their minds.
    stamp = [Column("stamp", LargeBinary, nullable=False, server_default=text("''"))]
    of_state = stamp if table.name == State.__tablename__ else []
    return Table(table.name, TABLES, first, *columns, *of_state)


OF_PROCESSES = (
    Table(
        "process", TABLES, Column("id", String, primary_key=True),
        Column("version", String, nullable=False),
        Column("seen", DateTime(timezone=True), nullable=False),
    ),
    Table(
        "to_drop", TABLES, Column("workshop", String, primary_key=True),
        Column("process", String, primary_key=True),
    ),
)  # fmt: skip
"""The processes that live, and those that have still to drop the key of a workshop that is over."""
OF_WORKSHOPS = tuple(_of_all(table) for table in WorkshopBase.metadata.sorted_tables)
_SHOWN = f"workshop = current_setting('{SETTING}', true)"


def make_tables(connection: Connection, app: str) -> None:
    """Makes all tables, for a connection that is to own them, and lets the role `app` use them."""
    if inspect(connection).has_table(_VERSION.name):
        return
    TABLES.create_all(connection)
    quoted = connection.dialect.identifier_preparer.quote(app)
    for table in OF_WORKSHOPS:
        for statement in _guards(table, quoted):
            connection.exec_driver_sql(statement)
    LibraryBase.metadata.create_all(connection)
    for name in (*LibraryBase.metadata.tables, *(one.name for one in OF_PROCESSES)):
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {quoted}")
    make_claim_tables(connection, quoted)
    for statement in _WHICH:
        connection.exec_driver_sql(statement)
    for name in ("workshops()", "stamps(varchar[])"):
        connection.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {name} TO {quoted}")
    connection.execute(insert(_VERSION).values(revision=REVISION))
    connection.exec_driver_sql(f"GRANT SELECT ON {_VERSION.name} TO {quoted}")


def _guards(table: Table, app: str) -> list[str]:
    """Statements by which a table shows the rows of one workshop only, and keeps its bodies as
    they are: what is encrypted can't be compressed."""
    bodies = [one.name for one in table.columns if isinstance(one.type, LargeBinary)]
    return [
        f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY of_workshop ON {table.name} USING ({_SHOWN})",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO {app}",
        *(f"ALTER TABLE {table.name} ALTER {one} SET STORAGE EXTERNAL" for one in bodies),
    ]


_WHICH = (
    # As its owner, who sees every row: the two questions about several workshops that there are,
    # which ones there are, and which of some have been written.
    """CREATE FUNCTION workshops() RETURNS SETOF varchar STABLE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql AS 'SELECT workshop FROM state'""",
    """CREATE FUNCTION stamps(asked varchar[]) RETURNS TABLE (workshop varchar, stamp bytea) STABLE
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE sql
    AS 'SELECT workshop, stamp FROM state WHERE workshop = ANY(asked)'""",
)


class OtherTables(Exception):
    """The database has the tables of another version of the program, or none."""


def refuse_other_tables(connection: Connection) -> None:
    """Raises OtherTables where these are not the tables of this version."""
    there = inspect(connection).has_table(_VERSION.name)
    found = connection.scalar(select(_VERSION.c.revision)) if there else None
    if found != REVISION:
        raise OtherTables(f"the database has revision {found}, and this program needs {REVISION}")
