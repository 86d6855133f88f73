"""The log of a rehearsal: every command that was sent, its answer, and when each view showed it.

Written on the threads of all who take part; each command belongs to one of them.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from workshop.pretend.client.known_view import KnownView
from workshop.pretend.client.view_client import Observer
from workshop.pretend.facilitator import DESK_NAME
from workshop.protocol import commands
from workshop.protocol.commands import Command

LogClock = Callable[[], float]


@dataclass
class SentCommand:
    """A command under its key, however often it was sent. Times are of a monotonic clock."""

    who: str
    command: Command
    at: float
    """When the command was sent first."""
    wanted_at: float
    """When somebody first wanted to send the command, also while not connected."""
    tries: int = 0
    answer: dict[str, Any] | None = None
    answered_at: float = 0.0

    @property
    def acked(self) -> bool:
        """True if the server has said that the command is stored."""
        return bool(self.answer and self.answer.get("ok"))

    @property
    def refused(self) -> bool:
        """True if it is certain that nothing was stored.

        A refusal after a lost answer says nothing of the first try: its round may have ended.
        """
        return self.answer is not None and not self.acked and self.tries == 1


class CommandLog(Observer):
    """Every command of a rehearsal with its answer; nothing is forgotten."""

    def __init__(self, clock: LogClock = time.monotonic) -> None:
        self.entries: dict[str, SentCommand] = {}
        """By key, in the order in which they were sent first."""
        self.deliveries: list[float] = []
        """Seconds from the moment at which the desk sent a stage command, or let an offer on, to
        that at which the view of somebody else showed it: one for each view that was connected all
        the while."""
        self._clock = clock
        self._wanted: dict[str, float] = {}
        self._turns: dict[int, float] = {}
        self._let_on: dict[str, SentCommand] = {}
        self._seen: dict[str, int] = {}

    def wants(self, key: str) -> None:
        """Starts the clock of a command; it is not written down until it is sent."""
        self._wanted[key] = self._clock()

    def sends(self, who: str, key: str, command: Command) -> None:
        """Writes down a command, or one more try."""
        if key not in self.entries:
            now = self._clock()
            self.entries[key] = sent = SentCommand(who, command, now, self._wanted.pop(key, now))
            self._expect(sent)
        self.entries[key].tries += 1

    def answered(self, who: str, key: str, answer: dict[str, Any]) -> None:
        """Writes down the answer."""
        sent = self.entries[key]
        sent.answer, sent.answered_at = answer, self._clock()

    def shows(self, who: str, known: KnownView, paths: Collection[str], since: float) -> None:
        """Writes down how long what is shown now was under way."""
        if "now" in paths:
            self._shows_turn(who, known.entries["now"]["turn"], since)
        for path in paths:
            if path.startswith("commitments/"):
                self._shows_offer(who, path.removeprefix("commitments/"), since)

    @property
    def acks(self) -> list[float]:
        """Seconds from the wish to send each stored command to its answer."""
        return [sent.answered_at - sent.wanted_at for sent in self.entries.values() if sent.acked]

    @property
    def acked(self) -> int:
        """Number of commands that were stored."""
        return sum(sent.acked for sent in self.entries.values())

    @property
    def refused(self) -> int:
        """Number of commands that were answered, and not stored."""
        return sum(bool(sent.answer) and not sent.acked for sent in self.entries.values())

    @property
    def unanswered(self) -> int:
        """Number of commands that still wait for their answer."""
        return sum(sent.answer is None for sent in list(self.entries.values()))

    def _expect(self, sent: SentCommand) -> None:
        if isinstance(sent.command, commands.StageCommand):
            self._turns[sent.command.turn + 1] = sent.at
        elif isinstance(sent.command, commands.LetOn):
            self._let_on |= dict.fromkeys(sent.command.unread, sent)

    def _shows_turn(self, who: str, turn: int, since: float) -> None:
        before = self._seen.get(who, turn)
        self._seen[who] = max(turn, before)
        if who != DESK_NAME:
            for reached in range(before + 1, turn + 1):
                self._deliver(self._turns.get(reached), since)

    def _shows_offer(self, who: str, id_: str, since: float) -> None:
        sent = self._let_on.get(id_)
        # Shown again when somebody takes or picks it: only the first time is a delivery.
        if sent is not None and sent.who != who and (first := f"{who} {id_}") not in self._seen:
            self._seen[first] = 0
            self._deliver(sent.at, since)

    def _deliver(self, at: float | None, since: float) -> None:
        if at is not None and since < at:
            self.deliveries.append(self._clock() - at)
