"""A view over a line that may break: it follows, and sends a command until it has its answer."""

import http.client
import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import websocket

from tests.support.desk_presses import DeskPresses
from tests.support.numbered import numbered
from tests.support.server import Server
from tests.support.waiting import WITHIN, until
from workshop.pretend.client import packets
from workshop.pretend.client.known_view import KnownView
from workshop.pretend.client.packets import AnswerPacket, EventPacket

NO_ANSWER = 4.0
"""Seconds after which a question counts as unanswered and its line as dead."""
SHORTEST, LONGEST = 0.1, 0.4
LIVING: "list[Steady]" = []
"""All that were made, so that a test can leave none behind."""
BROKEN = (
    OSError, http.client.HTTPException, websocket.WebSocketException, packets.AsksAgain,
)  # fmt: skip


class Steady:
    """One device. It lives on its owner's thread: what comes is taken in while it waits.

    `port` is where it connects to, when that is not the server's own.
    """

    def __init__(
        self, server: Server, auth: dict[str, str], cookie: str = "", port: int = 0
    ) -> None:
        self.known = KnownView()
        self.connections = 0
        """Number of times that the socket has connected."""
        self.answered = 0.0
        """When the last answer came, by the monotonic clock."""
        self.retries = 0
        """Number of times that the socket was told that nothing was stored."""
        self.tick: dict[str, Any] = {}
        self.shown_at: dict[int, float] = {}
        """By turn: when it was shown first."""
        self._server, self._auth, self._cookie = server, auth, cookie
        self._port = port or server.port
        self._ws: Any = None
        self._number = 0
        self._behind = False
        LIVING.append(self)

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that are shown now."""
        return self.known.entries

    @property
    def now(self) -> Any:
        """Where the workshop stands."""
        return self.entries["now"]

    @property
    def port(self) -> int:
        """The port from which it is connected; 0 while its line is broken."""
        return self._ws.sock.getsockname()[1] if self._ws else 0

    def join(self) -> None:
        """Connects and learns what is shown."""
        self.until(self._is_there)

    def say(self, command: dict[str, Any], key: str = "", within: float = WITHIN) -> Any:
        """Sends a command under one key until it is stored or refused."""
        message = numbered(command, key)
        answers: list[Any] = []

        def is_answered() -> bool:
            answers.append(self.ask("do", message))
            answer = answers[-1] or {}
            self.retries += "retry" in answer
            return "ok" in answer or answer.get("refused", "too_fast") != "too_fast"

        until(is_answered, within, lambda: f"{command['type']}: {answers[-1]}", pause=self._pause)
        return answers[-1]

    def ask(self, event: str, message: dict[str, Any]) -> Any:
        """One question; None when the line was or is broken, which is then connected anew."""
        try:
            self._be_there()
            answer = self._question(event, message, NO_ANSWER)
            self.answered = time.monotonic()
            self._catch_up()
            return answer
        except BROKEN:
            self.hang_up()
            return None

    def follow(self, seconds: float) -> None:
        """Follows for a while, connecting anew when it must."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self._be_there()
                self._hear(left)
                self._catch_up()
            except websocket.WebSocketTimeoutException:
                return
            except BROKEN:
                self.hang_up()
                self._pause()

    def until(self, shown: Callable[[], object], within: float = WITHIN) -> None:
        """Follows until something is so, or fails."""
        until(shown, within, says=self._seen, again=0.1, pause=self.follow)

    def _seen(self) -> dict[str, Any]:
        return {path: self.entries.get(path) for path in ("now", "desk")}

    def hang_up(self) -> None:
        """Ends the line, without a word."""
        ws, self._ws = self._ws, None
        if ws is not None:
            with suppress(*BROKEN):
                ws.shutdown()

    def fresh(self) -> dict[str, Any]:
        """Returns the entries of a device of the same view that comes just now."""
        other = Steady(self._server, self._auth, self._cookie)
        other.join()
        other.hang_up()
        return other.entries

    def _pause(self, _seconds: float = 0.0) -> None:
        time.sleep(random.uniform(SHORTEST, LONGEST))

    def _is_there(self) -> bool:
        try:
            self._be_there()
        except BROKEN:
            self.hang_up()
        return "now" in self.entries

    def _be_there(self) -> None:
        if self._ws is None:
            self._connect()
            self._behind = True
            self._catch_up()

    def _connect(self) -> None:
        netloc = f"127.0.0.1:{self._server.port}"
        self._ws = websocket.create_connection(
            packets.address(f"http://127.0.0.1:{self._port}", self._auth),
            timeout=NO_ANSWER,
            host=netloc,
            origin=f"http://{netloc}",
        )
        self._ws.recv()  # engine.io's greeting
        self._ws.send(packets.connect_frame(self._auth))
        packets.is_admitted(self._ws.recv())
        self.connections += 1

    def _catch_up(self) -> None:
        """Says hello as long as something is missing."""
        while self._behind:
            self._behind = False
            answer = self._question("hello", self.known.hello, NO_ANSWER)
            if answer.get("refused"):
                self._behind = True
                self._pause()
                continue
            self.known.learn(answer, self._fetch)
            self._note()

    def _fetch(self, path: str) -> Any:
        reply = self._server.get(path, Cookie=self._cookie)
        return json.loads(reply.text) if reply.status == 200 else None

    def _question(self, event: str, message: object, within: float) -> Any:
        self._number += 1
        end = time.monotonic() + within
        self._ws.send(packets.question(self._number, event, message))
        while True:
            match self._hear(end - time.monotonic()):
                case AnswerPacket(self._number, answer):
                    return answer
                case _:
                    pass

    def _hear(self, within: float) -> EventPacket | AnswerPacket | None:
        """Takes in the next frame. Raises one of BROKEN when none comes in time."""
        self._ws.settimeout(max(within, 0.001))
        frame = str(self._ws.recv())
        if not frame:
            raise websocket.WebSocketConnectionClosedException("closed")
        if frame == packets.PING_PACKET:
            self._ws.send(packets.PONG_PACKET)
        said = packets.read_frame(frame)
        if isinstance(said, EventPacket):
            self._take(said.name, said.value)
        return said

    def _take(self, name: str, message: Any) -> None:
        if name == "tick":
            self.tick = message
        self._behind |= self.known.misses(name, message)
        self._note()

    def _note(self) -> None:
        if "now" in self.entries:
            self.shown_at.setdefault(self.now["turn"], time.monotonic())


