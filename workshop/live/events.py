"""What a socket may say: connect, hello, do, mine. Each is parsed, done and answered here."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import request
from flask_socketio import ConnectionRefusedError, Namespace, join_room

from workshop.live.hall import Hall
from workshop.live.people import Guest
from workshop.protocol.messages import (
    Connect,
    Do,
    Hello,
    HelloAnswer,
    Mine,
    MineAnswer,
    Ok,
    Refused,
    Retry,
)
from workshop.protocol.read import M, read_message

PATIENCE = 60
"""After so many refusals in a row the connection ends: no person does that."""

A = TypeVar("A")


class Events(Namespace):  # type: ignore[misc]
    """The default namespace. An event that it does not know ends the connection."""

    def __init__(self, hall: Hall) -> None:
        super().__init__("/")
        self._hall = hall

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Called by Socket.IO, with the session's id first."""
        if event not in {"connect", "disconnect", "hello", "do", "mine"}:
            self._hall.end(args[0])
            return None
        return super().trigger_event(event, *args)

    def on_connect(self, auth: Any = None) -> None:
        """Lets a view of a workshop in, or refuses with a code."""
        asked = read_message(auth, Connect)
        if isinstance(asked, Refused):
            raise ConnectionRefusedError("malformed")
        guest = self._hall.admit(asked, _sid(), request.environ)
        if isinstance(guest, str):
            raise ConnectionRefusedError(guest)
        # First the room, then the reading: a change between the two is sent twice, never lost.
        join_room(guest.board.room(guest.view))

    def on_disconnect(self, *_reason: Any) -> None:
        """Somebody has gone."""
        self._hall.people.leave(_sid())

    def on_hello(self, message: Any = None, *rest: Any) -> HelloAnswer | Refused:
        """What the view has missed."""
        return self._serve(message, rest, Hello, self._hall.hello)

    def on_do(self, message: Any = None, *rest: Any) -> Ok | Refused | Retry:
        """One command; answered after its commit."""
        return self._serve(message, rest, Do, self._hall.do)

    def on_mine(self, message: Any = None, *rest: Any) -> MineAnswer | Refused:
        """What has become of this device's cards."""
        return self._serve(message, rest, Mine, self._hall.mine)

    def _serve(
        self, message: Any, rest: tuple[Any, ...], kind: type[M], act: Callable[[Guest, M], A]
    ) -> A | Refused:
        guest = self._hall.people.get(_sid())
        if guest is None:
            return Refused(refused="not_allowed")
        if not guest.may_speak(time.monotonic()):
            if guest.refusals > PATIENCE:
                self._hall.end(guest.sid)
            return Refused(refused="too_fast")
        asked = Refused(refused="malformed") if rest else read_message(message, kind)
        return asked if isinstance(asked, Refused) else act(guest, asked)


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
