"""Keys of their own for what ends before the workshop does, each beside K in the key store.

A copy of the file and a copy of K tell nothing of what lay under a key that was destroyed since.
A key is made before anything lies under it, and destroyed after the commit that took away the last
row of it, so a crash can only leave one longer than it is needed. What began before there
were such keys lies under K until it is over.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from cryptography.exceptions import InvalidTag

from workshop.storage.key_store import KeyStore
from workshop.storage.keyring import LENGTH, Keys

T = TypeVar("T")
log = logging.getLogger(__name__)
PULSE, CHECK_IN = "pulse_answer", "check_in"
"""Parts that rounds have no part in, by the names of their tables."""
_ROUND = "round"


class OwnKeys:
    """The keys of a workshop's parts; in memory while its file is open."""

    def __init__(self, keys: Keys, store: KeyStore | None = None, workshop: str = "") -> None:
        self.whole = keys
        """K itself."""
        self._store = store
        self._workshop = workshop
        self._found: dict[str, Keys | None] = {}

    def of(self, part: str) -> Keys:
        """The key under which a part lies: K itself where it has none of its own."""
        if part not in self._found:
            self._found[part] = self._read(part)
        return self._found[part] or self.whole

    def round(self, number: int) -> Keys:
        """The key of a round: what waits in it lies under it."""
        return self.of(part_of(number))

    def of_round(self, number: int) -> tuple[Keys, ...]:
        """The keys under one of which the rows of a round lie that it has until the seal: its own
        as long as it goes on, and K from then on."""
        return self.of_rounds([number])

    def of_rounds(self, numbers: Iterable[int]) -> tuple[Keys, ...]:
        """The keys under one of which a row lies that may be of any of these rounds."""
        return tuple(dict.fromkeys((*map(self.round, numbers), self.whole)))

    def has(self, part: str) -> bool:
        """True if a part has a key of its own."""
        return self.of(part) is not self.whole

    def begin_round(self, number: int) -> None:
        """Gives a round that opens its key. Without room on the disk it has that of the
        workshop."""
        try:
            self.renew(part_of(number))
        except OSError:
            log.exception("the key of a round could not be made")

    def renew(self, part: str) -> None:
        """Gives a part of which nothing is there another key. Raises OSError."""
        self.destroy(part)
        if self._store:
            self._store.make(self._workshop, part)

    def destroy(self, part: str) -> None:
        """Destroys the key of a part, or what is left of it. Raises OSError."""
        try:
            if self._store:
                self._store.destroy(self._workshop, part)
        finally:
            self._found.pop(part, None)  # whatever has failed: the store says what there is

    def parts(self) -> set[str]:
        """The parts of which a key is there, whole or half destroyed."""
        return self._store.left_of(self._workshop) - {""} if self._store else set()

    def _read(self, part: str) -> Keys | None:
        secret = self._store.read(self._workshop, part) if self._store else None
        # A shorter one was being made when the power went: nothing lies under it.
        return Keys(secret) if secret and len(secret) == LENGTH else None


def part_of(number: int) -> str:
    """The part that a round is."""
    return f"{_ROUND}{number}"


def first_to_open(keys: Iterable[Keys], show: Callable[[Keys], T]) -> T:
    """Returns what is shown by the first of some keys that opens it. Raises InvalidTag."""
    for one in keys:
        try:
            return show(one)
        except InvalidTag:
            continue
    raise InvalidTag
