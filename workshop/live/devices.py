"""The devices of a workshop: who is here, who was a moment ago, and who has acted at all.

In this process's memory only. Of those that have gone it keeps what leads to no secret.
"""

import time
from collections import Counter

from workshop.rules.votes import LATELY


class Devices:
    """The devices of one workshop, by what `device_of` makes of their secrets."""

    def __init__(self) -> None:
        self._here: Counter[bytes] = Counter()
        self._left: dict[bytes, float] = {}
        self._acted: set[bytes] = set()

    def arrive(self, device: bytes) -> None:
        """A socket of a device has come."""
        self._here[device] += 1
        self._left.pop(device, None)

    def leave(self, device: bytes) -> None:
        """A socket of a device has gone."""
        self._here[device] -= 1
        if not self._here[device]:
            del self._here[device]
            self._left[device] = time.monotonic()

    def acts(self, device: bytes) -> None:
        """A device has done something that was stored."""
        self._acted.add(device)

    @property
    def here(self) -> int:
        """How many devices are here."""
        return len(self._here)

    @property
    def known(self) -> int:
        """How many devices have acted in any stage, or are here, or were in the last minutes."""
        lately = self.lately()
        return len(lately) + sum(device not in lately for device in self._acted)

    def lately(self) -> frozenset[bytes]:
        """The devices that are here, or were in the last five minutes."""
        since = time.monotonic() - LATELY
        self._left = {device: left for device, left in self._left.items() if left > since}
        return frozenset(self._here) | frozenset(self._left)
