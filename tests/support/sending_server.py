"""A server that sends numbered events to one room, by the product's own sockets.

An order {"send": how many, "first": number, "size": bytes, "pause": seconds}, without a pause
all at once, is answered when all were handed over. Each answer says what is alive in memory.
"""

import gc
from typing import Any

import gevent
from flask import Flask
from flask_socketio import join_room

from tools.bench.servers.control import ROOM, serve
from workshop.live import sockets
from workshop.live.transport import Wire


def main() -> None:
    # What is forgotten would go by itself at the next ping: not while a test looks.
    sockets.PING = 3600
    app = Flask(__name__)
    socketio = sockets.bind(app, lambda _origin, _environ: True)
    server = socketio.server
    socketio.on_event("connect", lambda *_: join_room(ROOM))

    def obey(order: dict[str, Any]) -> dict[str, Any]:
        for i in range(order.get("send", 0)):
            size = order["size"]
            event = {"n": order["first"] + i, "size": size, "pad": "é" * (size // 2)}
            server.emit("change", event, to=ROOM)
            if "pause" in order:
                gevent.sleep(order["pause"])
        gc.collect()
        wires = sum(isinstance(each, Wire) for each in gc.get_objects())
        return {"sockets": len(server.eio.sockets), "wires": wires, "environs": len(server.environ)}

    serve(app, obey)  # type: ignore[arg-type]
