"""Static files: read, compressed and hashed once, at the start, and cached for a year by phones."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workshop.web.joined import FIRST, in_order, join
from workshop.web.modules import imports_of
from workshop.web.sheets import joined_sheet

TEXT = {".js", ".css", ".svg", ".txt", ".json", ".webmanifest"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/json"}
NOT_SERVED = {".ts"}


@dataclass(frozen=True)
class Static:
    """One file; `packed` is its gzip, where that is smaller."""

    kind: str
    body: bytes
    packed: bytes | None


class Statics:
    """The tree of static files, under one hash, so that relative imports just work."""

    def __init__(self, folder: Path, made: Mapping[str, bytes] | None = None) -> None:
        """Reads the tree; `made` are files that are not on the disk, by their names."""
        paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in NOT_SERVED)
        read = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self.first = frozenset(in_order(FIRST, read)) if FIRST in read else frozenset()
        """The modules that a phone has before the first stage."""
        bodies = {**read, **(made or {}), **join(read), **joined_sheet(read)}
        self.files = {name: _static(name, body) for name, body in bodies.items()}
        self.hash = _hash(self.files)
        self._graphs: dict[str, tuple[str, ...]] = {}

    def url(self, name: str) -> str:
        """The path under which a file is served."""
        return f"/static/{self.hash}/{name}"

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.files

    def modules(self, entry: str) -> tuple[str, ...]:
        """Every module that the entry imports, near ones first; not the entry itself, nor what is
        joined with it.
        """
        if entry == FIRST:
            return ()
        if entry not in self._graphs:
            self._graphs[entry] = tuple(self._walk(entry))
        return self._graphs[entry]

    def _walk(self, entry: str) -> list[str]:
        found, waiting = [entry], [entry]
        while waiting:
            name = waiting.pop(0)
            text = self.files[name].body.decode() if name in self.files else ""
            new = [one for one in imports_of(name, text) if one not in found and self.has(one)]
            found += new
            waiting += new
        return found[1:]


def _static(name: str, body: bytes) -> Static:
    suffix = PurePosixPath(name).suffix
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0]
    packed = gzip.compress(body, 9, mtime=0) if suffix in TEXT else body
    return Static(
        kind or "application/octet-stream", body, packed if len(packed) < len(body) else None
    )


def _hash(files: dict[str, Static]) -> str:
    digest = hashlib.sha256()
    for name, file in files.items():
        digest.update(f"{name}\n{len(file.body)}\n".encode() + file.body)
    return digest.hexdigest()[:12]
