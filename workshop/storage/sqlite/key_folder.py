"""The folder of the keys.

Other programs are told to leave it out: a copy of a key would undo the erasing."""

import ctypes
import errno
import os
import plistlib
import sys
from contextlib import suppress
from pathlib import Path

from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.keyring import KEY_BYTES, SERVER_KEY
from workshop.storage.sqlite.sync_folder import sync_folder


class KeyFolder:
    """The folder of the keys, beside the data directory, never in it and never in a backup; it is
    made with its first key."""

    def __init__(self, folder: Path, failpoints: Failpoints = NONE) -> None:
        self.folder = folder
        self._failpoints = failpoints
        if folder.exists():
            keep_out_of_backups(folder)

    def make(self, workshop: str, part: str = "") -> bytes:
        """A new key on disk, readable by nobody else; it is there also after a loss of power."""
        secret = os.urandom(KEY_BYTES)
        self.lay_down()
        path = self._path(workshop, part)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)
        return secret

    def read(self, workshop: str, part: str = "") -> bytes | None:
        """The key, or None when it was destroyed or never came along."""
        with suppress(FileNotFoundError):
            return self._path(workshop, part).read_bytes()
        return None

    def destroy(self, workshop: str, part: str = "") -> None:
        """Overwrites a key and takes it away, after K those of its parts; harmless when it is gone
        already, or goes meanwhile, since another process seals as well.

        It loses its name first: whoever looked after a crash would take random bytes for a key.
        """
        self._destroy(workshop, part)
        for one in () if part else sorted(self.left_of(workshop)):
            self._destroy(workshop, one)

    def _destroy(self, workshop: str, part: str) -> None:
        path = self._path(workshop, part)
        aside = path.with_suffix(".gone")
        with suppress(FileNotFoundError):
            path.replace(aside)
            sync_folder(self.folder)
        self._reach("exit_key_aside", part)
        with suppress(FileNotFoundError):
            self._overwrite(aside)
            self._reach("exit_key_overwritten", part)
            aside.unlink()
            sync_folder(self.folder)

    def left_of(self, workshop: str) -> set[str]:
        """The parts of which a key is there, whole or half destroyed."""
        return {path.stem.partition(".")[2] for path in self.folder.glob(f"{workshop}.*")}

    def workshops(self) -> set[str]:
        """The workshops of which any key is there."""
        files = {path.name for path in self.folder.glob("*") if path.is_file()}
        names = files - {TAG, WITHDRAWN}
        return {name.partition(".")[0] for name in names} - {SERVER_KEY}

    def withdrawn(self) -> frozenset[str]:
        """The stories that their contributors have withdrawn, by their ids. Raises OSError, also
        where the list of them is damaged."""
        with suppress(FileNotFoundError):
            return withdrawn_in(self.folder)
        return frozenset()

    def withdraw(self, story: str) -> None:
        """Notes that a story was withdrawn; that is known also after a loss of power."""
        self.lay_down()
        handle = os.open(self.folder / WITHDRAWN, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="ascii") as file:
            # On a line of its own, also behind one that a loss of power has cut off.
            file.write(f"\n{story}\n")
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)

    def close(self) -> None:
        """Nothing: no file stays open."""

    def lay_down(self) -> None:
        """Makes the folder where it is not there yet."""
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700, parents=True)
            keep_out_of_backups(self.folder)

    def _overwrite(self, path: Path) -> None:
        with path.open("r+b") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())

    def _reach(self, step: str, part: str) -> None:
        """The steps of the seal are those of K; the keys of parts come and go before it."""
        if not part:
            self._failpoints.reach(step)

    def _path(self, workshop: str, part: str) -> Path:
        return self.folder / f"{workshop}{part and '.'}{part}.key"


WITHDRAWN = "withdrawn"
"""The file with the ids of withdrawn stories: beside the keys, so that no older copy of the library
brings one back."""


def withdrawn_in(folder: Path) -> frozenset[str]:
    """The ids in the list of a folder. Raises OSError, also where it is damaged."""
    file = folder / WITHDRAWN
    try:
        return frozenset(file.read_text("ascii").split())
    except UnicodeDecodeError:
        raise OSError(errno.EILSEQ, "it is damaged", str(file)) from None


TAG = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
"""The first line of the file, as bford.info/cachedir specifies it."""
KEY_FOLDER_WORDS = f"""{SIGNATURE}
# This folder holds the keys of Failure Workshop. A key is destroyed when its workshop ends, and a
# copy of it in a backup would undo that. This file asks backup programs to leave the folder out.
"""
EXCLUDED = "com.apple.metadata:com_apple_backup_excludeItem"
"""macOS: the attribute by which Time Machine knows what it leaves out."""
BY_WHOM = "com.apple.backupd"


def keep_out_of_backups(folder: Path) -> None:
    """Marks a folder as one that no backup program should copy, where it can be marked.

    A full disk must not keep a server from starting.
    """
    with suppress(OSError):
        _tag(folder / TAG)
    if sys.platform == "darwin":
        with suppress(OSError, AttributeError):
            _exclude_from_time_machine(folder)


def _tag(file: Path) -> None:
    if file.exists() and file.read_text("ascii", "replace") == KEY_FOLDER_WORDS:
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as tag:
        tag.write(KEY_FOLDER_WORDS)


def _exclude_from_time_machine(folder: Path) -> None:
    value = plistlib.dumps(BY_WHOM, fmt=plistlib.FMT_BINARY)
    libc = ctypes.CDLL(None, use_errno=True)
    # The last two of setxattr(2) on macOS: where in the attribute, and no options.
    libc.setxattr(os.fsencode(folder), EXCLUDED.encode(), value, ctypes.c_size_t(len(value)), 0, 0)
