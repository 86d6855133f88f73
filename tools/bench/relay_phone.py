"""One phone of the load at a bare server that relays votes (`servers/votes.mjs`).

Like `BenchPhone` it reads the number of each change alone, so that the load costs the same beside
both servers.
"""

import re
from typing import Any

from tools.bench.bench_phone import READ_HEAD_BYTES, BenchPhone
from tools.bench.raw_connections import Lost, RawConnection
from workshop.pretend.client import packets

CHANGE_NUMBER = re.compile(rb'42\["change",\{"n":(\d+)')


def relayed(fields: dict[str, Any]) -> bytes:
    """A vote as that server takes it, ready to be sent."""
    return b'421["vote",{"lesson":"%s","votes":1}]' % fields["lesson"].encode()


class RelayPhone(BenchPhone):
    """One phone; the first of a process is its reference. A rev is the number of votes so far."""

    def _opened(self, wire: RawConnection, _data: bytes, _begin: int, _end: int) -> None:
        wire.hears = self._admitted
        wire.say(b"40")

    def _admitted(self, wire: RawConnection, data: bytes, begin: int, end: int) -> None:
        packets.is_admitted(data[begin:end])
        wire.hears = self._hears
        self._goes_on(0)

    def _take_change(self, data: bytes, begin: int, end: int) -> None:
        found = CHANGE_NUMBER.match(data, begin)
        if found is None:
            raise Lost(f"a change without its number: {data[begin : begin + READ_HEAD_BYTES]!r}")
        rev = int(found[1])
        if self._reference:
            self._room.heard(end - begin)
            self._room.sums.append((rev, rev))
        self._goes_on(rev)
