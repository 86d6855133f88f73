"""Socket.IO on a Flask application: its JSON, answers of one size, and one frame for a whole room.

Socket.IO's own manager puts each message into each client's queue, wakes a greenlet there, and has
the frame built again. Here the frame is built once; only who cannot take it at once waits for its
greenlet. See docs/performance.md for what that is worth.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import gevent
import msgspec
import socketio
from flask import Flask
from flask_socketio import SocketIO
from gevent.lock import Semaphore
from socketio import packet

from workshop.freed_memory import FREED_MEMORY_EVERY_S, give_back
from workshop.live.engine import EngineServer
from workshop.live.events import Events
from workshop.live.periodic import (
    PERIODIC_LOOK_S,
    SWEEP,
    TICK,
    Sweep,
    all_watched,
    read_what_is_late,
    repeat,
    tick_of,
)
from workshop.live.server import LiveServer
from workshop.live.transport import STAND_STILL, end_connection, send_straight
from workshop.live.waiting_packets import RoomPacket, queue_event
from workshop.protocol.messages import Change
from workshop.protocol.wire import DOWN_STEP_BYTES, TO_DESK, padded, without_padding
from workshop.settings import Settings

EVENT = str(packet.EVENT)
OriginCheck = Callable[[str | None, Mapping[str, Any]], bool]


def attach(app: Flask, live: LiveServer, allows: OriginCheck, settings: Settings) -> SocketIO:
    """Lets the application speak Socket.IO, and starts what runs beside it."""
    bound = bind(app, allows)
    server = bound.server
    live.socketio = server
    live.boards.send = _sender(server)
    live.boards.send_away = live.send_away
    server.register_namespace(Events(live, settings.answer_ms / 1000))
    server.eio.on("message", _text_only(server))
    live.writer.start()
    repeat(SWEEP, Sweep(server.eio, live.guests, live.boards))
    gevent.spawn(live.slots.run)
    repeat(TICK, lambda: _tick(live, server, settings.steady))
    repeat(FREED_MEMORY_EVERY_S, give_back)
    return bound


def bind(app: Flask, allows: OriginCheck) -> SocketIO:
    """Socket.IO on an application, with this product's connections and its fan-out."""
    bound = SocketIO(
        app,
        async_mode="gevent",
        client_manager=FanOut(),
        manage_session=False,
        json=WireJson,
        serializer=PaddedPacket,
    )
    engine = EngineServer(cors_allowed_origins=allows, json=WireJson)
    engine.handlers = bound.server.eio.handlers
    bound.server.eio = engine
    repeat(PERIODIC_LOOK_S, engine.pings)
    repeat(PERIODIC_LOOK_S, _after_stand_still(engine))
    return bound


def _after_stand_still(engine: EngineServer) -> Callable[[], None]:
    """Ends all connections once the loop stood still."""
    STAND_STILL.begin()
    known = STAND_STILL.look()

    def look() -> None:
        nonlocal known
        if (times := STAND_STILL.look()) != known:
            known = times
            for eio_sid in [*engine.sockets]:
                end_connection(engine, eio_sid)

    return look


def _sender(server: Any) -> Callable[[str, Change], None]:
    def send(room: str, change: Change) -> None:
        server.emit("change", change, to=room)

    return send


SAYABLE = re.compile(r'0|1|2\d{0,9}\["(?:hello|do|beat|mine|held)",')
"""Messages that may come up: a connect, a disconnect, or one of our five events. The library would
take an event named "connect" for its own, and so a second device; 5 and 6 announce binary parts.
See https://socket.io/docs/v4/socket-io-protocol/."""


MESSAGES_AT_ONCE = 4
"""Messages of one phone that are being answered; no page has more. Those that follow are not read
yet: each takes a greenlet of 20 kB, and a connection may bring 200 in a row."""


