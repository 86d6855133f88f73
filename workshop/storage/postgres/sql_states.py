"""The meaning of the codes of PostgreSQL's errors (SQLSTATE, its manual's appendix A)."""

from collections.abc import Mapping

TROUBLES: Mapping[str, str] = {
    "55P03": "locked",  # a lock was waited for too long
    "57014": "locked",  # a statement took too long
    "40001": "locked",  # another transaction was first
    "40P01": "locked",  # each waits for the other
    "53100": "disk_full",
    "25006": "read_only",  # also of a standby that was not made the first one
}


def trouble_of_state(error: object) -> str:
    """Returns the trouble that an error of PostgreSQL stands for, or "" for none that is known."""
    return TROUBLES.get(getattr(error, "sqlstate", None) or "", "")
