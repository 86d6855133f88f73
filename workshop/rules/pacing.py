"""How fast things may happen: a bucket of tokens, the beat after which phones are answered, and the
slots of phones.

Each phone sends one message in each slot, at a random moment in it, whether its person has tapped
anything or not. So nobody on the line learns who did.
"""


class Bucket:
    """Lets things happen at most `rate` times a second, and `burst` times in a row."""

    __slots__ = ("_at", "_burst", "_level", "_rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = now

    def take(self, now: float, tokens: float = 1) -> bool:
        """Takes tokens; False when there are too few. `now` is in seconds and never goes back."""
        self._level = min(self._burst, self._level + (now - self._at) * self._rate)
        self._at = now
        if self._level < tokens:
            return False
        self._level -= tokens
        return True

    def is_full(self, now: float) -> bool:
        """True if it is by now as if nothing had ever been taken."""
        return self._level + (now - self._at) * self._rate >= self._burst

    def give_back(self, tokens: float = 1) -> None:
        """Puts tokens back that were not needed."""
        self._level = min(self._burst, self._level + tokens)


def rest_of_beat(passed: float, beat: float) -> float:
    """Seconds until a whole number of beats has passed since a question that came `passed` ago.

    How long an answer took tells what it was, and whether somebody else was acting.
    """
    return beat - passed % beat


SHORTEST_SLOT_MS = 5000
"""Milliseconds of the shortest slot, where people tap what is on show."""
QUICK_SLOTS, FULL_ROOM, CALM_SLOTS = 1, 2, 6
"""How many of the shortest make a slot where people tap, where many do, and anywhere else."""
MANY_BEAT = 60
"""Devices from which on a slot is longer where people tap."""


def slot_length(*, taps: bool, devices: int) -> int:
    """Returns how many of the shortest slots make one. It depends on the room alone."""
    if not taps:
        return CALM_SLOTS
    return FULL_ROOM if devices >= MANY_BEAT else QUICK_SLOTS
