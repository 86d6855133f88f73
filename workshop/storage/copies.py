"""What other programs are told of the keys' folder: a copy of a key would undo the erasing."""

import ctypes
import os
import plistlib
import sys
from contextlib import suppress
from pathlib import Path

TAG = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
"""The first line of the file, as bford.info/cachedir specifies it."""
WORDS = f"""{SIGNATURE}
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
    if file.exists() and file.read_text("ascii") == WORDS:
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as tag:
        tag.write(WORDS)


def _exclude_from_time_machine(folder: Path) -> None:
    value = plistlib.dumps(BY_WHOM, fmt=plistlib.FMT_BINARY)
    libc = ctypes.CDLL(None, use_errno=True)
    # The last two of setxattr(2) on macOS: where in the attribute, and no options.
    libc.setxattr(os.fsencode(folder), EXCLUDED.encode(), value, ctypes.c_size_t(len(value)), 0, 0)
