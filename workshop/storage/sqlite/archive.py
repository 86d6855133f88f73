"""The one file of a backup: a zip archive with the library and the open workshops' files.

It holds no key, no link and no sign-in. Its entries bear no time of their own.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from workshop.settings.wrong_setting import Refusal

ARCHIVE_FORMAT = 1
ARCHIVE_LABEL = "failure-workshop.json"
LIBRARY = "library.db"
WORKSHOP = re.compile(r"workshops/([A-Za-z0-9]+)\.db")


class NoBackup(Refusal, ValueError):
    """A file is no backup that can be restored here; the message says why."""


@dataclass(frozen=True)
class Databases:
    """The databases of a data directory, each as the bytes of its file."""

    library: bytes
    workshops: Mapping[str, bytes]
    """By the workshops' ids."""


class _Label(msgspec.Struct):
    format: int


def pack_archive(databases: Databases, file: IO[bytes]) -> None:
    """Writes the archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, ARCHIVE_LABEL, msgspec.json.encode(_Label(ARCHIVE_FORMAT)))
        _add(archive, LIBRARY, databases.library)
        for id_, body in sorted(databases.workshops.items()):
            _add(archive, f"workshops/{id_}.db", body)


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # of the year 1980, whenever it was
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, body)


def unpack_archive(path: Path) -> Databases:
    """Reads an archive into memory. Raises NoBackup, or OSError when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, msgspec.MsgspecError) as error:
        raise NoBackup(
            f"{path} is not a backup made by this program, or it is damaged. Use another one."
        ) from error


def _read(archive: zipfile.ZipFile) -> Databases:
    names = archive.namelist()
    _check_names(names)
    label = msgspec.json.decode(archive.read(ARCHIVE_LABEL), type=_Label)
    if label.format != ARCHIVE_FORMAT:
        raise NoBackup(
            "This backup was made by a newer version of this program. Restore it with that one."
        )
    found = {match[1]: name for name in names if (match := WORKSHOP.fullmatch(name))}
    return Databases(
        archive.read(LIBRARY), {id_: archive.read(name) for id_, name in found.items()}
    )


def _check_names(names: list[str]) -> None:
    """Nothing twice, and nothing that would lie anywhere else than where it belongs."""
    if ARCHIVE_LABEL not in names or LIBRARY not in names:
        raise NoBackup("This archive is not a backup made by this program.")
    strange = [
        name
        for name in names
        if name not in {ARCHIVE_LABEL, LIBRARY} and not WORKSHOP.fullmatch(name)
    ]
    if strange or len(set(names)) < len(names):
        raise NoBackup(
            "This archive contains something that this program never puts into a backup, "
            "so nothing was restored."
        )
