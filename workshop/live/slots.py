"""Slots: what the beats of all phones bring is done when their slot is over, in one go.

Done as it comes, a screen that changes would lead to the phone that spoke just before: to who asked
to take a card off, or to be spoken to. At the end of a slot each phone has spoken once. What the
desk then learns, it is told in one record of one size, which comes as well if there is nothing.

What is brought waits in this process's memory alone. A phone keeps it until it has its answer, with
a later beat, so a process that ends takes nothing along.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal
from weakref import WeakKeyDictionary

import gevent

from workshop.live.batches import BatchAnswer
from workshop.live.board import Board
from workshop.live.guests import Guest
from workshop.protocol.messages import Beat, BeatAnswer, Do, RefusalCode, Refused, Retry, Ride
from workshop.rules.pacing import CALM_SLOTS

MOST_WAITING = 2 * 4
"""Items of one device that wait at most: a phone brings four, and later ones with its next beat."""
ANSWER_SLOTS = 3 * CALM_SLOTS
"""The shortest slots for which an answer is remembered: a phone asks for it in its next slot."""
DESK_AFTER = 0.05
"""The part of the shortest slot after which the desk is told, whatever the database took."""

log = logging.getLogger(__name__)


@dataclass
class Waiting:
    """The items that one workshop's phones have brought, by device and key."""

    items: dict[bytes, dict[str, tuple[int, Guest, Ride]]] = field(default_factory=dict)
    """Each item with the number of the slot after which it is due."""
    doing: set[tuple[bytes, str]] = field(default_factory=set)
    """The items that were due and are not done yet: a slow database takes longer than a slot."""
    answers: dict[tuple[bytes, str], tuple[int, BatchAnswer]] = field(default_factory=dict)
    """The answers to items that are done, each with the number of the slot before it."""

    def take(self, device: bytes, due: int, guest: Guest, ride: Ride) -> BatchAnswer:
        """Returns the answer to an item; keeps it for the end of its slot if it has none."""
        if (done := self.answers.get((device, ride.key))) is not None:
            return done[1]
        if any(device == one for one, _ in self.doing):
            return Retry()  # what is done now may have to come again, and before all that is newer
        mine = self.items.setdefault(device, {})
        if ride.key in mine or len(mine) < MOST_WAITING:
            mine.setdefault(ride.key, (due, guest, ride))
        return Retry()

    def due(self, number: int) -> list[tuple[bytes, list[tuple[Guest, Ride]]]]:
        """Takes out what is due, shuffled by device; a device's own in the order it brought it."""
        found = []
        for device, mine in [*self.items.items()]:
            due = {key: one for key, one in mine.items() if one[0] <= number}
            for key in due:
                del mine[key]
                self.doing.add((device, key))
            if not mine:
                del self.items[device]
            if due:
                found.append((device, [(guest, ride) for _, guest, ride in due.values()]))
        random.SystemRandom().shuffle(found)
        return found

    def forget(self, number: int) -> None:
        """Forgets the answers that nobody will ask for any more."""
        kept = {key: one for key, one in self.answers.items() if one[0] > number - ANSWER_SLOTS}
        self.answers = kept


class Slots:
    """The slots of all workshops of this process. They begin at multiples of their length, by the
    clock that phones are told."""

    def __init__(
        self,
        do: Callable[[Guest, Do], BatchAnswer],
        boards: Iterable[Board],
        clock: Callable[[], float],
        shortest: float,
    ) -> None:
        """`shortest`: seconds of the shortest slot."""
        self._do = do
        self._boards = boards
        self._clock = clock
        self._shortest = shortest
        self._waiting: WeakKeyDictionary[Board, Waiting] = WeakKeyDictionary()

    def take(self, guest: Guest, beat: Beat) -> BeatAnswer | Refused:
        """Answers what became of what a beat brings, without asking the database."""
        if guest.device is None:
            return Refused(refused="not_allowed")
        if not beat.items:
            return BeatAnswer(answers=[])
        waiting = self._waiting.setdefault(guest.board, Waiting())
        due = self._end_of(guest.board.slot)
        answers = [waiting.take(guest.device, due, guest, one) for one in beat.items]
        return BeatAnswer(answers=[_said(one) for one in answers])

    def run(self) -> None:
        """Ends each slot when it is over, as long as the process runs."""
        while True:
            number = self._end_of(1)
            gevent.sleep(max(0.0, number * self._shortest - self._clock()) + 0.001)
            for board in self._boards:
                self.end(board, number)

    def _end_of(self, length: int) -> int:
        """Returns the number of the shortest slot with which one of this length ends."""
        return (int(self._clock() / self._shortest) // length + 1) * length

    def end(self, board: Board, number: int) -> None:
        """Ends a workshop's slot, if one is over with the shortest slot of this number."""
        waits = board in self._waiting
        if board.gone or number % board.slot or not (waits or "desk" in board.watched()):
            return
        gevent.spawn(self._finish, board, number)

    def _finish(self, board: Board, number: int) -> None:
        until = time.monotonic() + DESK_AFTER * self._shortest
        board.desk_waits = True
        try:
            self._do_all(board, number)
            board.read_now()
            gevent.sleep(max(0.0, until - time.monotonic()))
        except Exception:
            log.exception("what beats brought could not be done")
        finally:
            board.tell_desk()

    def _do_all(self, board: Board, number: int) -> None:
        waiting = self._waiting.get(board)
        if waiting is None:
            return
        gevent.joinall(
            [gevent.spawn(self._do_those, waiting, number, *one) for one in waiting.due(number)]
        )
        waiting.forget(number)
        if not (waiting.items or waiting.doing or waiting.answers):
            self._waiting.pop(board, None)

    def _do_those(
        self, waiting: Waiting, number: int, device: bytes, those: list[tuple[Guest, Ride]]
    ) -> None:
        try:
            for guest, ride in those:
                asked = Do(key=ride.key, number=ride.number, command=ride.command)
                answer = self._do(guest, asked)
                if isinstance(answer, Retry):
                    return  # what came after it may not overtake it
                waiting.answers[device, ride.key] = (number, answer)
        finally:
            waiting.doing -= {(device, ride.key) for _, ride in those}


def _said(answer: BatchAnswer) -> Literal["ok", "retry"] | RefusalCode:
    """In a word: four answers fit into the one size."""
    if isinstance(answer, Refused):
        return answer.refused
    return "retry" if isinstance(answer, Retry) else "ok"
