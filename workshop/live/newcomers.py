"""The queue of new devices, and the sight of a flood of them.

A device is new if it shows no ticket and nobody has seen it lately; a device that was here before
never waits. So a script that makes up two thousand devices fills the queue and nothing else: who
is in goes on, and a person who comes is told how long it takes and comes in without a press.

When devices came is in this process's memory only, as long as it matters for the queue: nothing of
it is written or logged, and of a flood the desk is told a number and a time of day. With several
processes each has a queue and sees a flood of its own; a proxy sends the phones of one workshop to
one of them.
"""

import math
from collections import OrderedDict, deque
from dataclasses import dataclass

from workshop.live.behind_turns import AGAIN, Behind

A_SECOND, AT_ONCE = 20.0, 100.0
"""New devices a second, and at once: a room of a hundred that scans the code together does not
notice. With its pages a device that joins costs the server 10 ms, so a flood takes a fifth of a
core. In a hall of a thousand the last one is in after 45 s."""
GRACE = 30.0
"""Seconds for which a turn is kept for a device that does not come; a page may be asleep."""
MOST = 4000
"""Devices that have a turn; the last of them waits 200 s. A flood must not fill the memory, nor
keep a person from ever having one: who comes behind them gets one of the `A_SECOND` that are free
each second, as behind_turns says. Beside a flood that makes up a device for each connection, a
person has a turn within twice `AGAIN`. Beside one whose devices all come again, those are in first
that came before: at a hundred a second for two minutes, that is eight minutes."""
STRETCH = 30.0
"""Seconds within which so many new devices make a flood. Short, since everyone who came in them is
taken for a part of it."""
FLOOD = 30
"""New devices within `STRETCH` that the desk is told of once the room has begun. While people
arrive it is `AT_ONCE`: then many are right."""
MOST_FLOODING = 40_000
"""Devices of a flood that are remembered, the latest: those that come in in half an hour. A script
that goes on for a night must not fill the memory."""
OVER = 600.0
"""Seconds without a new device after which the desk hears no more of a flood."""


@dataclass(frozen=True)
class Flood:
    """A flood of new devices: since when by the monotonic clock, and how many came, in or not."""

    since: float
    devices: int


@dataclass(frozen=True)
class Wait:
    """When a new device comes in: the seconds until then, and until it shall come again. Where it
    has no turn yet, it comes again before, and the first are those that it waits at least."""

    turn: float
    again: float


class Newcomers:
    """The new devices of one workshop, by the names that `device_of` makes of their secrets."""

    def __init__(self, now: float) -> None:
        self._last = now - AT_ONCE / A_SECOND
        """The turn that was given last; who comes at the next one or later comes in."""
        self._turns: OrderedDict[bytes, float] = OrderedDict()
        """The turns of those who wait, in their order."""
        self._behind = Behind()
        self._came: deque[tuple[float, bytes]] = deque(maxlen=MOST)
        """The devices that came within `STRETCH`, and when."""
        self._flooding: dict[bytes, None] = {}
        """The devices of the flood that came in, or were in before it was seen, in their order."""
        self.ended_by = b""
        """The key of the command that has turned the last flood away."""
        self._flood: Flood | None = None
        self._flooded_at = -math.inf
        """When the last one of the flood came."""

    def wait(self, device: bytes, now: float, *, arriving: bool) -> Wait | None:
        """Returns how long a new device waits; None if it may come in. `arriving` is whether the
        room is still at its first stage."""
        turn = self._turns.get(device)
        if turn is None:
            if not self._behind.has_met(device):
                self._note(device, now, FLOOD if not arriving else AT_ONCE)
            turn = self._give_turn(device, now)
        if turn is None:
            return Wait(self._last + 1 / A_SECOND - now, AGAIN)
        if turn > now:
            return Wait(turn - now, turn - now)
        self._turns.pop(device, None)
        if self._flood:
            self._flooding[device] = None
            if len(self._flooding) > MOST_FLOODING:
                del self._flooding[next(iter(self._flooding))]
        return None

    @property
    def flooding(self) -> frozenset[bytes]:
        """The devices of the flood that are in."""
        return frozenset(self._flooding)

    def waiting(self, now: float) -> int:
        """Returns how many devices wait for their turn, or for one to be free."""
        return sum(turn > now for turn in self._turns.values()) + self._behind.waiting(now)

    def flood(self, now: float) -> Flood | None:
        """Returns the flood that goes on or has been lately; None if there is none."""
        if self._flood and now - self._flooded_at > OVER:
            self.end_flood()
        return self._flood

    def end_flood(self, by: bytes = b"") -> None:
        """Forgets the flood and its devices; `by` is the key of the command that turned them away,
        if one did."""
        self._flooding, self._flood, self.ended_by = {}, None, by
        self._came.clear()

    def forget(self, now: float) -> None:
        """Forgets the devices whose turns and places have lapsed, those that came long ago, and a
        flood that is over."""
        self.flood(now)
        self._drop_lapsed(now)
        self._drop_early(now)
        self._behind.forget(now)

    def _give_turn(self, device: bytes, now: float) -> float | None:
        """Gives out the turns that are free. Returns a device's, or None if it has none yet."""
        self._drop_lapsed(now)
        has_met = self._behind.has_met(device)
        if has_met:
            self._behind.comes(device, now)
        while len(self._turns) < MOST and (first := self._behind.next(now)):
            self._turns[first] = self._next_turn(now)
        if len(self._turns) < MOST and device not in self._turns:
            self._turns[device] = self._next_turn(now)
        elif not has_met:
            self._behind.comes(device, now)
        return self._turns.get(device)

    def _next_turn(self, now: float) -> float:
        self._last = max(self._last, now - AT_ONCE / A_SECOND) + 1 / A_SECOND
        return self._last

    def _drop_lapsed(self, now: float) -> None:
        while self._turns and next(iter(self._turns.values())) < now - GRACE:
            self._turns.popitem(last=False)

    def _drop_early(self, now: float) -> None:
        while self._came and self._came[0][0] < now - STRETCH:
            self._came.popleft()

    def _note(self, device: bytes, now: float, many: float) -> None:
        flood = self.flood(now)
        self._drop_early(now)
        self._came.append((now, device))
        if flood:
            self._flood = Flood(flood.since, flood.devices + 1)
        elif len(self._came) >= many:
            self._flooding = dict.fromkeys(one for _, one in self._came)
            self._flood = Flood(self._came[0][0], len(self._came))
        if self._flood and len(self._came) >= many:
            self._flooded_at = now
