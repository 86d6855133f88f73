"""Figures that anyone may look at as often as they like: they tell nothing of one person's act.

A counter moves in steps of a hundred, each after a number of acts that only chance knows. Times are
told of a hundred and more acts together, to the next round figure. All of it changes once a minute
at most, whatever happened in it. See docs/decisions/0037-what-an-operator-sees.md.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

STEP = 100
"""Acts by which a counter moves at once, and the least that a time is told of."""
OFTEN = 60.0
"""Seconds for which the same figures are shown."""
TEN, NEAR = 10, 6
"""People by whose number connections are counted, and the least that has to change until that is
shown: what is shown is 5 away from the number at most as it changes, so it does not flicker."""
_ROUND = (1, 2, 5)
_chance = random.SystemRandom()


class Steps:
    """A counter that moves in steps. Each step comes after 50 to 149 acts: whoever acts and looks
    can't tell whether somebody else acted as well."""

    def __init__(self) -> None:
        self.shown = 0
        self._next = self._far()

    def take(self, total: int) -> int:
        """Returns what is shown of a total."""
        while total >= self._next:
            self._next += self._far()
            self.shown += STEP
        return self.shown

    @staticmethod
    def _far() -> int:
        return STEP // 2 + _chance.randrange(STEP)


@dataclass
class Typical:
    """The middle, and the slowest tenth, of times of which there were many."""

    middle: float | None = None
    """Seconds; None until there were enough."""
    slow: float | None = None
    _enough: int = field(default_factory=lambda: STEP + _chance.randrange(STEP))

    def take(self, times: list[float]) -> None:
        """Looks at the times, and empties the list if there are enough."""
        if len(times) < self._enough:
            return
        ordered = sorted(times)
        times.clear()
        self.middle = up_to_round(ordered[len(ordered) // 2])
        self.slow = up_to_round(ordered[len(ordered) * 9 // 10])
        self._enough = STEP + _chance.randrange(STEP)


def up_to_round(seconds: float) -> float:
    """Returns the next figure of 1, 2, 5, 10, 20, … that is not smaller; 0.001 at least."""
    unit = 0.001
    while True:
        for figure in _ROUND:
            if seconds <= figure * unit:
                return round(figure * unit, 6)
        unit *= 10


class Tens:
    """A number of people to the nearest ten, or so. It moves once the number is 6 to 15 away from
    it; how far is drawn anew each time. A place that stays could be found by whoever comes and goes
    with many devices, who would then see each person come."""

    def __init__(self) -> None:
        self.shown = 0
        self._far = self._draw()

    def take(self, number: int) -> int:
        """Returns what is shown of a number."""
        if abs(number - self.shown) >= self._far:
            self.shown = (number + TEN // 2 - 1) // TEN * TEN
            self._far = self._draw()
        return self.shown

    @staticmethod
    def _draw() -> int:
        return NEAR + _chance.randrange(TEN)


@dataclass
class OnceAMinute:
    """A look that is taken once a minute, and shown until the next one."""

    look: Callable[[], None]
    clock: Callable[[], float]
    _last: float | None = None

    def __call__(self) -> None:
        """Looks, if the last look is a minute old."""
        now = self.clock()
        if self._last is None or now - self._last >= OFTEN:
            self._last = now
            self.look()
