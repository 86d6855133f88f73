"""The meaning of the codes of PostgreSQL's errors (SQLSTATE, its manual's appendix A)."""

from collections.abc import Mapping

NO_DATABASE = "no_database"
"""The trouble of a database that does not answer. What was being committed may be stored all the
same."""
STATE_TROUBLES: Mapping[str, str] = {
    "55P03": "locked",  # a lock was waited for too long
    "57014": "locked",  # a statement took too long
    "40001": "locked",  # another transaction was first
    "40P01": "locked",  # each waits for the other
    "53100": "disk_full",
    "25006": "read_only",  # also of a standby that was not made the first one
    "25P03": NO_DATABASE,  # the process stood still, and its transaction was ended
    "57P01": NO_DATABASE,  # the server is stopped
    "57P02": NO_DATABASE,  # the server has crashed
    "57P03": NO_DATABASE,  # the server is starting
    "57P05": NO_DATABASE,  # the connection was unused for too long
    "53300": NO_DATABASE,  # too many connections
}
_OF_CONNECTIONS = "08"
"""The first characters of the codes that are about connections."""


def trouble_of_state(error: object) -> str:
    """Returns the trouble that an error of PostgreSQL stands for, or "" for none that is known."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        # What the server could not say any more, or never heard.
        return NO_DATABASE if _is_of_driver(error) else ""
    return NO_DATABASE if state.startswith(_OF_CONNECTIONS) else STATE_TROUBLES.get(state, "")


def _is_of_driver(error: object) -> bool:
    # By its name: a laptop never loads the driver.
    names = {(one.__module__.partition(".")[0], one.__name__) for one in type(error).__mro__}
    return ("psycopg", "OperationalError") in names
