"""The cost of each kind of message, and how much a device and a workshop may spend.

A token is a tap: 0.4 ms of the server's processor time. The costs are what `python -m
tests.load.bench_kinds` has measured with 60 phones on one core, with its threads and with what
every phone is then sent:

| message | ms | message | ms |
|---|---|---|---|
| `vote` | 0.4 | `check_in` | 0.7 |
| `been_there`, `nothing_to_add`, `answer` | 0.3 to 0.5 | `mine` | 0.7 to 1.1 |
| `hello` | 0.2 | `add_lesson` | 1.5 to 2.5 |
| `write_card`, `edit_card` | 0.5 to 0.8 | `held` | 2.0 to 2.7 |
| a connection | 1.1 | `offer` | 2.2 |

A device has one purse, however many connections it has and however often it comes anew: its tabs
share it. A connection costs as well. On a bad network a browser connects anew every two seconds or
so: that and its hello are two tokens a second, and three tabs of one laptop come to half of `RATE`.

All buckets are in this process's memory only, and a full one is soon forgotten: nothing tells later
what a device did. Several processes of one server let so much through each; a proxy
sends the phones of one workshop to one of them.
"""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from workshop.protocol.messages import RIDE_AT_ONCE
from workshop.rules.pacing import Bucket

COSTS = MappingProxyType(
    {
        "connect": 3, "hello": 1, "beat": 1, "mine": 3, "held": 6,
        "vote": 1, "done_voting": 1, "been_there": 1, "nothing_to_add": 1, "unclear": 1,
        "answer": 1, "keep_lessons": 1,
        "write_card": 2, "edit_card": 2, "withdraw_card": 2, "check_in": 2, "answer_pulse": 2,
        "write_letter": 2, "add_lesson": 6, "offer": 6,
    }
)  # fmt: skip
"""Tokens of a connection, of an event, or of a participant's command by its type."""
OTHER_TOKENS = 2
"""Tokens of a participant's other commands, and of what is none."""

RATE, BURST = 12.0, 40.0
"""Tokens a second for one device, and how many at once: fast fingers stay below. A phone that comes
back with thirty cards after a night offline is slowed down to six a second after its first twenty,
which it does not mind: what is refused as too fast stays in its outbox and is sent again."""
CALM_RATE, CALM_BURST = 2.0, 30.0
"""Tokens of these that a phone may always spend, whatever others do: all that a person does in a
stage, and the one message of each kind with which every phone answers a new stage at once."""
SHARED_RATE, SHARED_BURST = 400.0, 4000.0
"""Tokens that all phones of a workshop may spend together beyond that: a sixth of a core for as
long as one likes, so that a machine with many connections keeps neither its own room nor others
waiting."""


def cost_of(event: str, message: Any) -> int:
    """Returns the tokens of a message that nobody has checked yet."""
    if event == "beat":
        items = message.get("items") if isinstance(message, dict) else None
        carried = items[:RIDE_AT_ONCE] if isinstance(items, list) else []
        return COSTS[event] + sum(cost_of("do", one) for one in carried)
    if event != "do":
        return COSTS[event]
    command = message.get("command") if isinstance(message, dict) else None
    kind = command.get("type") if isinstance(command, dict) else None
    return COSTS.get(kind, OTHER_TOKENS) if isinstance(kind, str) else OTHER_TOKENS


@dataclass(slots=True)
class Purse:
    """The tokens of one device; `shared` is the bucket of its workshop."""

    shared: Bucket
    began: float
    own: Bucket = field(init=False)
    calm: Bucket = field(init=False)

    def __post_init__(self) -> None:
        """Fills the buckets."""
        self.own = Bucket(RATE, BURST, self.began)
        self.calm = Bucket(CALM_RATE, CALM_BURST, self.began)

    def spend(self, now: float, event: str, message: Any = None) -> bool:
        """Pays for a message; False if that is too fast."""
        tokens = cost_of(event, message)
        if not self.own.take(now, tokens):
            return False
        if self.calm.take(now, tokens) or self.shared.take(now, tokens):
            return True
        self.own.give_back(tokens)
        return False

    def is_full(self, now: float) -> bool:
        """True if a new purse would hold no more."""
        return self.own.is_full(now) and self.calm.is_full(now)


FULL_AFTER = max(BURST / RATE, CALM_BURST / CALM_RATE)
"""Seconds after which a purse is full again, whatever was spent."""


class Purses:
    """The purses of the devices of one workshop, by the names that `device_of` makes of their
    secrets. Each sweep forgets those that are full by then, `FULL_AFTER` the last message at the
    latest: there are no more than devices that have said something just now."""

    def __init__(self, now: float) -> None:
        self.shared = Bucket(SHARED_RATE, SHARED_BURST, now)
        """The tokens that all devices may spend together beyond their calm ones."""
        self._purses: dict[bytes, Purse] = {}

    def of(self, device: bytes, now: float) -> Purse:
        """Returns a device's purse; not to be kept, as it may be forgotten. `now` is that of a
        monotonic clock."""
        purse = self._purses.get(device)
        if purse is None:
            purse = self._purses[device] = Purse(self.shared, now)
        return purse

    def forget_full(self, now: float) -> None:
        """Forgets the purses that hold no less than new ones would."""
        kept = {device: purse for device, purse in self._purses.items() if not purse.is_full(now)}
        self._purses = kept

    def __len__(self) -> int:
        return len(self._purses)
