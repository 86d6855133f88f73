"""Canaries: words, keys and addresses that are unique, and a search that finds them in any form.

A text carries a core of letters that no escaping changes, twice, so that a database's page
boundary can hide only one of them.
"""

import base64
import gzip
import io
import secrets
import sqlite3
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pypdf.errors import PdfReadError

from tests.summary.read_pdf import structure

CORE = 14
LETTERS = "bcdfghjkmnpqrtvwxyz"
GZIP, ZLIB = b"\x1f\x8b\x08", (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
SQLITE = b"SQLite format 3\0"
HEAD, SHORTEST = 8, 6
"""Bytes by which a form is looked up before it is compared, and bytes that a form has at least."""
DEEPEST = 4
"""Containers inside of containers."""


@dataclass(frozen=True)
class Canary:
    """Something unique: `core` is what is searched for, `kind` what becomes of it."""

    kind: str
    core: str
    text: str
    raw: bytes = b""
    """The bytes that a key stands for; b"" for words."""


Held = tuple[Canary, str, bytes]
"""A canary, and the name and the bytes of one of its forms."""


@dataclass
class Canaries:
    """All that were let out, by their kind."""

    known: dict[str, Canary] = field(default_factory=dict)

    def words(self, kind: str, about: str = "") -> str:
        """A sentence that nobody else says."""
        core = "".join(secrets.choice(LETTERS) for _ in range(CORE))
        return self._keep(Canary(kind, core, f'{core} "{about or kind}" ü & {core}.'))

    def key(self, kind: str, given: str = "") -> str:
        """16 random bytes, in hexadecimal, as a device makes them."""
        text = given or secrets.token_hex(16)
        return self._keep(Canary(kind, text, text, bytes.fromhex(text)))

    def token(self, kind: str, given: str) -> str:
        """Something that was made elsewhere: a session's id, a cookie, an address."""
        return self._keep(Canary(kind, given, given)) if given else given

    def of(self, *kinds: str) -> list[Canary]:
        """The canaries of some kinds."""
        return [one for one in self.known.values() if one.kind in kinds]

    def but(self, *kinds: str) -> list[Canary]:
        """All canaries except those of some kinds."""
        return [one for one in self.known.values() if one.kind not in kinds]

    def _keep(self, canary: Canary) -> str:
        self.known.setdefault(canary.core, canary)
        return canary.text


def forms(canary: Canary) -> dict[str, bytes]:
    """The ways in which bytes may hold a canary, by name; each once."""
    text = canary.core
    plain = text.encode()
    found = {
        "utf-8": plain,
        "upper": text.upper().encode(),
        "lower": text.lower().encode(),
        "utf-16le": text.encode("utf-16-le"),
        "utf-16be": text.encode("utf-16-be"),
        "json": "".join(f"\\u{ord(char):04x}" for char in text).encode(),
        "percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "quoted": quote(text, safe="").encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        **{f"base64 {name}": part for name, part in _base64(plain).items()},
    }
    if canary.raw:
        found |= {"raw": canary.raw, "raw backwards": canary.raw[::-1]}
        found |= {f"raw base64 {name}": part for name, part in _base64(canary.raw).items()}
    firsts = {form: name for name, form in reversed(found.items())}
    return {name: form for form, name in firsts.items()}


def _base64(data: bytes) -> dict[str, bytes]:
    """Returns the base64 forms of the data, wherever it begins in what is encoded; both
    alphabets."""
    found = {}
    for shift in range(3):
        # Only what the data alone decides: the characters at both ends also hold its neighbours.
        whole = base64.b64encode(bytes(shift) + data)
        inner = whole[-(-8 * shift // 6) : 8 * (shift + len(data)) // 6]
        found[f"+{shift}"] = inner
        found[f"-{shift}"] = inner.translate(bytes.maketrans(b"+/", b"-_"))
    return found


@dataclass(frozen=True)
class Find:
    """A canary that stands where it was looked for."""

    canary: Canary
    form: str
    place: str

    @property
    def kind(self) -> str:
        """The canary's kind, which says what becomes of it."""
        return self.canary.kind


class Forms:
    """The forms of every canary that was ever looked for, by how each of them begins."""

    def __init__(self) -> None:
        self._known: set[Canary] = set()
        self._begin: dict[int, list[Held]] = {}
        self._heads: set[int] = set()
        self._short: list[Held] = []

    def add(self, canaries: set[Canary]) -> None:
        """Keeps the forms of those that are new."""
        for canary in canaries - self._known:
            for form, held in forms(canary).items():
                assert len(held) >= SHORTEST, f"{canary} is too short to be told from chance"
                head = int.from_bytes(held[:HEAD], sys.byteorder)
                same = self._begin.setdefault(head, []) if len(held) >= HEAD else self._short
                same.append((canary, form, held))
        self._known |= canaries
        self._heads = {*self._begin}

    def in_piece(self, piece: bytes) -> list[Held]:
        """Every form that a piece of data holds.

        The piece is read as a row of numbers, once from each of its first bytes on: so thousands
        of beginnings are looked for at once.
        """
        heads: set[int] = set()
        for start in range(min(HEAD, len(piece))):
            whole = (len(piece) - start) // HEAD * HEAD
            heads |= self._heads.intersection(memoryview(piece)[start : start + whole].cast("Q"))
        begun = [one for head in heads for one in self._begin[head]]
        return [one for one in (*begun, *self._short) if one[2] in piece]


FORMS = Forms()


class Search:
    """A search for some canaries, of which there may be thousands."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._wanted = {*canaries}
        FORMS.add(self._wanted)

    def __call__(self, data: bytes, place: str) -> list[Find]:
        """Every canary in the data, and in whatever is packed inside of it."""
        return [
            Find(canary, form, where)
            for where, piece in unpacked(data, place)
            for canary, form, _ in FORMS.in_piece(piece)
            if canary in self._wanted
        ]


def search(data: bytes, canaries: list[Canary], place: str) -> list[Find]:
    """Every canary in the data, and in whatever is packed inside of it."""
    return Search(canaries)(data, place)


def search_folder(folder: Path, canaries: list[Canary]) -> list[Find]:
    """Searches every file of a folder, and its name."""
    finds, search = [], Search(canaries)
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        finds += search(name.encode(), f"the name {name}")
        with suppress(FileNotFoundError):  # a journal comes and goes
            finds += search(path.read_bytes(), name) if path.is_file() else []
    return finds


def unpacked(data: bytes, place: str, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The data itself, then all that archives, compression and databases in it hold."""
    yield place, data
    if depth < DEEPEST:
        for name, inner in _inside(data):
            yield from unpacked(inner, f"{place} > {name}", depth + 1)


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename, entry.filename.encode() + archive.read(entry)
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                file = archive.extractfile(member)
                yield member.name, member.name.encode() + (file.read() if file else b"")
    if data.startswith(b"%PDF-"):
        with suppress(PdfReadError):  # several in a row are no file
            yield "words", structure(data).text.encode()
    if data.startswith(SQLITE):
        yield "rows", _rows(data)
    for start in _starts(data):
        with suppress(zlib.error):
            # An object, not a function: what follows the stream, or its cut end, is no fault.
            yield f"packed at {start}", zlib.decompressobj(wbits=47).decompress(data[start:])


def _starts(data: bytes) -> Iterator[int]:
    for magic in (GZIP, *ZLIB):
        start = data.find(magic)
        while start >= 0:
            yield start
            start = data.find(magic, start + 1)


def _rows(data: bytes) -> bytes:
    """All values of a database, whole: in the file a long one lies in pieces on several pages."""
    rows = []
    with closing(sqlite3.connect(":memory:")) as database, suppress(sqlite3.DatabaseError):
        database.deserialize(data)
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (name,) in names.fetchall():
            rows += database.execute(f'SELECT * FROM "{name}"').fetchall()
    values = [value for row in rows for value in row]
    return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for one in values)


def packed(data: bytes) -> dict[str, bytes]:
    """Returns data in containers of all the kinds that are looked into, for the search's test."""
    archive, tar, database = io.BytesIO(), io.BytesIO(), sqlite3.connect(":memory:")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inside.bin", data)
    with tarfile.open(fileobj=tar, mode="w:gz") as file_:
        entry = tarfile.TarInfo("inside.bin")
        entry.size = len(data)
        file_.addfile(entry, io.BytesIO(data))
    database.execute("CREATE TABLE held (body BLOB)")
    database.execute("INSERT INTO held VALUES (?)", (bytes(4000) + data + bytes(9000),))
    held = database.serialize()
    database.close()
    return {
        "plain": data,
        "zip": archive.getvalue(),
        "tar.gz": tar.getvalue(),
        "gzip": gzip.compress(data),
        "zlib within a file": b"%PDF stream\n" + zlib.compress(data) + b"\nendstream",
        "zip in gzip": gzip.compress(archive.getvalue()),
        "database": held,
    }
