"""The mark by which a data directory knows the folder of its keys.

That folder may be on a disk of its own, and the disk may not be there. Every key would then look as
if it had been destroyed, and a new folder would be made in the old one's place. So both folders
have the same mark, random and made once: a folder without it is not that of the keys, and nothing
that is asked of it is an answer. Both may be on one disk, and go together: what the mark is, is
read once, and from then on both must have it. No backup holds the mark: what is restored beside
other keys, or beside none, is theirs from then on.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from workshop.storage.sqlite.sync_folder import sync_folder

MARK = "keys.mark"
"""The file with the mark, in both folders."""


class KeysMissing(OSError):
    """Raised where the folder of the keys is not there, so that nobody knows of any key whether it
    was destroyed."""


class KeyMark:
    """The mark of a data directory and of the folder of its keys."""

    def __init__(self, data: Path, keys: Path) -> None:
        self.data = data
        self.keys = keys
        self._known = ""

    def learn(self) -> None:
        """Reads the mark of the data directory, which both must have from now on. Raises
        OSError."""
        self._known = _read(self.data)

    def is_elsewhere(self) -> bool:
        """True if the folder of the keys does not have the mark of the data directory, or if that
        has no longer the one that was learned."""
        found = _read(self.data)
        known = self._known or found
        return bool(known) and not found == known == _read(self.keys)

    def need(self) -> None:
        """Raises KeysMissing if the folder of the keys is not the one that belongs here."""
        if self.is_elsewhere():
            raise KeysMissing(f"{self.keys} and {self.data} do not belong together")

    def lay_down(self) -> None:
        """Gives both folders the same mark if the data directory has none. Raises OSError."""
        self.need()
        if not _read(self.data):
            # The keys first: a mark that only they have is taken over by the next start. One that
            # they have already is written anew, as nobody knows whether it is on their disk yet.
            mark = _write(self.keys, _read(self.keys) or secrets.token_hex(16))
            _write(self.data, mark)
        self.learn()


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
    for one in (folder, folder.parent):  # it may be the folder itself that is new
        sync_folder(one)
    return mark
