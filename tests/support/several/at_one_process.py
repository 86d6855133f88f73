"""Views that are let in by one of several processes, past the proxy, and stay there."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any

from tests.support.several.server_process import ServerProcess
from tests.support.several.several import SECRET
from tests.support.waiting import WITHIN
from workshop.pretend.client.connection import Connection, HeardEvent
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient, number_of
from workshop.pretend.facilitator import Facilitator
from workshop.protocol.commands import Command, Vote
from workshop.protocol.messages import Do


class LonePhone:
    """A phone with one connection, which says everything once and never again."""

    def __init__(self, process: ServerProcess, workshop: str, secret: str = "") -> None:
        self.heard: queue.Queue[HeardEvent] = queue.Queue()
        self.secret = secret or token_hex(16)
        auth = {"view": "participant", "workshop": workshop, "secret": self.secret}
        self._connection = Connection(process.origin, auth, self.heard)

    def says(self, command: Command, key: str = "") -> int:
        """Sends a command, and gives the number of its answer."""
        key = key or token_hex(16)
        said = Do(key=key, command=command, number=number_of(key))  # type: ignore[arg-type]
        return self._connection.send("do", said)

    def answer(self, number: int) -> Any:
        """Returns the answer to a command; None if the connection has ended."""
        return self._connection.answer(number, WITHIN)

    def is_told(self, command: Command, key: str = "") -> Any:
        """Sends a command, and returns its answer."""
        return self.answer(self.says(command, key))

    def leaves(self) -> None:
        """Hangs up."""
        self._connection.cut()


def phone_at(process: ServerProcess, workshop: str) -> ViewClient:
    """A phone that follows its view, and says everything until it is answered."""
    return ViewClient(LastingConnection(process.origin, workshop, token_hex(16)))


@contextmanager
def desk_at(process: ServerProcess) -> Iterator[Facilitator]:
    """The desk of a new workshop, in which votes show while people vote."""
    desk = Facilitator(process.origin, f"{process.origin}/enter#{SECRET}")
    desk.open_workshop(votes="live", say="no")
    try:
        yield desk
    finally:
        desk.close()


def whole_ballot(phone: ViewClient) -> list[Vote]:
    """Votes by which the ballot of a phone is complete: two on one lesson, one on another."""
    first, second = phone.entries["ballot"]["lessons"][:2]
    round_ = phone.entries["now"]["round"]
    return [Vote(round=round_, lesson=first, votes=2), Vote(round=round_, lesson=second, votes=1)]


def bars(phone: ViewClient) -> list[int | None]:
    """The votes of each lesson as a phone shows them; None where it shows no bar."""
    phone.listen(0)
    return [one["votes"] for path, one in phone.entries.items() if path.startswith("lessons/")]
