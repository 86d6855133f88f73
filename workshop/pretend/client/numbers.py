"""The numbers of a client's commands: a command that is made later has a higher one."""

import itertools
import time

MOST = 100_000
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
        if key not in self._of and len(self._of) >= MOST:
            self._of.clear()
        return self._of.setdefault(key, next(_MADE))


number_of = Numbers().of
