"""One pretend person with a phone: looks at what is shown, thinks, acts, and waits for answers."""

import heapq
import itertools
import logging
import time
from secrets import token_hex

from workshop.protocol.commands import Command
from workshop.rehearsal.device import Device
from workshop.rehearsal.habits import wishes
from workshop.rehearsal.line import Line
from workshop.rehearsal.seat import Seat
from workshop.rehearsal.wishes import Wish
from workshop.rehearsal.witness import NOBODY, Witness

LOOK_UP = 30.0
"""Seconds after which somebody who has heard nothing looks up."""

log = logging.getLogger(__name__)


class Person:
    """Lives on a thread of its own, and only there; `leave` may be called from anywhere."""

    def __init__(
        self, line: Line, device: Device, pace: float, after: float, witness: Witness = NOBODY
    ) -> None:
        self.seat = Seat(line, device.seed, witness)
        self._device = device
        self.pace = pace
        """How many times as fast as usual this person thinks."""
        self._after = after
        self._wished: set[str] = set()
        self._agenda: list[tuple[float, int, Wish]] = []
        self._number = itertools.count()
        self._resting = False
        self.at_rest = False
        """Whether nothing that was begun is under way any more, and nothing is begun."""

    def live(self) -> None:
        """Comes after a while, takes part until it is over, and goes."""
        self.seat.leaving.wait(self._after)
        try:
            while not self.seat.over:
                self._go_on()
        except Exception:
            # The others of the cast carry on, and so does the server that they may live in.
            log.exception("a pretend person has stumbled")
        finally:
            self.at_rest = True
            self.seat.line.close()

    def leave(self) -> None:
        """Asks this person to go, soon."""
        self.seat.leave()

    def rest(self) -> None:
        """Only looks from now on; what was begun is still brought to its end."""
        self._resting = True
        self.seat.line.wake()

    def _go_on(self) -> None:
        self.at_rest = self._resting
        if not self.seat.is_there():
            self.seat.pause(0)
            return
        self._wish()
        waits = self._agenda and not self._resting
        self.seat.listen(self._agenda[0][0] - time.monotonic() if waits else LOOK_UP)
        self._act()

    def _wish(self) -> None:
        if "now" not in self.seat.entries:
            return
        now = time.monotonic()
        for wish in wishes(self.seat.known.view, self._device):
            if wish.name not in self._wished:
                self._wished.add(wish.name)
                due = now + wish.after / self.pace
                heapq.heappush(self._agenda, (due, next(self._number), wish))

    def _act(self) -> None:
        """Does the one thing that is most overdue, if any is."""
        idle = self._resting or self.seat.over
        if self._agenda and self._agenda[0][0] <= time.monotonic() and not idle:
            wish = heapq.heappop(self._agenda)[2]
            said = wish.apt(self.seat.known.view)
            if said is None:
                return
            key = token_hex(16)
            answer = self.seat.say(said, key)
            if isinstance(said, Command) and answer.get("ok"):
                self._device.note(key, said)