def _text_only(server: Any) -> Callable[[str, Any], None]:
    """Socket.IO's own handler, behind one that ends connections that say anything else. Events are
    handled beside each other: a command waits for its commit, and a pong must not wait for it."""
    server.async_handlers = False  # it would begin any number
    theirs, gone = server.eio.handlers["message"], server.eio.handlers["disconnect"]

    def handle(eio_sid: str, data: Any) -> None:
        phone = server.eio.sockets.get(eio_sid)
        if phone is None or phone.closed:
            return  # it may bring more behind what has ended it, a connect for example
        if not isinstance(data, str) or not SAYABLE.match(data):
            end_connection(server.eio, eio_sid)
        elif not data.startswith(EVENT):
            take(eio_sid, data)
            if phone.closed:
                forget(eio_sid)
        else:
            places = phone.__dict__.setdefault("places", Semaphore(MESSAGES_AT_ONCE))
            places.acquire()
            gevent.spawn(take, eio_sid, data).link(lambda _: places.release())

    def take(eio_sid: str, data: str) -> None:
        try:
            theirs(eio_sid, without_padding(data))
        except (ValueError, TypeError, IndexError, KeyError, AttributeError):
            end_connection(server.eio, eio_sid)

    def forget(eio_sid: str) -> None:
        # Socket.IO takes out who is let in or who is refused: one that has gone meanwhile is
        # neither, and would keep its place for ever.
        if (sid := server.manager.sid_from_eio_sid(eio_sid, "/")) is not None:
            gone(eio_sid, server.reason.CLIENT_DISCONNECT)
            server.manager.disconnect(sid, "/", ignore_queue=True)

    return handle


def _tick(live: LiveServer, server: Any, now: Callable[[], float]) -> None:
    read_what_is_late(live.boards)
    for board, view in all_watched(live.boards):
        server.emit("tick", tick_of(board, view, now()), to=board.room(view))


class FanOut(socketio.Manager):  # type: ignore[misc]
    """The client manager of one process."""

    def emit(  # type: ignore[no-untyped-def]
        self,
        event: str,
        data: Any,
        namespace: str,
        room: str | None = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: str | None = None,
        **rest: Any,
    ):
        """Sends an event to a room; what only some of it shall get goes the library's own way."""
        room = to or room
        if callback or skip_sid or not isinstance(room, str) or self.is_sid_room(namespace, room):
            return super().emit(event, data, namespace, room, skip_sid, callback, **rest)
        text = self.server.packet_class(
            socketio.packet.EVENT, namespace=namespace, data=[event, data]
        ).encode()
        if room.endswith(":desk"):
            text = padded(text, TO_DESK if event == "change" else DOWN_STEP_BYTES)
        message = RoomPacket(text)
        sockets = self.server.eio.sockets
        for _, eio_sid in self.get_participants(namespace, room):
            socket = sockets.get(eio_sid)
            if socket is not None and not send_straight(socket, message.frame):
                queue_event(socket, message)


OWN_PACKETS = frozenset({packet.CONNECT, packet.CONNECT_ERROR, packet.ACK})
"""Packets that go to one phone alone. All others are the same for everybody in a room."""


class PaddedPacket(packet.Packet):  # type: ignore[misc]
    """A packet of Socket.IO whose answers have one size."""

    def encode(self) -> Any:
        """The text that goes out, padded when it is an answer."""
        text = super().encode()
        return padded(text, DOWN_STEP_BYTES) if self.packet_type in OWN_PACKETS else text


HALF_PAIR = "\\ud"
"""Begins the escape of half a surrogate pair, and of a whole one."""


class WireJson:
    """The `json` module that Socket.IO is given."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """The JSON of a value, with what msgspec.Raw holds put in as it is."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        """The value of a text. Raises ValueError, which Socket.IO expects."""
        try:
            return msgspec.json.decode(text if HALF_PAIR not in text.lower() else _whole(text))
        except (ValueError, RecursionError):
            raise ValueError("not JSON") from None


def _whole(text: str) -> bytes:
    """The JSON without halves of surrogate pairs, which a phone leaves when it cuts an emoji.

    Without them the rest is a card like any other; refused, it would be sent again for ever.
    """
    return json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "ignore")
