"""Facts that the processes of one server share: which of them does something that only one may do,
and what another one has done. A laptop's server is one process, which has everything to itself."""

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from workshop.rules.pacing import Bucket


@dataclass(frozen=True)
class EndedSignIn:
    """A sign-in that has ended in a workshop, "" for all: `code` says why tickets that were made
    `until` then are not taken any more."""

    sign_in: bytes
    workshop: str
    code: str
    until: float = math.inf


class Sharing(Protocol):
    """The shared facts, for one of the processes; for the database thread."""

    several: bool
    """True if there may be other processes."""

    def takes_turn(self, work: str, seconds: float) -> bool:
        """True if this process is the one that does some work now. For so many seconds no other one
        does; one that dies over it keeps the others from it no longer than that."""

    def look_after(self, workshop: str, rehearses: str = "") -> None:
        """From here on this process looks after a trial, as long as it says so now and then."""

    def look_on(self) -> Mapping[str, str]:
        """Says that this process still looks after its trials. Returns the rehearsals of all
        processes, each with the workshop that it is the copy of."""

    def abandoned(self, found: Iterable[str]) -> list[str]:
        """Returns those of these workshops after which no process has looked for long."""

    def let_be(self, workshop: str) -> None:
        """Nothing is left of a workshop: nobody has to look after it."""

    def note_ended(self, ended: EndedSignIn) -> None:
        """Has all processes know of the end of a sign-in, as long as there are tickets of it."""

    def ended(self, sign_in: bytes, workshop: str) -> list[EndedSignIn]:
        """Returns how a sign-in has ended in a workshop, or in all."""

    def keep_secret(self, place: bytes, body: bytes, seconds: float) -> None:
        """Keeps something encrypted in a place, for whoever asks first, for so long."""

    def take_secret(self, place: bytes) -> bytes | None:
        """Returns what was kept in a place, once."""

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of a bucket that all processes share; False when there is none."""

    def give_back_token(self, name: str, burst: float) -> None:
        """Puts a token back that was not needed."""

    def say(self, said: str) -> None:
        """Says something to all processes that listen."""

    def hear(self) -> list[str] | None:
        """Returns what was said meanwhile, after a second at most, and at once where it begins to
        be heard; None where nothing can be heard. For a thread of its own."""

    def hear_no_more(self) -> None:
        """Ends the wait for what is said."""


class OneProcess:
    """A server that is one process: it keeps in its memory what others would have to know."""

    several = False

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    def takes_turn(self, _work: str, _seconds: float) -> bool:
        """Returns True."""
        return True

    def look_after(self, _workshop: str, _rehearses: str = "") -> None:
        """Does nothing."""

    def look_on(self) -> Mapping[str, str]:
        """Returns none."""
        return {}

    def abandoned(self, found: Iterable[str]) -> list[str]:
        """Returns all: whoever has looked after them was this process's forerunner."""
        return [*found]

    def let_be(self, _workshop: str) -> None:
        """Does nothing."""

    def note_ended(self, _ended: EndedSignIn) -> None:
        """Does nothing."""

    def ended(self, _sign_in: bytes, _workshop: str) -> list[EndedSignIn]:
        """Returns none."""
        return []

    def keep_secret(self, _place: bytes, _body: bytes, _seconds: float) -> None:
        """Does nothing."""

    def take_secret(self, _place: bytes) -> bytes | None:
        """Returns None."""
        return None

    def take_token(self, name: str, rate: float, burst: float) -> bool:
        """Takes a token out of a bucket in memory."""
        now = time.monotonic()
        return self._buckets.setdefault(name, Bucket(rate, burst, now)).take(now)

    def give_back_token(self, name: str, _burst: float) -> None:
        """Puts a token back."""
        self._buckets[name].give_back()

    def say(self, _said: str) -> None:
        """Does nothing: there is nobody to tell."""

    def hear(self) -> list[str] | None:
        """Returns None."""
        return None

    def hear_no_more(self) -> None:
        """Does nothing."""
