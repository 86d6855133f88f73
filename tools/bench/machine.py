"""On what was measured: the machine, and the versions of what took part."""

import os
import platform
import sqlite3
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from tools.bench.nodejs import find_node

PACKAGES = (
    "flask-socketio", "python-socketio", "python-engineio", "wsproto", "gevent",
    "websockets", "uvloop",
)  # fmt: skip
LONE_VOTE_PAUSE_S, WORK_TIMES = 0.050, 100
"""Seconds between two of the bench's lone votes, and how often a piece of work is timed."""


def machine() -> dict[str, str]:
    """Name -> what it is. No host name, no path: the page is public."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "packages": ", ".join(_packages()),
        "Node": _node(),
        "work after a pause": f"{_work(LONE_VOTE_PAUSE_S) / _work(0):.1f} times the processor time "
        f"of the same work without a pause ({LONE_VOTE_PAUSE_S * 1000:.0f} ms)",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 1e9:.0f} GB"


def _work(pause: float) -> float:
    """Seconds of processor time that a piece of work takes, each time after a pause. A virtual
    processor that was parked, or has lost its caches to others, makes this long."""
    taken = []
    for _ in range(WORK_TIMES):
        time.sleep(pause)
        began = time.process_time()
        {n: str(n) for n in range(3000)}
        taken.append(time.process_time() - began)
    return median(taken)


def _packages() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return found


def _node() -> str:
    node = find_node()
    if node is None:
        return "missing"
    said = subprocess.run([node.program, "--version"], capture_output=True, text=True, check=True)
    return f"{said.stdout.strip()}, socket.io {node.socket_io}"
