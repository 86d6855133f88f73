"""The reason that a database gives for refusing, in its driver's words."""

from sqlalchemy.exc import DBAPIError


def reason(error: DBAPIError) -> str:
    """Returns the driver's first sentence, which has no password in it."""
    lines = str(error.orig).strip().splitlines() or ["It gave no reason."]
    return f"{lines[0].rstrip('.')}."
