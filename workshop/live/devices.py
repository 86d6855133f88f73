"""The devices of a workshop: who is here, who was lately, who has acted, and who may come in.

In this process's memory only. Of those that have gone it keeps what leads to no secret.
"""

import hmac
import time
from collections import Counter

from workshop.rules.votes import LATELY
from workshop.storage.keyring import MARK, Keys


class Devices:
    """The devices of one workshop, by the names that `device_of` makes of their secrets."""

    def __init__(self) -> None:
        self._here: Counter[bytes] = Counter()
        self._left: dict[bytes, float] = {}
        """When each device has gone; forgotten after five minutes."""
        self._acted: set[bytes] = set()
        """Every device that has done something; kept as long as the process runs, since turnout is
        told of all of them."""

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
        """Number of devices here."""
        return len(self._here)

    @property
    def known(self) -> int:
        """Number of devices that have acted in any stage, or are here, or were in the last
        minutes."""
        return len(self.lately() | self._acted)

    def lately(self) -> frozenset[bytes]:
        """The devices that are here, or were in the last five minutes."""
        since = time.monotonic() - LATELY
        self._left = {device: left for device, left in self._left.items() if left > since}
        return frozenset(self._here) | frozenset(self._left)


NO_TICKET = "0" * 2 * MARK
"""Of a workshop that is sealed, and of a phone that has none: as long as any other."""


def ticket_of(keys: Keys | None, secret: bytes) -> str:
    """Returns the ticket of a phone; all have one length.

    Once the desk has closed the door, only devices come in that were here before. Which ones these
    are is written down nowhere: while the door is open each answer to `hello` carries a ticket,
    which the phone keeps, an HMAC of its secret under the workshop's key, that nobody else can
    make. A phone without it counts as new.
    """
    return keys.mark("in", secret).hex() if keys else NO_TICKET


def is_ticket_of(keys: Keys | None, secret: bytes, ticket: str | None) -> bool:
    """True if a phone has shown its ticket."""
    return hmac.compare_digest((ticket or "").encode(), ticket_of(keys, secret).encode())
