"""Puts the sockets onto a Flask application."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from workshop.live.events import Events
from workshop.live.periodic import BEAT, SWEEP, TICK, Pings, Sweep, all_watched, repeat, tick_of
from workshop.live.server import LiveServer
from workshop.live.socket_packets import FanOut, PaddedPacket, WireJson
from workshop.live.transport import MAX_FRAME, WebSocket, end_connection
from workshop.protocol.messages import Change
from workshop.protocol.wire import said
from workshop.settings import Settings

PING, GRACE = 10, 5
"""Seconds from a pong to the next ping, and within which a phone must answer it."""

OriginCheck = Callable[[str | None, Mapping[str, Any]], bool]


def attach(app: Flask, live: LiveServer, allows: OriginCheck, settings: Settings) -> SocketIO:
    """Lets the application speak Socket.IO, and starts what runs beside it."""
    socketio = bind(app, allows)
    server = socketio.server
    live.socketio = server
    live.boards.send = _sender(server)
    live.boards.send_away = live.send_away
    server.register_namespace(Events(live, settings.answer_ms / 1000))
    server.eio.on("message", _text_only(server))
    live.writer.start()
    repeat(SWEEP, Sweep(server.eio, live.guests))
    repeat(TICK, lambda: _tick(live, server, settings.now))
    return socketio


def bind(app: Flask, allows: OriginCheck) -> SocketIO:
    """Socket.IO on an application, with this product's websocket and its fan-out."""
    socketio = SocketIO(
        app,
        async_mode="gevent",
        client_manager=FanOut(),
        async_handlers=True,
        manage_session=False,
        ping_interval=PING,
        ping_timeout=GRACE,
        monitor_clients=False,
        max_http_buffer_size=MAX_FRAME,
        cors_allowed_origins=allows,
        http_compression=False,
        json=WireJson,
        serializer=PaddedPacket,
        cookie=None,
    )
    engine = socketio.server.eio
    # Not by naming the driver: the class that is found there has the faults told in transport.py.
    engine._async = {**engine._async, "websocket": WebSocket}
    engine.send_packet = socketio.server.manager.answer
    # engine.io's own waits until the queue of whoever it sends away is empty: for ever.
    engine.disconnect = lambda eio_sid: end_connection(engine, eio_sid)
    repeat(BEAT, Pings(engine))
    return socketio


def _sender(server: Any) -> Callable[[str, Change], None]:
    def send(room: str, change: Change) -> None:
        server.emit("change", change, to=room)

    return send


SAYABLE = re.compile(r'0|1|2\d{0,9}\["(?:hello|do|mine|held)",')
"""Messages that may come up: a connect, a disconnect, or one of our four events. The library would
take an event named "connect" for its own, and so a second device; 5 and 6 announce binary parts.
See https://socket.io/docs/v4/socket-io-protocol/."""


def _text_only(server: Any) -> Callable[[str, Any], None]:
    """Socket.IO's own handler, behind one that ends connections that say anything else."""

    def handle(eio_sid: str, data: Any) -> None:
        if not isinstance(data, str) or not SAYABLE.match(data):
            end_connection(server.eio, eio_sid)
            return
        try:
            server._handle_eio_message(eio_sid, said(data))
        except (ValueError, TypeError, IndexError, KeyError, AttributeError):
            end_connection(server.eio, eio_sid)

    return handle


def _tick(live: LiveServer, server: Any, now: Callable[[], float]) -> None:
    for board in {board for board, _ in all_watched(live.boards)}:
        if board.tapped:
            # Taking part raises no rev: the count is read with whatever else is new.
            board.tapped = False
            board.changed()
    for board, view in all_watched(live.boards):
        server.emit("tick", tick_of(board, view, now()), to=board.room(view))
