"""JSON on the wire by msgspec: closed types and ready-made pieces are written as they are."""

from typing import Any

import msgspec


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
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            raise ValueError("not JSON") from None
