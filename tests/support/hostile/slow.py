"""Attacks that begin something and never end it."""

import socket
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle

from tests.support.hostile.target import Line, Target, holds

MANY = 60
"""Sockets of one attack."""
SMALL = 2048
"""Bytes that the system keeps for a device that never reads."""
LARGE = 4_000_000
DRIP, EACH = b"x", 0.1
"""A byte of something slow, and the seconds until the next one."""
HANDSHAKE = (
    "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
)  # fmt: skip
FORM = "Content-Type: application/x-www-form-urlencoded"


def half_open(target: Target) -> None:
    """Connects, and says nothing or half a word."""
    words = cycle([b"", b"G", b"GET / HT"])

    holds(target, MANY, partial(_begun, target, words), _still_open, EACH)


def slow_headers(target: Target) -> None:
    """Spells out a header for ever."""

    def begin() -> socket.socket:
        opened = target.socket()
        opened.sendall(target.head("GET", "/")[:-2] + b"X-Slow: ")
        return opened

    holds(target, MANY, begin, _drips, EACH)


def slow_bodies(target: Target) -> None:
    """Sends bodies byte by byte: with a length, in chunks, and after "100 Continue"."""
    length, chunked = f"Content-Length: {LARGE // 100}", "Transfer-Encoding: chunked"
    heads = cycle([
        (target.head("POST", "/join", FORM, length), DRIP),
        (target.head("POST", "/enter", "Content-Type: application/json", chunked), b"1\r\nx\r\n"),
        (target.head("POST", "/join", FORM, length, "Expect: 100-continue"), DRIP),
        (target.head("POST", "/socket.io/?EIO=4&transport=websocket&sid=x", length), DRIP),
    ])  # fmt: skip
    drips: dict[socket.socket, bytes] = {}

    def begin() -> socket.socket:
        opened, (head, drip) = target.socket(), next(heads)
        opened.sendall(head)
        drips[opened] = drip
        return opened

    holds(target, MANY, begin, lambda one: _drips(one, drips[one]), EACH)


def refused_bodies(target: Target) -> None:
    """Sends a body that is refused before it is read, and goes on sending it slowly."""
    length = f"Content-Length: {LARGE}"
    heads = cycle([
        target.head("POST", "/desk/stories/packs/import", "Content-Type: text/plain", length),
        target.head("POST", "/nowhere", FORM, length),
        target.head("POST", "/join", FORM, length).replace(b"Host: 127", b"Host: 128"),
        target.head("POST", "/enter", FORM, "Transfer-Encoding: chunked"),
    ])  # fmt: skip

    holds(target, MANY, partial(_begun, target, heads), _drips, EACH)


def never_reading(target: Target) -> None:
    """Devices that ask for all that is shown, and take none of it."""
    devices = max(1, MANY // 2)
    holds(target, devices, lambda: Line(target, hears=SMALL), _asks_for_all, EACH)


def _asks_for_all(line: Line) -> None:
    line.send(line.question("hello", {"epoch": "", "rev": 0}))


def _drips(opened: socket.socket, drip: bytes = DRIP) -> None:
    _still_open(opened)
    opened.sendall(drip)


def _begun(target: Target, words: Iterator[bytes]) -> socket.socket:
    """Connects, and says the next of some words."""
    opened = target.socket()
    opened.sendall(next(words))
    return opened


def _still_open(opened: socket.socket) -> None:
    """Raises ConnectionError once the server has ended a socket."""
    opened.setblocking(False)
    try:
        while opened.recv(4096):
            time.sleep(0)
        raise ConnectionError("the server has hung up")
    except BlockingIOError:
        return
