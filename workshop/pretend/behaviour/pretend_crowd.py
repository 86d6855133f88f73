"""A group of pretend people who come to one workshop."""

import heapq
import itertools
import logging
import random
import threading
import time
from secrets import token_hex
from typing import Self

from workshop.pretend.behaviour.habits import intentions
from workshop.pretend.behaviour.lost_connections import (
    ConnectionCutter,
    FaultPlan,
    FaultyConnection,
)
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.pretend.behaviour.stage_habits import Intention
from workshop.pretend.client.beating import Beats
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import UNOBSERVED, Observer, ViewClient
from workshop.protocol.commands import Command

ARRIVAL = 8.0
"""Seconds within which all of them have come."""
CROWD_LEAVE_S = 5.0
LOST_EACH, LONGEST_NAP = 150.0, 6.0
"""Seconds until somebody is cut off again, and for how long at most, at the usual pace."""
ASK_ANEW_S = 30.0
"""Seconds after which somebody who has heard nothing asks anew."""

log = logging.getLogger(__name__)


class PretendPerson:
    """Lives on a thread of its own, and only there; `leave` may be called from anywhere."""

    def __init__(
        self,
        connection: LastingConnection,
        device: PretendDevice,
        pace: float,
        after: float,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self.client = ViewClient(connection, device.seed, observer)
        self._beats = Beats(self.client, device.mood("beats"))
        self._device = device
        self.pace = pace
        """The factor by which this person thinks faster than usual."""
        self._after = after
        self._intended: set[str] = set()
        self._agenda: list[tuple[float, int, Intention]] = []
        self._number = itertools.count()
        self._resting = False
        self.at_rest = False
        """True if nothing that was begun is under way any more, and nothing is begun."""

    def live(self) -> None:
        """Comes after a while, takes part until it is over, and goes."""
        self.client.leaving.wait(self._after)
        try:
            while not self.client.over:
                self._go_on()
        except Exception:
            # The others of the cast carry on, and so does the server that they may live in.
            log.exception("a pretend person has stumbled")
        finally:
            self.at_rest = True
            self.client.connection.close()

    def leave(self) -> None:
        """Asks this person to go, soon."""
        self.client.leave()

    def rest(self) -> None:
        """Only looks from now on; what was begun is still brought to its end."""
        self._resting = True
        self.client.connection.wake()

    def _go_on(self) -> None:
        self.at_rest = self._resting and self._beats.empty
        if not self.client.is_there():
            self.client.pause(0)
            return
        self._wish()
        waits = self._agenda and not self._resting
        until = self._agenda[0][0] - time.monotonic() if waits else ASK_ANEW_S
        self.client.listen(min(until, self._beats.wait()))
        self._beats.go_on()
        self._act()

    def _wish(self) -> None:
        if "now" not in self.client.entries:
            return
        now = time.monotonic()
        for intention in intentions(self.client.known.view, self._device):
            if intention.name not in self._intended:
                self._intended.add(intention.name)
                due = now + intention.after / self.pace
                heapq.heappush(self._agenda, (due, next(self._number), intention))

    def _act(self) -> None:
        """Does the one thing that is most overdue, if any is."""
        idle = self._resting or self.client.over
        if self._agenda and self._agenda[0][0] <= time.monotonic() and not idle:
            intention = heapq.heappop(self._agenda)[2]
            said = intention.apt(self.client.known.view)
            if said is None:
                return
            key = token_hex(16)
            if self._beats.takes(said, key):
                return
            answer = self.client.say(said, key)
            if isinstance(said, Command) and answer.get("ok"):
                self._device.note(key, said)


class PretendCrowd:
    """Pretend people, each on a thread of its own: a greenlet, where gevent has patched."""

    def __init__(self, people: list[PretendPerson], cutter: ConnectionCutter | None = None) -> None:
        self.people = people
        self._cutter = cutter
        self._threads = [threading.Thread(target=one.live, daemon=True) for one in people]

    @classmethod
    def start(
        cls,
        url: str,
        workshop: str,
        count: int,
        seed: int,
        pace: float = 1.0,
        language: str = "en",
        lose_connections: bool = False,
    ) -> Self:
        """Lets so many people come to the workshop at this address.

        The same seed gives the same people. At a pace of 10 they think ten times as fast. Where
        they lose their connections they come back after a moment, and nothing of theirs is lost.
        """
        chance, fault_plan = random.Random(seed), FaultPlan(seed, LONGEST_NAP / pace)
        fault_plan.fine = not lose_connections
        people, connections = [], []
        for i, part in enumerate(deal(sayings(language), count, seed)):
            connection = FaultyConnection(url, workshop, token_hex(16), fault_plan=fault_plan)
            connections.append(connection)
            device = PretendDevice(part, f"{seed}/{i}", asks=i == 0)
            people.append(
                PretendPerson(connection, device, pace, chance.uniform(0, ARRIVAL) / pace)
            )
        crowd = cls(
            people,
            ConnectionCutter(connections if lose_connections else [], fault_plan, LOST_EACH / pace),
        )
        crowd.begin()
        return crowd

    def begin(self) -> None:
        """Lets them come."""
        for thread in self._threads:
            thread.start()
        if self._cutter:
            self._cutter.begin()

    def at_pace(self, pace: float) -> None:
        """From here on they think so many times as fast as usual."""
        for person in self.people:
            person.pace = pace

    @property
    def here(self) -> int:
        """Number of people who have not gone yet."""
        return sum(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Sends them all away, and waits until they have gone."""
        if self._cutter:
            self._cutter.end()
        for person in self.people:
            person.leave()
        for thread in self._threads:
            if thread.is_alive():  # one that was stopped early has not begun them all
                thread.join(CROWD_LEAVE_S)
