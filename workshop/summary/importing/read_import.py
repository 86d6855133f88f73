"""Taking in the JSON of a summary that another server has made.

It is read strictly: what is taken in here is kept beside what was sealed here, and every format has
to rely on it.
"""

import hashlib
import json
import string
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.protocol.summary import SUMMARY_VERSION, Summary, written_summary
from workshop.rules.file_shape import FIELD_NAME_CHARS, check_of, cleaned_value
from workshop.rules.strict_json import Twice, strict_json
from workshop.rules.text import one_line, visible
from workshop.storage.library import Sealed, day_of, keep_summary, summary_of
from workshop.storage.library_tables import OpenWorkshop
from workshop.storage.longest_times import bound_summaries
from workshop.storage.store import Store
from workshop.storage.threads import Halt
from workshop.summary.formats.script import harmless
from workshop.summary.importing.allowed_content import SUMMARY_NARROWED
from workshop.summary.importing.import_faults import ImportFault, import_fault
from workshop.summary.kept_summaries import read_kept

SHAPE = check_of(Summary, SUMMARY_NARROWED)
LARGEST_IMPORT_BYTES = 1024 * 1024
"""Bytes of a file."""
MOST_IMPORT_FAULTS = 12
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


def read_summary_file(sent: bytes, pause: Halt = lambda: None) -> Summary | list[ImportFault]:
    """Reads a file: the summary with every text cleaned, or what is wrong, each with its place."""
    if len(sent) > LARGEST_IMPORT_BYTES:
        return [ImportFault((), "too_large", {"limit": LARGEST_IMPORT_BYTES // 1024})]
    try:
        return _read(strict_json(sent.decode("utf-8-sig", "replace")), pause)
    except Twice as twice:
        return [ImportFault((), "twice", {"name": one_line(str(twice))[:FIELD_NAME_CHARS]})]
    except json.JSONDecodeError as error:
        if not error.doc[: error.pos].strip():  # it does not even begin as JSON
            return [ImportFault((), "other_file", {"ending": ".json"})]
        return [ImportFault((), "no_json", {"line": error.lineno, "column": error.colno})]
    except (RecursionError, ValueError):
        return [ImportFault((), "no_summary")]


def _read(given: Any, pause: Halt) -> Summary | list[ImportFault]:
    whole_fault = _as_a_whole(given)
    if whole_fault:
        return [whole_fault]
    clean = _cleaned(given, pause)
    faults = list(islice(SHAPE(clean, ()), MOST_IMPORT_FAULTS))
    if faults:
        return [import_fault(one) for one in faults]
    try:
        return msgspec.convert(clean, Summary)
    except msgspec.ValidationError:
        return [ImportFault((), "no_summary")]


def _as_a_whole(given: Any) -> ImportFault | None:
    """Returns why there is no use in looking closer, else None."""
    if not isinstance(given, dict) or not {"version", "title", "lessons"} <= given.keys():
        return ImportFault((), "no_summary")
    version = given["version"]
    if isinstance(version, int) and version > SUMMARY_VERSION:
        return ImportFault((), "newer", {"version": str(version)[:12], "known": SUMMARY_VERSION})
    if given.get("draft") is True:
        return ImportFault((), "draft")
    return ImportFault((), "trial") if given.get("trial") is True else None


def _cleaned(given: Any, pause: Halt) -> Any:
    """With all text made visible before its length is judged."""

    def clean(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pause()
        return visible(value)

    return cleaned_value(given, clean)


def take_in(store: Store, summary: Summary, team: str = "") -> Placed:
    """Keeps a summary that was read from a file; never in place of another. For the database
    thread.

    On a hosted server `team` is the id of the team that gets it; "" for the one it names.
    """
    id_ = summary.workshop
    with store.library.begin() as session:
        if team and not _is_of(session, id_, team):
            # Also where nobody has it: whether another team does is not this one's business.
            id_ = _id_for(summary, team)
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


def _id_for(summary: Summary, team: str) -> str:
    """The id of a team's own copy of a summary that came from elsewhere: the same content, the same
    id."""
    digest = hashlib.sha256(team.encode() + written_summary(summary).encode()).digest()
    number, letters = int.from_bytes(digest, "big"), string.ascii_letters + string.digits
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(12))


def _same(here: Sealed, summary: Summary) -> bool:
    kept = read_kept(here)
    return kept is not None and harmless(kept) == summary


def _sealed(id_: str, summary: Summary, team: str) -> Sealed:
    return Sealed(
        id=id_,
        team=one_line(summary.team),
        title=summary.title,
        date=summary.date,
        trial=False,
        open_until=LONG_AGO,
        body=written_summary(summary),
        team_id=team,
    )
