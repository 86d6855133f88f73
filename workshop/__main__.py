"""Where the program begins: gevent's patch, then the command line.

run.py, the console command and the servers that tests start all come through `main`. The patch
stands inside it, so that importing this module changes nothing; `workshop/__init__.py` must stay
light, because the console command imports it first.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from workshop.file_limit import raise_limit
from workshop.private_process import keep_memory_private

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it."""


def main() -> None:
    """Run the command line and exit with its code."""
    with begins():
        from workshop import cli

        raise SystemExit(cli.main(prog_name=program()))


@contextmanager
def begins() -> Iterator[None]:
    """A process whose standard library is patched for gevent, and that Ctrl+C ends."""
    try:
        refuse_old_websocket()
        keep_memory_private()
        raise_limit()
        # Before anything else: a module that has already taken a lock or a socket keeps its own.
        patch()
        yield
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def patch() -> None:
    """Lets gevent take the place of what blocks."""
    from importlib import metadata

    from gevent import monkey

    # gevent looks through all installed packages for each of 25 things that it patches.
    read, found = metadata.entry_points, metadata.entry_points()
    metadata.entry_points = found.select
    try:
        monkey.patch_all()
    finally:
        metadata.entry_points = read


def program() -> str | None:
    """Returns the words that start this; None for the name of the console command."""
    return "python3 run.py" if Path(sys.argv[0]).name == "__main__.py" else None


def refuse_old_websocket() -> None:
    """Stop when engine.io would find gevent-websocket: it would use it instead of our class."""
    if find_spec("geventwebsocket") is not None:
        raise SystemExit(
            "The package gevent-websocket is installed here. It has had no release since 2017 and\n"
            "would take over every phone's connection. Remove it and start again:\n"
            "    python -m pip uninstall gevent-websocket"
        )


if __name__ == "__main__":
    main()
