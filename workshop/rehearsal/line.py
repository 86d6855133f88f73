"""The line of one pretend person to the server: a real socket, connected anew when it is lost."""

import json
import queue
from typing import Any
from urllib.request import ProxyHandler, build_opener

import msgspec
import socketio
from socketio import exceptions

from workshop.protocol.messages import Connect

NO_ANSWER = 4.0
"""Seconds after which a question counts as unanswered and the connection as dead."""
TO_CONNECT = 3.0
FINAL = {"no_such", "not_allowed", "malformed"}
HEARD = ("change", "tick")

Heard = tuple[str, Any]
"""The name of an event, and what it carries."""


class Line:
    """Speaks Socket.IO as a participant. What comes down is put into `heard`, in its order."""

    def __init__(self, url: str, workshop: str, secret: str) -> None:
        self.heard: queue.Queue[Heard] = queue.Queue()
        self.refused = ""
        """Why the server will not let this device in, now or later."""
        self._url = url
        hello = Connect(view="participant", workshop=workshop, secret=secret)
        self._auth = {
            name: value for name, value in msgspec.to_builtins(hello).items() if value is not None
        }
        self._client: Any = None

    @property
    def connected(self) -> bool:
        """Whether there is a connection, as far as this side knows."""
        return self._client is not None and bool(self._client.connected)

    def connect(self) -> bool:
        """Connects anew; whether that succeeded."""
        self.close()
        # Each connection is a client of its own: one that has failed keeps traces of it. And the
        # program that pretends is often the server itself, whose Ctrl+C must stay its own.
        client = socketio.Client(
            reconnection=False, handle_sigint=False, request_timeout=TO_CONNECT
        )
        for name in HEARD:
            client.on(name, self._hears(name))
        client.on("disconnect", lambda *_reason: self.wake())
        client.on("connect_error", self._note_refusal)
        self._client = client
        try:
            client.connect(
                self._url, auth=self._auth, transports=["websocket"], wait_timeout=TO_CONNECT
            )
        except (exceptions.SocketIOError, OSError):
            return False
        return True

    def ask(self, event: str, message: object) -> Any:
        """Sends a message and waits for its answer; None when none came, and the line is cut."""
        try:
            return self._client.call(event, msgspec.to_builtins(message), timeout=NO_ANSWER)
        except (exceptions.SocketIOError, OSError):
            self.close()
            return None

    def fetch(self, path: str) -> Any:
        """What a GET of a path gives, decoded."""
        # Pretend people are next to their server: a proxy of the environment is not meant.
        opener = build_opener(ProxyHandler({}))
        with opener.open(self._url + path, timeout=NO_ANSWER) as response:
            return json.load(response)

    def wake(self) -> None:
        """Ends a wait for something to be heard."""
        self.heard.put(("wake", None))

    def close(self) -> None:
        """Hangs up."""
        client, self._client = self._client, None
        if client is not None:
            client.shutdown()

    def _hears(self, name: str) -> Any:
        return lambda message: self.heard.put((name, message))

    def _note_refusal(self, why: Any = None) -> None:
        said = why.get("message", "") if isinstance(why, dict) else str(why)
        self.refused = said if said in FINAL else ""
