"""The look at a data directory before a start or a backup: it says what cannot be used, and changes
nothing.

Only readable facts are looked at here. A library that a crash has left in the middle of a commit,
or that another program holds, is let through: opening it mends it, or says what it meets. Who else
on this computer can read the keys is looked at, too: a copy of a key undoes the erasing.
"""

import errno
import os
import shlex
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from workshop.settings.wrong_setting import Refusal
from workshop.storage.keyring import KEY_BYTES, SERVER_KEY
from workshop.storage.sqlite.archive import LIBRARY
from workshop.storage.sqlite.key_folder import WITHDRAWN, withdrawn_in
from workshop.storage.sqlite.migrate import FILE_VERSION, OtherVersion, refuse_other_version

RESTORE = (
    "To restore a backup, move this folder to another place, keep it, and run `restore FILE` with "
    "the same --data"
)
"""The way back from a library that is lost; the keys stay where they are, beside the folder."""


class Unusable(Refusal):
    """Raised where a start or a backup would fail or do harm."""


def refuse_unusable(data: Path, keys: Path) -> None:
    """Raises Unusable if a data directory, its library or the folder of its keys cannot be used,
    or others can read the keys. Changes nothing."""
    for folder in (data, data / "workshops", keys):
        refuse_folder(folder)
    _refuse_library(data / LIBRARY, data / "workshops")
    _refuse_new_keys(data, keys)
    _refuse_key(keys / f"{SERVER_KEY}.key")
    _refuse_list(keys / "stories")
    if said := open_to_others(keys):
        raise Unusable(said)


def refuse_unreadable(data: Path) -> None:
    """Raises Unusable if the library or a workshop of a data directory cannot be read, or if the
    library has another version. Changes nothing."""
    _refuse_library(data / LIBRARY, data / "workshops", os.R_OK)
    for path in (data / "workshops").glob("*.db"):
        if not os.access(path, os.R_OK) and path.exists():
            raise Unusable(
                f"{path} cannot be read by this user. Nothing was changed, and it is kept. Change "
                "its owner or its permissions."
            )


def refuse_folder(folder: Path) -> None:
    """Raises Unusable if something is no folder, cannot be made, or cannot be written to."""
    there = next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))
    if not there.is_dir():
        inside = f", and {folder} would be inside it" if there != folder else ""
        raise Unusable(
            f"{there} is not a folder{inside}. It was not changed, and is kept. Name a folder with "
            "--data."
        )
    if not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        made = f", so {folder} cannot be made there" if there != folder else ""
        raise Unusable(
            f"{there} cannot be written to by this user{made}. Nothing was changed, and all that "
            "is there is kept. Change its owner or its permissions, or name another folder with "
            "--data."
        )


def _refuse_library(library: Path, workshops: Path, rights: int = os.R_OK | os.W_OK) -> None:
    if not library.exists() or library.stat().st_size == 0:
        _refuse_new_library(library, workshops)
        return
    if not os.access(library, rights):
        cannot = "read" if rights == os.R_OK else "written to"
        raise Unusable(
            f"{library} cannot be {cannot} by this user. Nothing was changed, and it is kept. "
            "Change its owner or its permissions."
        )
    try:
        _look_into(library)
    except sqlite3.OperationalError:
        return  # a commit to be undone first, or another program: opening it will tell
    except (sqlite3.DatabaseError, OSError):
        raise Unusable(
            f"The library {library}, which holds summaries and stories, is damaged. Nothing was "
            f"changed, and open workshops and their keys are kept. {RESTORE}."
        ) from None


def _refuse_new_library(library: Path, workshops: Path) -> None:
    """A new library would know of none of the workshops that are there."""
    left = sum(1 for _ in workshops.glob("*.db"))
    if left:
        raise Unusable(
            f"The library {library} is missing or empty, but {workshops} holds workshops "
            f"({left}). Nothing was changed, and they and their keys are kept. Put the library "
            f"back. {RESTORE}. To begin anew, name another folder with --data."
        )


def _look_into(library: Path) -> None:
    """Raises Unusable for a library of another version, and what SQLite raises for a damaged
    one."""
    address = f"{library.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
        if database.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("damaged")
        named = "SELECT 1 FROM sqlite_master WHERE name = 'team'"
        if database.execute(named).fetchone() is None:
            raise sqlite3.DatabaseError("not of this program")
        (found,) = database.execute(FILE_VERSION).fetchone()
    try:
        refuse_other_version(found, "library")
    except OtherVersion as other:
        raise Unusable(
            f"The library {library} has version {found}, and this program reads version "
            f"{other.known}. Nothing was changed, and it is kept. Use the version of the program "
            "that made it, or name another folder with --data."
        ) from None


def _refuse_new_keys(data: Path, keys: Path) -> None:
    """New keys in the place of the old ones would let every workshop look as if it were erased."""
    if (data / LIBRARY).exists() and not keys.exists():
        raise Unusable(
            f"The folder of the keys, {keys}, is missing, but {data} holds a library. Nothing was "
            "changed, and all workshops are kept. Put the folder back in this place. Only if the "
            "keys are lost for good, make an empty folder there: summaries and stories can then "
            "be read, and open workshops cannot."
        )


def _refuse_key(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if not (stat.S_ISREG(path.stat().st_mode) and os.access(path, os.R_OK)):
        raise Unusable(
            f"The key {path} cannot be read by this user. Nothing was changed, and it is kept. "
            f"Change its owner, or run `chmod 600 {path}`."
        )
    size = path.stat().st_size
    if size != KEY_BYTES:
        raise Unusable(
            f"The key {path} is damaged: it has {size} bytes and not {KEY_BYTES}. Nothing was "
            "changed, and all workshops are kept. Move this file to another place: the next start "
            "makes a new one, and open pages have to be loaded again."
        )


def _refuse_list(stories: Path) -> None:
    try:
        withdrawn_in(stories)
    except OSError as error:
        if error.errno != errno.EILSEQ:
            return  # there is none, or opening it will tell
        raise Unusable(
            f"The list of the stories that were withdrawn, {stories / WITHDRAWN}, is damaged. "
            "Nothing was changed, and all stories, workshops and keys are kept. Move this file to "
            "another place: the next start makes a new one from what the library knows of them."
        ) from None


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
