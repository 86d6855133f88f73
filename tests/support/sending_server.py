"""A server that sends numbered events to one room, by the product's own sockets.

An order {"send": how many, "first": number, "size": bytes, "pause": seconds}, without a pause
all at once, is answered when all were handed over. {"most": bytes} is a bound for what waits for
all phones, from then on. Each answer says what is alive in memory, how many bytes wait, and how
many answers were asked for.

A phone that says "ask" gets an answer with as many letters as it names, or a snapshot of them.
"""

import gc
from collections import Counter
from typing import Any

import gevent
from flask import Flask
from flask_socketio import join_room

from tools.bench.servers.control import BENCH_ROOM, serve_on_free_port
from workshop.live import engine, sockets, transport, waiting_packets
from workshop.live.transport import Wire


def main() -> None:
    # What is forgotten would go by itself at the next ping: not while a test looks.
    engine.PING_TIMES_S = 3600
    # Orders that lie there already are obeyed without a pause.
    transport.STOOD_STILL = 3600
    app = Flask(__name__)
    socketio = sockets.bind(app, lambda _origin, _environ: True)
    server = socketio.server
    socketio.on_event("connect", lambda *_: join_room(BENCH_ROOM))
    asked = Counter[str]()

    def answer(size: int) -> dict[str, Any]:
        asked["ask"] += 1
        return {"time": 0.5, "answer": "x" * size}

    socketio.on_event("ask", answer)
    socketio.on_event("look", lambda size: {"time": 0.5, "snapshot": "x" * size})

    def obey(order: dict[str, Any]) -> dict[str, Any]:
        for i in range(order.get("send", 0)):
            size = order["size"]
            event = {"n": order["first"] + i, "size": size, "pad": "é" * (size // 2)}
            server.emit("change", event, to=BENCH_ROOM)
            if "pause" in order:
                gevent.sleep(order["pause"])
        if "most" in order:
            waiting_packets.MOST_IN_ALL = order["most"]
            waiting_packets.relieve(server.eio)
        gc.collect()
        wires = sum(isinstance(each, Wire) for each in gc.get_objects())
        waiting = sum(phone.queue.bytes for phone in server.eio.sockets.values())
        return {
            "sockets": len(server.eio.sockets), "wires": wires, "environs": len(server.environ),
            "waiting": waiting, "asked": asked["ask"],
        }  # fmt: skip

    serve_on_free_port(app, obey)  # type: ignore[arg-type]
