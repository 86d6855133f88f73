"""Reads what a browser sends into the closed types; what does not fit is refused in words."""

import re
from typing import Any, TypeVar

import msgspec

from workshop.protocol.messages import Connect, Do, Held, Hello, Mine, Refused

M = TypeVar("M", Connect, Hello, Do, Mine, Held)

LARGEST = 2**53
"""JavaScript counts exactly up to here, and SQLite's 64 bits hold it."""

UNKNOWN_FIELD = re.compile(r"^Object contains unknown field `(.*?)`(?: - at `.*`)?$", re.DOTALL)
MISSING_FIELD = re.compile(r"^Object missing required field `(.*?)`")
TOO_LONG = re.compile(r"^Expected `str` of length <= (\d+) - at `\$\.command\.(\w+)`$")
PLACE = re.compile(r" - at `(?:.*` in `)?\$\.?([^`]*)`$")


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
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise OverflowError
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            _hold_to_wire(part)


def _refusal(words: str) -> Refused:
    """msgspec has sentences, no codes; the tests show when another version words them anew."""
    if unknown := UNKNOWN_FIELD.match(words):
        return Refused(refused="unknown_field", about=unknown[1][:40])
    if long := TOO_LONG.match(words):
        return Refused(refused="too_long", about=f"{long[2]}:{long[1]}")
    place = PLACE.search(words)
    at = place[1] if place else ""
    if missing := MISSING_FIELD.match(words):
        at = f"{at}.{missing[1]}" if at else missing[1]
    return Refused(refused="malformed", about=at[:40])
