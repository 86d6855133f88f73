"""The mark by which a data directory knows the folder of its keys.

That folder may be on a disk of its own, and the disk may not be there. Every key would then look as
if it had been destroyed, and a new folder would be made in the old one's place. So both folders
have the same mark, random and made once: a folder without it is not that of the keys, and nothing
that is asked of it is an answer. No backup holds the mark: what is restored beside other keys, or
beside none, is theirs from then on.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MARK = "keys.mark"
"""The file with the mark, in both folders."""


class KeysMissing(OSError):
    """Raised where the folder of the keys is not there, so that nobody knows of any key whether it
    was destroyed."""


@dataclass(frozen=True)
class KeyMark:
    """The mark of a data directory and of the folder of its keys."""

    data: Path
    keys: Path

    def is_elsewhere(self) -> bool:
        """True if the data directory has a mark that the folder of the keys does not have."""
        known = _read(self.data)
        return bool(known) and known != _read(self.keys)

    def need(self) -> None:
        """Raises KeysMissing if the folder of the keys is not the one that belongs here."""
        if self.is_elsewhere():
            raise KeysMissing(f"{self.keys} is not the folder of these keys")

    def lay_down(self) -> None:
        """Gives both folders the same mark if the data directory has none. Raises OSError."""
        self.need()
        if _read(self.data):
            return
        # The keys first: a mark that only they have is taken over by the next start.
        mark = _read(self.keys) or _write(self.keys, secrets.token_hex(16))
        _write(self.data, mark)


def _read(folder: Path) -> str:
    with suppress(FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return (folder / MARK).read_text("ascii").strip()
    return ""


def _write(folder: Path, mark: str) -> str:
    """Writes a mark, which is there whole or not at all, also after a loss of power."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = folder / f"{MARK}.new"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{mark}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MARK)
    return mark
