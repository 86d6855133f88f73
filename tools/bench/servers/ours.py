"""The server with all that this product sends with: settings, websocket class, manager, sweep."""

from typing import Any

from flask import Flask
from flask_socketio import join_room

from tools.bench.servers.control import BENCH_ROOM, Measured, serve_on_free_port
from workshop.live.guests import Guests
from workshop.live.periodic import SWEEP, Sweep, repeat
from workshop.live.sockets import bind


def main() -> None:
    """Serves until the other end of the pipe closes."""
    app = Flask(__name__)
    socketio = bind(app, lambda _origin, _environ: True)
    server = socketio.server
    socketio.on_event("connect", lambda *_: join_room(BENCH_ROOM))
    repeat(SWEEP, Sweep(server.eio, _Everybody(server.eio)))
    serve_on_free_port(app, Measured(lambda message: server.emit("change", message, to=BENCH_ROOM)))


class _Everybody(Guests):
    """Whoever is connected counts as known: there is no workshop here to be admitted to."""

    def __init__(self, engine: Any) -> None:
        super().__init__()
        self._engine = engine

    def connections(self) -> set[str]:
        return set(self._engine.sockets)
