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
from msgspec.structs import replace
from sqlalchemy import select

from workshop.protocol.summary import VERSION, Summary, write
from workshop.rules.strict_json import Twice, strict_json
from workshop.rules.text import one_line
from workshop.storage.library import Sealed, keep_summary, summary_of
from workshop.storage.library_tables import OpenWorkshop
from workshop.storage.store import Store
from workshop.storage.threads import Pause
from workshop.summary.formats.harmless import harmless, visible
from workshop.summary.importing.faults_by_type import NAME, check_of
from workshop.summary.importing.import_faults import ImportFault
from workshop.summary.kept_summaries import read_kept

SHAPE = check_of(Summary)
LARGEST = 1024 * 1024
"""Bytes of a file."""
MOST_FAULTS = 12
"""So many are told at once; who has mended those sees the next."""
LONG_AGO = 0
"""When phones could fetch it last: on this server they never could."""


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
    """Why there is no use in looking closer."""
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


def take_in(store: Store, summary: Summary) -> Placed:
    """Keeps a summary that was read from a file; never in place of another. For the database
    thread."""
    id_ = summary.workshop or derived_id(summary)
    with store.library.begin() as session:
        # Also of one that was thrown away, or that is stored and in no list: the seal
        # takes an open workshop that has a summary for one whose data is still to be destroyed.
        if session.scalar(select(OpenWorkshop.id).where(OpenWorkshop.id == id_)) is not None:
            return Placed(id_, "open_here")
        if id_ in store.workshops.ids():
            return Placed(id_, "open_here")
        here = summary_of(session, id_)
        if here is not None:
            return Placed(id_, "here" if _same(here, summary) else "other_here")
        keep_summary(session, _sealed(id_, summary))
    return Placed(id_, "taken")


def derived_id(summary: Summary) -> str:
    """The id of a summary that has none, as in older versions: the same content, the same id."""
    digest = hashlib.sha256(write(summary).encode()).digest()
    number, letters = int.from_bytes(digest, "big"), string.ascii_letters + string.digits
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(12))


def _same(here: Sealed, summary: Summary) -> bool:
    kept = read_kept(here)
    return kept is not None and harmless(kept) == replace(summary, workshop=here.id)


def _sealed(id_: str, summary: Summary) -> Sealed:
    return Sealed(
        id=id_,
        team=one_line(summary.team),
        title=summary.title,
        date=summary.date,
        trial=False,
        open_until=LONG_AGO,
        body=write(summary),
    )