class Desk(Steady, DeskPresses):
    """The facilitator's desk."""

    def goes_to(self, kind: str) -> None:
        """To the stage of this kind, through the last call where there is one, and to the reveal
        by way of the look-through. What the desk reads on the way is read."""
        stages = self.entries["agenda"]["stages"]
        kinds = [stage["kind"] for stage in stages]
        way = kinds[kinds.index(self.now["kind"]) + 1 : kinds.index(kind)]
        if kind == "reveal" and "look_through" in way:
            self.goes_to("look_through")
        self.reads()
        stage = stages[kinds.index(kind)]["id"]
        for _ in range(4):  # the last call, the time to withdraw, and what then goes
            if self.now["kind"] != kind:
                self.presses("go", stage=stage)
        assert self.now["kind"] == kind, self.now

    def lists_lessons(self, count: int) -> None:
        """Goes to the lessons, and writes so many down for the room to vote on."""
        self.goes_to("lessons")
        for number in range(count):
            answer = self.say({"type": "desk_lesson", "text": f"Ask {number} times."})
            assert answer.get("ok"), answer


def hang_up_all() -> None:
    """Ends every line of a test, whatever has become of it."""
    while LIVING:
        LIVING.pop().hang_up()


def desk(server: Server, workshop: str, cookie: str) -> Desk:
    """The desk of a workshop, connected."""
    ticket = str(server.boot(f"/desk/{workshop}/", cookie)["ticket"])
    made = Desk(server, {"view": "desk", "workshop": workshop, "ticket": ticket}, cookie)
    made.join()
    return made
