"""The lines between the windows and a server: websockets over bytes that take their time, are lost
with their connection, or stay away while both ends believe in it."""

import base64
from collections.abc import Callable
from io import BytesIO
from typing import Any

import gevent
from gevent.event import AsyncResult, Event

from tests.simulation.loop import VirtualLoop

Application = Callable[[dict[str, Any], Any], Any]
Hears = Callable[[str, int, str], None]
Answer = tuple[int, list[tuple[str, str]], bytes]


class ServersEnd:
    """The socket of one connection, as the server has it."""

    def __init__(self, wire: "Wire") -> None:
        self._wire = wire
        self._came = bytearray()
        self._news = Event()
        self._ended = False

    def setsockopt(self, *_: object) -> None:
        """Nothing."""

    def sendall(self, data: Any) -> None:
        """Sends bytes; the line takes them all."""
        if self._ended:
            raise BrokenPipeError
        self._wire.to_window(bytes(data))

    def send(self, data: Any, timeout: float = 0.0) -> int:
        """Sends bytes without waiting."""
        self.sendall(data)
        return len(data)

    def recv(self, size: int) -> bytes:
        """Waits for bytes; none once the connection has ended."""
        while not (self._came or self._ended):
            self._news.clear()
            self._news.wait()
        piece = bytes(self._came[:size])
        del self._came[:size]
        return piece

    def shutdown(self, _how: int) -> None:
        """Ends both directions."""
        self.end()
        self._wire.ended_by_server()

    def take(self, data: bytes) -> None:
        """Bytes have come."""
        self._came += data
        self._wire.wakes(self._news.set)

    def end(self) -> None:
        """The connection has ended."""
        self._ended = True
        self._wire.wakes(self._news.set)


class Wire:
    """One connection, whose bytes arrive in order."""

    def __init__(self, net: "Net", id_: int, window: str) -> None:
        self._net, self.id, self.window = net, id_, window
        self._process = net.process
        self.server = ServersEnd(self)
        self.silent = self.over = self._lost = False
        """`silent`: both ends believe in it, and nothing arrives. `over`: the window's end is gone;
        what it sent before arrives all the same, perhaps behind newer connections."""
        self.late = 0.0
        """Seconds more that the window's bytes take from now on, also once it has gone."""
        self._bytes = bytearray()
        self._shaken = False
        self._last = {"up": 0.0, "down": 0.0}

    def to_window(self, data: bytes) -> None:
        """The server has sent bytes."""
        self._later("down", lambda: self._arrive(data))

    def to_server(self, text: str) -> None:
        """The window has sent a message."""
        self._net.sent(self.window, self.id, text)
        self._later("up", lambda: self.server.take(frame(text.encode())))

    def ended_by_server(self) -> None:
        """The server's end is gone; the window hears of it behind what was sent before."""
        self._later("down", self._close_window)

    def ended_by_window(self) -> None:
        """The window's end is gone."""
        self._later("up", self.server.end)
        self._close_window()

    def cut(self) -> None:
        """The connection is lost for both; what was on its way is, too."""
        self.over = self._lost = True
        self.server.end()
        self._net.wires.pop(self.id, None)
        self._net.tell("closed", self.id)

    def wakes(self, act: Callable[[], None]) -> None:
        """Wakes whoever waits in the server's process."""
        with self._net.loop.owned_by(self._process):
            act()

    def _later(self, way: str, act: Callable[[], None]) -> None:
        takes = self._net.delay(self.window) + (self.late if way == "up" else 0.0)
        at = max(self._last[way], self._net.loop.time + takes)
        self._last[way] = at

        def arrives() -> None:
            if not (self._lost or self.silent):
                act()

        with self._net.loop.owned_by(None):
            gevent.spawn_later(at - self._net.loop.time, arrives)

    def _close_window(self) -> None:
        if self.over:
            return
        self.over = True
        self._net.wires.pop(self.id, None)
        self._net.tell("closed", self.id)

    def _arrive(self, data: bytes) -> None:
        if self.over:
            return
        self._bytes += data
        if not self._shaken:
            head, mark, rest = bytes(self._bytes).partition(b"\r\n\r\n")
            if not mark:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                return self._close_window()
            self._shaken, self._bytes = True, bytearray(rest)
            self._net.tell("opened", self.id)
        for text in frames(self._bytes):
            if text is None:
                return self._close_window()
            self._net.heard(self.window, self.id, text)
            self._net.tell("heard", self.id, text)


