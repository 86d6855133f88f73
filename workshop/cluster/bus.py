"""The bus: hints from one process of a server to the others, and small things that all share.

What goes over it is never content, nor who somebody is. A hint only says where to look again: what
is true stands in the database, and a hint that is lost makes a screen late, never wrong.
"""

import secrets
import time
from collections.abc import Callable
from typing import Protocol

from workshop.rules.pacing import Bucket

Heard = Callable[[str], None]
"""Takes a word that another process has said."""


def of_workshop(id_: str) -> str:
    """The channel of a workshop."""
    return f"c:{id_}"


CHANGED, WROTE, LISTED, GONE = "changed", "wrote", "listed", "gone"
"""The words about a workshop: it shows something else; something was stored that no screen shows
yet; what the library knows of it is another; it is over, and its key has to be dropped."""
LISTENING = "listening"
"""The word that no process says: from here on a channel is heard, and what was said before was
not."""
SIGN_INS = "s"
"""The channel of sign-ins that have ended; only a server's own key opens what is said there."""
DROPS = "d"
"""The channel on which is said that keys have to be dropped; which ones stands in the database."""


class Bus(Protocol):
    """The words of a process to the others, and theirs to it. Nothing here waits for long, and
    nothing raises where the bus is down."""

    id: str
    """This process, by a name that it has made by chance as it began."""

    @property
    def whole(self) -> bool:
        """True if every hint that was said a second ago has come here."""

    def hears(self, process: str) -> bool:
        """True if another process can be heard."""

    def publish(self, channel: str, word: str) -> None:
        """Says a word to all others, soon; one that waits already is not said twice."""

    def listen(self, channel: str, heard: Heard) -> None:
        """Has a channel heard, but not what this process says there itself. Each time that it
        begins to be heard, `heard` is told LISTENING."""

    def ignore(self, channel: str) -> None:
        """Has a channel heard no longer."""

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of a bucket that all processes share; False when there is none."""

    def give_back(self, name: str, rate: float, burst: float) -> None:
        """Puts a token back that was not needed."""


class OwnBuckets:
    """Buckets that only this process knows."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def take(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token; False when there is none."""
        return self._of(name, rate, burst).take(time.monotonic())

    def give_back(self, name: str, rate: float, burst: float) -> None:
        """Puts a token back."""
        self._of(name, rate, burst).give_back()

    def _of(self, name: str, rate: float, burst: float) -> Bucket:
        if name not in self._buckets:
            self._buckets[name] = Bucket(rate, burst, time.monotonic())
        return self._buckets[name]


class LocalBus:
    """The bus of a server that is one process: there is nobody to tell."""

    whole = True

    def __init__(self) -> None:
        self.id = new_id()
        self._buckets = OwnBuckets()

    def hears(self, _process: str) -> bool:
        """Returns True: no process is missed."""
        return True

    def publish(self, _channel: str, _word: str) -> None:
        """Does nothing."""

    def listen(self, _channel: str, _heard: Heard) -> None:
        """Does nothing."""

    def ignore(self, _channel: str) -> None:
        """Does nothing."""

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of a bucket in memory."""
        return self._buckets.take(name, rate, burst)

    def give_back(self, name: str, rate: float, burst: float) -> None:
        """Puts a token back."""
        self._buckets.give_back(name, rate, burst)


def new_id() -> str:
    """Returns a name for a process, by chance."""
    return secrets.token_hex(8)
