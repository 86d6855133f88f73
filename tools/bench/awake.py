"""The processors of the machine, kept from sleeping while something is measured.

A virtual processor that sleeps between two votes wakes slowly, and may find its caches lost to
others: the same work then takes several times as long, by the clock and in processor time. Loops of
the lowest class, which give way to everything else at once, keep the processors awake; all servers
are measured beside them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

AWAKE_LOOP = """
import os
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
parent = os.getppid()
while os.getppid() == parent:
    for _ in range(100_000): pass
"""


@contextmanager
def processors_awake() -> Iterator[None]:
    """Keeps every processor awake until the end of the block."""
    with ExitStack() as stack:
        for _ in range(os.cpu_count() or 1):
            loop = stack.enter_context(subprocess.Popen([sys.executable, "-c", AWAKE_LOOP]))
            stack.callback(loop.kill)
        yield