class Net:
    """All lines of a world, and the pages."""

    def __init__(self, loop: VirtualLoop, tell: Callable[..., None]) -> None:
        self.loop, self.tell = loop, tell
        self.application: Application | None = None
        """The server's; None while no server runs."""
        self.process: object = None
        """The server's process, whose greenlets end with it."""
        self.wires: dict[int, Wire] = {}
        self._all: list[Wire] = []
        """Those to the server that runs, also where the window's end is gone."""
        self._asked: list[AsyncResult[Answer | None]] = []
        self.delay: Callable[[str], float] = lambda _window: 0.01
        """Seconds that bytes take, at this moment, to or from a window."""
        self.reached: Callable[[str], bool] = lambda _window: True
        """Whether a window's new connections come through."""
        self.cookies: Callable[[str], dict[str, str]] = lambda _window: {}
        """The cookie that a window's browser sends along, as a header."""
        self.sent: Hears = lambda _window, _wire, _text: None
        """Hears every message that a window sends."""
        self.heard: Hears = lambda _window, _wire, _text: None
        """Hears every message that arrives at a window."""

    def connect(self, window: str, id_: int, url: str) -> None:
        """A window opens a websocket."""
        wire = self.wires[id_] = Wire(self, id_, window)
        self._all.append(wire)
        gevent.spawn_later(self.delay(window), self._connect, wire, url)

    def send(self, id_: int, text: str) -> None:
        """A window sends a message."""
        if wire := self.wires.get(id_):
            wire.to_server(text)

    def close(self, id_: int) -> None:
        """A window closes its websocket."""
        if wire := self.wires.get(id_):
            wire.ended_by_window()

    def fetch(self, window: str, id_: int, path: str) -> None:
        """A window fetches something."""
        gevent.spawn_later(self.delay(window), self._fetch, window, id_, path)

    def _fetch(self, window: str, id_: int, path: str) -> None:
        answer = self.ask("GET", path, **self.cookies(window)) if self.reached(window) else None
        gevent.sleep(self.delay(window))
        self.tell("fetched", id_, *((answer[0], answer[2].decode()) if answer else (0, "")))

    def _connect(self, wire: Wire, url: str) -> None:
        if self.application is None or not self.reached(wire.window) or wire.over:
            return wire.cut()
        query = url.partition("?")[2]
        environ = environ_of("GET", f"/socket.io/?{query}") | {
            "HTTP_UPGRADE": "websocket",
            "HTTP_CONNECTION": "Upgrade",
            "HTTP_SEC_WEBSOCKET_VERSION": "13",
            "HTTP_SEC_WEBSOCKET_KEY": base64.b64encode(bytes(16)).decode(),
            "workshop.socket": wire.server,
        }
        with self.loop.owned_by(self.process):
            gevent.spawn(self._serve, self.application, wire, environ)

    def _serve(self, application: Application, wire: Wire, environ: dict[str, Any]) -> None:
        for _ in application(environ, lambda *_: None):
            pass
        wire.ended_by_server()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer | None:
        """A request for a page: status, headers, and what came; None if the server has ended."""
        if self.application is None:
            return None
        environ = environ_of(method, path, body.encode()) | headers
        answer: AsyncResult[Answer | None] = AsyncResult()
        with self.loop.owned_by(self.process):
            gevent.spawn(self._answer, self.application, environ, answer)
        self._asked.append(answer)
        return answer.get()

    def _answer(
        self, application: Application, environ: dict[str, Any], answer: "AsyncResult[Any]"
    ) -> None:
        said: list[Any] = []
        pieces = application(environ, lambda status, given, *_: said.append((status, given)))
        content = b"".join(pieces)
        if close := getattr(pieces, "close", None):
            close()
        found = int(said[0][0].split()[0]), said[0][1], content
        with self.loop.owned_by(None):
            answer.set(found)

    def lose_server(self) -> None:
        """The server's process has ended: all connections with it."""
        self.application = self.process = None
        for wire in [*self._all]:
            wire.cut()
        self._all.clear()
        asked, self._asked = self._asked, []
        for answer in asked:
            if not answer.ready():
                answer.set(None)


HOST = "192.168.1.2:8000"
"""The server, as phones name it."""


def environ_of(method: str, path: str, body: bytes = b"") -> dict[str, Any]:
    """The environment that a WSGI server gives a request."""
    name, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": name, "QUERY_STRING": query,
        "SERVER_NAME": "192.168.1.2", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST, "HTTP_ORIGIN": f"http://{HOST}", "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0), "wsgi.input": BytesIO(body), "wsgi.errors": BytesIO(),
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)), "workshop.whole": lambda: None,
    }  # fmt: skip


def frame(payload: bytes) -> bytes:
    """A message as a frame of a browser: masked, with a key of zeros. RFC 6455, section 5.2."""
    size, key = len(payload), bytes(4)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + key + payload
    if size < 65536:
        return b"\x81\xfe" + size.to_bytes(2) + key + payload
    return b"\x81\xff" + size.to_bytes(8) + key + payload


CLOSE = 8


def frames(data: bytearray) -> list[str | None]:
    """Takes the whole frames that a server has sent; None for one that says goodbye."""
    found: list[str | None] = []
    while len(data) >= 2:
        size, start = data[1] & 0x7F, 2
        if size > 125:
            start = 4 if size == 126 else 10
            size = int.from_bytes(data[2:start])
        if len(data) < start + size:
            break
        code, payload = data[0] & 0x0F, bytes(data[start : start + size])
        del data[: start + size]
        if code == CLOSE:
            found.append(None)
        elif code == 1:
            found.append(payload.decode())
    return found
