"""The limit of open files, and whose they are.

A process may have so many files open and no more, and each connection is one. A table that is full
stores no vote and lets no desk in, so the last ones are no phone's. All of this is per process.
"""

import sys
from typing import NamedTuple

MOST_OPEN_FILES = 65_536
"""Files for which a start asks: one process cannot serve as many phones, and a system may refuse
more. A laptop's limit is often 256 or 1,024 unless it is asked."""
SMALLER = 10_240
"""macOS allows an account no more, whatever its hard limit says."""
FOR_FILES, FOR_DESKS = 32, 64
"""Files kept for databases, keys and summaries, and for desks, rooms' screens and pages. A desk
takes one, and its page six for a moment; a workshop one or two."""
SHARE = 20
"""Of a larger limit each of them is a twentieth: more phones come with more workshops and desks."""
OWN_OPEN_FILES = 16
"""Files that a server has open before anybody comes."""
RESERVED_KEY = "workshop.reserved"
"""The name in a request's environ of what stands for a connection that came after the last phone's
place was taken."""


class Shares(NamedTuple):
    """How the numbers of files are shared. A new file has the lowest number that is free, so that
    a connection's number says how many are taken."""

    phones: int
    """Below it a file may be anybody's."""
    desks: int
    """Below it a file may be anybody's but a phone's; the others are for databases alone."""

    @property
    def seats(self) -> int:
        """About how many phones may be connected at once."""
        return max(self.phones - OWN_OPEN_FILES, 0)


def shares(limit: int) -> Shares:
    """Returns how a limit is shared. A small one still leaves half to phones."""
    desks = limit - max(min(FOR_FILES, limit // 6), limit // SHARE)
    return Shares(desks - max(min(FOR_DESKS, limit // 3), limit // SHARE), desks)


def largest_limit() -> int:
    """Returns the limit that a start can have."""
    if sys.platform == "win32":
        return sys.maxsize  # it has no such limit, and its numbers are no count
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(_number(soft), min(_number(hard), MOST_OPEN_FILES))


def raise_limit() -> int:
    """Raises this process's limit as far as it may, and returns what it is then."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    for most in (largest_limit(), SMALLER):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if _number(soft) >= most:
            break
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (ValueError, OSError):
            continue  # the system has a limit of its own below the account's
    return _number(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _number(limit: int) -> int:
    import resource

    return MOST_OPEN_FILES if limit == resource.RLIM_INFINITY else limit
