"""Messages on the wire: reading what a browser sends, and one size for all that a phone says.

What does not fit a closed type is refused in words.

An eavesdropper on https sees how long each message is. So whatever stands in a packet, spaces
follow it, which JSON allows, until it has the one size. No size is left that tells of what was
said: a card or none, which answer, what became of it.
"""

import json
import re
from typing import Any, TypeVar

import msgspec

from workshop.protocol.messages import Beat, Connect, Do, Held, Hello, Mine, Refused

M = TypeVar("M", Connect, Hello, Do, Beat, Mine, Held)

LARGEST_NUMBER = 2**53
"""JavaScript counts exactly up to here, and SQLite's 64 bits hold it."""

UNKNOWN_FIELD = re.compile(r"^Object contains unknown field `(.*?)`(?: - at `.*`)?$", re.DOTALL)
MISSING_FIELD = re.compile(r"^Object missing required field `(.*?)`")
TOO_LONG_FAULT = re.compile(r"^Expected `str` of length <= (\d+) - at `\$\.command\.(\w+)`$")
FAULT_PLACE = re.compile(r" - at `(?:.*` in `)?\$\.?([^`]*)`$")


def read_message(raw: object, kind: type[M]) -> M | Refused:
    """A message of this kind, from JSON text or from the object that it stands for.

    An unknown field is refused with its name; a text beyond all limits as "field:limit".
    """
    try:
        message = _decode(raw, kind)
        _hold_to_wire(msgspec.to_builtins(message))
    except msgspec.ValidationError as error:
        return _refusal(str(error))
    except (msgspec.DecodeError, UnicodeError, OverflowError, RecursionError):
        return Refused(refused="malformed")
    return message


def _decode(raw: object, kind: type[M]) -> M:
    # Socket.IO hands over objects whose JSON it has parsed.
    if isinstance(raw, bytes | str):
        return msgspec.json.decode(raw, type=kind)
    return msgspec.convert(raw, type=kind)


def _hold_to_wire(value: Any) -> None:
    """Half a surrogate pair can't be stored or hashed, nor a number past 64 bits: no such rows."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise OverflowError
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            _hold_to_wire(part)


def _refusal(words: str) -> Refused:
    """msgspec has sentences, no codes; the tests show when another version words them anew."""
    if unknown := UNKNOWN_FIELD.match(words):
        return Refused(refused="unknown_field", about=unknown[1][:40])
    if long := TOO_LONG_FAULT.match(words):
        return Refused(refused="too_long", about=f"{long[2]}:{long[1]}")
    place = FAULT_PLACE.search(words)
    at = place[1] if place else ""
    if missing := MISSING_FIELD.match(words):
        at = f"{at}.{missing[1]}" if at else missing[1]
    return Refused(refused="malformed", about=at[:40])


UP_STEP_BYTES = 2048
"""Bytes of what goes up: the longest card fits, in any script, with its key and its number."""
DOWN_STEP_BYTES = 256
"""Bytes of an answer, to a multiple of which longer ones are padded: what a view shows, which is
the same for all, and the rows that a device has, which have a size of their own."""
TO_DESK = 4096
"""Bytes of a change that the desk is told, or a multiple: what beats have brought, or nothing."""
MESSAGE_TYPE = "4"
"""Engine.io's own type, which stands before each packet of Socket.IO and counts."""


def padded(packet: str, size: int) -> str:
    """A packet of Socket.IO with spaces behind it: in UTF-8, and with its type before it, as long
    as `size` or a multiple of that."""
    long = len(MESSAGE_TYPE) + (len(packet) if packet.isascii() else len(packet.encode()))
    return packet + " " * (-long % size)


def without_padding(packet: str) -> str:
    """The packet without what it was padded with."""
    return packet.rstrip(" ")


def text_up(head: str, value: object) -> str:
    """All that a phone sends for a value, such as ["do", {...}], as a browser does it. `head` is
    Socket.IO's type, and the number under which an answer is wanted."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
    # Half an emoji goes up as an escape.
    whole = text.encode("utf-8", "backslashreplace").decode()
    return MESSAGE_TYPE + padded(head + whole, UP_STEP_BYTES)
