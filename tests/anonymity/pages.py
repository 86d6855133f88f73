"""A database file read as bytes, the way a forensic reader does: where each row lies, and what
lies where no row is. After https://www.sqlite.org/fileformat2.html, without SQLite.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

Value = int | float | str | bytes | None
INTERIOR = {2: "index", 5: "table"}
LEAF = {10: "index", 13: "table"}
FIRST_HEADER = 100
"""Bytes of the file's own header, on the first page."""


@dataclass(frozen=True)
class Cell:
    """One row, and where it lies: page and offset, its overflow pages, its hidden number."""

    page: int
    index: int
    offset: int
    size: int
    rowid: int | None
    values: tuple[Value, ...]
    overflow: tuple[int, ...] = ()


@dataclass
class Pages:
    """A database file. `tables` are its tables by name, each with its rows in key order."""

    data: bytes
    _trees: set[int] = field(default_factory=set)

    @cached_property
    def size(self) -> int:
        """Bytes of a page."""
        (size,) = struct.unpack(">H", self.data[16:18])
        return 65536 if size == 1 else int(size)

    @cached_property
    def tables(self) -> dict[str, list[Cell]]:
        """The rows of each table, in the order of its b-tree."""
        listed = [cell.values for cell in self._tree(1)]
        trees = {str(name): list(self._tree(int(str(root)))) for _, name, _, root, _ in listed}
        return {str(name): trees[str(name)] for kind, name, *_ in listed if kind == "table"}

    @property
    def free_pages(self) -> int:
        """Number of pages on the list of free ones."""
        return int.from_bytes(self.data[36:40], "big")

    def residue(self) -> list[tuple[int, bytes]]:
        """Returns the bytes that lie where no row is, by their place in the file: free pages, gaps
        inside pages."""
        found: list[tuple[int, bytes]] = []
        rows = [cell for cells in self.tables.values() for cell in cells]
        taken = {number for cell in rows for number in cell.overflow}
        for number in range(1, len(self.data) // self.size + 1):
            start = (number - 1) * self.size
            if number in self._trees:
                found += [(start + at, part) for at, part in self._gaps(number)]
            elif number not in taken:
                found.append((start, self.page(number)))
        return found

    def page(self, number: int) -> bytes:
        """The bytes of a page; the first one is 1."""
        return self.data[(number - 1) * self.size : number * self.size]

    def _gaps(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The gap between pointers and rows, and what is free between rows."""
        page, head = self.page(number), FIRST_HEADER if number == 1 else 0
        cells = int.from_bytes(page[head + 3 : head + 5], "big")
        start = head + (12 if page[head] in INTERIOR else 8) + 2 * cells
        content = int.from_bytes(page[head + 5 : head + 7], "big") or 65536
        yield start, page[start:content]
        free = int.from_bytes(page[head + 1 : head + 3], "big")
        while free:
            following, size = struct.unpack(">HH", page[free : free + 4])
            yield free + 4, page[free + 4 : free + size]
            free = following

    def _tree(self, number: int) -> Iterator[Cell]:
        self._trees.add(number)
        page, head = self.page(number), FIRST_HEADER if number == 1 else 0
        kind = page[head]
        leaf = kind in LEAF
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        pointers = head + (8 if leaf else 12)
        for index in range(count):
            at = int.from_bytes(page[pointers + 2 * index : pointers + 2 * index + 2], "big")
            if not leaf:
                yield from self._tree(int.from_bytes(page[at : at + 4], "big"))
            if kind != 5:
                yield self._cell(number, index, at, (INTERIOR | LEAF)[kind], leaf)
        if not leaf:
            yield from self._tree(int.from_bytes(page[head + 8 : head + 12], "big"))

    def _cell(self, number: int, index: int, at: int, kind: str, leaf: bool) -> Cell:
        page, rowid = self.page(number), None
        size, begin = varint(page, at if leaf else at + 4)
        if kind == "table":
            rowid, begin = varint(page, begin)
        local = self._local(size, kind)
        payload, chain = page[begin : begin + local], []
        if local < size:
            payload, chain = self._follow(payload, page[begin + local : begin + local + 4], size)
        return Cell(number, index, at, size, rowid, record(payload), tuple(chain))

    def _local(self, size: int, kind: str) -> int:
        """Returns how many bytes of a row of this size lie on its own page."""
        most = self.size - 35 if kind == "table" else (self.size - 12) * 64 // 255 - 23
        if size <= most:
            return size
        least = (self.size - 12) * 32 // 255 - 23
        fits = least + (size - least) % (self.size - 4)
        return fits if fits <= most else least

    def _follow(self, payload: bytes, pointer: bytes, size: int) -> tuple[bytes, list[int]]:
        chain: list[int] = []
        number = int.from_bytes(pointer, "big")
        while number and len(payload) < size:
            chain.append(number)
            page = self.page(number)
            payload += page[4:]
            number = int.from_bytes(page[:4], "big")
        return payload[:size], chain


def varint(data: bytes, at: int) -> tuple[int, int]:
    """An integer of one to nine bytes, and where it ends."""
    value = 0
    for i in range(8):
        value = value << 7 | data[at + i] & 0x7F
        if data[at + i] < 0x80:
            return value, at + i + 1
    return value << 8 | data[at + 8], at + 9


def record(payload: bytes) -> tuple[Value, ...]:
    """The values of a row."""
    header, at = varint(payload, 0)
    kinds = []
    while at < header:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values)


_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", raw)[0])
    if kind in {8, 9}:
        return kind - 8
    if kind < 7:
        return int.from_bytes(raw, "big", signed=True)
    return raw if kind % 2 == 0 else raw.decode(errors="replace")
