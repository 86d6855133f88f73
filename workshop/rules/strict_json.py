"""JSON of a file that somebody hands on, read strictly."""

import json
from typing import Any, NoReturn


class Twice(ValueError):
    """A name that stands twice in one object: which of the two was meant?"""


def strict_json(text: str) -> Any:
    """Returns the value of a JSON text.

    Raises Twice with the name, json.JSONDecodeError with its place, and ValueError or
    RecursionError for what no program would write.
    """
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Twice(name)
        found[name] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
