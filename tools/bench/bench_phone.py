"""One participant's phone of the load: speaks the real protocol, and understands as little of it
as will do.

Of a change it reads `from` and `rev`, which stand at its beginning, and says hello when something
is missing, as docs/protocol.md wants it. Of an answer it reads the number, and whether it says
"ok", "retry" or "too_fast". One phone of each process, the reference, decodes everything and knows
the sum of all votes of a round at each rev; since a rev means the same for everybody, the others
need no more than theirs.
"""

import json
import random
import re
import time
from collections.abc import Callable
from typing import Any

from tools.bench.fetching import Fetch
from tools.bench.floor import Floor
from tools.bench.raw_connections import Lost, RawConnection, RawConnections
from workshop.pretend.client import packets
from workshop.pretend.client.known_view import after
from workshop.pretend.client.view_client import number_of

HELLO = packets.question(0, "hello", {}).encode()
CHANGE = b'42["change",'
REV = re.compile(rb'42\["change",\{"epoch":"[^"]*","rev":(\d+)')
READ_HEAD_BYTES = 160
FIRST_RETRY_S = (0.3, 0.9)
"""Seconds until a phone comes again that was one of many for the first time; then that much more,
as a page does."""
SHORTEST_RETRY, LONGEST_RETRY = 0.25, 1.5
"""Seconds until a command that was not stored is sent again."""
REV_OF_PATH = re.compile(r"-(\d+)\.json$")


class PhonesRoom:
    """The shared part of the phones of a process: the way there, and what they note together."""

    def __init__(self, wires: RawConnections, port: int, workshop: str) -> None:
        self.wires = wires
        self.port = port
        self.workshop = workshop
        self.comes_again = True
        """Whether a phone that is one of many comes again, as a page does."""
        self.answered: Callable[[], None] = lambda: None
        """Called once a phone is in, or has given up."""
        self.floor = Floor()
        self.hello_ms: list[float] = []
        self.ack_ms: list[float] = []
        self.retries = 0
        self.entries: dict[str, Any] = {}
        """The entries that the reference phone shows."""
        self.round = 0
        self.sums: list[tuple[int, int]] = []
        """The rev at which the reference phone first saw a sum of votes of this round, and the sum.
        """
        self.changes: list[int] = []
        """Bytes of each change that the reference phone was sent, header and all."""

    @property
    def sum(self) -> int:
        """The votes of this round that the reference phone has seen."""
        return self.sums[-1][1] if self.sums else 0

    def adopt(self, snapshot: dict[str, Any]) -> None:
        """The reference phone has got a whole snapshot."""
        self.entries = dict(snapshot["entries"])
        self._note(snapshot["rev"])

    def take(self, change: dict[str, Any]) -> None:
        """The reference phone has got a change that fits."""
        self.entries = after(change, self.entries)
        self._note(change["rev"])

    def heard(self, size: int) -> None:
        """The reference phone was sent a change of so many bytes, without its header."""
        self.changes.append(size + (2 if size < 126 else 4))

    def _note(self, rev: int) -> None:
        if self.round != self.entries["now"]["round"]:
            self.round, self.sums = self.entries["now"]["round"], []
        lessons = (one for path, one in self.entries.items() if path.startswith("lessons/"))
        total = sum(lesson["votes"] or 0 for lesson in lessons)
        if total > self.sum:
            self.sums.append((rev, total))


def command(fields: dict[str, Any]) -> bytes:
    """A command under a key of its own, ready to be sent."""
    key = random.randbytes(16).hex()
    message = {"key": key, "number": number_of(key), "command": fields}
    return packets.question(1, "do", message).encode()


