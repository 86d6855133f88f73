"""The messages of a socket: connect, hello, do, beat, mine, held. Each is read, done, answered."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import gevent
from socketio import Namespace
from socketio.exceptions import ConnectionRefusedError
from sqlalchemy.exc import DatabaseError

from workshop.live.guests import Guest
from workshop.live.server import LiveServer
from workshop.live.transport import end_connection
from workshop.protocol.messages import (
    Beat,
    BeatAnswer,
    Connect,
    Do,
    Held,
    HeldAnswer,
    Hello,
    HelloAnswer,
    Mine,
    MineAnswer,
    NotLetInReason,
    NotNow,
    Ok,
    Refused,
    Retry,
)
from workshop.protocol.wire import M, read_message
from workshop.rules.pacing import rest_of_beat
from workshop.storage.workshops import CannotOpen

MOST_REFUSALS = 60
"""After so many refusals in a row the connection ends: no person does that."""

TO_READ = 1.0
"""Seconds in which a phone that is not let in yet can read that; then it holds no place."""
EVENTS: Mapping[type, str] = {
    Hello: "hello", Do: "do", Beat: "beat", Mine: "mine", Held: "held",
}  # fmt: skip
"""The event that brings each kind of message."""

A = TypeVar("A")


class Events(Namespace):  # type: ignore[misc]
    """The default namespace. An event that it does not know ends the connection.

    Socket.IO's own class, not Flask's: that one matches the URL anew for each message, which
    nothing here needs, and which cost a tenth of the time of a vote.
    """

    def __init__(self, live: LiveServer, beat: float) -> None:
        """`beat`: seconds after which a phone is answered, or a multiple of them."""
        super().__init__("/")
        self._live = live
        self._beat = beat

    def trigger_event(self, event: str, sid: str, *args: Any) -> Any:
        """Called by Socket.IO, with the session's id first."""
        if event not in {"connect", "disconnect", *EVENTS.values()}:
            self._live.end(sid)
            return None
        return super().trigger_event(event, sid, *args)

    def on_connect(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        """Lets a view of a workshop in, or refuses with a code."""
        began, guest = time.monotonic(), self._admit(sid, environ, auth)
        if not isinstance(guest, Guest):
            self._wait(began)
            if guest in {"full", "many"}:
                self._end_once_read(sid)
            raise ConnectionRefusedError(guest)
        # First the room, then the reading: a change between the two is sent twice, never lost.
        self.enter_room(sid, guest.board.room(guest.view))

    def _end_once_read(self, sid: str) -> None:
        # Named now: Socket.IO forgets who is refused.
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        gevent.spawn_later(TO_READ, end_connection, self.server.eio, eio_sid)

    def _admit(
        self, sid: str, environ: Mapping[str, Any], auth: Any
    ) -> Guest | NotLetInReason | NotNow:
        asked = read_message(auth, Connect)
        if isinstance(asked, Refused):
            return "malformed"
        try:
            return self._live.admit(asked, sid, environ)
        except (DatabaseError, CannotOpen):
            # Another program holds the database, or its file waits to be mended: a phone that was
            # told more would end, and this one asks again.
            return "retry"

    def on_disconnect(self, sid: str, *_reason: Any) -> None:
        """Somebody has gone."""
        self._live.guests.leave(sid)

    def on_hello(self, sid: str, message: Any = None, *rest: Any) -> HelloAnswer | Refused:
        """Answers what the view has missed."""
        return self._serve(sid, message, rest, Hello, self._live.hello)

    def on_do(self, sid: str, message: Any = None, *rest: Any) -> Ok | Refused | Retry:
        """Does a command; answered after its commit."""
        return self._serve(sid, message, rest, Do, self._live.do)

    def on_beat(self, sid: str, message: Any = None, *rest: Any) -> BeatAnswer | Refused:
        """Answers what has become of what a phone tapped; done once the slot is over."""
        return self._serve(sid, message, rest, Beat, self._live.slots.take)

    def on_mine(self, sid: str, message: Any = None, *rest: Any) -> MineAnswer | Refused:
        """Answers what has become of this device's cards."""
        return self._serve(sid, message, rest, Mine, self._live.own_rows.mine)

    def on_held(self, sid: str, message: Any = None, *rest: Any) -> HeldAnswer | Refused | Retry:
        """Answers which rows of the workshop's file belong to this device."""
        return self._serve(sid, message, rest, Held, self._live.own_rows.held)

    def _serve(
        self,
        sid: str,
        message: Any,
        rest: tuple[Any, ...],
        kind: type[M],
        act: Callable[[Guest, M], A],
    ) -> A | Refused:
        guest, began = self._live.guests.get(sid), time.monotonic()
        if guest is None:
            return Refused(refused="not_allowed")
        answer = self._answer(guest, message, rest, kind, act)
        if guest.view == "participant":
            self._wait(began)
        return answer

    def _wait(self, began: float) -> None:
        if self._beat:
            gevent.sleep(rest_of_beat(time.monotonic() - began, self._beat))

    def _answer(
        self,
        guest: Guest,
        message: Any,
        rest: tuple[Any, ...],
        kind: type[M],
        act: Callable[[Guest, M], A],
    ) -> A | Refused:
        if not guest.may_say(time.monotonic(), EVENTS[kind], message):
            if guest.refusals > MOST_REFUSALS:
                self._live.end(guest.sid)
            return Refused(refused="too_fast")
        asked = Refused(refused="malformed") if rest else read_message(message, kind)
        return asked if isinstance(asked, Refused) else act(guest, asked)
