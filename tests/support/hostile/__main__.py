"""Runs attacks at once, each in a process of its own, on one core and for so many seconds:

    python -m tests.support.hostile PORT WORKSHOP SECONDS SCALE NAME…

It prints how often each has done what it does.
"""

import json
import os
import resource
import signal
import sys
import time

from tests.support.hostile.attacks import ATTACKS
from tests.support.hostile.target import Target

TO_END = 50
"""Seconds after which an attack that hangs is ended by the system."""


def main(port: str, workshop: str, seconds: str, scale: str, *names: str) -> None:
    """Begins the attacks, waits for their ends, and tells."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    begun = {}
    for name in names:
        target = Target(int(port), workshop, time.monotonic() + float(seconds), int(scale))
        begun[name] = forked(name, target, int(float(seconds)) + TO_END)
    print(json.dumps({name: os.read(told, 100).decode() for name, told in begun.items()}))


def forked(name: str, target: Target, within: int) -> int:
    """Begins an attack in a process of its own; returns the file that it tells into."""
    told, tells = os.pipe()
    if os.fork():
        os.close(tells)
        return told
    signal.alarm(within)
    os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])
    ATTACKS[name](target)
    os.write(tells, str(target.done).encode())
    os._exit(0)  # sockets by the hundred need not be closed one by one


if __name__ == "__main__":
    main(*sys.argv[1:])
