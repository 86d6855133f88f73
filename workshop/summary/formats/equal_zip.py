"""A zip archive that is equal byte for byte each time: of the same files in the same order."""

import io
import zipfile
from collections.abc import Iterable

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, the earliest that it can bear: nobody learns a time."""
_UNIX = 3
_READABLE = 0o644 << 16


def equal_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive of these files, each with its name, in the order in which they come."""
    archive = io.BytesIO()
    # Stored, not deflated: what zlib makes differs from version to version.
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for name, body in files:
            file.writestr(_entry(name), body)
    return archive.getvalue()


def packed_anew(body: bytes) -> bytes:
    """An archive that a library has made, as this module makes it, in the order of its names.

    Of an Office file the list of its types then comes first, as its readers expect.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return equal_zip((name, file.read(name)) for name in sorted(file.namelist()))


def _entry(name: str) -> zipfile.ZipInfo:
    """Returns an entry that is equal on every system: the archive would name the system."""
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry
