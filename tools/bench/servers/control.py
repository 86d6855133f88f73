"""How a measured server is told what to do: a line of JSON on its input, a line as the answer.

{"run": broadcasts, "period": seconds, "first": number} sends so many, and answers with its own
processor time before (seconds) and the moment of each (nanoseconds of the monotonic clock, which
all processes of a machine share). {} answers with its processor time now.
"""

import json
import os
import time
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.fileobject import FileObject
from gevent.pywsgi import WSGIServer

from tools.bench.servers.message import event_message
from workshop.serving import Handler, listen

BENCH_ROOM = "room"


class Measured:
    """Sends what it is told to send, at the pace it is told."""

    def __init__(self, send: Callable[[dict[str, str]], Any]) -> None:
        self._send = send

    def __call__(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carries out an order, and gives the answer."""
        before = time.process_time()
        stamps: list[int] = []
        begin = time.monotonic()
        for i in range(order.get("run", 0)):
            gevent.sleep(max(0.0, begin + i * order["period"] - time.monotonic()))
            sent = event_message(order["first"] + i)
            stamps.append(time.monotonic_ns())
            self._send(sent)
        return {"cpu": before, "stamps": stamps}


def serve_on_free_port(app: Flask, measured: Measured) -> None:
    """Serves on a free port, which it says first, until its input ends."""
    listener = listen("127.0.0.1", 0)
    server = WSGIServer(listener, app, log=None, error_log=None, handler_class=Handler)
    server.start()
    answer_parent({"port": listener.getsockname()[1]})
    over = Event()
    gevent.spawn(_obey, measured, over)
    over.wait()


def answer_parent(said: dict[str, Any]) -> None:
    """One line on the output."""
    os.write(1, json.dumps(said).encode() + b"\n")


def _obey(measured: Measured, over: Event) -> None:
    for line in FileObject(0, "rb", close=False):
        answer_parent(measured(json.loads(line)))
    over.set()
