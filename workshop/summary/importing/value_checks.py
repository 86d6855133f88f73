"""What may stand where in a summary that comes as a file: one check for each kind of value.

A check gives all faults of a value with their places. Between them the checks hold what the type
Summary does not say, such as that a day is a day, and what the formats take for granted.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from workshop.protocol.base import LANGUAGE
from workshop.rules.text import one_line
from workshop.rules.times import is_day
from workshop.summary.importing.import_faults import ImportFault, Place

Check = Callable[[Any, Place], Iterator[ImportFault]]
ID = re.compile(r"[A-Za-z0-9]{12}", re.ASCII)
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
TOLD = 5
"""Of fields that nobody knows so many are named at each place; a file can be full of them."""
NAME = 60
"""Characters of the name of such a field that are said again."""


def text(limit: int, least: int = 0) -> Check:
    """A text of so many characters."""

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        if not isinstance(value, str):
            yield ImportFault(place, "no_text")
        elif len(value) > limit:
            yield ImportFault(place, "too_long", {"limit": limit, "length": len(value)})
        elif least and not value.strip():
            yield ImportFault(place, "empty")

    return check


def line(limit: int, least: int = 0) -> Check:
    """A text on one line."""
    is_text = text(limit, least)

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        yield from is_text(value, place)
        if isinstance(value, str) and "\n" in value:
            yield ImportFault(place, "no_line")

    return check


def whole(most: int, least: int = 0) -> Check:
    """A whole number."""

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        # In Python True is a number, too.
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield ImportFault(place, "no_number", {"least": least, "most": most})

    return check


def one_of(*known: str) -> Check:
    """One of these words."""

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        if not isinstance(value, str) or value not in known:
            names = ", ".join(f"“{one}”" for one in known)
            yield ImportFault(place, "not_one_of", {"known": names})

    return check


def flag(value: Any, place: Place) -> Iterator[ImportFault]:
    """True or false."""
    if not isinstance(value, bool):
        yield ImportFault(place, "no_flag")


def day(value: Any, place: Place) -> Iterator[ImportFault]:
    """A day of the calendar."""
    if not isinstance(value, str) or not is_day(value):
        yield ImportFault(place, "no_day")


def tag(value: Any, place: Place) -> Iterator[ImportFault]:
    """The tag of a language."""
    if not isinstance(value, str) or len(value) > LANGUAGE or not TAG.fullmatch(value):
        yield ImportFault(place, "no_language")


def id_(value: Any, place: Place) -> Iterator[ImportFault]:
    """The id of a workshop."""
    if not isinstance(value, str) or not ID.fullmatch(value):
        yield ImportFault(place, "no_id")


def or_empty(check: Check) -> Check:
    """Returns a check that also allows an empty text."""
    return lambda value, place: iter(()) if value == "" else check(value, place)


def or_null(check: Check) -> Check:
    """Returns a check that also allows null."""
    return lambda value, place: iter(()) if value is None else check(value, place)


def many(check: Check, most: int, least: int = 0) -> Check:
    """A list; its parts are looked at where there are not too many."""

    def checks(value: Any, place: Place) -> Iterator[ImportFault]:
        if not isinstance(value, list):
            yield ImportFault(place, "no_list")
        elif len(value) > most:
            yield ImportFault(place, "too_many", {"limit": most, "length": len(value)})
        else:
            if len(value) < least:
                yield ImportFault(place, "too_few", {"limit": least, "length": len(value)})
            for n, one in enumerate(value, 1):
                yield from check(one, (*place, n))

    return checks


def all_or_none(check: Check, length: int) -> Check:
    """A list that is empty or has exactly so many parts."""
    within = many(check, most=length)

    def checks(value: Any, place: Place) -> Iterator[ImportFault]:
        if isinstance(value, list) and len(value) not in {0, length}:
            yield ImportFault(place, "not_so_many", {"limit": length, "length": len(value)})
        else:
            yield from within(value, place)

    return checks


def record(type_: type[msgspec.Struct], /, **checks: Check) -> Check:
    """An object with the fields of this type; those with a default may be missing."""
    needed = [one.name for one in msgspec.structs.fields(type_) if one.required]

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        if not isinstance(value, dict):
            yield ImportFault(place, "no_object")
            return
        for name in [name for name in value if name not in checks][:TOLD]:
            yield ImportFault((*place, one_line(name)[:NAME]), "unknown")
        for name, inside in checks.items():
            if name in value:
                yield from inside(value[name], (*place, name))
            elif name in needed:
                yield ImportFault((*place, name), "missing")

    return check
