"""Facts about a server's process."""

import re

import psutil
import pytest

OVER = {
    psutil.CONN_LISTEN,
    psutil.CONN_TIME_WAIT,
    psutil.CONN_FIN_WAIT1,
    psutil.CONN_FIN_WAIT2,
}
"""States in which a line of the system's list is no connection that a process holds.

Once it was closed here, the system keeps it for a minute if the other side does not answer.
"""


def connections(port: int) -> int:
    """Counts the connections that the server on a port holds."""
    return len(connected(port))


def connected(port: int) -> set[int]:
    """The ports from which others are connected to the server on a port.

    By the system's list: the server's own files are hidden from whoever is not root.
    """
    listed = psutil.net_connections("tcp")
    return {one.raddr.port for one in listed if one.laddr.port == port and one.status not in OVER}


def descriptors(pid: int) -> int:
    """Counts the descriptors that a process holds. Skips the test where they are hidden: a server
    keeps them from everyone but root."""
    try:
        return psutil.Process(pid).num_fds()
    except psutil.AccessDenied:
        pytest.skip("only root sees the descriptors of a server")


def found(pattern: str, text: str, group: int = 0) -> str:
    """Returns the text that a pattern finds, which it must."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in: {text}"
    return match.group(group)
