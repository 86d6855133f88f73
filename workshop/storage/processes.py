"""The processes of a server: which ones live, who is at each, and which have still to drop
a workshop's key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

UNSEEN_S = 6.0
"""Seconds after which a process that has not said that it lives counts as gone: three words that
did not come. A transaction of a frozen one may still end after that, and keeps the rows until then;
what it wrote is under a key that is gone."""

Parts = Mapping[str, bytes | None]
"""A part of each workshop that a process gives: who is there, encrypted."""
NO_PROCESSES: Parts = {}


@dataclass(frozen=True)
class Living:
    """The processes that were seen lately, by their names, each with its version of the program;
    the workshops whose keys the one that asks has to drop; and what the others have given of the
    workshops that it asks for, by workshop and process. That is whole if each of them has given
    something since the database last began."""

    versions: Mapping[str, str] = field(default_factory=dict)
    to_drop: Collection[str] = ()
    parts: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    whole: bool = True


class Processes(Protocol):
    """The processes that share a store. For the database thread only."""

    def lives(self, process: str, version: str, parts: Parts = NO_PROCESSES) -> Living:
        """Notes that a process lives, and its part of each workshop, None where nobody is. Returns
        all that live, and their parts of the same workshops."""

    def leaves(self, process: str) -> None:
        """Notes that a process ends by itself: nobody waits for it."""

    def ask_to_drop(self, workshop: str) -> None:
        """Asks all that live to drop the key of a workshop that is over, before it is
        destroyed."""

    def dropped(self, process: str, workshop: str) -> None:
        """Notes that a process has dropped a workshop's key."""

    def holding(self, workshop: str) -> Collection[str]:
        """The processes that live and have not dropped the key of a workshop that they were asked
        to."""

    def is_gone(self, workshop: str) -> None:
        """Nothing is left of a workshop whose key all had to drop."""


class Alone:
    """The one process of a store that nobody shares."""

    def lives(self, process: str, version: str, _parts: Parts = NO_PROCESSES) -> Living:
        """Returns this process alone."""
        return Living({process: version})

    def leaves(self, _process: str) -> None:
        """Does nothing."""

    def ask_to_drop(self, _workshop: str) -> None:
        """Does nothing."""

    def dropped(self, _process: str, _workshop: str) -> None:
        """Does nothing."""

    def holding(self, _workshop: str) -> Collection[str]:
        """Returns none."""
        return ()

    def is_gone(self, _workshop: str) -> None:
        """Does nothing."""
