"""A phone, the desk or the room's screen at the other end of a socket, without a browser."""

import json
import queue
import secrets
import ssl
import threading
from collections.abc import Callable
from socket import SHUT_RDWR
from typing import Any, Protocol

import websocket

from tests.support.server import Server
from tests.support.waiting import WITHIN, until
from workshop.protocol.one_size import text_up

ASK_AGAIN = 0.2
"""Seconds between two questions of one device, which may ask twelve a second for long."""
OPEN: "list[Socket]" = []
"""All that were opened, so that a test can leave none behind."""


class Reached(Protocol):
    """A server that sockets connect to."""

    @property
    def origin(self) -> str:
        """The server's origin, such as "http://127.0.0.1:5000"."""

    @property
    def tls(self) -> ssl.SSLContext | None:
        """What its certificate is checked by; None over http."""


class Refused(Exception):
    """The connection was refused, with this code."""


class Socket:
    """Speaks Socket.IO's text frames over one websocket, and counts what comes."""

    def __init__(self, server: Reached, auth: Any, **headers: str) -> None:
        origin, host = headers.pop("Origin", server.origin), headers.pop("Host", None)
        address = server.origin.replace("http", "ws", 1)
        self._ws = websocket.create_connection(
            f"{address}/socket.io/?EIO=4&transport=websocket",
            timeout=WITHIN,
            origin=origin,
            host=host,
            sslopt={"context": server.tls} if server.tls else None,
        )
        self.offered = dict(self._ws.getheaders())
        self._answers: dict[int, queue.Queue[Any]] = {}
        self.events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.closed = threading.Event()
        self._number = 0
        OPEN.append(self)
        self._ws.recv()  # engine.io's greeting
        self._ws.send(text_up("0", auth))
        self._greet(self._ws.recv())
        threading.Thread(target=self._listen, daemon=True).start()

    def _greet(self, message: str) -> None:
        if message.startswith("44"):
            self._ws.close()
            OPEN.remove(self)
            raise Refused(json.loads(message[2:])["message"])
        assert message.startswith("40"), message

    def _listen(self) -> None:
        try:
            while message := self._ws.recv():
                self._hear(message)
        except (OSError, websocket.WebSocketException):
            pass
        self._ws.shutdown()
        self.closed.set()

    def _hear(self, message: str) -> None:
        if message == "2":
            self._ws.send("3")
        elif message.startswith("42"):
            name, value = json.loads(message[2:])
            self.events.put((name, value))
        elif message.startswith("43"):
            at = message.index("[")
            self._answers[int(message[2:at])].put(json.loads(message[at:])[0])

    def ask(self, event: str, message: Any) -> Any:
        """Sends an event and returns its answer; sends it again while the answer is "retry"."""

        def final() -> Any:
            answer = self.wait(self.send(event, message))
            return None if answer.get("retry") else answer

        return until(final, says=lambda: f'{event} is answered by "retry"', again=ASK_AGAIN)

    def send(self, event: str, message: Any) -> int:
        """Sends an event that wants an answer; gives the number to wait for."""
        self._number += 1
        self._answers[self._number] = queue.Queue()
        self._ws.send(text_up(f"2{self._number}", [event, message]))
        return self._number

    def wait(self, number: int) -> Any:
        """The answer to what was sent under a number."""
        return self._answers[number].get(timeout=WITHIN)

    def do(self, command: dict[str, Any], key: str = "") -> Any:
        """One command, under a key of its own."""
        return self.ask("do", {"key": key or secrets.token_hex(16), "command": command})

    def raw(self, data: bytes | str, binary: bool = False) -> None:
        """Something that no client of ours sends."""
        self._ws.send(data, websocket.ABNF.OPCODE_BINARY if binary else websocket.ABNF.OPCODE_TEXT)

    def next(self, name: str, within: float = WITHIN) -> Any:
        """The next event of this name."""
        while True:
            heard, value = self.events.get(timeout=within)
            if heard == name:
                return value

    def until(self, name: str, so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Returns the first event of this name that is so."""
        heard: list[dict[str, Any]] = []

        def is_heard() -> bool:
            heard.append(self.next(name))
            return so(heard[-1])

        until(is_heard, says=lambda: heard[-1], again=0.0)
        return heard[-1]

    def ends(self) -> bool:
        """Whether the server closes the connection soon."""
        return self.closed.wait(WITHIN)

    def close(self) -> None:
        """Goes away; harmless when it has gone already."""
        if not self.closed.is_set() and self._ws.sock:
            self._ws.sock.shutdown(SHUT_RDWR)
        self.closed.wait(WITHIN)


def phone(server: Server, workshop: str, secret: str = "") -> Socket:
    """A participant's device."""
    secret = secret or secrets_of_a_device()
    return Socket(server, {"view": "participant", "workshop": workshop, "secret": secret})


def desk(server: Server, workshop: str, cookie: str) -> Socket:
    """The facilitator's desk."""
    ticket = server.boot(f"/desk/{workshop}/", cookie)["ticket"]
    return Socket(server, {"view": "desk", "workshop": workshop, "ticket": ticket})


def secrets_of_a_device() -> str:
    """What a device makes for a workshop."""
    return secrets.token_hex(16)


def close_all() -> None:
    """Ends every socket of a test, whatever has become of it."""
    while OPEN:
        OPEN.pop().close()
