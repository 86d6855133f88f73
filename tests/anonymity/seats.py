"""Seats in a workshop: a device with traits of its own, its pages, and its line to the server.

Whatever it is told is written into the history; whatever could give it away is a canary.
"""

import http.client
import itertools
import json
import queue
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import websocket

from tests.anonymity.canaries import Canaries
from tests.anonymity.overheard import Heard, History, OverheardServer
from tests.support.numbered import numbered
from tests.support.server import FORM, Reply
from tests.support.sockets import ASK_AGAIN
from tests.support.waiting import WITHIN, until
from workshop.pretend.client import packets
from workshop.pretend.client.connection import hang_up
from workshop.pretend.client.known_view import KnownView
from workshop.protocol.messages import FIRST_NUMBER

BOOT = re.compile(r'<script type="application/json" id="boot">(.*?)</script>')
DOOR = {"participant": "w", "projector": "screen", "desk": "desk"}
_number = itertools.count(1)


@dataclass
class House:
    """The server, the history and the canaries, which all seats share."""

    server: OverheardServer
    history: History = field(default_factory=History)
    canaries: Canaries = field(default_factory=Canaries)
    signed_in: dict[str, str] = field(default_factory=dict)
    """The cookies of the facilitator's browser: its link works once."""
    every_draft: bool = False
    """True if drafts are asked for in all formats at each stage, False for one after the other."""


