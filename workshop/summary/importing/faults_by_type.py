"""Makes checks of types, which tell all faults of a value from a file at once, each with its place.

msgspec stops at the first fault. These read the same types and bounds, and the checks beside them.
"""

import re
from collections.abc import Iterator
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import fields

from workshop.rules.text import one_line
from workshop.summary.importing.allowed_content import NARROWED, After, Before, Check
from workshop.summary.importing.import_faults import ImportFault, Place

TOLD = 5
"""Of fields that nobody knows so many are named at each place; a file can be full of them."""
NAME = 60
"""Characters of the name of such a field that are said again."""
Faults = Iterator[ImportFault]


def check_of(type_: Any) -> Check:
    """Returns the check of a type. It looks again and again at values, and once at the type."""
    type_, *marks = get_args(type_) if get_origin(type_) is Annotated else (type_,)
    bounds = next((mark for mark in marks if isinstance(mark, Meta)), Meta())
    before = [mark.check for mark in marks if isinstance(mark, Before)]
    after = [mark.check for mark in marks if isinstance(mark, After)]
    checks = [*before, _by_type(type_, bounds), *after]
    return partial(_in_turn, checks) if before or after else checks[0]


def _by_type(type_: Any, bounds: Meta) -> Check:
    kind = get_origin(type_) or type_
    if kind in {Union, UnionType}:
        (one,) = (one for one in get_args(type_) if one is not NoneType)
        check = check_of(one)
        return lambda value, place: iter(()) if value is None else check(value, place)
    if kind is Literal:
        return partial(_one_of, get_args(type_))
    if kind in {list, tuple}:
        part = check_of(get_args(type_)[0])
        return partial(_many, part, bounds.min_length or 0, bounds.max_length or 0)
    if issubclass(kind, Struct):
        return _record_of(kind)
    return partial({str: _text, int: _number, bool: _flag}[kind], bounds)


def _in_turn(checks: list[Check], value: Any, place: Place) -> Faults:
    """Asks each check only where those before it find nothing."""
    for check in checks:
        good = True
        for fault in check(value, place):
            good = False
            yield fault
        if not good:
            return


def _text(bounds: Meta, value: Any, place: Place) -> Faults:
    most = bounds.max_length
    if not isinstance(value, str):
        yield ImportFault(place, "no_text")
        return
    if most is not None and len(value) > most:
        yield ImportFault(place, "too_long", {"limit": most, "length": len(value)})
    elif bounds.min_length and not value.strip():
        yield ImportFault(place, "empty")
    if bounds.pattern and not re.fullmatch(bounds.pattern, value):
        yield ImportFault(place, "no_line")


def _number(bounds: Meta, value: Any, place: Place) -> Faults:
    least, most = int(bounds.ge or 0), int(bounds.le or 0)
    # In Python True is a number, too.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        yield ImportFault(place, "no_number", {"least": least, "most": most})


def _flag(_bounds: Meta, value: Any, place: Place) -> Faults:
    if not isinstance(value, bool):
        yield ImportFault(place, "no_flag")


def _one_of(known: tuple[str, ...], value: Any, place: Place) -> Faults:
    if not isinstance(value, str) or value not in known:
        names = ", ".join(f"“{one}”" for one in known)
        yield ImportFault(place, "not_one_of", {"known": names})


def _many(part: Check, least: int, most: int, value: Any, place: Place) -> Faults:
    """Looks at the parts of a list where there are not too many."""
    if not isinstance(value, list):
        yield ImportFault(place, "no_list")
    elif len(value) > most:
        yield ImportFault(place, "too_many", {"limit": most, "length": len(value)})
    else:
        if len(value) < least:
            yield ImportFault(place, "too_few", {"limit": least, "length": len(value)})
        for n, one in enumerate(value, 1):
            yield from part(one, (*place, n))


def _record_of(type_: type[Struct]) -> Check:
    narrowed, known = NARROWED.get(type_, {}), {one.name: one for one in fields(type_)}
    order = narrowed if len(narrowed) == len(known) else known
    checks = {name: check_of(narrowed.get(name, known[name].type)) for name in order}
    return partial(_record, checks, {name for name in known if known[name].required})


def _record(checks: dict[str, Check], needed: set[str], value: Any, place: Place) -> Faults:
    if not isinstance(value, dict):
        yield ImportFault(place, "no_object")
        return
    for name in [name for name in value if name not in checks][:TOLD]:
        yield ImportFault((*place, one_line(name)[:NAME]), "unknown")
    for name, check in checks.items():
        if name in value:
            yield from check(value[name], (*place, name))
        elif name in needed:
            yield ImportFault((*place, name), "missing")
