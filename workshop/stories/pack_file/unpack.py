"""Unpacks the archive of a pack that may come from anywhere.

Nothing is written to disk, and no size or count that the archive states is relied on: every read is
bounded. The names that a pack may have leave no room for folders, drives or two cases of a letter.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from workshop.rules.file_shape import FIELD_NAME_CHARS, matches
from workshop.rules.text import one_line
from workshop.stories.pack import PACK_ABOUT
from workshop.stories.pack_file.pack_faults import PackFault, PackFaultCode
from workshop.stories.pack_file.pack_types import (
    ENDING,
    LARGEST_ABOUT,
    LARGEST_PACK,
    LARGEST_STORY,
    MOST_PACK_FAULTS,
    MOST_PACK_STORIES,
    STORIES_FOLDER,
    STORY_ID_PATTERN,
    file_of,
)

EXAMPLE = file_of("my-story")
_END = struct.Struct("<4s4H2LH")
"""The end of an archive, section 4.3.16 of the ZIP specification: signature, two disks, entries on
this disk, entries, size and place of the directory, and length of the comment."""
_END_SIGNATURE, _ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
_ZIP64_LENGTH = 20
_ENTRY = 256
"""Bytes of the directory for each entry, on average: 46, its name, and the notes of tools."""
_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800
"""Flags of a plain entry: how well it is deflated, sizes after it, and a name in UTF-8."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""All that zipfile raises for archives that no program would write."""
_is_story = matches(re.escape(STORIES_FOLDER) + STORY_ID_PATTERN + re.escape(ENDING))


@dataclass
class Unpacked:
    """The files of an archive that could be read, by name, and why others could not.

    `whole` is True if the fault lies in the archive, so that there is no use in looking closer.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[PackFault] = field(default_factory=list)
    whole: bool = False


def unpack_pack(data: bytes, pause: Callable[[], None]) -> Unpacked:
    """Unpacks an archive as far as it can be read."""
    stated = _entries(data)
    if not isinstance(stated, int):
        return _refused(stated)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) == stated:
                return _read_all(archive, pause)
    except _BROKEN:
        pass
    return _refused("no_zip")


def _refused(code: PackFaultCode) -> Unpacked:
    limit = {"too_large": LARGEST_PACK // 1024 // 1024, "too_many_files": MOST_PACK_STORIES}.get(
        code
    )
    about = {} if limit is None else {"limit": limit}
    return Unpacked(faults=[PackFault((), code, about)], whole=True)


def _entries(data: bytes) -> int | PackFaultCode:
    """Returns how many entries an archive says it has, by its end, or why zipfile is not to see it:
    it would make an object for each entry that it meets.

    A directory that ends where the archive ends can be read in one way only.
    """
    if len(data) > LARGEST_PACK:
        return "too_large"
    start = len(data) - _END.size
    if start < 0:
        return "no_zip"
    signature, *disks, entries, size, place, comment = _END.unpack_from(data, start)
    zip64 = data[max(start - _ZIP64_LENGTH, 0) : start].startswith(_ZIP64)
    if signature != _END_SIGNATURE or zip64 or comment or place + size != start:
        return "no_zip"
    if disks != [0, 0, entries]:
        return "no_zip"
    return "too_many_files" if size > (MOST_PACK_STORIES + 1) * _ENTRY else int(entries)


def _read_all(archive: zipfile.ZipFile, pause: Callable[[], None]) -> Unpacked:
    entries = [one for one in archive.infolist() if not _is_folder(one)]
    if len(entries) > MOST_PACK_STORIES + 1:
        return _refused("too_many_files")
    unpacked, seen, left = Unpacked(), set[str](), LARGEST_PACK
    for entry in entries:
        pause()
        # zipfile cuts `filename` at a null byte; the other name is as the archive has it.
        name = entry.orig_filename
        code = _entry_fault(entry, name, seen)
        seen.add(name)
        found = code or _content(archive, entry, min(_limit(name), left))
        if isinstance(found, bytes):
            left -= len(found)
            unpacked.files[name] = found
        elif left < _limit(name) and found == "file_too_large":
            return _refused("too_large")
        else:
            unpacked.faults.append(_fault(name, found))
        if len(unpacked.faults) >= MOST_PACK_FAULTS:
            break
    return unpacked


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """True for the one folder of a pack, which many programs add as an entry of its own."""
    return entry.orig_filename == STORIES_FOLDER and entry.file_size == 0


def _entry_fault(entry: zipfile.ZipInfo, name: str, seen: set[str]) -> PackFaultCode | None:
    if name != PACK_ABOUT and not _is_story(name):
        return "stray"
    if name in seen:
        return "same_file"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    plain = kind in {0, stat.S_IFREG} and not entry.flag_bits & ~_FLAGS
    return None if plain and entry.compress_type in _METHODS else "unusual"


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | PackFaultCode:
    try:
        with archive.open(entry) as file:
            # A byte more than may be is enough to see that it is too much.
            content = file.read(limit + 1)
    except _BROKEN:
        return "damaged"
    return "file_too_large" if len(content) > limit else content


def _limit(name: str) -> int:
    return LARGEST_ABOUT if name == PACK_ABOUT else LARGEST_STORY


def _fault(name: str, code: PackFaultCode) -> PackFault:
    place = one_line(name)[:FIELD_NAME_CHARS] or "?"
    if code == "stray":
        return PackFault((place,), code, {"about": PACK_ABOUT, "example": EXAMPLE})
    return PackFault((place,), code, {"limit": _limit(name) // 1024})


def missing(unpacked: Unpacked) -> Iterator[PackFault]:
    """The fault of a pack without its pack.toml; one that is there and broken has its own."""
    if PACK_ABOUT not in unpacked.files and (PACK_ABOUT,) not in [
        one.place for one in unpacked.faults
    ]:
        yield PackFault((PACK_ABOUT,), "missing")
