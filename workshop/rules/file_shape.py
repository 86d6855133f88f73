"""Checks values of a file against a closed type, and finds all faults at once, each with its place.

msgspec stops at the first fault; the checks here read the same types and bounds.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import fields

from workshop.rules.placed_faults import Place, PlacedFault
from workshop.rules.text import one_line

MOST_UNKNOWN_NAMED = 5
"""Of fields that nobody knows so many are named at each place; a file can be full of them."""
FIELD_NAME_CHARS = 60
"""Characters of the name of such a field that are said again."""
PlacedFaults = Iterator[PlacedFault]
Check = Callable[[Any, Place], PlacedFaults]
Narrowed = Mapping[type, Mapping[str, Any]]
"""For fields of which a type does not say enough for a file, what they may be."""


@dataclass(frozen=True)
class Before:
    """A check before the type's; a fault that it finds is told in place of all others."""

    check: Check


@dataclass(frozen=True)
class After:
    """A check of a value in which the type finds no fault."""

    check: Check


def must(fault: Callable[[Place], PlacedFault], holds: Callable[[str], bool]) -> Before:
    """A check that a value is a text of which something holds; else it has this fault."""

    def check(value: Any, place: Place) -> PlacedFaults:
        if not isinstance(value, str) or not holds(value):
            yield fault(place)

    return Before(check)


def matches(pattern: str) -> Callable[[str], bool]:
    """Returns what is true of texts that match a pattern from end to end."""
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


def check_of(type_: Any, narrowed: Narrowed) -> Check:
    """Returns the check of a type. It looks again and again at values, and once at the type."""
    type_, *marks = get_args(type_) if get_origin(type_) is Annotated else (type_,)
    bounds = next((mark for mark in marks if isinstance(mark, Meta)), Meta())
    before = [mark.check for mark in marks if isinstance(mark, Before)]
    after = [mark.check for mark in marks if isinstance(mark, After)]
    checks = [*before, _by_type(type_, bounds, narrowed), *after]
    return partial(_in_turn, checks) if before or after else checks[0]


def _by_type(type_: Any, bounds: Meta, narrowed: Narrowed) -> Check:
    kind = get_origin(type_) or type_
    if kind in {Union, UnionType}:
        return _one_or_none([one for one in get_args(type_) if one is not NoneType], narrowed)
    if kind is Literal:
        return partial(_one_of, get_args(type_))
    if kind in {list, tuple}:
        part = check_of(get_args(type_)[0], narrowed)
        return partial(_many, part, bounds.min_length or 0, bounds.max_length or 0)
    if issubclass(kind, Struct):
        return _record_of(kind, narrowed)
    return partial({str: _text, int: _number, bool: _flag}[kind], bounds)


def _one_or_none(types: list[Any], narrowed: Narrowed) -> Check:
    """Several types are structs that a field of theirs tells apart."""
    if len(types) == 1:
        check = check_of(types[0], narrowed)
        return lambda value, place: iter(()) if value is None else check(value, place)
    checks = {str(one.__struct_config__.tag): check_of(one, narrowed) for one in types}
    return partial(_by_tag, str(types[0].__struct_config__.tag_field), checks)


def _in_turn(checks: list[Check], value: Any, place: Place) -> PlacedFaults:
    """Asks each check only where those before it find nothing."""
    for check in checks:
        good = True
        for fault in check(value, place):
            good = False
            yield fault
        if not good:
            return


def _text(bounds: Meta, value: Any, place: Place) -> PlacedFaults:
    most = bounds.max_length
    if not isinstance(value, str):
        yield PlacedFault(place, "no_text")
        return
    if most is not None and len(value) > most:
        yield PlacedFault(place, "too_long", {"limit": most, "length": len(value)})
    elif bounds.min_length and not value.strip():
        yield PlacedFault(place, "empty")
    if bounds.pattern and not re.fullmatch(bounds.pattern, value):
        yield PlacedFault(place, "no_line")


def _number(bounds: Meta, value: Any, place: Place) -> PlacedFaults:
    least, most = int(bounds.ge or 0), int(bounds.le or 0)
    # In Python True is a number, too.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        yield PlacedFault(place, "no_number", {"least": least, "most": most})


def _flag(_bounds: Meta, value: Any, place: Place) -> PlacedFaults:
    if not isinstance(value, bool):
        yield PlacedFault(place, "no_flag")


def _one_of(known: tuple[str, ...], value: Any, place: Place) -> PlacedFaults:
    if not isinstance(value, str) or value not in known:
        names = ", ".join(f"“{one}”" for one in known)
        yield PlacedFault(place, "not_one_of", {"known": names})


def _many(part: Check, least: int, most: int, value: Any, place: Place) -> PlacedFaults:
    """Looks at the parts of a list where there are not too many."""
    if not isinstance(value, list):
        yield PlacedFault(place, "no_list")
    elif len(value) > most:
        yield PlacedFault(place, "too_many", {"limit": most, "length": len(value)})
    else:
        if len(value) < least:
            yield PlacedFault(place, "too_few", {"limit": least, "length": len(value)})
        for n, one in enumerate(value, 1):
            yield from part(one, (*place, n))


def _by_tag(field: str, checks: dict[str, Check], value: Any, place: Place) -> PlacedFaults:
    if not isinstance(value, dict):
        yield PlacedFault(place, "no_object")
    elif field not in value:
        yield PlacedFault((*place, field), "missing")
    elif not isinstance(value[field], str) or value[field] not in checks:
        yield from _one_of(tuple(checks), value[field], (*place, field))
    else:
        rest = {name: one for name, one in value.items() if name != field}
        yield from checks[value[field]](rest, place)


def _record_of(type_: type[Struct], narrowed: Narrowed) -> Check:
    mine, known = narrowed.get(type_, {}), {one.name: one for one in fields(type_)}
    order = mine if len(mine) == len(known) else known
    checks = {name: check_of(mine.get(name, known[name].type), narrowed) for name in order}
    return partial(_record, checks, {name for name in known if known[name].required})


def _record(checks: dict[str, Check], needed: set[str], value: Any, place: Place) -> PlacedFaults:
    if not isinstance(value, dict):
        yield PlacedFault(place, "no_object")
        return
    for name in [name for name in value if name not in checks][:MOST_UNKNOWN_NAMED]:
        yield PlacedFault((*place, one_line(name)[:FIELD_NAME_CHARS]), "unknown")
    for name, check in checks.items():
        if name in value:
            yield from check(value[name], (*place, name))
        elif name in needed:
            yield PlacedFault((*place, name), "missing")


def cleaned_value(value: Any, clean: Callable[[Any], Any]) -> Any:
    """Returns a value with everything in it cleaned that is neither list nor object; names of
    fields stay as they are."""
    if isinstance(value, list):
        return [cleaned_value(one, clean) for one in value]
    if isinstance(value, dict):
        return {name: cleaned_value(one, clean) for name, one in value.items()}
    return clean(value)
