"""Somebody who looks on: told what is sent, what is answered, and what each view shows."""

from collections.abc import Collection
from typing import Any, Protocol

from workshop.protocol.commands import Command
from workshop.rehearsal.following import Following


class Witness(Protocol):
    """Called on the threads of those who are watched."""

    def wants(self, key: str) -> None:
        """Somebody wants to send a command under this key, if the line holds or not."""

    def sends(self, who: str, key: str, command: Command) -> None:
        """A command is about to be sent, for the first time or again."""

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """A command was stored or refused."""

    def shows(self, who: str, known: Following, paths: Collection[str], since: float) -> None:
        """A view shows something new at these paths.

        Its connection stands since that moment of the monotonic clock.
        """


class Nobody:
    """The witness of those who are not watched."""

    def wants(self, key: str) -> None:
        """Forgets it."""

    def sends(self, who: str, key: str, command: Command) -> None:
        """Forgets it."""

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """Forgets it."""

    def shows(self, who: str, known: Following, paths: Collection[str], since: float) -> None:
        """Forgets it."""


NOBODY = Nobody()
