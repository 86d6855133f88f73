"""Taking in the JSON of a summary that another server has made.

It is read strictly: what is taken in here is kept beside what was sealed here, and every format has
to rely on it. msgspec stops at the first fault: the checks here read the same types and bounds, and
tell all faults at once, each with its place.
"""

import hashlib
import json
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import fields, replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.protocol.summary import VERSION, Summary, write
from workshop.rules.strict_json import Twice, strict_json
from workshop.rules.text import one_line
from workshop.storage.library import Sealed, day_of, keep_summary, summary_of
from workshop.storage.library_tables import OpenWorkshop
from workshop.storage.longest_times import bound_summaries
from workshop.storage.store import Store
from workshop.storage.threads import Pause
from workshop.summary.formats.letters import harmless, visible
from workshop.summary.importing.allowed_content import NARROWED, After, Before, Check
from workshop.summary.importing.import_faults import ImportFault, Place
from workshop.summary.kept_summaries import read_kept

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


SHAPE = check_of(Summary)
LARGEST = 1024 * 1024
"""Bytes of a file."""
MOST_FAULTS = 12
"""The most faults that are told at once; a person who has mended them sees the next."""
LONG_AGO = 0
"""The last moment at which phones could fetch an imported summary: on this server they never
could."""


@dataclass(frozen=True)
class Placed:
    """The outcome of an import, and under which id a summary of the workshop is here.

    "here" is one that was here already, the same; the last two were not taken.
    """

    id: str
    what: Literal["taken", "here", "open_here", "other_here"]


def read_file(sent: bytes, pause: Pause = lambda: None) -> Summary | list[ImportFault]:
    """Reads a file: the summary with every text cleaned, or what is wrong, each with its place."""
    if len(sent) > LARGEST:
        return [ImportFault((), "too_large", {"limit": LARGEST // 1024})]
    try:
        return _read(strict_json(sent.decode("utf-8-sig", "replace")), pause)
    except Twice as twice:
        return [ImportFault((), "twice", {"name": one_line(str(twice))[:NAME]})]
    except json.JSONDecodeError as error:
        if not error.doc[: error.pos].strip():  # it does not even begin as JSON
            return [ImportFault((), "other_file", {"ending": ".json"})]
        return [ImportFault((), "no_json", {"line": error.lineno, "column": error.colno})]
    except (RecursionError, ValueError):
        return [ImportFault((), "no_summary")]


def _read(given: Any, pause: Pause) -> Summary | list[ImportFault]:
    whole_fault = _as_a_whole(given)
    if whole_fault:
        return [whole_fault]
    cleaned = _cleaned(given, pause)
    faults = list(islice(SHAPE(cleaned, ()), MOST_FAULTS))
    if faults:
        return faults
    try:
        return msgspec.convert(cleaned, Summary)
    except msgspec.ValidationError:
        return [ImportFault((), "no_summary")]


def _as_a_whole(given: Any) -> ImportFault | None:
    """Returns why there is no use in looking closer, else None."""
    if not isinstance(given, dict) or not {"version", "title", "lessons"} <= given.keys():
        return ImportFault((), "no_summary")
    version = given["version"]
    if isinstance(version, int) and version > VERSION:
        return ImportFault((), "newer", {"version": str(version)[:12], "known": VERSION})
    if given.get("draft") is True:
        return ImportFault((), "draft")
    return ImportFault((), "trial") if given.get("trial") is True else None


def _cleaned(value: Any, pause: Pause) -> Any:
    """With all text made visible before its length is judged; names of fields stay as they are."""
    if isinstance(value, str):
        pause()
        return visible(value)
    if isinstance(value, list):
        return [_cleaned(one, pause) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(one, pause) for name, one in value.items()}
    return value


def take_in(store: Store, summary: Summary, team: str = "") -> Placed:
    """Keeps a summary that was read from a file; never in place of another. For the database
    thread.

    On a hosted server `team` is the id of the team that gets it; "" for the one it names.
    """
    id_ = summary.workshop or derived_id(summary)
    with store.library.begin() as session:
        if team and not _is_of(session, id_, team):
            # Also where nobody has it: whether another team does is not this one's business.
            id_ = derived_id(summary, team)
        # Also of one that was thrown away, or that is stored and in no list: the seal
        # takes an open workshop that has a summary for one whose data is still to be destroyed.
        if session.scalar(select(OpenWorkshop.id).where(OpenWorkshop.id == id_)) is not None:
            return Placed(id_, "open_here")
        if id_ in store.workshops.ids():
            return Placed(id_, "open_here")
        here = summary_of(session, id_)
        if here is not None:
            return Placed(id_, "here" if _same(here, summary) else "other_here")
        keep_summary(session, _sealed(id_, summary, team))
        today = day_of(store.settings.now())
        bound_summaries(session, today, store.settings.summary_days)
    return Placed(id_, "taken")


def _is_of(session: Session, id_: str, team: str) -> bool:
    open_ = session.scalar(select(OpenWorkshop.team).where(OpenWorkshop.id == id_))
    kept = summary_of(session, id_)
    return team in (open_, kept and kept.team_id)


def derived_id(summary: Summary, team: str = "") -> str:
    """The id of a summary that has none, as in older versions: the same content, the same id; on
    a hosted server an id for this team."""
    digest = hashlib.sha256(team.encode() + write(summary).encode()).digest()
    number, letters = int.from_bytes(digest, "big"), string.ascii_letters + string.digits
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(12))


def _same(here: Sealed, summary: Summary) -> bool:
    kept = read_kept(here)
    # Of a team that has its own copy, the file names the workshop that it comes from.
    named = summary.workshop or here.id
    return kept is not None and harmless(kept) == replace(summary, workshop=named)


def _sealed(id_: str, summary: Summary, team: str) -> Sealed:
    return Sealed(
        id=id_,
        team=one_line(summary.team),
        title=summary.title,
        date=summary.date,
        trial=False,
        open_until=LONG_AGO,
        body=write(summary),
        team_id=team,
    )
