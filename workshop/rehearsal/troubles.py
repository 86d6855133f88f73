"""What goes wrong in a rehearsal with faults: lost connections, naps, things sent twice."""

import random
import threading
import time
from typing import Any

from workshop.rehearsal.connection import Connection
from workshop.rehearsal.line import NO_ANSWER, Line

LOST_BEFORE, LOST_AFTER, TWICE = 0.02, 0.06, 0.06
"""The shares of commands that go nowhere, whose answer is lost, and that are sent twice."""


class Weather:
    """How bad it is for all lines of one rehearsal. `nap` is the longest sleep, in seconds."""

    def __init__(self, seed: int, nap: float) -> None:
        self.chance = random.Random(f"weather {seed}")
        self.nap = nap
        self.lost = 0
        self.twice = 0
        self.fine = False
        """Whether nothing goes wrong any more."""

    def strikes(self) -> str:
        """What goes wrong with the next command: before, after, twice, or nothing ("")."""
        if self.fine:
            return ""
        shares = (LOST_BEFORE, LOST_AFTER, TWICE)
        nothing = 1 - sum(shares)
        return self.chance.choices(("before", "after", "twice", ""), (*shares, nothing))[0]


class ShakyLine(Line):
    """A line in bad weather. Whoever loses it sleeps for a while before coming back."""

    def __init__(self, *args: Any, weather: Weather, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._weather = weather
        self._asleep_until = 0.0

    def connect(self) -> bool:
        """Connects anew, unless the device is asleep."""
        return time.monotonic() >= self._asleep_until and super().connect()

    def lose(self) -> None:
        """Loses the connection without a goodbye, and falls asleep. May come from any thread."""
        connection = self._connection
        if connection is not None and connection.stands:
            self._weather.lost += 1
            self._asleep_until = time.monotonic() + self._weather.chance.uniform(
                0, self._weather.nap
            )
            connection.cut()

    def _exchange(self, connection: Connection, event: str, message: object) -> Any:
        strikes = self._weather.strikes() if event == "do" else ""
        if strikes == "twice":
            return self._ask_twice(connection, event, message)
        if strikes == "after":
            connection.send(event, message)
        if strikes:
            self.lose()
            return None
        return super()._exchange(connection, event, message)

    def _ask_twice(self, connection: Connection, event: str, message: object) -> Any:
        """Says the same twice without waiting; the first answer counts once both have come."""
        self._weather.twice += 1
        numbers = connection.send(event, message), connection.send(event, message)
        answers = [connection.answer(number, NO_ANSWER) for number in numbers]
        return answers[0]


class Storm:
    """Cuts lines at random, from a thread of its own, until it is over."""

    def __init__(self, lines: list[ShakyLine], weather: Weather, each: float) -> None:
        """`each` is how many seconds pass on average until the same line is cut again."""
        self._lines = lines
        self._weather = weather
        self._every = each / max(1, len(lines))
        self._over = threading.Event()

    def begin(self) -> None:
        """Begins to cut lines, where there are any."""
        if self._lines:
            threading.Thread(target=self._blow, daemon=True).start()

    def end(self) -> None:
        """Lets all lines hold from now on."""
        self._weather.fine = True
        self._over.set()

    def _blow(self) -> None:
        while not self._over.wait(self._every * self._weather.chance.uniform(0.5, 1.5)):
            self._weather.chance.choice(self._lines).lose()
