"""On what was measured: the machine, and the versions of what took part."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tools.bench.nodejs import find_node

PACKAGES = (
    "flask-socketio", "python-socketio", "python-engineio", "simple-websocket", "gevent",
    "websockets", "uvloop",
)  # fmt: skip


def machine() -> dict[str, str]:
    """Name -> what it is. No host name, no path: the page is public."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "packages": ", ".join(_packages()),
        "Node": _node(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 1e9:.0f} GB"


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
