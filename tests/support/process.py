"""What tests look up about a server's process."""

import re

import psutil

OVER = {psutil.CONN_LISTEN, psutil.CONN_TIME_WAIT}
"""States in which a line of the system's list is no connection that a process holds."""


def connections(port: int) -> int:
    """How many connections the server on a port holds.

    By the system's list: the server's own files are hidden from whoever is not root.
    """
    listed = psutil.net_connections("tcp")
    return sum(one.laddr.port == port and one.status not in OVER for one in listed)


def found(pattern: str, text: str, group: int = 0) -> str:
    """What a pattern finds in a text, which it must."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in: {text}"
    return match.group(group)
