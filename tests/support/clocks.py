"""The two clocks of a computer, both set by a test."""

from dataclasses import dataclass

from workshop.settings.steady_clock import SteadyClock


@dataclass
class Clocks:
    """The two clocks of a computer; time passes only when a test says so."""

    wall: float = 1_780_000_000.0
    passed: float = 100.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.passed += seconds

    def steady(self) -> SteadyClock:
        return SteadyClock(lambda: self.wall, lambda: self.passed)
