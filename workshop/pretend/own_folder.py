"""The folder of a rehearsal's own server: it holds keys, and must not outlive the rehearsal."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

OURS = re.compile(r"rehearsal-(\d+)-\w+")
"""With the number of the process that it belongs to."""
TO_END = 5.0


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new one, removed in the end, as are those whose rehearsal was killed."""
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=f"rehearsal-{os.getpid()}-") as folder:
        yield Path(folder).resolve()


def remove_left_folders() -> None:
    """Ends the servers of rehearsals that are gone, and removes their folders."""
    for folder in Path(tempfile.gettempdir()).resolve().glob("rehearsal-*"):
        named = OURS.fullmatch(folder.name)
        if named and not psutil.pid_exists(int(named[1])) and _is_mine(folder):
            _end_server(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    # Anybody may put a name into the temporary folder. (Links are not followed by what removes.)
    with suppress(OSError):
        owner = folder.lstat().st_uid
        return owner == getattr(os, "geteuid", lambda: owner)()
    return False


def _end_server(folder: Path) -> None:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if f"{folder / 'data'}" in process.cmdline():
                process.terminate()
                process.wait(TO_END)
