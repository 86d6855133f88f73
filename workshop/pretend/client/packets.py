"""The packets of the protocol as text frames, and how a connection is greeted: no socket in here.

See https://socket.io/docs/v4/socket-io-protocol/ and .../engine-io-protocol/. Everything in Python
that speaks to a server as a client says and reads its packets by this module: pretend people, the
bench and the tests.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec

from workshop.protocol.wire import text_up

SOCKET_PATH = "/socket.io/?EIO=4&transport=websocket"
"""The address at which a server lets websockets in."""
PING_PACKET, PONG_PACKET = "2", "3"
_ADMITTED, _REFUSED, _EVENT, _ANSWER = b"40", b"44", b"42", b"43"


class NotLetIn(Exception):
    """The server refuses the connection; the message is its code."""


class AsksAgain(NotLetIn):
    """The server cannot let the view in just now."""


@dataclass(frozen=True)
class EventPacket:
    """An event of the server: a name such as "change", and what it carries."""

    name: str
    value: Any


@dataclass(frozen=True)
class AnswerPacket:
    """The answer to the question of a number."""

    number: int
    value: Any


def address(url: str, auth: object = None) -> str:
    """Returns where the websocket of a server is, from the server's http address.

    It names the workshop of what a view will connect with: a proxy before several processes sends
    a socket to the process that has the workshop's pages. The server does not read it.
    """
    workshop = auth.get("workshop") if isinstance(auth, dict) else None
    named = f"&{urlencode({'w': workshop})}" if isinstance(workshop, str) else ""
    return url.rstrip("/").replace("http", "ws", 1) + SOCKET_PATH + named


def connect_frame(auth: object) -> str:
    """Returns the frame by which a view asks to be let in."""
    return text_up("0", auth)


def question(number: int, event: str, message: object) -> str:
    """Returns the frame of an event that wants an answer."""
    return text_up(f"2{number}", [event, message])


def is_admitted(frame: bytes | str) -> bool:
    """True if the frame lets the view in, False if it says something else. Raises NotLetIn, or
    AsksAgain where it may come again."""
    data = _bytes(frame)
    if data.startswith(_REFUSED):
        raise _refusal(msgspec.json.decode(data[2:]))
    return data.startswith(_ADMITTED)


def read_frame(frame: bytes | str) -> EventPacket | AnswerPacket | None:
    """Returns what the frame says; None for pings and all else that is neither of the two."""
    data = _bytes(frame)
    if data.startswith(_EVENT):
        return EventPacket(*msgspec.json.decode(data[2:]))
    if data.startswith(_ANSWER):
        at = data.index(b"[")
        return AnswerPacket(int(data[2:at]), msgspec.json.decode(data[at:])[0])
    return None


def _refusal(said: dict[str, Any]) -> NotLetIn:
    why = str(said["message"])
    return AsksAgain(why) if why in {"retry", "many"} else NotLetIn(why)


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