class Browser:
    """One browser: an address and headers that nobody else has, and what it was given to keep."""

    def __init__(self, house: House, view: str, who: str) -> None:
        self.house, self.view, self.who = house, view, who
        self.workshop = ""
        number, canaries = next(_number), house.canaries
        self.address = canaries.token("address", f"127.{60 + number}.{100 + number}.{200 - number}")
        self.headers = {
            "User-Agent": canaries.words("agent", f"Phone/{number}"),
            "X-Forwarded-For": canaries.token("address", f"203.{number}.113.{250 - number}"),
            "X-Real-IP": canaries.token("address", f"198.{50 + number}.{99 - number}.7"),
            "Forwarded": f"for={canaries.token('address', f'192.{number + 11}.{99 - number}.3')}",
            "Referer": f"http://127.0.0.1/{canaries.token('agent', f'came-from-{number * 7919}')}",
            "Accept-Language": f"en, x-{canaries.token('agent', f'tongue{number * 104729}')}",
            "X-Request-Id": canaries.key("agent"),
        }
        for name, value in self.headers.items():
            self.headers[name] = value.encode("ascii", "ignore").decode()
        self.cookies = {"stray": canaries.key("cookie")}

    def asks(self, method: str, path: str, body: str | bytes | None = None, **more: str) -> Reply:
        """One request, as this browser makes it; what is answered is heard."""
        headers = {**self.headers, "Cookie": self.cookie, "Origin": self.house.server.origin}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.house.server.port, timeout=WITHIN, source_address=(self.address, 0)
        )
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        self._keep_cookie(reply)
        self._hear(f"page {path}", str(reply.headers).encode() + b"\n\n" + reply.body)
        return reply

    def gets(self, path: str, **more: str) -> Reply:
        """A GET."""
        return self.asks("GET", path, **more)

    def sends(self, path: str, **fields: str) -> Reply:
        """A form."""
        return self.asks("POST", path, urlencode(fields), Content_Type=FORM)

    def trades(self, secret: str) -> Reply:
        """Trades a link's secret, as the page behind the link does."""
        return self.asks(
            "POST", "/enter", json.dumps({"secret": secret}), Content_Type="application/json"
        )

    def opens(self, path: str) -> dict[str, Any]:
        """A view's page; gives what stands in it."""
        reply = self.gets(path)
        found = BOOT.search(reply.text)
        assert found, f"{path}: {reply.status}"
        boot: dict[str, Any] = json.loads(found[1])
        self.house.canaries.token(f"ticket of the {self.view}", str(boot["ticket"]))
        return boot

    @property
    def cookie(self) -> str:
        """All its cookies."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookie(self, reply: Reply) -> None:
        name, _, value = reply.cookie.partition("=")
        if name:
            self.cookies[name] = self.house.canaries.token("cookie", value)

    def _hear(self, what: str, body: bytes) -> None:
        self.house.history.add(Heard(self.view, self.who, what, body, self.workshop))


class Seat(Browser):
    """A browser with a line to one workshop, in one of its views."""

    def __init__(self, house: House, view: str, who: str, workshop: str) -> None:
        super().__init__(house, view, who)
        self.workshop = workshop
        self.secret = house.canaries.key("secret") if view == "participant" else ""
        self.cards: list[str] = []
        """The keys of the cards that it wrote."""
        self.number = FIRST_NUMBER
        """The number of the last command that it sent and that was stored."""
        self.known = KnownView()
        self.ticks = 0
        self.here = 0
        """Number of devices that the last tick spoke of."""
        self._answers: dict[int, tuple[str, queue.SimpleQueue[bytes]]] = {}
        self._count = itertools.count(1)
        self._changed = threading.Condition()
        self._gap = False

    def joins(self, path: str = "") -> "Seat":
        """Opens the page, connects, and says hello."""
        self.boot = self.opens(path or f"/{DOOR[self.view]}/{self.workshop}/")
        self.connects()
        return self

    def connects(self) -> None:
        """A new line, as after a dead spot; one that comes very often is asked to come later."""
        until(self._is_let_in, again=ASK_AGAIN)
        self._listener = threading.Thread(target=self._listen, args=(self._ws,), daemon=True)
        self._listener.start()
        self.hello()

    def _is_let_in(self) -> bool:
        auth = {"view": self.view, "workshop": self.workshop}
        auth |= {"secret": self.secret} if self.secret else {"ticket": self.boot["ticket"]}
        port = self.house.server.port
        line = socket.create_connection(
            ("127.0.0.1", port), WITHIN, source_address=(self.address, 0)
        )
        self._ws = websocket.create_connection(
            packets.address(self.house.server.origin, auth),
            socket=line,
            origin=self.house.server.origin,
            header=[f"{name}: {value}" for name, value in self.headers.items()],
            cookie=self.cookie,
        )
        self._keep_sid(self._ws.recv()[1:])
        self._ws.send(packets.connect_frame(auth))
        greeting = self._ws.recv()
        try:
            assert packets.is_admitted(greeting), greeting
        except packets.AsksAgain:
            self._ws.close()
            return False
        self._keep_sid(greeting[2:])
        return True

    def hello(self) -> Any:
        """Asks for what is missing, until it is told."""
        answers: list[Any] = []

        def is_told() -> bool:
            answers.append(self.ask("hello", self.known.hello))
            return "refused" not in answers[-1]

        until(is_told, says=lambda: answers[-1], again=ASK_AGAIN)
        answer = answers[-1]
        fetched = json.loads(self.gets(answer["fetch"]).body) if answer.get("fetch") else None
        with self._changed:
            self.known.learn(answer, lambda _path: fetched)
        return answer

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that are shown now."""
        return self.known.entries

    @property
    def now(self) -> Any:
        """Where the workshop stands."""
        return self.entries["now"]

    def under(self, prefix: str) -> dict[str, Any]:
        """The entries below a prefix, by the rest of their path."""
        found = self.entries.items()
        return {p.partition("/")[2]: one for p, one in found if p.startswith(f"{prefix}/")}

    def until(self, so: Callable[[], object], within: float = WITHIN) -> None:
        """Waits until something is shown."""
        until(
            so,
            within,
            says=lambda: f"{self.who}: {self.entries.get('now')}",
            pause=self._hears_news,
        )

    def _hears_news(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait(seconds)
        if self._gap:
            self._gap = False
            self.hello()

    def ask(self, event: str, message: Any, what: str = "") -> Any:
        """Sends an event, and gives its answer."""
        number = next(self._count)
        answer: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._answers[number] = (what or event, answer)
        self._ws.send(packets.question(number, event, message))
        return json.loads(answer.get(timeout=WITHIN))[0]

    def does(self, type_: str, key: str = "", **fields: Any) -> Any:
        """Sends one command of this seat, and returns its answer."""
        key = key or self.house.canaries.key("command key")
        command = {"type": type_, **fields}
        message = numbered(command, key)
        answer = self.ask("do", message, type_)
        self.number = max(self.number, message["number"]) if "ok" in answer else self.number
        self.cards += [key] if type_ == "write_card" and "ok" in answer else []
        return answer

    def must(self, type_: str, key: str = "", **fields: Any) -> Any:
        """Sends a command until it is stored; fails if it is refused."""
        answer = self.final(type_, key, **fields)
        assert answer.get("ok"), f"{type_}: {answer}"
        return answer

    def final(self, type_: str, key: str = "", **fields: Any) -> Any:
        """Sends a command until it is stored or refused for good: a busy server may ask for it
        again, and one that comes very fast to come later."""
        key = key or self.house.canaries.key("command key")
        answers: list[Any] = []

        def is_final() -> bool:
            answers.append(self.does(type_, key, **fields))
            return not answers[-1].get("retry") and answers[-1].get("refused") != "too_fast"

        until(is_final, says=lambda: f"{type_}: {answers[-1]}", again=ASK_AGAIN)
        return answers[-1]

    def in_round(self, type_: str, key: str = "", **fields: Any) -> Any:
        """Sends a command for the round that is shown, until it is stored."""
        return self.must(type_, key, round=self.now["round"], **fields)

    def says(self, frame: str | bytes) -> None:
        """Something that no browser of ours says, whole."""
        binary = isinstance(frame, bytes)
        self._ws.send(frame, websocket.ABNF.OPCODE_BINARY if binary else websocket.ABNF.OPCODE_TEXT)

    def hangs_up(self) -> None:
        """The line is cut, without a goodbye."""
        sock = self._ws.sock
        if sock:
            with suppress(OSError):  # the server may have ended it a moment ago
                hang_up(sock)

    def is_ended(self) -> None:
        """Returns once the server has ended the line."""
        self._listener.join(WITHIN)
        assert not self._listener.is_alive(), f"the line of {self.who} holds"

    def _keep_sid(self, packet: str) -> None:
        self.house.canaries.token("sid", json.loads(packet)["sid"])

    def _listen(self, ws: websocket.WebSocket) -> None:
        try:
            while frame := ws.recv():
                self._take(ws, frame)
        except (OSError, websocket.WebSocketException):
            pass
        ws.shutdown()

    def _take(self, ws: websocket.WebSocket, frame: str) -> None:
        if frame == packets.PING_PACKET:
            ws.send(packets.PONG_PACKET)
        elif frame.startswith("43"):
            at = frame.index("[")
            what, answer = self._answers[int(frame[2:at])]
            said = frame[at:].encode()
            self._hear(f"answer to {what}", said)  # in the order in which it came
            answer.put(said)
        elif frame.startswith("42"):
            name, message = json.loads(frame[2:])
            self._hear(name, frame[2:].encode())
            with self._changed:
                self.ticks += name == "tick"
                self.here = message.get("here", self.here)
                self._gap = self.known.misses(name, message)
                self._changed.notify_all()
        else:
            self._hear("other", frame.encode())
