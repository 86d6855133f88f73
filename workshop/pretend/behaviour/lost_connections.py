"""The faults of a rehearsal: lost connections, naps, commands that are sent twice."""

import random
import threading
import time
from typing import Any

from workshop.pretend.client.connection import Connection
from workshop.pretend.client.lasting_connection import NO_ANSWER_S, LastingConnection

LOST_BEFORE, LOST_AFTER, TWICE = 0.02, 0.06, 0.06
"""The shares of commands that go nowhere, whose answer is lost, and that are sent twice."""


class FaultPlan:
    """The faults of one rehearsal. `nap` is the longest sleep, in seconds."""

    def __init__(self, seed: int, nap: float) -> None:
        self.chance = random.Random(f"weather {seed}")
        self.nap = nap
        self.lost = 0
        self.twice = 0
        self.fine = False
        """True if nothing goes wrong any more."""

    def strikes(self) -> str:
        """Returns what goes wrong with the next command: before, after, twice, or nothing ("")."""
        if self.fine:
            return ""
        shares = (LOST_BEFORE, LOST_AFTER, TWICE)
        nothing = 1 - sum(shares)
        return self.chance.choices(("before", "after", "twice", ""), (*shares, nothing))[0]


class FaultyConnection(LastingConnection):
    """A connection that is often lost. Its device then sleeps for a while before coming back."""

    def __init__(self, *args: Any, fault_plan: FaultPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fault_plan = fault_plan
        self._asleep_until = 0.0

    def connect(self) -> bool:
        """Connects anew, unless the device is asleep."""
        return time.monotonic() >= self._asleep_until and super().connect()

    def lose(self) -> None:
        """Loses the connection without a goodbye, and falls asleep. May come from any thread."""
        connection = self._connection
        if connection is not None and connection.stands:
            self._fault_plan.lost += 1
            self._asleep_until = time.monotonic() + self._fault_plan.chance.uniform(
                0, self._fault_plan.nap
            )
            connection.cut()

    def _exchange(self, connection: Connection, event: str, message: object) -> Any:
        strikes = self._fault_plan.strikes() if event in {"do", "beat"} else ""
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
        self._fault_plan.twice += 1
        numbers = connection.send(event, message), connection.send(event, message)
        answers = [connection.answer(number, NO_ANSWER_S) for number in numbers]
        return answers[0]


class ConnectionCutter:
    """Cuts connections at random, from a thread of its own, until it is ended."""

    def __init__(
        self, connections: list[FaultyConnection], fault_plan: FaultPlan, each: float
    ) -> None:
        """`each` is how many seconds pass on average until the same connection is cut again."""
        self._connections = connections
        self._fault_plan = fault_plan
        self._every = each / max(1, len(connections))
        self._over = threading.Event()

    def begin(self) -> None:
        """Begins to cut connections, where there are any."""
        if self._connections:
            threading.Thread(target=self._cut_some, daemon=True).start()

    def end(self) -> None:
        """Lets all connections hold from now on."""
        self._fault_plan.fine = True
        self._over.set()

    def _cut_some(self) -> None:
        while not self._over.wait(self._every * self._fault_plan.chance.uniform(0.5, 1.5)):
            self._fault_plan.chance.choice(self._connections).lose()
