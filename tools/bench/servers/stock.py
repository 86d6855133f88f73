"""Flask-SocketIO as it comes: its own websocket class, its own manager, its own settings."""

from flask import Flask
from flask_socketio import SocketIO, join_room

from tools.bench.servers.control import BENCH_ROOM, Measured, serve_on_free_port


def main() -> None:
    """Serves until the other end of the pipe closes."""
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent")
    socketio.on_event("connect", lambda *_: join_room(BENCH_ROOM))
    serve_on_free_port(
        app, Measured(lambda message: socketio.emit("change", message, to=BENCH_ROOM))
    )
