"""A copy of what a data directory holds, without the keys, while its server may be running.

Workshops that are open come along unreadable: what people wrote in them is encrypted, and the
keys lie elsewhere.
"""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workshop.settings.wrong_setting import Refusal
from workshop.storage.sqlite.archive import LIBRARY, Databases, pack_archive
from workshop.storage.sqlite.start_checks import refuse_unreadable
from workshop.storage.sqlite.sync_folder import sync_folder

BACKUP_TRIES, BACKUP_PAUSE_S = 10, 0.3
"""Times that a backup is begun anew when something changes meanwhile; the seconds in between."""
PASSING_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}

Listing = list[tuple[str, bool]]
"""The open workshops: their ids, and whether they go: sealed just now, or thrown away."""


class CannotBackUp(Refusal):
    """No backup was made; the message says why and what to do."""


class DamagedFile(Exception):
    """The file of a workshop that cannot be copied, and why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why


@dataclass(frozen=True)
class Holds:
    """The numbers of summaries and open workshops in a backup."""

    summaries: int
    workshops: int

    def __str__(self) -> str:
        """Says both numbers in words."""
        summaries = _count(self.summaries, "summary", "summaries")
        return f"{summaries} and {_count(self.workshops, 'open workshop', 'open workshops')}"


def back_up(data: Path, target: Path, *, titled: bool = False) -> Holds:
    """Makes a backup of a data directory as one new file. Raises CannotBackUp, or Unusable.

    The file stands under its name only when all of it is on disk; until then, and when anything
    goes wrong, there is none. A workshop that is damaged is named by its file, and by its title
    where that is `titled`: what a hosted server says goes to a log.
    """
    refuse_unreadable(data)
    library = data / LIBRARY
    if not library.is_file() or library.stat().st_size == 0:
        raise CannotBackUp(
            f"There is nothing in {data} to back up. Nothing was changed. Name another folder "
            "with --data."
        )
    refuse_target(target)
    try:
        return write_backup(_copied(data), target)
    except DamagedFile as damaged:
        title = _title(data, damaged.path.stem) if titled else ""
        raise CannotBackUp(_said_of(damaged, title)) from damaged


def _title(data: Path, id_: str) -> str:
    """Returns the title that the library has of a workshop."""
    with _reading(data / LIBRARY) as library:
        found = library.execute("SELECT title FROM workshop WHERE id = ?", (id_,)).fetchone()
    return str(found[0]) if found else ""


def _said_of(damaged: DamagedFile, title: str) -> str:
    name = f'the workshop "{title}"' if title else "a workshop"
    return (
        f"The file {damaged.path} of {name} is damaged ({damaged.why}), so no backup was made. "
        "Nothing was changed, and all of it is kept. Put the file of an older backup in its place, "
        "or start the server and throw the workshop away in the list of workshops. Then backups "
        "can be made again."
    )


def refuse_target(target: Path) -> None:
    """Raises CannotBackUp where no new file can be made."""
    if target.exists():
        raise CannotBackUp(f"{target} already exists and was not changed. Choose another name.")
    if not target.parent.is_dir():
        raise CannotBackUp(f"There is no folder {target.parent}. Create it, or choose another one.")


def write_backup(copied: Databases, target: Path) -> Holds:
    """Writes the databases as one new file, which stands under its name when all is on disk."""
    with _new_file(target) as file:
        pack_archive(copied, file)
    return holds(copied)


def holds(databases: Databases) -> Holds:
    """Counts what a backup holds."""
    with closing(sqlite3.connect(":memory:")) as library:
        library.deserialize(databases.library)
        (summaries,) = library.execute("SELECT count(*) FROM summary").fetchone()
    return Holds(int(summaries), len(databases.workshops))


def _copied(data: Path) -> Databases:
    """All databases, as they belong together."""
    for _ in range(BACKUP_TRIES):
        try:
            found = _try_to_copy(data)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in PASSING_CODES:
                raise
            found = None
        if found:
            return found
        time.sleep(BACKUP_PAUSE_S)
    raise CannotBackUp(
        "Someone was writing all the time, or the server ended in the middle of a write. "
        "No backup was made. Try again; if the server is not running, start it once first."
    )


def _try_to_copy(data: Path) -> Databases | None:
    """Returns a copy, or None if the library lists other workshops than before they were copied.
    Raises DamagedFile.

    The library comes last: a workshop that is sealed meanwhile is then found as its file or as
    its summary, never as neither.
    """
    with _reading(data / LIBRARY) as library:
        before = _listing(library)
    files = {id_: data / "workshops" / f"{id_}.db" for id_, _ in before}
    emptied = [files[id_] for id_, goes in before if not goes and _is_empty(files[id_])]
    found = {id_: _workshop(path) for id_, path in files.items()}
    with _copy_of(data / LIBRARY) as library:
        if _listing(library) != before:
            return None
        for path in emptied:  # the row of one that ends would say so by now
            if _is_empty(path):  # else it was only being made
                raise DamagedFile(path, "it is empty")
        delete_what_ends_sooner(library)
        return Databases(library.serialize(), {id_: body for id_, body in found.items() if body})


def _is_empty(path: Path) -> bool:
    """True if a file was cut off to nothing: SQLite would take it for a new database."""
    with suppress(FileNotFoundError):
        return path.stat().st_size == 0
    return False


def _workshop(path: Path) -> bytes:
    """The copy of a workshop's file; b"" when it is gone already and its row is not. Raises
    DamagedFile."""
    if not path.exists():
        return b""
    try:
        with _copy_of(path) as workshop:
            return workshop.serialize()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise DamagedFile(path, str(error)) from error


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listing(library: sqlite3.Connection) -> Listing:
    rows = library.execute("SELECT id, sealing OR thrown_away FROM workshop ORDER BY id")
    return [(str(id_), bool(goes)) for id_, goes in rows]


def delete_what_ends_sooner(library: sqlite3.Connection) -> None:
    """Deletes what a backup must not bring back.

    A link that is revoked later would come to life again with a backup from before, and
    contacts that phones are shown for a day would stay for years.

    The link of a contributor's receipt stays: it is never revoked, ends with its story, and is the
    only way to withdraw that.
    """
    library.execute("PRAGMA secure_delete=ON")
    library.execute("DELETE FROM sign_in")
    library.execute("DELETE FROM link WHERE one_time OR kind != 'contributor'")
    library.execute("UPDATE summary SET support = '', reporting = ''")
    library.execute("VACUUM")


@contextmanager
def _copy_of(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy in memory, written anew: it has no free page and no counter of commits."""
    place = f"file:/{secrets.token_hex(8)}?vfs=memdb"
    with closing(sqlite3.connect(place, uri=True, isolation_level=None)) as copy:
        with _reading(path) as source:
            source.execute("VACUUM INTO ?", (place,))
        yield copy


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    # Not for writing: the server may put another file in this one's place, and the journal beside
    # it would then be taken for that of the file that is open here, and undone.
    place = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(place, uri=True, isolation_level=None)) as source:
        yield source


@contextmanager
def _new_file(target: Path) -> Iterator[IO[bytes]]:
    """A file that stands under its name when it is whole and on disk, or not at all."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not error.filename:
            error.filename = str(target)  # a full disk names none
        raise
    sync_folder(target.parent)
