"""Debian's packages that tests fetch for themselves: unpacked, so that no service is started."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def found_or_fetched(find: Callable[[], T | None], package: str, folder: Path) -> T | None:
    """Returns what is found; if nothing is, once the package, and what it needs that is not
    installed, was unpacked in a folder. None where that brings nothing."""
    found = find()
    if found is not None or not Path("/etc/debian_version").exists():
        return found
    with _alone():
        found = find()  # another test worker may have been faster
        if found is None:
            _fetch(package, folder)
            found = find()
    return found


@contextmanager
def _alone() -> Iterator[None]:
    # Only where Debian is, so there is flock.
    import fcntl

    with Path(sys.prefix, "fetching.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _fetch(package: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        _apt(folder, "-qq", "update")
    needed = _apt(folder, "-s", "--no-install-recommends", "install", package)
    names = re.findall(r"^Inst (\S+)", needed, re.M)
    _apt(folder, "-qq", "download", *(names or [package]))
    for file in folder.glob("*.deb"):
        subprocess.call(["dpkg", "-x", str(file), str(folder)])


def _apt(folder: Path, *arguments: str) -> str:
    """Returns what apt-get prints; it says its own errors, and the tests go on without it."""
    try:
        asked = ["apt-get", *arguments]
        return subprocess.run(
            asked, cwd=folder, stdout=subprocess.PIPE, text=True, check=False
        ).stdout
    except FileNotFoundError:
        return ""
