"""A command of each kind that the protocol has, filled in from its type alone, so that a new kind
is walked by the tests on the day it is written."""

import re
from typing import Any, get_args

import msgspec
from msgspec import inspect

from workshop.protocol import commands

TEXTS = ("x", "", "en", "0" * 16, "0" * 32)
"""Texts of which each pattern of the protocol takes one."""
KNOWN = {"day": "2099-01-01", "stage": "write", "title": "Renamed by a stranger"}
"""Fields whose text has to name something, or should be recognised where it must not be."""


def every_command(kinds: object) -> list[dict[str, Any]]:
    """Returns a command of each kind in a union, with the one that ends a workshop last."""
    made = [_filled(inspect.type_info(kind)) for kind in get_args(kinds)]
    for one in made:
        msgspec.convert(one, commands.AnyCommand)
    return sorted(made, key=lambda one: one["type"] == commands.Seal.__struct_config__.tag)


def _filled(kind: inspect.Type, name: str = "", nth: int = 0) -> Any:
    """Returns a value of a type; `nth` is its place in a list, whose choices may have to differ."""
    match kind:
        case inspect.StructType():
            fields = {one.encode_name: _filled(one.type, one.name, nth) for one in kind.fields}
            return {kind.tag_field: kind.tag, **fields} if kind.tag_field else fields
        case inspect.ListType() | inspect.VarTupleType():
            return [_filled(kind.item_type, nth=one) for one in range(kind.min_length or 1)]
        case inspect.DictType():
            return {_filled(kind.key_type): _filled(kind.value_type)}
        case inspect.UnionType():
            return _filled(kind.types[0], name, nth)
        case inspect.LiteralType():
            return kind.values[nth]
        case inspect.StrType():
            return _text(kind, name)
        case inspect.IntType():
            return kind.ge or 0
        case inspect.BoolType():
            return True
    raise AssertionError(f"say here how a test fills in {kind}")


def _text(kind: inspect.StrType, name: str) -> str:
    fits = [
        one
        for one in (KNOWN.get(name, "x"), *TEXTS)
        if len(one) >= (kind.min_length or 0) and re.search(kind.pattern or "", one)
    ]
    assert fits, f"say here a text that {name} takes: {kind.pattern}"
    return fits[0]
