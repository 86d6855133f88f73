"""What the processes of one server claim, so that one of them does it, and what each must know that
another one has done. A laptop's server is one process, which has everything to itself."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class EndedSignIn:
    """A sign-in that has ended in a workshop, "" for all: `code` says why tickets that were made
    `until` then are not taken any more."""

    sign_in: bytes
    workshop: str
    code: str
    until: float = math.inf


class Claims(Protocol):
    """What one process of a server has claimed; for the database thread."""

    shared: bool
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


class OneProcess:
    """The claims of a server that is one process: it keeps in its memory what others would have to
    know."""

    shared = False

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
