"""Presence: the devices that are at a workshop, over all processes of a server.

A sum of counts would count a phone twice that moves from one process to another, and a count too
high would show a vote early. So processes share names of devices, which each joins with its own:
encrypted under the workshop's key, for seconds, and never what a device has done.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

import msgspec


class Part(msgspec.Struct, frozen=True, array_like=True):
    """The devices of a workshop at one process: those here, those that have left in the last
    minutes, how many it knows of at least, those that have left just now, and the round of the
    last vote that it has stored."""

    here: list[bytes]
    left: list[bytes]
    known: int
    just_left: list[bytes] = []
    vote: int = 0


@dataclass(frozen=True)
class Elsewhere:
    """The devices of a workshop at all other processes, as they were last heard of."""

    here: frozenset[bytes] = frozenset()
    lately: frozenset[bytes] = frozenset()
    """The devices here, and those that were in the last minutes."""
    known: int = 0
    """How many devices some process knows of at least."""
    just_left: frozenset[bytes] = frozenset()
    """The devices that left a moment ago, and still count among those that can vote."""
    vote: int = 0
    """The round of the last vote that some process has stored."""
    whole_until: float = 0.0
    """Until when, by the monotonic clock, nobody can be missing among these."""

    def doubted(self) -> "Elsewhere":
        """Returns what is left of this where some process can't be heard: nobody is taken to be
        here, and who was known stays known."""
        return Elsewhere(lately=self.lately, known=self.known)


NOBODY = Elsewhere(whole_until=math.inf)
"""For a server that is one process: there is nobody elsewhere."""
UNKNOWN = Elsewhere()
"""Before anything was heard."""


def presence_together(parts: Collection[Part], whole_until: float) -> Elsewhere:
    """Joins the parts of several processes."""
    here = frozenset[bytes]().union(*(part.here for part in parts))
    left = frozenset[bytes]().union(*(part.left for part in parts))
    just_left = frozenset[bytes]().union(*(part.just_left for part in parts))
    known = max((part.known for part in parts), default=0)
    vote = max((part.vote for part in parts), default=0)
    return Elsewhere(here, here | left, known, just_left, vote, whole_until)
