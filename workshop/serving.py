"""Listening: the socket, the HTTP server on it, and its end."""

import signal
import socket
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pywsgi import WSGIHandler

from workshop.reserve import Reserve, ReservingServer

HEADERS_WITHIN = 15.0
IDLE = 75.0
"""Seconds within which headers must have come, and which a connection may idle."""
BACKLOG = 1024
STOP_WITHIN = 2.0


class Handler(WSGIHandler):
    """Ends connections that say nothing, or that spell out their headers for ever."""

    def read_requestline(self) -> Any:
        """The first line; "" ends the connection."""
        return gevent.with_timeout(IDLE, super().read_requestline, timeout_value="")

    def read_request(self, raw_requestline: Any) -> Any:
        """The headers; False ends the connection."""
        read = super().read_request
        return gevent.with_timeout(HEADERS_WITHIN, read, raw_requestline, timeout_value=False)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def stop_signal() -> Event:
    """An event that is set when SIGINT or SIGTERM comes, from this call on."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(name, stop.set)
    return stop


def end_at_signal() -> None:
    """From here on a stop from outside unwinds what was begun, as Ctrl+C does."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for name in {"SIGTERM", "SIGHUP"} & set(dir(signal)):
        signal.signal(getattr(signal, name), end)


def serve(
    app: Flask,
    listener: socket.socket,
    ready: Callable[[], None],
    stop: Event,
    drain: Callable[[], None] = lambda: None,
    reserve: Reserve | None = None,
) -> None:
    """Serves until `stop` is set, and then for as long as `drain` takes; calls `ready` once it
    serves. No request is logged."""
    quiet = {"log": None, "error_log": None, "handler_class": Handler}
    server = ReservingServer(listener, app, reserve or Reserve.of_process(), **quiet)
    server.start()
    ready()
    stop.wait()
    drain()
    server.stop(STOP_WITHIN)
