"""The fan-out against real sockets: slow ones, and ones that go."""

import base64
import json
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.waiting import WITHIN, until
from tools.bench.frames import masked, walk
from tools.bench.obeying_process import ObeyingProcess
from workshop.pretend.client import packets

START = (
    "from gevent import monkey; monkey.patch_all(); "
    "from tests.support.sending_server import main; main()"
)
FIRST = {"first": 0, "size": 600}
LEFT = {"sockets": 1, "wires": 1, "environs": 1, "waiting": 0}
"""The objects alive in memory for one phone."""
LARGE = 30_000
"""Bytes; more than a system takes at once for somebody who does not read."""


class Sending(ObeyingProcess):
    """A server that sends what it is told to, and those who are connected to it."""

    def __init__(self) -> None:
        super().__init__([sys.executable, "-c", START])
        self._unheard = 1
        self.port = int(self.hear()["port"])
        self._open: list[Reader] = []

    def tell(self, order: dict[str, Any]) -> None:
        """Gives an order."""
        self._unheard += 1
        super().tell(order)

    def hear(self) -> dict[str, Any]:
        """The next answer."""
        self._unheard -= 1
        return super().hear()

    def reader(self, buffer: int = 0) -> "Reader":
        """Somebody who is connected."""
        made = Reader(self.port, buffer)
        self._open.append(made)
        return made

    def all_vanish(self) -> None:
        """Everybody goes without goodbye; what was asked for is done when this returns."""
        for each in self._open:
            each.vanish()
        self._open.clear()
        while self._unheard:
            self.hear()


@pytest.fixture(scope="module")
def _server() -> Iterator[Sending]:
    with Sending() as made:
        yield made


@pytest.fixture
def sending(_server: Sending) -> Iterator[Sending]:
    """The server of the file."""
    yield _server
    _server.all_vanish()


@pytest.fixture
def empty() -> Iterator[Sending]:
    """A server to which nobody has ever come."""
    with Sending() as made:
        yield made
        made.all_vanish()


class Reader:
    """A websocket that reads when it is told to, as slowly as a test likes."""

    def __init__(self, port: int, buffer: int = 0, greeting: str = "40") -> None:
        self._sock = socket.socket()
        if buffer:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._sock.settimeout(WITHIN)
        self._sock.connect(("127.0.0.1", port))
        self._data = b""
        self.texts: list[str] = []
        self._shake_hands(port)
        self.say(greeting)
        self.until(lambda text: text.startswith("40"))

    def _shake_hands(self, port: int) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {packets.SOCKET_PATH} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self._sock.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._data:
            self._data += self._sock.recv(1)
        assert b" 101 " in self._data.split(b"\r\n")[0]
        self._data = b""

    def say(self, text: str) -> None:
        self._sock.sendall(masked(text.encode()))

    def until(self, found) -> str:  # type: ignore[no-untyped-def]
        """Reads on until a text is found, answering pings; gives that text."""
        seen = 0
        while True:
            for text in self.texts[seen:]:
                if found(text):
                    return text
            seen = len(self.texts)
            self.read()

    def read(self) -> None:
        """Takes in what has come by now."""
        data = self._sock.recv(65536)
        assert data, "the server has closed the connection"
        self._data += data
        frames, taken = walk(self._data)
        for _, begin, end in frames:
            text = self._data[begin:end].decode()
            if text == "2":
                self.say("3")
            self.texts.append(text)
        self._data = self._data[taken:]

    def numbers(self) -> list[int]:
        """The numbers of the events that have come, each of which must be whole."""
        return [number_of(text) for text in self.texts if text.startswith("42")]

    def vanish(self) -> None:
        """Goes without goodbye."""
        self._sock.close()


def number_of(text: str) -> int:
    """The number of an event. Fails when the event is not whole."""
    name, event = json.loads(text[2:])
    assert name == "change" and event["pad"] == "é" * (event["size"] // 2)
    return int(event["n"])


def last(number: int):  # type: ignore[no-untyped-def]
    """Finds the event of this number."""
    return lambda text: text.startswith("42") and number_of(text) == number


def test_everybody_gets_every_event_in_order(sending: Sending) -> None:
    readers = [sending.reader() for _ in range(20)]
    sending.ask({"send": 100, "pause": 0.001, **FIRST})
    for reader in readers:
        reader.until(last(99))
        assert reader.numbers() == list(range(100))


def test_what_a_slow_phone_gets_is_whole_and_in_order_and_ends_with_the_newest(
    sending: Sending,
) -> None:
    slow = sending.reader(buffer=32768)
    sending.ask({"send": 100, "first": 0, "size": LARGE})
    while len(slow.numbers()) < 2:
        slow.read()
    for first in range(100, 1100, 50):
        sending.tell({"send": 50, "first": first, "size": LARGE})
    sending.tell({"send": 100, "pause": 0.01, "first": 1100, "size": LARGE})
    slow.until(last(1199))
    got = slow.numbers()
    assert got == sorted(set(got))
    assert len(got) < 1200, "nothing was left out for a phone that took nothing"


@pytest.mark.long
def test_of_those_who_have_gone_nothing_stays(empty: Sending) -> None:
    stays = empty.reader()
    for _ in range(3):
        gone = [empty.reader() for _ in range(50)]
        assert empty.ask({"send": 5, "pause": 0.01, **FIRST})["wires"] == 51
        for each in gone:
            each.vanish()
        until(lambda: empty.ask({"send": 1, **FIRST}) == LEFT, says=lambda: empty.ask({}))
    stays.until(last(0))
