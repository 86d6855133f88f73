"""JSON on the wire by msgspec: closed types and ready-made pieces are written as they are."""

import json
from typing import Any

import msgspec

HALF = "\\ud"
"""Begins the escape of half a surrogate pair, and of a whole one."""


class WireJson:
    """What Socket.IO takes for its `json` module."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """The JSON of a value, with what msgspec.Raw holds put in as it is."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        """The value of a text. Raises ValueError, which Socket.IO expects."""
        try:
            return msgspec.json.decode(text if HALF not in text.lower() else _whole(text))
        except (ValueError, RecursionError):
            raise ValueError("not JSON") from None


def _whole(text: str) -> bytes:
    """The JSON without halves of surrogate pairs, which a phone leaves when it cuts an emoji.

    Without them the rest is a card like any other; refused, it would be sent again for ever.
    """
    return json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "ignore")
