"""A view's lasting connection to the server: a real socket, made anew when it is lost."""

import gzip
import http.client
import queue
import time
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import msgspec
import websocket

from workshop.pretend.client.connection import Connection, HeardEvent
from workshop.pretend.client.packets import NotLetIn
from workshop.protocol.messages import Connect, ViewName

NO_ANSWER_S = 10.0
"""Seconds after which a question or a command counts as unanswered, and its connection as dead: a
server on a busy machine may need a few."""
FINAL = {"no_such", "not_allowed", "malformed", "taken_back", "handed_over", "door_closed"}


class LastingConnection:
    """Speaks for one view. What comes down is put into `heard`, in its order.

    A participant gives the device's secret; the desk and the room's screen give the `ticket`
    of their page, and the `cookie` with which they fetch.
    """

    def __init__(
        self,
        url: str,
        workshop: str,
        secret: str = "",
        *,
        view: ViewName = "participant",
        ticket: str = "",
        cookie: str = "",
    ) -> None:
        self.heard: queue.Queue[HeardEvent] = queue.Queue()
        self.refused = ""
        """The reason why the server will not let this device in, now or later; "" if it does."""
        self.since = 0.0
        """When the connection was made, on the monotonic clock."""
        self.refusing_since: float | None = None
        """Since when every try met a machine on which nobody listens; None when one did not."""
        self._ended_at: float | None = None
        self._away: list[float] = []
        self._url = url.rstrip("/")
        hello = Connect(view=view, workshop=workshop, secret=secret or None, ticket=ticket or None)
        self._auth = {
            name: value for name, value in msgspec.to_builtins(hello).items() if value is not None
        }
        self._cookie = cookie
        self._connection: Connection | None = None
        self._carried = 0

    @property
    def connected(self) -> bool:
        """True if there is a connection, as far as this side knows."""
        connection = self._connection
        return connection is not None and connection.stands

    @property
    def carried(self) -> int:
        """Number of bytes that went over the socket so far, both ways, or were fetched."""
        connection = self._connection
        return self._carried + (connection.carried if connection else 0)

    @property
    def away(self) -> list[float]:
        """Seconds for which the connection was gone, each time it was lost, up to now."""
        connection = self._connection
        ended = connection.ended_at if connection and not connection.stands else self._ended_at
        return [*self._away, time.monotonic() - ended] if ended else [*self._away]

    def connect(self) -> bool:
        """Connects anew; whether that succeeded."""
        self.close()
        try:
            self._connection = Connection(self._url, self._auth, self.heard)
        except NotLetIn as why:
            self.refused = str(why) if str(why) in FINAL else ""
            return False
        except ConnectionRefusedError:
            self.refusing_since = self.refusing_since or time.monotonic()
            return False
        except (OSError, ValueError, websocket.WebSocketException):
            return False
        self._is_back()
        return True

    def ask(self, event: str, message: object) -> Any:
        """Sends a message and returns its answer; if none comes, cuts the connection: None."""
        connection = self._connection
        if connection is None:
            return None
        try:
            answer = self._exchange(connection, event, message)
        except (OSError, queue.Empty):
            answer = None
        if answer is None:
            self.close()
        elif event == "hello" and answer.get("ticket"):
            self._auth["ticket"] = answer["ticket"]
        return answer

    def fetch(self, path: str) -> Any:
        """Returns the decoded JSON of a path. Raises OSError and ValueError."""
        # Pretend people are next to their server: a proxy of the environment is not meant.
        opener = build_opener(ProxyHandler({}))
        headers = {"Accept-Encoding": "gzip"} | ({"Cookie": self._cookie} if self._cookie else {})
        with opener.open(Request(self._url + path, headers=headers), timeout=NO_ANSWER_S) as reply:
            try:
                body = reply.read()
            except http.client.HTTPException as broken:
                # The server ended in the middle of its answer.
                raise ConnectionError(str(broken)) from broken
            self._carried += len(body)
            packed = reply.headers["Content-Encoding"] == "gzip"
        return msgspec.json.decode(gzip.decompress(body) if packed else body)

    def _exchange(self, connection: Connection, event: str, message: object) -> Any:
        """The answer; None when the connection ends. Raises OSError, or Empty when none comes."""
        return connection.answer(connection.send(event, message), NO_ANSWER_S)

    def wake(self) -> None:
        """Ends a wait for something to be heard."""
        self.heard.put(("wake", None))

    def close(self) -> None:
        """Hangs up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._carried += connection.carried
            connection.cut()
            self._ended_at = connection.ended_at

    def _is_back(self) -> None:
        self.since = time.monotonic()
        if self._ended_at is not None:
            self._away.append(self.since - self._ended_at)
        self._ended_at = self.refusing_since = None
