"""Writes the message types and the rules of the wire as a page for developers."""

import json
from collections.abc import Iterable
from typing import get_args

import msgspec
from msgspec.inspect import Field

from tools.generate import outline
from tools.generate.outline import Struct
from tools.generate.typescript import field_type
from tools.generate.wire_rules import WIRE_RULES
from workshop.protocol import messages

PROTOCOL_HEAD = """\
<!-- Written by `python -m tools.generate.protocol` from workshop/protocol; not by hand. -->
# The protocol between server and browser
"""


def protocol_document() -> str:
    """The text of docs/protocol.md."""
    parts = [
        PROTOCOL_HEAD,
        WIRE_RULES,
        _chapter("Messages up", outline.UP_TYPES),
        _chapter("Messages down", outline.DOWN_TYPES),
        _chapter("Answers", outline.ANSWER_TYPES),
        _codes(),
        _chapter("Commands of a participant", outline.PARTICIPANT_TYPES),
        _chapter("Commands of the desk that move the workshop", outline.STAGE_TYPES),
        _chapter("Other commands of the desk", outline.DESK_TYPES),
        _paths(),
        _chapter("Entries", outline.ENTRIES),
        _chapter("Parts of entries", outline.PART_TYPES),
    ]
    return "\n".join(parts)


def _chapter(title: str, structs: Iterable[Struct]) -> str:
    return f"## {title}\n\n" + "\n".join(_section(each) for each in structs)


def _section(struct: Struct) -> str:
    info, docs = outline.laid_out(struct), outline.field_docs(struct)
    name = f"`{info.tag}`" if info.tag else outline.name(struct)
    rows = [_row(struct, field, docs.get(field.name, "")) for field in info.fields]
    table = f"\n| field | type | |\n|---|---|---|\n{''.join(rows)}" if rows else ""
    return f"### {name}\n\n{outline.doc(struct)}\n{table}"


def _row(struct: Struct, field: Field, about: str) -> str:
    words = field_type(struct, field).replace("|", "\\|")
    default = "" if field.required else f"By default {_default(field)}."
    notes = " ".join(f"{about} {default}".split())
    return f"| {field.encode_name} | {words} | {notes} |\n"


def _default(field: Field) -> str:
    if field.default_factory is not msgspec.NODEFAULT:
        return json.dumps(field.default_factory())
    return "empty" if field.default == "" else json.dumps(field.default)


def _codes() -> str:
    codes = "".join(f"- `{code}`\n" for code in get_args(messages.RefusalCode))
    return f"## Refusal codes\n\n{codes}"


def _paths() -> str:
    views = messages.VIEW_NAMES
    head = f"| path | value | {' | '.join(views)} |\n|{'---|' * (2 + len(views))}\n"
    rows = [
        f"| `{each.path}` | {each.value} | {' | '.join(each.seen[view] for view in views)} |\n"
        for each in outline.paths()
    ]
    return f"## What each view shows\n\n{head}{''.join(rows)}"
