"""An observer of clients: told what is sent, what is answered, and what each view shows."""

from collections.abc import Collection
from typing import Any, Protocol

from workshop.pretend.client.known_view import KnownView
from workshop.protocol.commands import Command


class Observer(Protocol):
    """Learns what clients do; called on their threads."""

    def wants(self, key: str) -> None:
        """Somebody wants to send a command under this key, connected or not."""

    def sends(self, who: str, key: str, command: Command) -> None:
        """A command is about to be sent, for the first time or again."""

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """A command was stored or refused."""

    def shows(self, who: str, known: KnownView, paths: Collection[str], since: float) -> None:
        """A view shows something new at these paths.

        Its connection stands since that moment of the monotonic clock.
        """


class NoObserver:
    """The observer of clients that nobody observes."""

    def wants(self, key: str) -> None:
        """Forgets it."""

    def sends(self, who: str, key: str, command: Command) -> None:
        """Forgets it."""

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """Forgets it."""

    def shows(self, who: str, known: KnownView, paths: Collection[str], since: float) -> None:
        """Forgets it."""


UNOBSERVED = NoObserver()
