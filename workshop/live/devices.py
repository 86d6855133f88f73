"""The devices of a workshop: who is here, who was lately, who has acted, and who may come in.

In this process's memory, and for some seconds in that of the others. Of those that have gone it
keeps what leads to no secret.
"""

import hmac
import time
from collections import Counter

from workshop.cluster.presence import NOBODY, Elsewhere, Part
from workshop.live.arrivals import Arrivals
from workshop.live.spending import Purses
from workshop.protocol.messages import FIRST_NUMBER
from workshop.storage.context import Voters
from workshop.storage.keyring import MARK, Keys

LATELY = 300.0
"""Seconds for which a device that has gone is still known."""
MAY_COME_BACK = 60.0
"""Seconds for which a device that has gone still counts among those that can vote."""


STAY = 60.0
"""Seconds for which a device must have been here until its pass lets it through a closed door, if
it has done nothing: else a pile of devices that were let in one after the other, and left at once,
would come back all together."""
MOST_BRIEF = 40_000
"""Devices that have done neither, the latest that came: a script must not fill the memory."""


class Devices:
    """The devices of one workshop, by the names that `device_of` makes of their secrets."""

    def __init__(self, elsewhere: Elsewhere = NOBODY) -> None:
        self.elsewhere = elsewhere
        """The devices at other processes of this server."""
        self.purses = Purses(time.monotonic())
        """The tokens of each of these devices, and those that they share."""
        self.arrivals = Arrivals(time.monotonic())
        self._here: Counter[bytes] = Counter()
        self._left: dict[bytes, float] = {}
        """When each device has gone; forgotten after five minutes."""
        self._acted: dict[bytes, int] = {}
        """Every device that has done something, with the highest number of its commands; kept until
        the seal, since turnout is told of all of them."""
        self._desks: set[bytes] = set()
        """The devices at the desk's own machine: they count where people vote once they have."""
        self._vote, self._voted, self._vote_began = 0, set[bytes](), 0.0
        """The round of the last vote, the devices that have voted in it, and since when."""
        self._since: dict[bytes, float] = {}
        """When each device that is here has come."""
        self._brief: dict[bytes, float] = {}
        """The devices that came without a pass and have done nothing yet, until they have stayed;
        and for how many seconds each was here before it came last."""

    def arrive(self, device: bytes, *, at_desk: bool = False) -> None:
        """A socket of a device has come; `at_desk`: from the desk's own machine."""
        if at_desk:
            self._desks.add(device)
        self._since.setdefault(device, time.monotonic())
        self._here[device] += 1
        self._left.pop(device, None)

    def leave(self, device: bytes) -> None:
        """A socket of a device has gone."""
        self._here[device] -= 1
        if not self._here[device]:
            del self._here[device]
            self._left[device] = now = time.monotonic()
            since = self._since.pop(device)
            if device in self._brief:
                self._brief[device] += now - since

    def comes_new(self, device: bytes) -> None:
        """A device is let in that has shown no pass that counts."""
        self._brief.setdefault(device, 0.0)
        if len(self._brief) > MOST_BRIEF:
            del self._brief[next(iter(self._brief))]

    def all_stay(self) -> None:
        """Has the devices that are here count as having stayed: the door closes, and the desk sees
        how many they are."""
        for device in self._here:
            self._brief.pop(device, None)

    def has_stayed(self, device: bytes) -> bool:
        """True if a device has been here for long enough, or has done something; and for one that
        came before this process began."""
        now = time.monotonic()
        before, here = self._brief.get(device, STAY), now - self._since.get(device, now)
        return before + here >= STAY

    def forget(self, now: float) -> None:
        """Forgets what matters no more of devices that have come or said something."""
        for device in filter(self.has_stayed, [*self._since]):
            self._brief.pop(device, None)
        self.purses.forget_full(now)
        self.lately()

    def forget_deeds(self) -> None:
        """Forgets who has acted: the workshop is sealed, where that counts no more."""
        self._acted.clear()
        self._voted.clear()
        self._desks.clear()
        self._brief.clear()

    def acts(self, device: bytes, number: int = 0) -> None:
        """A device has done something that was stored, by the command with this number."""
        self._acted[device] = max(number, self.number(device))
        self._brief.pop(device, None)

    def number(self, device: bytes) -> int:
        """Returns the highest number of a device's commands that is known here."""
        return max(self._acted.get(device, 0), FIRST_NUMBER)

    def votes(self, device: bytes, round_: int) -> None:
        """A device has placed a vote in a round, or moved it, and that was stored."""
        self._vote_begins(round_)
        self._voted.add(device)

    def _vote_begins(self, round_: int) -> None:
        if round_ != self._vote:
            self._vote, self._voted, self._vote_began = round_, set(), time.monotonic()

    def knows(self, device: bytes) -> bool:
        """True if a device is not new: it is here, was lately, or has acted."""
        return device in self._here or device in self._acted or device in self.lately()

    @property
    def whole(self) -> bool:
        """True if no device can be missing in these counts: no other process has one that is not
        known here. Where they are not whole, nothing may be shown because of them."""
        return time.monotonic() < self.elsewhere.whole_until

    @property
    def here(self) -> int:
        """Number of devices here, at all processes; at least so many where that is not whole."""
        others = self.elsewhere.here
        return len(others.union(self._here)) if others else len(self._here)

    @property
    def known(self) -> int:
        """Number of devices that have acted in any stage, or are here, or were in the last
        minutes; at least so many where some acted at other processes and have gone."""
        return max(self._known(), self.elsewhere.known)

    def _known(self) -> int:
        return len(self.lately() | self._acted.keys())

    def lately(self) -> frozenset[bytes]:
        """The devices that are here, or were in the last five minutes."""
        since = time.monotonic() - LATELY
        self._left = {device: left for device, left in self._left.items() if left > since}
        here, others = frozenset(self._here) | frozenset(self._left), self.elsewhere.lately
        return here | others if others else here

    def voters(self, *, reached: bool) -> Voters:
        """Returns how many devices can vote. Those that left before the first vote do not count:
        they would hold it open to its end; nor do those at the desk's own machine, if phones have
        `reached` this machine: else all may be there."""
        self._vote_begins(max(self._vote, self.elsewhere.vote))
        tests = self._desks if reached else frozenset[bytes]()
        here = self.elsewhere.here.union(self._here) - tests
        left = self.elsewhere.just_left.union(self._just_left()) - tests
        return Voters(self._vote, len(here), len(here | left | self._voted))

    def _just_left(self) -> list[bytes]:
        since = max(time.monotonic() - MAY_COME_BACK, self._vote_began)
        return [device for device, at in self._left.items() if at > since]

    def part(self) -> Part | None:
        """The devices at this process, for the others; None if there are none."""
        known = self._known()
        if not known:
            return None
        here, left, just_left = sorted(self._here), sorted(self._left), sorted(self._just_left())
        return Part(here, left, known, just_left, self._vote)


NO_PASS = "0" * 2 * MARK
"""Of a workshop that is sealed, and of a phone that has none: as long as any other."""


def pass_of(keys: Keys | None, secret: bytes) -> str:
    """Returns the pass of a phone; all have one length.

    Once the desk has closed the door, only devices come in that were here before. Which ones these
    are is written down nowhere: each answer to `hello` carries a pass, as its `ticket`, which the
    phone keeps: an HMAC of its secret under the workshop's key, that nobody else can make. A phone
    without it counts as new; so does one that left at once, see `Devices.has_stayed`.
    """
    return keys.mark("in", secret).hex() if keys else NO_PASS


def is_pass_of(keys: Keys | None, secret: bytes, ticket: str | None) -> bool:
    """True if a phone has shown its pass; of a workshop that is sealed nobody has one."""
    shown = hmac.compare_digest((ticket or "").encode(), pass_of(keys, secret).encode())
    return shown and keys is not None
