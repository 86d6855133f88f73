"""Keys of their own for what ends before the workshop does, each beside K in the keys' folder.

A copy of the file and a copy of K tell nothing of what lay under a key that was destroyed since.
A key is made before anything lies under it, and destroyed after the commit that took away the last
row of it, so a crash can only leave one longer than it is needed. What began before there
were such keys lies under K until it is over.
"""

from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, delete, select

from workshop.storage.bodies import CheckInWords, PulseWords, show
from workshop.storage.keyring import LENGTH, KeyFolder, Keys
from workshop.storage.workshop_tables import CheckIn, PulseAnswer, State

Part = Literal["pulse_answer", "check_in"]
_Table = type[PulseAnswer] | type[CheckIn]
_ROWS: dict[Part, tuple[_Table, type[PulseWords | CheckInWords]]] = {
    "pulse_answer": (PulseAnswer, PulseWords),
    "check_in": (CheckIn, CheckInWords),
}


class OwnKeys:
    """The keys of a workshop's parts; in memory while its file is open."""

    def __init__(self, keys: Keys, folder: KeyFolder | None = None, workshop: str = "") -> None:
        self._keys = keys
        self._folder = folder
        self._workshop = workshop
        self._found: dict[Part, Keys | None] = {}

    def of(self, part: Part) -> Keys:
        """The key under which a part lies: K itself where it has none of its own."""
        if part not in self._found:
            self._found[part] = self._read(part)
        return self._found[part] or self._keys

    def has(self, part: Part) -> bool:
        """True if a part has a key of its own."""
        return self.of(part) is not self._keys

    def renew(self, part: Part) -> None:
        """Gives a part of which nothing is there another key. Raises OSError."""
        self.destroy(part)
        if self._folder:
            self._folder.make(self._name(part))

    def destroy(self, part: Part) -> None:
        """Destroys the key of a part, or what is left of it. Raises OSError."""
        try:
            if self._folder and self._folder.left_of(self._name(part)):
                self._folder.destroy(self._name(part))
        finally:
            self._found.pop(part, None)  # whatever has failed: the disk says what there is

    def _read(self, part: Part) -> Keys | None:
        secret = self._folder.read(self._name(part)) if self._folder else None
        # A shorter one was being made when the power went: nothing lies under it.
        return Keys(secret) if secret and len(secret) == LENGTH else None

    def _name(self, part: Part) -> str:
        return f"{self._workshop}.{part}"


def lost_rows(connection: Connection, own: OwnKeys) -> list[tuple[Part, bytes]]:
    """Returns the rows that no key opens any more: somebody has put back an older copy of the file,
    and what they say is over."""
    return [
        (part, row.key)
        for part, (table, kind) in _ROWS.items()
        for row in connection.execute(select(table.key, table.body)).all()
        if not _opens(own.of(part), part, row, kind)
    ]


def drop_lost(connection: Connection, lost: list[tuple[Part, bytes]]) -> None:
    """Takes these rows away."""
    for part, key in lost:
        table, _ = _ROWS[part]
        connection.execute(delete(table).where(table.key == key))


def _opens(keys: Keys, part: Part, row: Any, kind: type[PulseWords | CheckInWords]) -> bool:
    try:
        show(keys, part, row.key, row.body, kind)
    except InvalidTag:
        return False
    return True


def settle_keys(connection: Connection, own: OwnKeys) -> None:
    """Destroys the keys that the file needs no more, and makes those that it will need. It looks at
    what was committed only, so that it can be done again after a crash. Raises OSError.

    A key is made while nothing is there to lie under it. Made with the first answer it would have,
    on the disk, the time of that answer.
    """
    state = connection.execute(select(State.pulse_over, State.phase)).first()
    closed, told = (state.phase == "closed", state.pulse_over) if state else (False, False)
    empty = {part for part, (table, _) in _ROWS.items() if not _any(connection, table)}
    if "check_in" in empty:
        (own.destroy if closed else own.renew)("check_in")
    if "pulse_answer" in empty and (told or closed):
        own.destroy("pulse_answer")
    elif "pulse_answer" in empty and not own.has("pulse_answer"):
        own.renew("pulse_answer")


def _any(connection: Connection, table: _Table) -> bool:
    return connection.execute(select(table.key).limit(1)).first() is not None
