"""Sends the people of this process to others, one after another."""

import logging
import random
from collections.abc import Iterable
from typing import Protocol

import gevent

from workshop.operating.health import DATABASE_PART, Health
from workshop.storage.troubles import NO_DATABASE

NOTICED = 2.0
"""Seconds after which a proxy has seen that this process is not ready. Whoever is closed before
that comes back here."""
CLOSED_WITHIN_S = 10.0
"""Seconds in which all are closed, each at a moment by chance: all at once would hit the others
like a wave, and in an order they would tell who came when."""
CUT_OFF_FOR = 10.0
"""Seconds without the database after which people are moved: another process may have it. A restart
of the database is shorter: then nobody has to go."""
DATABASE_LOOK_S = 0.25
"""Seconds between two looks at whether the database answers."""

log = logging.getLogger(__name__)
_chance = random.SystemRandom()


class Sockets(Protocol):
    """The open connections of this process."""

    def sids(self) -> list[str]:
        """Returns the connections."""

    def end(self, sid: str) -> None:
        """Ends one of them."""


class ShownTrouble(Protocol):
    """A workshop whose desk can be told of a trouble."""

    trouble: str

    def say_trouble(self, code: str) -> None:
        """Tells the desk at once."""


def close_by_chance(
    sockets: Sockets, noticed: float = NOTICED, within: float = CLOSED_WITHIN_S
) -> None:
    """Has each connection ended at a moment of its own, `noticed` to `within` seconds from now."""
    for sid in sockets.sids():
        gevent.spawn_later(_chance.uniform(noticed, within), sockets.end, sid)


class CutOff:
    """The answer to a silent database: desks say so, and phones go to another process."""

    def __init__(self, health: Health, boards: Iterable[ShownTrouble], sockets: Sockets) -> None:
        self._health = health
        self._boards = boards
        self._sockets = sockets
        self._moved = self._silent = False

    def look(self) -> None:
        """Looks once; called again and again."""
        silent = self._health.silent_for(DATABASE_PART)
        for board in self._boards:
            if silent:
                board.say_trouble(NO_DATABASE)
            elif self._silent and board.trouble == NO_DATABASE:
                board.say_trouble("")
        # A board that has noticed by itself, before the engine counts as silent, goes on saying it.
        self._silent = bool(silent)
        moves = silent > CUT_OFF_FOR
        if moves and not self._moved:
            log.warning("the database does not answer this process: its phones are moved")
            close_by_chance(self._sockets, 0.0)
        self._moved = moves
