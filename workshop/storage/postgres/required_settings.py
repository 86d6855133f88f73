"""The settings of a PostgreSQL server without which it would write down who did what, and when."""

from collections.abc import Mapping

from sqlalchemy import Connection

from workshop.settings.wrong_setting import Refusal

REQUIRED: Mapping[str, str] = {
    "track_commit_timestamp": "off",
    "track_activities": "off",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_duration": "off",
    # Each of these writes statements to the log, whatever log_statement says: some of them by
    # chance, or as they were parsed. With debug2 and more, all of them.
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_min_messages": "warning",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "log_min_error_statement": "panic",
    # The details of an error may give a row's key; of tables that show each workshop its own rows
    # only, the server leaves them out by itself.
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_lock_waits": "off",
}
"""By name, each as the server shows it."""
WATCHERS = frozenset(
    {
        "pg_stat_statements",
        "auto_explain",
        "pgaudit",
        "pg_stat_monitor",
        "pg_qualstats",
        "pg_wait_sampling",
    }
)
"""Libraries that keep or log statements."""
_LOADED = "SELECT DISTINCT split_part(name, '.', 1) FROM pg_settings WHERE strpos(name, '.') > 0"


class UnsafeServer(Refusal):
    """A server that may not hold a workshop; its text has a line for each reason."""


def refuse_unsafe(connection: Connection) -> None:
    """Raises UnsafeServer with all that is wrong about a server, or about the connection's role."""
    found = [
        *_wrong_settings(connection),
        *_watchers(connection),
        *_wrong_role(connection),
    ]
    if found:
        raise UnsafeServer("\n".join(found))


def _wrong_settings(connection: Connection) -> list[str]:
    asked = "SELECT name, setting FROM pg_settings"
    shown = {row.name: row.setting for row in connection.exec_driver_sql(asked)}
    return [
        f"PostgreSQL has {name} = {shown.get(name)}. It must be {value}."
        for name, value in REQUIRED.items()
        if shown.get(name) != value
    ]


def _watchers(connection: Connection) -> list[str]:
    # By their settings, which anyone may read: the lists of what was loaded only a superuser may.
    loaded = connection.exec_driver_sql(_LOADED).scalars()
    found = sorted({*loaded} & WATCHERS)
    said = [f"PostgreSQL has loaded {name}, which keeps statements." for name in found]
    slots = "SELECT slot_name FROM pg_replication_slots WHERE slot_type = 'logical'"
    if connection.exec_driver_sql(slots).first():
        said.append("PostgreSQL has a logical replication slot, which is a film of all acts.")
    return said


_ROLE = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relname IN ('state', 'key') AND relkind = 'r'
    AND pg_has_role(current_user, relowner, 'USAGE')
) FROM pg_roles WHERE rolname = current_user
"""


def _wrong_role(connection: Connection) -> list[str]:
    if connection.exec_driver_sql(_ROLE).scalar():
        return ["The role that the program signs in with could read past the rows of a workshop."]
    return []
