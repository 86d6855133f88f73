"""Somebody who listens in on https: which way a record goes, how long it is, and when. No words.

They know who holds which phone, and all that the room's screen shows. From both they guess who
wrote, who wrote what, whose card was set aside, and who answered what.
"""

import asyncio
import random
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.anonymity.judging import Tally
from tests.support.proxy import make_certificate
from tests.support.waiting import WITHIN

HEAD = 5
"""Bytes before each record of TLS, in the clear: its type, the version, its length."""
AT_ONCE = 1 << 16
Label = str | int | None
Sees = Callable[[bytes], None]


@dataclass(frozen=True)
class Record:
    """All that is seen of a record."""

    at: float
    up: bool
    size: int


@dataclass
class Way:
    """One direction of a connection, as bytes go by."""

    up: bool
    records: list[Record]
    _rest: bytes = b""

    def sees(self, data: bytes) -> None:
        """Notes whole records by what stands before each."""
        self._rest += data
        while len(self._rest) >= HEAD:
            size = HEAD + int.from_bytes(self._rest[HEAD - 2 : HEAD])
            if len(self._rest) < size:
                break
            self.records.append(Record(time.monotonic(), self.up, size))
            self._rest = self._rest[size:]


class Tap:
    """Stands on the line between phones and a proxy that speaks TLS for a server on `port`.

    What phones say in the clear is encrypted behind their own door, as by a browser: Python's
    sockets do not bear that one thread reads TLS and another writes.
    """

    def __init__(self, port: int, folder: Path) -> None:
        certificate, key = make_certificate(folder)
        self.tls = None
        self._theirs = ssl.create_default_context(cafile=certificate)
        self._own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._own.load_cert_chain(certificate, key)
        self._server = port
        self._seen: dict[int, list[Record]] = {}
        self._known: dict[int, int] = {}
        self._open: set[asyncio.Future[Any]] = set()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._opened.wait(WITHIN)

    @property
    def origin(self) -> str:
        """Where phones connect."""
        return f"http://127.0.0.1:{self._door}"

    def records(self, phone: int, since: float) -> list[Record]:
        """Returns the records on the line of the phone that came from this port, from a moment
        on."""
        return [one for one in [*self._seen[self._known[phone]]] if one.at >= since]

    def close(self) -> None:
        """Ends it."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(WITHIN)

    async def _serve(self) -> None:
        """Until it is closed; what is still open then is cut."""
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        proxy = await asyncio.start_server(self._behind, "127.0.0.1", 0, ssl=self._own)
        line = await asyncio.start_server(self._before, "127.0.0.1", 0)
        door = await asyncio.start_server(self._at_phone, "127.0.0.1", 0)
        servers = (proxy, line, door)
        self._proxy, self._line, self._door = (one.sockets[0].getsockname()[1] for one in servers)
        self._opened.set()
        await self._over.wait()
        for server in servers:
            server.close()
        for both in [*self._open]:
            both.cancel()
        while self._open:
            await asyncio.sleep(0)

    async def _at_phone(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(
            "127.0.0.1", self._line, ssl=self._theirs, server_hostname="localhost"
        )
        phone = writer.get_extra_info("peername")[1]
        self._known[phone] = there[1].get_extra_info("sockname")[1]
        await self._between(reader, writer, there, lambda _: None, lambda _: None)

    async def _behind(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", self._server)
        await self._between(reader, writer, there, lambda _: None, lambda _: None)

    async def _before(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        records = self._seen[writer.get_extra_info("peername")[1]] = []
        up, down = Way(True, records), Way(False, records)
        there = await asyncio.open_connection("127.0.0.1", self._proxy)
        await self._between(reader, writer, there, up.sees, down.sees)

    async def _between(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        up: Sees,
        down: Sees,
    ) -> None:
        """Hands on what comes, both ways, until both have ended, or the tap is closed."""
        both = asyncio.gather(_hand_on(reader, there[1], up), _hand_on(there[0], writer, down))
        self._open.add(both)
        with suppress(OSError, asyncio.CancelledError):
            await both
        self._open.discard(both)


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sees: Sees) -> None:
    try:
        while data := await reader.read(AT_ONCE):
            sees(data)
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def _sizes(records: list[Record], up: bool) -> list[int]:
    return [one.size for one in records if one.up == up] or [0]


def _until_answer(records: list[Record]) -> float:
    """Seconds from what went up to what came next."""
    asked = min(one.at for one in records if one.up)
    return min((one.at for one in records if not one.up and one.at > asked), default=asked) - asked


DELAY = "how long the answer took"
WAYS: dict[str, Callable[[list[Record]], float]] = {
    "the longest that went up": lambda seen: max(_sizes(seen, True)),
    "all that went up": lambda seen: sum(_sizes(seen, True)),
    "how much went up": lambda seen: len(_sizes(seen, True)),
    "the longest that came": lambda seen: max(_sizes(seen, False)),
    "the shortest that came": lambda seen: min(_sizes(seen, False)),
    "all that came": lambda seen: sum(_sizes(seen, False)),
    "how much came": lambda seen: len(_sizes(seen, False)),
    DELAY: _until_answer,
    "who was first": lambda seen: min(one.at for one in seen if one.up),
}
"""By what the phones are put in a row."""
Lines = Sequence[list[Record]]


def by_rank(lines: Lines, way: str, labels: Sequence[Label], chance: random.Random) -> list[Label]:
    """Which label each phone is given: the first of them to the phone with the least of something.
    Where phones are alike, chance decides."""
    found = [(WAYS[way](seen), chance.random(), phone) for phone, seen in enumerate(lines)]
    given: list[Label] = [None] * len(lines)
    for (_, _, phone), label in zip(sorted(found), labels, strict=True):
        given[phone] = label
    return given


def by_size(lines: Lines, sizes: dict[Label, int], chance: random.Random) -> list[Label]:
    """Each label to a phone whose longest record comes nearest to what it must have been."""
    longest = [WAYS["the longest that went up"](seen) for seen in lines]
    near = [
        (abs(longest[phone] - size), chance.random(), phone, label)
        for phone in range(len(lines))
        for label, size in sizes.items()
    ]
    given: list[Label] = [None] * len(lines)
    for _, _, phone, label in sorted(near, key=lambda one: one[:3]):
        if given[phone] is None and label not in given:
            given[phone] = label
    return given


def compare(tally: Tally, given: Sequence[Label], truth: Sequence[Label]) -> None:
    """Adds one more room to a tally. Mean and variance are those over all orders of the people
    (Hoeffding's combinatorial central limit theorem)."""
    size = len(truth)
    hits = [[float(one is not None and one == other) for other in truth] for one in given]
    rows, columns = (
        [sum(row) / size for row in hits],
        [sum(c) / size for c in zip(*hits, strict=True)],
    )
    whole = sum(rows) / size
    variance = sum(
        (hits[i][j] - rows[i] - columns[j] + whole) ** 2 for i in range(size) for j in range(size)
    )
    right, of = (
        sum(int(hits[i][i]) for i in range(size)),
        sum(one is not None for one in given),
    )
    tally.add(right, of, whole * size, variance / (size - 1))
