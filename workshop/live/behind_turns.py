"""The devices that came when all turns were given, in the order in which they get one.

A flood of made-up devices can take every turn that is free, and nothing but patience tells a person
from it. So a device that comes again gets the next free turn, before any that has come only once:
who made it up has to remember it, and to spend a connection on it as often as its place shall last.
Of those that come again, the one that has waited longest is the first.
"""

from collections import OrderedDict
from itertools import takewhile

AGAIN = 20.0
"""Seconds after which a device that has no turn comes again."""
LATE = 60.0
"""Seconds for which its place is kept if it does not: Chrome wakes a hidden page once a minute."""
MOST_BEHIND = 20_000
"""Devices that have come once, and as many that have come again. Together they take 6 MB. To push
out a person who has come once, before they come again, a flood has to connect a thousand times a
second, which is more than a process answers. To keep all places of those that come again it has to
connect 250 times a second: a person who comes then may get one that is free."""


class Behind:
    """The devices of one workshop that wait for a turn to be free."""

    def __init__(self) -> None:
        self._met: OrderedDict[bytes, float] = OrderedDict()
        """The devices that have come once, and until when that is remembered; the oldest first."""
        self._waits: OrderedDict[bytes, float] = OrderedDict()
        """The devices that have come again, until when their places are kept, in their order."""

    def waiting(self, now: float) -> int:
        """Returns how many devices have come again and have a place."""
        return sum(until >= now for until in self._waits.values())

    def has_met(self, device: bytes) -> bool:
        """True if a device has been here before."""
        return device in self._waits or device in self._met

    def comes(self, device: bytes, now: float) -> None:
        """A device has come, for the first time or again."""
        self.forget(now)
        until = now + AGAIN + LATE
        again = self._met.pop(device, None) is not None and len(self._waits) < MOST_BEHIND
        if again or device in self._waits:
            self._waits[device] = until
            return
        if len(self._met) >= MOST_BEHIND:
            self._met.popitem(last=False)
        self._met[device] = until

    def next(self, now: float) -> bytes | None:
        """Takes out the device that gets the next turn; None if nobody has come again."""
        self.forget(now)
        return self._waits.popitem(last=False)[0] if self._waits else None

    def forget(self, now: float) -> None:
        """Forgets the first devices, as far as their places are kept no longer."""
        for places in (self._met, self._waits):
            late = [*takewhile(lambda place: place[1] < now, places.items())]
            for device, _ in late:
                del places[device]
