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

from workshop.settings.wrong_setting import Refusal
from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.postgres.key_tables import KEY_TABLES, SCHEMA, make_key_tables
from workshop.storage.postgres.sharing_tables import SHARING_TABLES
from workshop.storage.workshop_tables import State, WorkshopBase

REVISION = "0002"
"""The revision of these tables, which the last step leads to."""
SETTING = "workshop.id"
"""The setting of a transaction that names its workshop."""
ROW_TABLES = MetaData()
STAMP_HALF = 8
"""The bytes of each half of a stamp."""
VERSION_TABLE = Table(
    "workshop_version",
    ROW_TABLES,
    Column("revision", String, primary_key=True),
    Column("serves", String, nullable=False),
)
"""One row: the revision of the tables, and that of the oldest program that may go on beside them
during a rolling upgrade."""

NOTE_TABLE = Table(
    "server_note",
    ROW_TABLES,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""Notes about the server that all processes read; see server_notes."""


def _workshop() -> Column[str]:
    return Column(
        "workshop", String, CheckConstraint("workshop <> ''"), primary_key=True,
        server_default=text(f"current_setting('{SETTING}')"),
    )  # fmt: skip


def _of_all(table: Table) -> Table:
    columns = [
        Column(one.name, one.type, primary_key=one.primary_key, nullable=one.nullable,
               autoincrement=False)
        for one in table.columns
    ]  # fmt: skip
    # By chance and new with each commit, so that another process sees that it has to read again:
    # a number would tell how often people changed their minds.
    stamp = [Column("stamp", LargeBinary, nullable=False, server_default=text("''"))]
    of_state = stamp if table.name == State.__tablename__ else []
    return Table(table.name, ROW_TABLES, _workshop(), *columns, *of_state)


OF_PROCESSES = (
    Table(
        "process", ROW_TABLES, Column("id", String, primary_key=True),
        Column("version", String, nullable=False),
        Column("seen", DateTime(timezone=True), nullable=False),
    ),
    Table(
        "to_drop", ROW_TABLES, Column("workshop", String, primary_key=True),
        Column("process", String, primary_key=True),
    ),
    Table(
        "presence", ROW_TABLES, Column("process", String, primary_key=True),
        Column("workshop", String, primary_key=True),
        Column("part", LargeBinary, nullable=False),
        prefixes=["UNLOGGED"],
    ),
)  # fmt: skip
"""The processes that live, those that have still to drop the key of a workshop that is over, and
who is where, encrypted."""
VOLATILE = Table(
    "volatile", ROW_TABLES, _workshop(),
    Column("part", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    prefixes=["UNLOGGED"],
)  # fmt: skip
"""The rows of `Memory`; see volatile_rows."""
OF_WORKSHOPS = (*(_of_all(table) for table in WorkshopBase.metadata.sorted_tables), VOLATILE)
_SHOWN = f"workshop = current_setting('{SETTING}', true)"


def make_tables(connection: Connection, app: str) -> None:
    """Makes all tables, for a connection that is to own them, and lets the role `app` use them."""
    if found_revision(connection):
        return
    ROW_TABLES.create_all(connection)
    for table in OF_WORKSHOPS:
        for statement in _guards(table):
            connection.exec_driver_sql(statement)
    LIBRARY_TABLES.create_all(connection)
    SHARING_TABLES.create_all(connection)
    make_key_tables(connection)
    for statement in _WHICH:
        connection.exec_driver_sql(statement)
    for name in _QUESTIONS:
        connection.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
    connection.execute(insert(VERSION_TABLE).values(revision=REVISION, serves=REVISION))
    grant(connection, app)


def grant(connection: Connection, app: str) -> None:
    """Lets a role use the tables; what it may do already changes nothing."""
    quoted = connection.dialect.identifier_preparer.quote(app)
    for name in _QUESTIONS:
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {name} TO {quoted}")
    connection.exec_driver_sql(f"GRANT SELECT ON {VERSION_TABLE.name} TO {quoted}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {quoted}")
    ours = {*ROW_TABLES.tables, *SHARING_TABLES.tables, *LIBRARY_TABLES.tables, *KEY_TABLES.tables}
    for name in sorted(ours - {VERSION_TABLE.name}):
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {quoted}")


def found_revision(connection: Connection) -> str | None:
    """Returns the revision of the tables; None where there are none."""
    there = inspect(connection).has_table(VERSION_TABLE.name)
    return connection.scalar(select(VERSION_TABLE.c.revision)) if there else None


def _guards(table: Table) -> list[str]:
    """Statements by which a table shows the rows of one workshop only, and keeps its bodies as
    they are: what is encrypted can't be compressed."""
    bodies = [one.name for one in table.columns if isinstance(one.type, LargeBinary)]
    return [
        f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY of_workshop ON {table.name} USING ({_SHOWN})",
        *(f"ALTER TABLE {table.name} ALTER {one} SET STORAGE EXTERNAL" for one in bodies),
    ]


_QUESTIONS = ("workshops()", "owing()", "stamps(varchar[])")
_WHICH = (
    # As its owner, who sees every row: the three questions about several workshops that there are,
    # which ones there are, which are over or owe something, and which of some have been written.
    """CREATE FUNCTION workshops() RETURNS SETOF varchar STABLE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql AS 'SELECT workshop FROM state'""",
    """CREATE FUNCTION owing() RETURNS SETOF varchar STABLE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql
    AS 'SELECT workshop FROM state WHERE closed OR owes_rewrite'""",
    """CREATE FUNCTION stamps(asked varchar[]) RETURNS TABLE (workshop varchar, stamp bytea) STABLE
    SECURITY DEFINER SET search_path = public, pg_temp LANGUAGE sql
    AS 'SELECT workshop, stamp FROM state WHERE workshop = ANY(asked)'""",
)


class OtherTables(Refusal):
    """The database has the tables of another version of the program, or none."""


def refuse_other_tables(connection: Connection) -> None:
    """Raises OtherTables where the tables are not those of this version, and are not of a later one
    beside which this version may go on."""
    found = found_revision(connection)
    if found is None:
        raise OtherTables(
            "The database has no tables of this program. Run `make-tables` once, as their owner."
        )
    if found < REVISION:
        raise OtherTables(
            f"The database has the tables of an older version ({found}; this one needs "
            f"{REVISION}). Run `make-tables` of this version before its first process starts."
        )
    if found > REVISION and str(connection.scalar(select(VERSION_TABLE.c.serves))) > REVISION:
        raise OtherTables(
            f"The database has the tables of a newer version ({found}), beside which this one "
            f"({REVISION}) cannot go on. Start the newer version."
        )
