"""The beats of one participant's client: one message in each slot, as a phone's page sends them."""

import random
import time
from typing import get_args

from workshop.pretend.client.view_client import KeyedSaying, ViewClient
from workshop.protocol import commands
from workshop.protocol.messages import RIDE_AT_ONCE

NEVER = 60.0
"""Seconds for which somebody waits who has no slots yet."""


class Beats:
    """Says what waits, or nothing, at a random moment of each slot. Nobody guesses at pretend
    people, so their slots begin when they come."""

    def __init__(self, client: ViewClient, chance: random.Random) -> None:
        self._client = client
        self._chance = chance
        self._waiting: dict[str, commands.Riding] = {}
        self._slot = 0.0
        self._end = self._next = 0.0

    @property
    def empty(self) -> bool:
        """True if nothing waits to be said, or to be done."""
        return not self._waiting

    def takes(self, said: KeyedSaying, key: str) -> bool:
        """Keeps a command for the next beats until it is done; False if it waits for none."""
        if not isinstance(said, get_args(commands.TakenAlong)) or not self._length():
            return False
        self._client.wants(key)
        self._waiting[key] = said
        return True

    def wait(self) -> float:
        """Returns the seconds until the next beat."""
        slot, now = self._length(), time.monotonic()
        if slot != self._slot:
            self._slot, self._end = slot, now + slot
            self._next = self._chance.uniform(now, self._end)
        return max(0.0, self._next - now) if slot else NEVER

    def go_on(self) -> None:
        """Sends a beat if its moment has come."""
        if self.wait() > 0:
            return
        self._next = self._chance.uniform(self._end, self._end + self._slot)
        self._end += self._slot
        if self._client.is_there():
            some = dict([*self._waiting.items()][:RIDE_AT_ONCE])
            for key in self._client.beat(some):
                del self._waiting[key]

    def _length(self) -> float:
        return float(self._client.entries.get("workshop", {}).get("beat", 0.0))
