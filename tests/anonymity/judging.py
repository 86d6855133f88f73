"""Judges whether guesses are right more, or less, often than chance would have it.

What lies beyond three standard errors may be bad luck, as so much is compared: it is played once
more, four times as often, and must not lie beyond four. The seeds are fixed, and printed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

BEYOND, AGAIN, FAR_BEYOND = 3.0, 4, 4.0


@dataclass
class Tally:
    """Right guesses of all, set against the mean and the variance that chance would make."""

    right: int = 0
    of: int = 0
    mean: float = 0.0
    variance: float = 0.0

    def add(self, right: int, of: int, mean: float, variance: float) -> None:
        """Some more guesses, which have nothing to do with those before."""
        self.right += right
        self.of += of
        self.mean += mean
        self.variance += variance

    @property
    def errors(self) -> float:
        """Number of standard errors by which the guesses differ from chance."""
        return (self.right - self.mean) / self.variance**0.5 if self.variance else 0.0

    @property
    def share(self) -> float:
        """Right guesses of all."""
        return self.right / self.of

    def __str__(self) -> str:
        return f"{self.right} of {self.of} ({self.mean:.1f} by chance), {self.errors:+.1f} errors"


Tallies = Mapping[str, Tally]
Plays = Callable[[range], Tallies]
"""Plays once for each seed, and says what was guessed."""


def tallied(plays: Plays, seeds: range) -> Tallies:
    """Returns the guesses of these plays, and prints them, those farthest from chance first."""
    tallies = plays(seeds)
    print(f"seeds {seeds.start} to {seeds.stop - 1}:")
    for name, tally in sorted(tallies.items(), key=lambda one: -abs(one[1].errors)):
        print(f"  {name}: {tally}")
    return tallies


def beyond_chance(plays: Plays, seeds: range) -> dict[str, str]:
    """Returns the guesses that cannot be chance: beyond three standard errors, and once more beyond
    four."""
    first = tallied(plays, seeds)
    suspects = {name for name, tally in first.items() if abs(tally.errors) > BEYOND}
    if not suspects:
        return {}
    again = tallied(plays, range(seeds.stop, seeds.stop + AGAIN * len(seeds)))
    return {
        name: str(tally)
        for name, tally in again.items()
        if name in suspects and abs(tally.errors) > FAR_BEYOND
    }
