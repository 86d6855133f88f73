"""The look at who else on this computer can read the keys: a copy of a key undoes the erasing."""

import os
import shlex
from contextlib import suppress
from pathlib import Path

OTHERS_BITS, WRITE = 0o077, 0o022
"""The bits of a mode that let the group or everybody else do anything, and that let them write."""
KEYS = {".key", ".gone"}
"""The endings of keys, and of those that are just being destroyed."""
PROBE = ".permissions"


def open_to_others(folder: Path) -> str:
    """Returns what is said, with the command that mends it, if other users can read a key or put
    another one in its place; "" if not, and where a disk knows no permissions: Windows, a USB
    stick, some shared folders. Nobody can mend that with a command. A folder that others can list
    shows no key: many are made like that before a first start."""
    if os.name != "posix" or not any(map(_is_open, _keys(folder))) or _knows_none(folder):
        return ""
    return (
        f"The server does not start while other users of this computer can read or replace keys "
        f"in {folder}. Nothing was changed, and the keys are kept. Run `chmod -R go= "
        f"{shlex.quote(str(folder))}`, then start it again."
    )


def _keys(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    inside = [path for path in folder.rglob("*") if path.is_dir() or path.suffix in KEYS]
    return [folder, *inside]


def _is_open(path: Path) -> bool:
    with suppress(OSError):  # a key that a workshop's end has destroyed meanwhile
        return bool(path.stat().st_mode & (WRITE if path.is_dir() else OTHERS_BITS))
    return False


def _knows_none(folder: Path) -> bool:
    """True if a file that is made for its owner alone is not, as on FAT, exFAT and many mounts."""
    probe = folder / PROBE
    try:
        with suppress(FileExistsError):
            os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return _is_open(probe)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink()
