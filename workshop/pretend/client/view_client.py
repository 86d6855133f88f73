"""The client of one view: follows it over a connection, and says things until they are answered.

A client belongs to one thread; only `leave` may be called from anywhere.
"""

import itertools
import math
import queue
import random
import threading
import time
from collections.abc import Collection, Mapping
from secrets import token_hex
from typing import Any

from workshop.pretend.client.known_view import KnownView
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.protocol.commands import Command, Riding
from workshop.protocol.messages import Beat, Do, Mine, Ride

KeyedSaying = Command | Mine
"""All that a client says under a key until it is answered."""


class Observer:
    """Learns what clients do, on their threads, and forgets it: for those whom nobody observes."""

    def wants(self, key: str) -> None:
        """Somebody wants to send a command under this key, connected or not."""

    def sends(self, who: str, key: str, command: Command) -> None:
        """A command is about to be sent, for the first time or again."""

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """A command was stored or refused."""

    def shows(self, who: str, known: KnownView, paths: Collection[str], since: float) -> None:
        """A view shows something new at these paths.

        Its connection stands since that moment of the monotonic clock.
        """


UNOBSERVED = Observer()


SHORTEST_RETRY_S, LONGEST_RETRY_S = 0.25, 1.5
"""Seconds until something is tried again."""
DESERTED = 5.0
"""Seconds of refused connections after which a server is not expected back."""


class ViewClient:
    """A view that is kept up to date, and a way to ask for something."""

    def __init__(
        self, connection: LastingConnection, who: str = "", observer: Observer = UNOBSERVED
    ) -> None:
        self.connection = connection
        self.known = KnownView()
        self.leaving = threading.Event()
        self._who = who
        self._observer = observer

    @property
    def entries(self) -> dict[str, Any]:
        """Returns what the view shows now, by path."""
        return self.known.entries

    @property
    def where(self) -> tuple[str, int]:
        """The epoch and rev at which the view is known."""
        return self.known.epoch, self.known.rev

    @property
    def over(self) -> bool:
        """True if there is nothing more to do here: sealed, sent away, or asked to leave."""
        now = self.entries.get("now", {})
        return (
            self.leaving.is_set() or bool(self.connection.refused) or now.get("phase") == "sealed"
        )

    @property
    def deserted(self) -> bool:
        """True if nobody has listened where the server should be for a while."""
        since = self.connection.refusing_since
        return since is not None and time.monotonic() - since > DESERTED

    def leave(self) -> None:
        """Asks the client's thread to end soon."""
        self.leaving.set()
        self.connection.wake()

    def is_there(self) -> bool:
        """True if the connection holds; connects anew when it does not."""
        return self.connection.connected or (self.connection.connect() and self._catch_up())

    def listen(self, seconds: float) -> None:
        """Takes in what was said, waiting for it so long."""
        try:
            heard = [self.connection.heard.get(timeout=max(seconds, 0.001))]
        except queue.Empty:
            return
        while not self.connection.heard.empty():
            heard.append(self.connection.heard.get())
        # All of them first, also behind a gap: hello is said once for all that is missing.
        missing = [name for name, message in heard if not self._take(name, message)]
        if missing:
            self._catch_up()

    def say(self, said: KeyedSaying, key: str = "", within: float = math.inf) -> dict[str, Any]:
        """Sends the same under the same key until it is stored or refused.

        Gives {} when it is over here, when so many seconds have passed, or, for those who do not
        wait for ever, when the server does not run any more.
        """
        key, end = key or token_hex(16), time.monotonic() + within
        if isinstance(said, Command):
            self._observer.wants(key)
        for attempt in itertools.count():
            answer = self._ask(said, key)
            if isinstance(answer, dict) and not _again(answer):
                if isinstance(said, Command):
                    self._observer.answered(self._who, key, answer)
                return answer
            if self.over or time.monotonic() > end or (end < math.inf and self.deserted):
                break
            self.pause(attempt)
        return {}

    def wants(self, key: str) -> None:
        """Notes that somebody wants to send a command under a key."""
        self._observer.wants(key)

    def beat(self, riding: Mapping[str, Riding]) -> list[str]:
        """Sends a beat that takes these commands along, by their keys; returns the keys of those
        that are done or refused by now."""
        for key, command in riding.items():
            self._observer.sends(self._who, key, command)
        items = tuple(
            Ride(key=key, number=number_of(key), command=one) for key, one in riding.items()
        )
        answer = self.connection.ask("beat", Beat(items=items)) or {}
        words = dict(zip(riding, answer.get("answers", ()), strict=False))
        done = {key: word for key, word in words.items() if word != "retry"}
        for key, word in done.items():
            said = {"ok": True, "id": ""} if word == "ok" else {"refused": word, "about": ""}
            self._observer.answered(self._who, key, said)
        return [*done]

    def pause(self, attempt: int) -> None:
        """Waits until something is tried again, longer after each time."""
        most = min(LONGEST_RETRY_S, 2 * SHORTEST_RETRY_S * 2 ** min(attempt, 8))
        self.leaving.wait(random.uniform(SHORTEST_RETRY_S, most))

    def _ask(self, said: KeyedSaying, key: str) -> Any:
        if not self.is_there():
            return None
        if isinstance(said, Mine):
            return self.connection.ask("mine", said)
        self._observer.sends(self._who, key, said)
        return self.connection.ask("do", Do(key=key, command=said, number=number_of(key)))  # type: ignore[arg-type]

    def _catch_up(self) -> bool:
        """Says hello until nothing is missing; False when the connection does not hold."""
        known = self.known
        answer = self.connection.ask("hello", known.hello)
        if not isinstance(answer, dict) or "refused" in answer:
            return False
        if known.learn(answer, self._fetch):
            self._observer.shows(self._who, known, known.entries.keys(), self.connection.since)
        return bool(known.entries)

    def _fetch(self, path: str) -> Any:
        try:
            return self.connection.fetch(path)
        except (OSError, ValueError):
            return None

    def _take(self, name: str, message: Any) -> bool:
        """False when something is missing."""
        if self.known.misses(name, message):
            return False
        if name == "change":
            paths = {*message.get("set", ()), *message.get("part", ())}
            self._observer.shows(self._who, self.known, paths, self.connection.since)
        return True


def _again(answer: dict[str, Any]) -> bool:
    """True if nothing was stored, and the command should be sent again."""
    return bool(answer.get("retry")) or answer.get("refused") == "too_fast"


MOST_KEYS = 100_000
"""Keys of which the numbers are remembered."""
_MADE = itertools.count(time.time_ns() // 1000)
"""Begins at the microseconds since 1970, which have sixteen digits: the next process goes on above
it. A browser's numbers grow by chance instead, as nobody is to count what a person does."""


class Numbers:
    """The numbers of commands, by their keys."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def of(self, key: str) -> int:
        """Returns the number of the command under a key; the same one when it is sent again."""
        if key not in self._of and len(self._of) >= MOST_KEYS:
            self._of.clear()
        return self._of.setdefault(key, next(_MADE))


number_of = Numbers().of
