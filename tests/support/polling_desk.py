"""A desk in a browser without websockets: it polls, as engine.io's own client does."""

import http.client
import json
import threading
from collections import deque
from contextlib import suppress
from http.client import HTTPException
from typing import Any

import websocket

from tests.support.lasting import House
from tests.support.numbered import numbered
from tests.support.waiting import WITHIN, until
from workshop.pretend.client import packets
from workshop.pretend.client.packets import AnswerPacket

BETWEEN = "\x1e"
"""Separates packets in one answer."""


class PollingDesk:
    """One session: it is lost for good once a request fails, as it would be in a browser.

    Like a browser it keeps a connection that the server does not end, and asks again on another
    one only where a kept one has ended.
    """

    def __init__(self, home: House) -> None:
        """Raises OSError, AssertionError or HTTPException where there is no place just now."""
        self.port = home.server.port
        boot: Any = home.server.boot(f"/desk/{home.workshop}/", home.cookie)
        self._turn = boot["snapshot"]["entries"]["now"]["turn"]
        auth = {"view": "desk", "workshop": home.workshop, "ticket": boot["ticket"]}
        self.lost = ""
        """Why the session was lost."""
        self.session = ""
        self._free: deque[http.client.HTTPConnection] = deque()
        self._answers: dict[int, Any] = {}
        self._number = 0
        self._over = threading.Event()
        self._polls = threading.Thread(target=self._poll, daemon=True)
        try:
            self.session = json.loads(self._request("GET")[1:])["sid"]
            self._request("POST", packets.connect(auth))
            assert self._request("GET").startswith("40")
        except BaseException:
            self.goes()
            raise
        self._polls.start()

    @property
    def path(self) -> str:
        """The address of the session, without the transport."""
        return "/socket.io/?EIO=4" + (f"&sid={self.session}" if self.session else "")

    def ask(self, event: str, message: Any) -> Any:
        """Sends an event and returns its answer."""
        self._number += 1
        self._request("POST", packets.question(self._number, event, message))
        until(lambda: self._number in self._answers or self.lost, says=lambda: self.lost)
        assert not self.lost, self.lost
        return self._answers.pop(self._number)

    def covers(self, on: bool) -> Any:
        """Covers the room's screen, or uncovers it, and returns the answer."""
        command = {"type": "cover", "on": on, "turn": self._turn}
        answer = self.ask("do", numbered(command))
        self._turn += "ok" in answer
        return answer

    def upgrades(self) -> websocket.WebSocket:
        """Goes on by a websocket, and returns it."""
        ws = websocket.create_connection(
            f"ws://127.0.0.1:{self.port}{self.path}&transport=websocket", timeout=WITHIN,
            origin=f"http://127.0.0.1:{self.port}",
        )  # fmt: skip
        ws.send("2probe")
        assert ws.recv() == "3probe"
        self._over.set()
        self._polls.join(WITHIN)
        ws.send("5")
        return ws

    def goes(self) -> None:
        """Goes without goodbye."""
        self._over.set()
        if self._polls.is_alive():
            self._polls.join(WITHIN)  # until the next tick
        while kept := self._kept():
            kept.close()

    def _poll(self) -> None:
        while not self._over.is_set():
            try:
                came = self._request("GET").split(BETWEEN)
                if "2" in came:
                    self._request("POST", "3")
            except (OSError, HTTPException, AssertionError) as why:
                self.lost = self.lost or repr(why)
                return
            for said in filter(None, map(packets.read, came)):
                if isinstance(said, AnswerPacket):
                    self._answers[said.number] = said.value

    def _request(self, method: str, body: str = "") -> str:
        while kept := self._kept():
            with suppress(OSError):  # it may have ended meanwhile
                return self._on(kept, method, body)
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        return self._on(made, method, body)

    def _kept(self) -> http.client.HTTPConnection | None:
        """Takes a connection that is kept, if there is one: polls take them too."""
        with suppress(IndexError):
            return self._free.popleft()
        return None

    def _on(self, line: http.client.HTTPConnection, method: str, body: str) -> str:
        try:
            line.request(method, f"{self.path}&transport=polling", body.encode() or None)
            answer = line.getresponse()
            text = answer.read().decode()
            assert answer.status == 200, (answer.status, text)
        except BaseException:
            line.close()
            raise
        if line.sock is not None:
            self._free.append(line)
        return text
