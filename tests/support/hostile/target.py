"""The server that an attack is aimed at, and the sockets with which an attack reaches it."""

import contextlib
import json
import select
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from secrets import token_bytes, token_hex
from typing import Any

from tools.bench.frames import masked
from workshop.pretend.client import packets
from workshop.pretend.client.packets import AnswerPacket, NotLetIn

THREADS = 8
PATIENCE = 2.0
"""Seconds for which an attack waits for anything: its time is short."""
HOSTILE = "Hostile"
"""Begins every text of an attack, so that a test knows them apart."""
READ = 1 << 16


@dataclass
class Target:
    """A server on this machine, one of its workshops, and the moment when the attack is over once
    it has attacked.

    `scale` is how many times as many sockets an attack opens as it does at least.
    """

    port: int
    workshop: str
    ends_at: float
    scale: int = 1
    tried: int = 0
    """How often the attack has tried what it does."""
    came: int = 0
    """Devices of its that came, and of those..."""
    let_in: int = 0
    """...the ones that were let in."""

    @property
    def goes_on(self) -> bool:
        """True as long as the attack is to last: until it has attacked at least once."""
        return time.monotonic() < self.ends_at or not self.done

    @property
    def done(self) -> int:
        """How often it has done what it does: never, if it needs devices and all were kept out."""
        return self.tried if self.let_in or not self.came else 0

    @property
    def name(self) -> str:
        """The server's name, as a Host header has it."""
        return f"127.0.0.1:{self.port}"

    def socket(self) -> socket.socket:
        """Connects, and says nothing. Raises OSError."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def head(self, method: str, path: str, *lines: str) -> bytes:
        """Returns the beginning of a request, up to its empty line."""
        origin = f"Origin: http://{self.name}"
        return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {self.name}", origin, *lines, "",
                            ""]).encode()  # fmt: skip

    def ask(self, request: bytes) -> bytes:
        """Sends a request, and returns the beginning of its answer. Raises OSError."""
        with self.socket() as sent:
            sent.sendall(request)
            return sent.recv(READ)

    def fetch(self, path: str) -> Any:
        """Returns what a path has, decoded. Raises OSError and ValueError."""
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, PATIENCE)) as asked:
            asked.request("GET", path)
            return json.loads(asked.getresponse().read())

    @contextlib.contextmanager
    def tries(self) -> Iterator[None]:
        """Counts one try, in whatever way the server refuses it."""
        self.tried += 1
        try:
            yield
        except (OSError, NotLetIn, ValueError, IndexError, HTTPException):
            time.sleep(0.01)  # a refusal must not make this the attack of somebody who connects


def holds(
    target: Target,
    count: int,
    begin: Callable[[], Any],
    go_on: Callable[[Any], Any],
    pause: float = 0.0,
) -> None:
    """Keeps so many of something open, each opened anew when the server ends it, and goes on with
    each once a round. `pause` is how many seconds lie between two rounds."""
    held: list[Any] = [None] * count * target.scale
    while target.goes_on:
        for at, one in enumerate(held):
            held[at] = _kept(target, one, begin, go_on)
        time.sleep(pause)


def together(target: Target, once: Callable[[], Any]) -> None:
    """Does one thing again and again, on several threads: each waits for the server by itself."""

    def goes_on() -> None:
        while target.goes_on:
            with target.tries():
                once()

    threads = [threading.Thread(target=goes_on) for _ in range(THREADS * target.scale)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _kept(target: Target, one: Any, begin: Callable[[], Any], go_on: Callable[[Any], Any]) -> Any:
    kept = None
    if target.goes_on:
        with target.tries():
            kept = one or begin()
            go_on(kept)
            return kept
    if kept is not None:
        kept.close()
    return None


class Line:
    """A participant's device on a websocket, of which every byte is the attack's own."""

    def __init__(self, target: Target, secret: str = "", hears: int = 0) -> None:
        """Connects and is let in. `hears` bounds the bytes that the system keeps for it unread.
        Raises OSError and NotLetIn."""
        self.secret = secret or token_hex(16)
        self._number = 0
        self._target = target
        self._rest = b""
        target.came += 1
        self.sock = target.socket()
        try:
            if hears:
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, hears)
            self._upgrade()
        except BaseException:
            self.sock.close()
            raise
        target.let_in += 1

    def _upgrade(self) -> None:
        place = packets.address(f"http://{self._target.name}", {"workshop": self._target.workshop})
        path = place.partition(self._target.name)[2]
        key = b64encode(token_bytes(16)).decode()
        self.sock.sendall(self._target.head(
            "GET", path, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        ))  # fmt: skip
        while b"\r\n\r\n" not in self._rest:
            self._receive()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise ConnectionError(head.decode("latin-1"))
        auth = {"view": "participant", "workshop": self._target.workshop, "secret": self.secret}
        self.send(masked(packets.connect_frame(auth).encode()))
        while not packets.is_admitted(self._text()):
            pass

    def question(self, event: str, message: object) -> bytes:
        """Returns a frame that wants an answer."""
        self._number += 1
        return masked(packets.question(self._number, event, message).encode())

    def ask(self, event: str, message: object) -> Any:
        """Returns the answer to a question. Raises OSError."""
        self.send(self.question(event, message))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            match packets.read_frame(self._text()):
                case AnswerPacket(self._number, value):
                    return value
        raise TimeoutError

    def send(self, data: bytes) -> None:
        """Sends bytes. Raises OSError, also when the server does not take them."""
        self.sock.sendall(data)

    def drain(self) -> None:
        """Throws away what has come. Raises OSError once the server has hung up."""
        while select.select([self.sock], [], [], 0)[0]:
            if not self.sock.recv(READ):
                raise ConnectionError("the server has hung up")
        self._rest = b""

    def close(self) -> None:
        """Hangs up."""
        self.sock.close()

    def _receive(self) -> None:
        data = self.sock.recv(READ)
        if not data:
            raise ConnectionError("the server has hung up")
        self._rest += data

    def _text(self) -> bytes:
        """The next frame's text; pings and all else come as they are."""
        size, begin = self._next_size()
        while len(self._rest) < begin + size:
            self._receive()
            size, begin = self._next_size()
        text, self._rest = self._rest[begin : begin + size], self._rest[begin + size :]
        return text

    def _next_size(self) -> tuple[int, int]:
        """The size of the next frame, and where its text begins."""
        while len(self._rest) < 10 and (len(self._rest) < 2 or self._rest[1] > 125):
            self._receive()
        short = self._rest[1]
        if short < 126:
            return short, 2
        begin = 4 if short == 126 else 10
        return int.from_bytes(self._rest[2:begin], "big"), begin


@dataclass
class Shown:
    """The round and the lessons that a device must know to send what is legal."""

    round: int
    lessons: list[str]


def shown(target: Target, line: Line) -> Shown:
    """Asks what a device is shown. Raises OSError, and ValueError where there was no answer."""
    answer = line.ask("hello", {"epoch": "", "rev": 0})
    if path := answer.get("fetch"):
        answer = {"snapshot": target.fetch(path)}
    entries = answer["snapshot"]["entries"] if "snapshot" in answer else {}
    now = entries.get("now", {"round": 0})
    lessons = sorted(path.split("/")[1] for path in entries if path.startswith("lessons/"))
    return Shown(now["round"], lessons)


def as_json(value: object) -> bytes:
    """Returns a value as the body of a request."""
    return json.dumps(value).encode()
