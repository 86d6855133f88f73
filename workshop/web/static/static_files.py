"""Static files: read and hashed once, at the start, and cached for a year by phones.

What is joined, translated or compressed is made when it is first asked for.
"""

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Callable, Collection, Mapping
from functools import cache, cached_property, partial
from pathlib import Path, PurePosixPath

from workshop.languages import Languages, languages, words_file
from workshop.summary.formats.package_folders import folder
from workshop.web.static.joined_files import (
    FIRST_SCRIPT,
    PAGE_KINDS,
    PAGES,
    imports_of,
    in_order,
    join_files,
    join_sheets,
    joined,
)
from workshop.web.static.one_size import Sized, gzip_of, of_one_size

TEXT_ENDINGS = {".js", ".css", ".svg", ".txt", ".json", ".webmanifest"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/json"}
NOT_SERVED = {".ts"}
JOINER = Path(__file__).with_name("joined_files.py")
"""The code that joins: other code makes another file of the same tree."""

Make = Callable[[], bytes | Sized]
"""Gives the body of a file, or one that is as long in every language."""


class Static:
    """A static file, made when it is first asked for."""

    def __init__(self, name: str, make: Make) -> None:
        self._name, self._make = PurePosixPath(name), make

    @cached_property
    def kind(self) -> str:
        """The file's media type."""
        kind = TYPES.get(self._name.suffix) or mimetypes.guess_type(self._name.name)[0]
        return kind or "application/octet-stream"

    @cached_property
    def _made(self) -> bytes | Sized:
        return self._make()

    @cached_property
    def body(self) -> bytes:
        """The file's bytes."""
        return self._made.body if isinstance(self._made, Sized) else self._made

    @cached_property
    def packed(self) -> bytes | None:
        """The file's gzip, or None where that is not smaller."""
        if self._name.suffix not in TEXT_ENDINGS:
            return None
        if isinstance(self._made, Sized):
            return gzip_of(self.body, self._made.deflated, self._made.lacks)
        packed = gzip.compress(self.body, 9, mtime=0)
        return packed if len(packed) < len(self.body) else None


class Statics:
    """The tree of static files, under one hash, so that relative imports just work."""

    def __init__(
        self,
        folder: Path,
        made: Mapping[str, Make] | None = None,
        made_by: Collection[Path] = (),
    ) -> None:
        """Reads the tree; `made` are files that are not on the disk, by their names, and `made_by`
        all files that decide what these say.
        """
        paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in NOT_SERVED)
        self._read = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        makes: dict[str, Make] = {name: partial(bytes, body) for name, body in self._read.items()}
        makes |= {**(made or {}), **self._joins()}
        self.files = {name: Static(name, make) for name, make in makes.items()}
        self.hash = _hash(self._read, JOINER, *made_by)
        self._graphs: dict[str, tuple[str, ...]] = {}

    def _joins(self) -> dict[str, Make]:
        """Returns the joined files, each of which a page fetches for many."""
        made: dict[str, Make] = {
            joined(kind): partial(join_sheets, kind, self._read) for kind in PAGE_KINDS
        }
        for page in self._pages:
            files = cache(partial(join_files, self._read, *page))
            made |= {name: partial(_one_of, files, name) for name in page}
        return made

    @property
    def _pages(self) -> list[tuple[str, ...]]:
        return [page for page in PAGES if {*page} <= self._read.keys()]

    @cached_property
    def first(self) -> frozenset[str]:
        """The modules that a phone has before the first stage."""
        return (
            frozenset(in_order(FIRST_SCRIPT, self._read))
            if FIRST_SCRIPT in self._read
            else frozenset()
        )

    def url(self, name: str) -> str:
        """The path under which a file is served."""
        return f"/static/{self.hash}/{name}"

    def has(self, name: str) -> bool:
        """True if there is such a file."""
        return name in self.files

    def modules(self, entry: str) -> tuple[str, ...]:
        """Every module that the entry imports, near ones first; not the entry itself, nor what is
        joined with it.
        """
        if any(entry in page for page in self._pages):
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


@cache
def statics() -> Statics:
    """The static files of this program, and the words of all languages among them."""
    spoken = languages()
    return Statics(folder("static"), {**spoken.files(), **_phone_words(spoken)}, spoken.sources())


def _phone_words(spoken: Languages) -> dict[str, Make]:
    """Returns a phone's words as files, as long in one language as in another."""
    view = "participant"

    @cache
    def made() -> dict[str, Sized]:
        parts = {}
        for tag in spoken.known:
            words = {"filler": "", **spoken.words_for(view, tag)}
            before, mark, after = json.dumps(words, ensure_ascii=False).partition('"filler": "')
            parts[tag] = before + mark, after
        return of_one_size(parts)

    def of(tag: str) -> Sized:
        return made()[tag]

    return {words_file(view, tag): partial(of, tag) for tag in spoken.known}


def _one_of(files: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return files()[name]


def _hash(read: Mapping[str, bytes], *made_by: Path) -> str:
    digest = hashlib.sha256()
    # Not by whole paths: servers that share an address give their files the same ones.
    code = {"/".join(path.parts[-2:]): path.read_bytes() for path in made_by}
    for name, body in {**read, **code}.items():
        digest.update(f"{name}\n{len(body)}\n".encode() + body)
    return digest.hexdigest()[:12]
