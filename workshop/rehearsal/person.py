"""One pretend person with a phone: looks at what is shown, thinks, acts, and waits for answers."""

import heapq
import itertools
import logging
import queue
import random
import threading
import time
from secrets import token_hex
from typing import Any

from workshop.protocol.commands import Command
from workshop.protocol.messages import Do, Hello, Mine
from workshop.rehearsal.device import Device
from workshop.rehearsal.following import Following
from workshop.rehearsal.habits import wishes
from workshop.rehearsal.line import Line
from workshop.rehearsal.wishes import Said, Wish

SHORTEST, LONGEST = 0.25, 1.5
"""Seconds until something is tried again."""
LOOK_UP = 30.0
"""Seconds after which somebody who has heard nothing looks up."""

log = logging.getLogger(__name__)


class Person:
    """Lives on a thread of its own, and only there; `leave` may be called from anywhere."""

    def __init__(self, url: str, workshop: str, device: Device, pace: float, after: float) -> None:
        self._line = Line(url, workshop, token_hex(16))
        self._device = device
        self._pace = pace
        self._after = after
        self._known = Following()
        self._wished: set[str] = set()
        self._agenda: list[tuple[float, int, Wish]] = []
        self._number = itertools.count()
        self._leaving = threading.Event()

    @property
    def over(self) -> bool:
        """Whether there is nothing more to do here: sealed, sent away, or asked to leave."""
        now = self._known.entries.get("now", {})
        return self._leaving.is_set() or bool(self._line.refused) or now.get("phase") == "sealed"

    def live(self) -> None:
        """Comes after a while, takes part until it is over, and goes."""
        self._leaving.wait(self._after)
        try:
            while not self.over:
                self._go_on()
        except Exception:
            # The others of the cast carry on, and so does the server that they may live in.
            log.exception("a pretend person has stumbled")
        finally:
            self._line.close()

    def leave(self) -> None:
        """Asks this person to go, soon."""
        self._leaving.set()
        self._line.wake()

    def _go_on(self) -> None:
        if not self._is_there():
            self._pause(0)
            return
        self._wish()
        self._listen()
        self._act()

    def _is_there(self) -> bool:
        """Whether the line holds; connects anew when it does not."""
        return self._line.connected or (self._line.connect() and self._catch_up())

    def _catch_up(self) -> bool:
        """Says hello until nothing is missing; False when the line does not hold."""
        known = self._known
        answer = self._line.ask("hello", Hello(epoch=known.epoch, rev=known.rev))
        if not isinstance(answer, dict) or "refused" in answer:
            return False
        snapshot = answer.get("snapshot")
        if answer.get("fetch"):
            snapshot = self._fetch(answer["fetch"])
        if snapshot:
            known.adopt(snapshot)
        return bool(known.entries)

    def _fetch(self, path: str) -> Any:
        try:
            return self._line.fetch(path)
        except (OSError, ValueError):
            return None

    def _listen(self) -> None:
        """Takes in what was said, waiting for it until the next act is due."""
        due = self._agenda[0][0] - time.monotonic() if self._agenda else LOOK_UP
        try:
            heard = [self._line.heard.get(timeout=max(due, 0.001))]
        except queue.Empty:
            return
        while not self._line.heard.empty():
            heard.append(self._line.heard.get())
        whole = [self._take(name, message) for name, message in heard]
        if not all(whole):
            self._catch_up()

    def _take(self, name: str, message: Any) -> bool:
        """False when something is missing."""
        if name == "change":
            return self._known.take(message)
        return name != "tick" or not self._known.is_behind(message)

    def _wish(self) -> None:
        if "now" not in self._known.entries:
            return
        now = time.monotonic()
        for wish in wishes(self._known.view, self._device):
            if wish.name not in self._wished:
                self._wished.add(wish.name)
                due = now + wish.after / self._pace
                heapq.heappush(self._agenda, (due, next(self._number), wish))

    def _act(self) -> None:
        """Does the one thing that is most overdue, if any is."""
        if self._agenda and self._agenda[0][0] <= time.monotonic() and not self.over:
            wish = heapq.heappop(self._agenda)[2]
            said = wish.apt(self._known.view)
            if said is not None:
                self._say(said)

    def _say(self, said: Said) -> None:
        key = token_hex(16)
        answer = self._until_answered(said, key)
        if isinstance(said, Command) and answer.get("ok"):
            self._device.note(key, said)

    def _until_answered(self, said: Said, key: str) -> dict[str, Any]:
        """Sends the same under the same key until it is stored or refused; {} when it is over."""
        for attempt in itertools.count():
            answer = self._ask(said, key)
            if isinstance(answer, dict) and not _again(answer):
                return answer
            self._pause(attempt)
            if self.over:
                break
        return {}

    def _ask(self, said: Said, key: str) -> Any:
        if not self._is_there():
            return None
        if isinstance(said, Mine):
            return self._line.ask("mine", said)
        return self._line.ask("do", Do(key=key, command=said))  # type: ignore[arg-type]

    def _pause(self, attempt: int) -> None:
        most = min(LONGEST, 2 * SHORTEST * 2 ** min(attempt, 8))
        self._leaving.wait(random.uniform(SHORTEST, most))


def _again(answer: dict[str, Any]) -> bool:
    """Whether nothing was stored, and the same should be sent again."""
    return bool(answer.get("retry")) or answer.get("refused") == "too_fast"
