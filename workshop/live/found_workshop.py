"""A workshop as it was found, for a board to show."""

from dataclasses import dataclass
from typing import Protocol

from workshop.protocol.entries import Entry, SealCheck
from workshop.protocol.messages import ViewName
from workshop.rules.agenda import Told
from workshop.storage.keyring import Keys
from workshop.storage.library import Listed, Sealed
from workshop.views.room import Room


class Source(Protocol):
    """A reading of a workshop: where it stands, and the entries of each view."""

    @property
    def epoch(self) -> str:
        """Changes when the workshop's data is restored."""

    @property
    def took_part(self) -> int:
        """Number of devices that have taken part in this round of writing."""

    @property
    def writes(self) -> bool:
        """True if people write now."""

    @property
    def arrives(self) -> bool:
        """True if people arrive now: the first stage is on, and none has been left."""

    @property
    def votes(self) -> bool:
        """True if people vote now, or their votes wait: then it is shown how many can."""

    def entries(self, view: ViewName) -> dict[str, Entry]:
        """Returns the entries that the view shows, path -> value."""


@dataclass(frozen=True)
class Found:
    """A workshop as it was found: listed, read, and with what a seal that has begun has left.

    `asked` is what was known of it as listed before, `took` the processor time of the finding, in
    seconds.
    """

    listed: Listed | None
    what: Room | Sealed | None
    seal: tuple[SealCheck, ...] = ()
    keys: Keys | None = None
    letters: frozenset[Told] = frozenset()
    asked: Listed | None = None
    took: float = 0.0


class NoSuchWorkshop(LookupError):
    """Raised for a workshop that never was, or of which nothing is left."""
