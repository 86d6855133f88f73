"""Codes and links that lead nowhere. They cost those who try many and nobody else, and nobody is
told apart: an office is one address.

A code of six characters can be guessed. So there is a number of wrong ones that a day may have. As
long as it is not used up, a right code lets in, at any rate of wrong ones. Once it is, nobody is
let in by six characters, which would tell a guesser as much as a guest. The room's screen then
shows all ten of its link, and these always let in. docs/decisions/0042-codes-beside-wrong-ones.md
says why.
"""

import time

import gevent

from workshop.cluster.bus import Bus
from workshop.rules.pacing import Bucket
from workshop.storage.store import Store

FAILED_CODES_A_SECOND, FAILED_CODES_AT_ONCE = 0.15, 30_000.0
"""Wrong codes that a server looks up: 43,000 in any day, as many as at one in two seconds. Of the
387 million codes that is one in 9,000, for each open workshop."""
WHOLE_FOR = 120.0
"""Seconds for which screens show the whole code after one was last refused unseen: long enough to
type it."""
SAID_AGAIN = 5.0
"""Seconds after which the other processes are told so again."""
CHANNEL, USED_UP = "codes", "used_up"
"""The channel and the word by which processes tell each other that the number is used up."""
_NAME = "code"

SLOWED_FROM, SLOWED_A_SECOND = 20.0, 1.0
"""Wrong links in a row, and each second, that are answered as soon as right ones."""
SLOWED = 1.0
"""Seconds that a wrong link waits for its answer beyond that."""
MOST_SLOWED = 64
"""Answers that wait at a time; those of a larger flood cost less if they are not kept."""


class FailedCodes:
    """Wrong codes at all processes of this server, and wrong links at this one: those have ten
    characters or a secret, which nobody guesses, and only their cost is bounded."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self._run, self._sharing = store.thread.run, store.library.sharing
        self._bus = bus
        self._whole_until = self._said_at = float("-inf")
        self._links = Bucket(SLOWED_A_SECOND, SLOWED_FROM, time.monotonic())
        self._slowed = 0
        bus.listen(CHANNEL, self._hear)

    def may_try(self) -> bool:
        """True if a code of six characters may be looked up now; it counts until `was_right`."""
        if self._run(self._sharing.take_token, _NAME, FAILED_CODES_A_SECOND, FAILED_CODES_AT_ONCE):
            return True
        now = time.monotonic()
        if now - self._said_at > SAID_AGAIN:
            self._said_at = now
            self._bus.publish(CHANNEL, USED_UP)
        self._hear(USED_UP)
        return False

    def was_right(self) -> None:
        """Does not count one that led somewhere."""
        self._run(self._sharing.give_back_token, _NAME, FAILED_CODES_AT_ONCE)

    @property
    def whole(self) -> bool:
        """True while screens show the whole code, as six characters of it are not enough."""
        return time.monotonic() < self._whole_until

    def slow_down(self) -> None:
        """Delays the answer to a link that leads nowhere, if there were many of late."""
        if self._links.take(time.monotonic()) or self._slowed >= MOST_SLOWED:
            return
        self._slowed += 1
        try:
            gevent.sleep(SLOWED)
        finally:
            self._slowed -= 1

    def _hear(self, word: str) -> None:
        if word == USED_UP:
            self._whole_until = time.monotonic() + WHOLE_FOR
