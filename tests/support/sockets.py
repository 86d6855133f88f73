"""A phone, the desk or the room's screen at the other end of a socket, without a browser."""

import queue
import secrets
import ssl
import threading
from collections.abc import Callable
from typing import Any, Protocol

import websocket

from tests.support.numbered import numbered
from tests.support.server import Server
from tests.support.waiting import WITHIN, until
from workshop.pretend.client.connection import Connection, HeardEvent
from workshop.pretend.client.packets import AsksAgain

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
        """The context by which its certificate is checked; None over http."""


class Socket(Connection):
    """A connection that a test looks at: what comes is in `events`, and anything may be sent."""

    def __init__(self, server: Reached, auth: Any, **headers: str) -> None:
        self.events: queue.Queue[HeardEvent] = queue.Queue()
        self.closed = threading.Event()
        named = {name.lower(): value for name, value in headers.items()}
        tls = {"sslopt": {"context": server.tls}} if server.tls else {}
        options = {"timeout": WITHIN, **named, **tls}
        until(lambda: self._comes_in(server.origin, auth, options), again=ASK_AGAIN)
        OPEN.append(self)

    def _comes_in(self, origin: str, auth: Any, options: dict[str, Any]) -> bool:
        """False while many new devices come at once."""
        try:
            super().__init__(origin, auth, self.events, **options)
        except AsksAgain as why:
            if str(why) != "many":
                raise
            return False
        return True

    @property
    def offered(self) -> dict[str, str]:
        """The headers with which the server took the websocket."""
        return dict(self._socket.getheaders())

    def ask(self, event: str, message: Any) -> Any:
        """Sends an event and returns its answer; sends it again while that is "not now"."""

        def final() -> Any:
            answer = self.wait(self.send(event, message))
            assert answer is not None, f"{event} is not answered: the connection has ended"
            not_now = answer.get("retry") or answer.get("refused") == "too_fast"
            return None if not_now else answer

        return until(final, says=lambda: f'{event} is answered by "not now"', again=ASK_AGAIN)

    def wait(self, number: int) -> Any:
        """The answer to what was sent under a number."""
        return self.answer(number, WITHIN)

    def do(self, command: dict[str, Any], key: str = "") -> Any:
        """One command, under a key of its own."""
        return self.ask("do", numbered(command, key))

    def raw(self, data: bytes | str, binary: bool = False) -> None:
        """Something that no client of ours sends."""
        self._socket.send(
            data, websocket.ABNF.OPCODE_BINARY if binary else websocket.ABNF.OPCODE_TEXT
        )

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
        """True if the server closes the connection soon."""
        return self.closed.wait(WITHIN)

    def close(self) -> None:
        """Goes away; harmless when it has gone already."""
        self.cut()
        self.closed.wait(WITHIN)

    def _longest_silence(self, _opened: dict[str, Any]) -> float:
        """A server under test may be late: it shares the machine with others."""
        return WITHIN

    def _has_ended(self) -> None:
        self.closed.set()


def phone(server: Server, workshop: str, secret: str = "") -> Socket:
    """A participant's device."""
    secret = secret or secrets_of_a_device()
    return Socket(server, {"view": "participant", "workshop": workshop, "secret": secret})


def desk(server: Server, workshop: str, cookie: str) -> Socket:
    """The facilitator's desk."""
    ticket = server.boot(f"/desk/{workshop}/", cookie)["ticket"]
    return Socket(server, {"view": "desk", "workshop": workshop, "ticket": ticket})


def secrets_of_a_device() -> str:
    """Returns a secret as a device makes it for a workshop."""
    return secrets.token_hex(16)


def close_all() -> None:
    """Ends every socket of a test, whatever has become of it."""
    while OPEN:
        OPEN.pop().close()
