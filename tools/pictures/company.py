"""The simulated participants, who act when they are asked to and not by the clock.

So each picture shows the same each time, however busy the computer is.
"""

import time
from collections.abc import Callable, Iterable
from secrets import token_hex

from workshop.protocol.commands import Command
from workshop.rehearsal.device import Device
from workshop.rehearsal.habits import wishes
from workshop.rehearsal.line import Line
from workshop.rehearsal.sayings import deal, sayings
from workshop.rehearsal.seat import Seat
from workshop.rehearsal.wishes import Wish

SEED = 1
WITHIN = 15.0
"""Seconds in which everybody has seen what the desk has done."""


class LeftBehind(RuntimeError):
    """Somebody was not shown in time what the desk shows."""


class Actor:
    """One of them."""

    def __init__(self, line: Line, device: Device) -> None:
        self.seat = Seat(line, device.seed)
        self.device = device
        self._did: set[str] = set()

    @property
    def turn(self) -> int:
        """The turn of the workshop that is known here; -1 before anything is."""
        return int(self.seat.entries.get("now", {"turn": -1})["turn"])

    def attend(self) -> None:
        """Takes in what has come."""
        if self.seat.is_there():
            self.seat.listen(0)

    def wishes(self) -> Iterable[Wish]:
        """What this person would like to do now and has not done."""
        known = wishes(self.seat.known.view, self.device)
        return [wish for wish in known if wish.name not in self._did]

    def does(self, wish: Wish) -> bool:
        """Whether anything was done: some wishes have passed when their time comes."""
        self._did.add(wish.name)
        said, key = wish.apt(self.seat.known.view), token_hex(16)
        if said is None:
            return False
        answer = self.seat.say(said, key, WITHIN)
        if isinstance(said, Command) and answer.get("ok"):
            self.device.note(key, said)
        return isinstance(said, Command)


class Company:
    """All of them, in one workshop."""

    def __init__(self, url: str, workshop: str, language: str, people: int) -> None:
        """Lets them come."""
        self.actors = [
            Actor(Line(url, workshop, token_hex(16)), Device(part, f"{SEED}/{i}"))
            for i, part in enumerate(deal(sayings(language), people, SEED))
        ]
        self._until(lambda actor: actor.turn >= 0)

    def act(self, turn: int, most: int = 1000) -> None:
        """They do what they wish, whoever thinks shortest first; at most so many things.

        Nobody begins before everybody has been shown this turn of the workshop. Raises LeftBehind.
        """
        self._until(lambda actor: actor.turn >= turn)
        while most > 0:
            for actor in self.actors:
                actor.attend()
            waiting = [
                (wish.after, i, wish)
                for i, actor in enumerate(self.actors)
                for wish in actor.wishes()
            ]
            if not waiting:
                return
            _, i, wish = min(waiting, key=lambda one: one[:2])
            most -= self.actors[i].does(wish)

    def votes(self, round_: int) -> dict[str, int]:
        """Returns the votes that all people have placed together, by lesson."""
        placed = [actor.device.placed(round_) for actor in self.actors]
        return {one: sum(votes.get(one, 0) for votes in placed) for one in set().union(*placed)}

    def leave(self) -> None:
        """They go."""
        for actor in self.actors:
            actor.seat.line.close()

    def _until(self, holds: Callable[[Actor], bool]) -> None:
        end = time.monotonic() + WITHIN
        for actor in self.actors:
            while not holds(actor):
                if time.monotonic() > end:
                    raise LeftBehind("A simulated participant was not shown what the desk shows.")
                actor.attend()
