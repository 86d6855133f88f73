"""The devices that came when all turns were given, in the order in which they get one.

A flood of made-up devices can take every turn that is free, and nothing but patience tells a person
from it. So a device that comes again gets the next free turn, before any that has come only once:
who made it up has to remember it, and to spend a connection on it as often as its place shall last.
Of those that come again, the one that has waited longest is the first.
"""

from itertools import takewhile

AGAIN = 20.0
"""Seconds after which a device that has no turn comes again."""
LATE = 30.0
"""Seconds for which its place is kept if it does not; a page may be asleep."""
MOST_BEHIND = 20_000
"""Devices that have come once, and as many that have come again. Together they take 5 MB. To keep
so many places a flood has to connect a thousand times a second, which is more than a process
answers: the place of a person is not pushed out."""


class Behind:
    """The devices of one workshop that wait for a turn to be free."""

    def __init__(self) -> None:
        self._met: dict[bytes, float] = {}
        """Those that have come once, and until when that is remembered; the oldest first."""
        self._waits: dict[bytes, float] = {}
        """Those that have come again, and until when their places are kept; in their order."""

    def __len__(self) -> int:
        return len(self._waits)

    def has_met(self, device: bytes) -> bool:
        """True if a device has been here before."""
        return device in self._waits or device in self._met

    def comes(self, device: bytes, now: float) -> None:
        """A device has come, for the first time or again."""
        self._forget(now)
        until = now + AGAIN + LATE
        again = self._met.pop(device, None) is not None and len(self._waits) < MOST_BEHIND
        if again or device in self._waits:
            self._waits[device] = until
        else:
            self._met[device] = until

    def next(self, now: float) -> bytes | None:
        """Takes out the device that gets the next turn; None if nobody has come again."""
        self._forget(now)
        device = next(iter(self._waits), None)
        if device is not None:
            del self._waits[device]
        return device

    def _forget(self, now: float) -> None:
        if len(self._met) >= MOST_BEHIND:
            del self._met[next(iter(self._met))]
        for places in (self._met, self._waits):
            for device in _late(places, now):
                del places[device]


def _late(places: dict[bytes, float], now: float) -> list[bytes]:
    """Returns the first devices, as far as their places are kept no longer: all at once, since a
    dict whose first entries go one by one is searched from its start."""
    return list(takewhile(lambda device: places[device] < now, places))
