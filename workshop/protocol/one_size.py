"""One size for all that a phone says, and one for each answer to it.

An eavesdropper on https sees how long each message is. So whatever stands in a packet, spaces
follow it, which JSON allows, until it has the one size. No size is left that tells of what was
said: a card or none, which answer, what became of it.
"""

import json

import msgspec

UP = 2048
"""Bytes of what goes up: the longest card fits, in any script, with its key and its number."""
DOWN = 256
"""Bytes of an answer, to a multiple of which longer ones are padded: what a view shows, which is
the same for all, and the rows that a device has, which have a size of their own."""
MESSAGE = "4"
"""Engine.io's own type, which stands before each packet of Socket.IO and counts."""


def padded(packet: str, size: int) -> str:
    """A packet of Socket.IO with spaces behind it: in UTF-8, and with its type before it, as long
    as `size` or a multiple of that."""
    long = len(MESSAGE) + (len(packet) if packet.isascii() else len(packet.encode()))
    return packet + " " * (-long % size)


def said(packet: str) -> str:
    """The packet without what it was padded with."""
    return packet.rstrip(" ")


def text_up(head: str, value: object) -> str:
    """All that a phone sends for a value, such as ["do", {...}], as a browser does it. `head` is
    Socket.IO's type, and the number under which an answer is wanted."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
    # Half an emoji goes up as an escape.
    whole = text.encode("utf-8", "backslashreplace").decode()
    return MESSAGE + padded(head + whole, UP)