class BenchPhone:
    """One phone; the first of a process is its reference."""

    def __init__(self, room: PhonesRoom, reference: bool) -> None:
        self._room = room
        self._reference = reference
        self._rev = -1
        self.gave_up = False
        self._times = 0
        """How often it was one of many."""
        self._asked_at = 0.0
        self._asking = False
        self._did_at = 0.0
        self._waiting: bytes | None = None
        """The command without an answer, to be sent again under the same number and key."""
        self._secret = random.randbytes(16).hex()
        self.wire: RawConnection = room.wires.add(room.port, packets.SOCKET_PATH, self._opened)

    @property
    def is_in(self) -> bool:
        """True if the phone has been shown the room."""
        return self._rev >= 0

    @property
    def received(self) -> int:
        """Bytes over the socket so far."""
        return self.wire.received

    @property
    def waits(self) -> bool:
        """True if a command has no answer yet."""
        return self._waiting is not None

    def do(self, ready: bytes) -> None:
        """Sends what `command` has made; again after a pause when it was not stored."""
        self._waiting, self._did_at = ready, time.monotonic()
        self.wire.say(ready)

    def _opened(self, wire: RawConnection, _data: bytes, _begin: int, _end: int) -> None:
        auth = {"view": "participant", "workshop": self._room.workshop, "secret": self._secret}
        wire.hears = self._admitted
        wire.say(packets.connect_frame(auth).encode())

    def _admitted(self, wire: RawConnection, data: bytes, begin: int, end: int) -> None:
        try:
            packets.is_admitted(data[begin:end])
        except packets.AsksAgain:
            self._room.wires.drop(wire)
            self._waits_or_gives_up()
            return
        except packets.NotLetIn as why:
            raise Lost(f"not let in: {why}") from None
        wire.hears = self._hears
        self._hello()

    def _waits_or_gives_up(self) -> None:
        self._times += 1
        if self._room.comes_again:
            pause = self._times * random.uniform(*FIRST_RETRY_S)
            self._room.wires.at(time.monotonic() + pause, self._come)
        else:
            self.gave_up = True
            self._room.answered()

    def _come(self) -> None:
        self.wire = self._room.wires.add(self._room.port, packets.SOCKET_PATH, self._opened)

    def _hello(self) -> None:
        if not self._asking:
            self._asking, self._asked_at = True, time.monotonic()
            self.wire.say(HELLO)

    def _hears(self, _wire: RawConnection, data: bytes, begin: int, end: int) -> None:
        if data.startswith(CHANGE, begin):
            self._take_change(data, begin, end)
        elif data.startswith(b"430[", begin):
            self._take_snapshot(json.loads(data[begin + 3 : end])[0])
        elif data.startswith(b"431[", begin):
            self._take_answer(data[begin + 3 : end])

    def _take_change(self, data: bytes, begin: int, end: int) -> None:
        found = REV.match(data, begin)
        if found is None:
            raise Lost(f"a change without its rev: {data[begin : begin + READ_HEAD_BYTES]!r}")
        rev = int(found[1])
        if not self.is_in or rev <= self._rev:
            return
        if rev > self._rev + 1:
            self._hello()
            return
        if self._reference:
            self._room.heard(end - begin)
            self._room.take(json.loads(data[begin + 2 : end])[1])
        self._goes_on(rev)

    def _take_snapshot(self, answer: dict[str, Any]) -> None:
        if answer.get("fetch"):
            path = str(answer["fetch"])
            Fetch(self._room.wires, self._room.port, path, lambda body: self._fetched(path, body))
            return
        if "snapshot" not in answer:
            raise Lost(f"hello was answered with {answer}")
        self._shown(answer["snapshot"]["rev"], lambda: dict(answer["snapshot"]))

    def _fetched(self, path: str, body: bytes) -> None:
        found = REV_OF_PATH.search(path)
        assert found, path
        self._shown(int(found[1]), lambda: dict(json.loads(body)))

    def _shown(self, rev: int, snapshot: Callable[[], dict[str, Any]]) -> None:
        self._asking = False
        self._room.hello_ms.append((time.monotonic() - self._asked_at) * 1000)
        if rev <= self._rev:
            return
        if self._reference:
            self._room.adopt(snapshot())
        self._goes_on(rev)

    def _goes_on(self, rev: int) -> None:
        floor = self._room.floor
        if self.is_in:
            floor.move(self._rev, rev, time.monotonic_ns())
        else:
            floor.add(rev)
            self._room.answered()
        self._rev = rev

    def _take_answer(self, answer: bytes) -> None:
        if answer.startswith(b'[{"ok":true'):
            self._waiting = None
            self._room.ack_ms.append((time.monotonic() - self._did_at) * 1000)
        elif b'"retry":true' in answer or b'"too_fast"' in answer:
            self._room.retries += 1
            pause = random.uniform(SHORTEST_RETRY, LONGEST_RETRY)
            self._room.wires.at(time.monotonic() + pause, self._again)
        else:
            raise Lost(f"a vote was answered with {answer.decode()}")

    def _again(self) -> None:
        assert self._waiting is not None
        self.wire.say(self._waiting)
