"""The simulated participants, who act when they are asked to and not by the clock.

So each picture shows the same each time, however busy the computer is.
"""

import time
from collections.abc import Callable, Iterable
from secrets import token_hex

from workshop.pretend.behaviour.habits import intentions
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.pretend.behaviour.stage_habits import Intention
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient
from workshop.protocol.commands import Command

PICTURE_SEED = 1
SEEN_WITHIN_S = 15.0
"""Seconds in which everybody has seen what the desk has done."""


class LeftBehind(RuntimeError):
    """Somebody was not shown in time what the desk shows."""


class Actor:
    """A simulated participant."""

    def __init__(self, connection: LastingConnection, device: PretendDevice) -> None:
        self.client = ViewClient(connection, device.seed)
        self.device = device
        self._did: set[str] = set()

    @property
    def turn(self) -> int:
        """The turn of the workshop that is known here; -1 before anything is."""
        return int(self.client.entries.get("now", {"turn": -1})["turn"])

    def attend(self) -> None:
        """Takes in what has come."""
        if self.client.is_there():
            self.client.listen(0)

    def intentions(self) -> Iterable[Intention]:
        """Returns what this participant would like to do now and has not done."""
        known = intentions(self.client.known.view, self.device)
        return [intention for intention in known if intention.name not in self._did]

    def does(self, intention: Intention) -> bool:
        """True if anything was done: some wishes have passed when their time comes."""
        self._did.add(intention.name)
        said, key = intention.apt(self.client.known.view), token_hex(16)
        if said is None:
            return False
        answer = self.client.say(said, key, SEEN_WITHIN_S)
        if isinstance(said, Command) and answer.get("ok"):
            self.device.note(key, said)
        return isinstance(said, Command)


class PictureParticipants:
    """All simulated participants of one workshop."""

    def __init__(self, url: str, workshop: str, language: str, people: int) -> None:
        """Lets them come."""
        self.actors = [
            Actor(
                LastingConnection(url, workshop, token_hex(16)),
                PretendDevice(part, f"{PICTURE_SEED}/{i}"),
            )
            for i, part in enumerate(deal(sayings(language), people, PICTURE_SEED))
        ]
        self._until(lambda actor: actor.turn >= 0)

    def act(self, turn: int, most: int = 1000) -> None:
        """Lets all do what they intend, whoever thinks shortest first; at most so many things.

        Nobody begins before everybody has been shown this turn of the workshop. Raises LeftBehind.
        """
        self._until(lambda actor: actor.turn >= turn)
        while most > 0:
            for actor in self.actors:
                actor.attend()
            waiting = [
                (intention.after, i, intention)
                for i, actor in enumerate(self.actors)
                for intention in actor.intentions()
            ]
            if not waiting:
                return
            _, i, intention = min(waiting, key=lambda one: one[:2])
            most -= self.actors[i].does(intention)

    def attend(self) -> None:
        """All take in what has come: whoever listens to nothing for a minute counts as gone."""
        for actor in self.actors:
            actor.attend()

    def votes(self, round_: int) -> dict[str, int]:
        """Returns the votes that all people have placed together, by lesson."""
        placed = [actor.device.placed(round_) for actor in self.actors]
        return {one: sum(votes.get(one, 0) for votes in placed) for one in set().union(*placed)}

    def leave(self) -> None:
        """Closes every simulated participant's connection."""
        for actor in self.actors:
            actor.client.connection.close()

    def _until(self, holds: Callable[[Actor], bool]) -> None:
        end = time.monotonic() + SEEN_WITHIN_S
        for actor in self.actors:
            while not holds(actor):
                if time.monotonic() > end:
                    raise LeftBehind("A simulated participant was not shown what the desk shows.")
                actor.attend()
