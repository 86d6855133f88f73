"""Presence by Valkey: a key for each workshop and process, which ends by itself."""

from collections.abc import Collection, Mapping

from valkey.exceptions import ValkeyError

from workshop.cluster.presence import LIVES
from workshop.cluster.valkey_bus import ValkeyBus


class ValkeyPresence:
    """The parts of this process, and those that it reads of others."""

    def __init__(self, bus: ValkeyBus) -> None:
        self._bus = bus
        self._given: set[str] = set()
        """The workshops of which a part of this process may be there."""

    def exchange(
        self, parts: Mapping[str, bytes | None], others: Collection[str]
    ) -> Mapping[str, Mapping[str, bytes]] | None:
        """Gives and reads in one message; None where Valkey does not answer."""
        asked = [(workshop, process) for workshop in parts for process in others]
        given = {workshop: part for workshop, part in parts.items() if part is not None}
        try:
            with self._bus.client.pipeline(transaction=False) as message:
                for workshop in self._given - given.keys():
                    message.delete(_key(workshop, self._bus.id))
                for workshop, part in given.items():
                    message.set(_key(workshop, self._bus.id), part, px=int(LIVES * 1000))
                if asked:
                    message.mget([_key(*place) for place in asked])
                answers = message.execute()
        except (ValkeyError, OSError):
            self._given |= given.keys()
            return None
        self._given = {*given}
        found: dict[str, dict[str, bytes]] = {workshop: {} for workshop in parts}
        for (workshop, process), part in zip(asked, answers[-1] if asked else (), strict=True):
            if part is not None:
                found[workshop][process] = part
        return found

    def leave(self) -> None:
        """Takes back all parts of this process."""
        self.exchange({}, ())


def _key(workshop: str, process: str) -> str:
    return f"p:{workshop}:{process}"
