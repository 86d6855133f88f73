"""Handles, the names of things on a wire, and the keys by which their rows lie in the file.

A row's key is in every copy of the file: shown on a screen it would lead from the words to the row,
and from the row to the moment at which it came. So a screen calls a thing by its handle: the key,
encrypted as one block under a subkey of K. It is the same on every process and after a restart, and
nobody who has no K can tell which key it belongs to. Only here one is made of the other.
"""

import re
from typing import NewType

from workshop.protocol.base import Handle
from workshop.storage.keyring import Keys

RowKey = NewType("RowKey", str)
"""The key of a row in hexadecimal, as the state and the counts name it."""
NO_ROW = RowKey("")
HANDLE_DIGITS = 32
_WHOLE = re.compile(rf"[0-9a-f]{{{HANDLE_DIGITS}}}\Z")


def row_key(key: bytes) -> RowKey:
    """Returns a key as the state and the counts name it."""
    return RowKey(key.hex())


class Handles:
    """The handles of a workshop's rows."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def of(self, key: bytes) -> Handle:
        """Returns what a row is called on a wire."""
        return Handle(self._keys.call(key)) if key else Handle("")

    def named(self, key: RowKey) -> Handle:
        """Returns what a row is called on a wire, by its key in hexadecimal."""
        return self.of(bytes.fromhex(key))

    def item(self, item: str) -> str:
        """Returns what a count is called, with the handle of its lesson, if it is one of a lesson:
        "keep:" and 32 digits, or these alone."""
        key = item[-HANDLE_DIGITS:]
        return f"{item[:-HANDLE_DIGITS]}{self.named(RowKey(key))}" if _WHOLE.match(key) else item

    def key(self, handle: Handle) -> RowKey:
        """Returns the key of what a wire calls so, whether or not there is such a row."""
        return row_key(self.row(handle))

    def row(self, handle: Handle) -> bytes:
        """Returns the key of what a wire calls so, as bytes; b"" if this can't be a handle."""
        return self._keys.recall(bytes.fromhex(handle)) if _WHOLE.match(handle) else b""
