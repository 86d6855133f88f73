"""JSON of a file that somebody hands on, read strictly, and in words what may be wrong in it."""

import json
from collections.abc import Mapping
from typing import Any, Literal, NoReturn

from workshop.rules.agenda import message as _

FileFaultCode = Literal[
    "no_json", "twice", "unknown", "missing", "no_text", "too_long", "no_language", "no_list",
    "too_few", "too_many", "no_object", "not_one_of",
]  # fmt: skip

FILE_SENTENCES: Mapping[str, str] = {
    "no_json": _("This is not valid JSON: it can’t be read past line {line}, column {column}."),
    "twice": _("“{name}” appears twice in the same place. Remove one of them."),
    "unknown": _("is not known here. Remove it."),
    "missing": _("is missing."),
    "no_text": _("must be text in quotation marks."),
    "too_long": _("must have at most {limit} characters, not {length}."),
    "no_language": _("must be a language tag, such as “en” or “pt-BR”."),
    "no_list": _("must be a list."),
    "too_few": _("must have at least {limit} entries, not {length}."),
    "too_many": _("must have at most {limit} entries, not {length}."),
    "no_object": _("must be an object in curly brackets."),
    "not_one_of": _("must be one of: {known}."),
}


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
