"""Commands as clients send them: under a key, with a number that stays the same with it."""

from secrets import token_hex
from typing import Any

from workshop.pretend.client.view_client import number_of


def numbered(command: dict[str, Any], key: str = "") -> dict[str, Any]:
    """Returns what goes up with `do`, or as one item of a beat."""
    key = key or token_hex(16)
    return {"key": key, "number": number_of(key), "command": command}
