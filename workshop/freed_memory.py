"""Memory that the program has freed and its allocator keeps, which a system could use elsewhere.

A thousand connections at once take memory between what stays, and glibc gives back only what lies
at the end of its heap. A server that has had all attacks of the tests at once, for a minute, stays
24 MB larger; if it is asked for what is free, 12 MB.
"""

import ctypes
import sys
from typing import Any

FREED_MEMORY_EVERY_S = 10.0
"""Seconds until memory is given back again. That takes 0.3 ms where there is nothing to give back,
and 4 ms for 17 MB."""
TRIM: Any = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
"""glibc's; None where another allocator is at work."""


def give_back() -> None:
    """Gives the system the freed memory, as far as the allocator can."""
    if TRIM:
        TRIM(0)
