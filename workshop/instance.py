"""One data directory, one server: who holds it, and on which port it listens."""

import json
import math
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SERVER_LOCK = "server.lock"
LAST_BACKUP_FILE = "server.json"
BACKED_UP = "last-backup"
"""The file that says when the latest backup was made, beside `LAST_BACKUP_FILE` of the server."""


class DataInUse(RuntimeError):
    """Another server of the same data directory is running."""


@dataclass
class Claim:
    """This process's hold on a data directory; it ends with the process, whatever happens."""

    folder: Path
    file: IO[bytes]

    def remember(self, port: int) -> None:
        """Writes down the port, since phones' storage hangs on it."""
        _remember(self.folder, port=port)

    def release(self) -> None:
        """Lets go."""
        self.file.close()


def claim(folder: Path, look: Callable[[], None] = lambda: None) -> Claim:
    """Takes the data directory for this process. Raises DataInUse when another one has it.

    `look` is called once nobody else has it, and before anything is made in it: it raises what the
    start is to end with.
    """
    held_before = os.path.exists(folder / SERVER_LOCK)
    if not held_before:
        look()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder / SERVER_LOCK).open("a+b")
    try:
        _take(file)
        if held_before:
            look()
    except BaseException:
        file.close()
        raise
    return Claim(folder, file)


def _take(file: IO[bytes]) -> None:
    try:
        _lock(file)
    except OSError:
        raise DataInUse from None


def last_port(folder: Path) -> int | None:
    """The port on which the server of this directory listened last, or listens now."""
    with suppress(ValueError, KeyError, TypeError):
        return int(_remembered(folder)["port"])  # type: ignore[call-overload, no-any-return]
    return None


def remember_address(folder: Path, address: str) -> None:
    """Writes down the address that a facilitator chose for the room's screen."""
    _remember(folder, address=address)


def last_address(folder: Path) -> str:
    """The address that was chosen last; "" when none was."""
    return str(_remembered(folder).get("address", ""))


@dataclass(frozen=True)
class ClockNote:
    """The note in a data directory that the computer's clock was set while its server ran."""

    folder: Path

    def read(self) -> tuple[float, float]:
        """Returns by how many seconds it was set, 0 if it was not; and the true moment at which it
        was noted, long ago where nobody knows."""
        return self._number("ahead", 0.0), self._number("noted", -math.inf)

    def _number(self, name: str, otherwise: float) -> float:
        with suppress(ValueError, TypeError):
            found = float(_remembered(self.folder).get(name, otherwise))  # type: ignore[arg-type]
            return found if math.isfinite(found) else otherwise
        return otherwise

    def write(self, ahead: float, moment: float) -> None:
        """Writes both down. Raises OSError where that cannot be written."""
        _remember(self.folder, ahead=ahead, noted=moment)


def note_backup(folder: Path, moment: float) -> None:
    """Writes down when a backup was made. Raises OSError where that cannot be written."""
    fresh = folder / f"{BACKED_UP}.new"
    fresh.write_text(str(int(moment)), encoding="ascii")
    fresh.replace(folder / BACKED_UP)


def last_backup(folder: Path) -> float | None:
    """The moment of the latest backup, in seconds; None if none was made here."""
    with suppress(OSError, ValueError):
        return float((folder / BACKED_UP).read_text(encoding="ascii"))
    return None


def _remember(folder: Path, **news: object) -> None:
    """The settings are of this computer: no backup holds them."""
    fresh = (folder / LAST_BACKUP_FILE).with_suffix(".new")
    try:
        fresh.write_text(json.dumps({**_remembered(folder), **news}), encoding="utf-8")
        fresh.replace(folder / LAST_BACKUP_FILE)
    except OSError:
        fresh.unlink(missing_ok=True)  # half of it, on a full disk
        raise


def _remembered(folder: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        found = json.loads((folder / LAST_BACKUP_FILE).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
