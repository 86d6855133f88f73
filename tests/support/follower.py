"""A view that a test looks at: a socket, followed by the rules of the wire, with its history."""

import json
import time
from collections.abc import Callable
from queue import Empty
from typing import Any

from tests.support.desk_presses import DeskPresses
from tests.support.server import Server
from tests.support.sockets import Socket
from tests.support.waiting import WITHIN, until
from workshop.pretend.client.known_view import KnownView

Entries = dict[str, Any]


class Watched(DeskPresses):
    """One view, with all that it has shown so far. Its owner calls `follow` or `until`."""

    def __init__(self, server: Server, socket: Socket, cookie: str = "") -> None:
        self.socket = socket
        self.seen: list[Entries] = []
        """Every state that it was in."""
        self.here = 0
        """The most devices that a tick spoke of."""
        self.took_part = ""
        """The share of devices that have taken part, as the last tick said."""
        self._server = server
        self._cookie = cookie
        self._known = KnownView()
        self._hello()

    @property
    def entries(self) -> Entries:
        """The entries that are shown now."""
        return self._known.entries

    def list(self, prefix: str) -> list[Any]:
        """The entries below a prefix."""
        return [value for path, value in self.entries.items() if path.startswith(f"{prefix}/")]

    def until(self, shown: Callable[[], object], within: float = WITHIN) -> None:
        """Follows until something is shown, or fails."""
        until(shown, within, says=lambda: self.now, again=0.2, pause=self.follow)

    def follow(self, seconds: float) -> None:
        """Follows for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                name, message = self.socket.events.get(timeout=left)
            except Empty:
                return
            self._take(name, message)

    def say(self, command: dict[str, Any]) -> Any:
        """Sends a command and returns its answer."""
        return self.socket.do(command)

    def _take(self, name: str, message: Any) -> None:
        if name == "tick":
            self.here = max(self.here, message.get("here") or 0)
            self.took_part = message.get("took_part") or ""
        if self._known.misses(name, message):
            self._hello()
        self.seen.append(self.entries)

    def _hello(self) -> None:
        self._known.learn(self.socket.ask("hello", self._known.hello), self._fetch)
        self.seen.append(self.entries)

    def _fetch(self, path: str) -> Any:
        return json.loads(self._server.get(path, Cookie=self._cookie).text)
