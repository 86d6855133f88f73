"""Reading the summaries that the library keeps, whichever version wrote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec.structs import replace

from workshop.protocol.summary import VERSION, Summary, read
from workshop.storage.library import Sealed


@dataclass(frozen=True)
class KeptSummary:
    """A summary, and the id of the workshop that it is of."""

    workshop: str
    summary: Summary


class _Versioned(msgspec.Struct):
    version: int


def unreadable(body: str) -> Literal["", "newer", "damaged"]:
    """Returns why a summary can't be read here, as far as a glance tells; "" where nothing speaks
    against it."""
    try:
        version = msgspec.json.decode(body, type=_Versioned).version
    except msgspec.DecodeError:
        return "damaged"
    return "newer" if version > VERSION else ""


def read_kept(sealed: Sealed) -> Summary | None:
    """The summary with its own id, which older versions did not write.

    None where only a newer version of this program can read it, or none can.
    """
    if unreadable(sealed.body):
        return None
    try:
        summary = read(sealed.body)
    except msgspec.ValidationError:
        return None
    return summary if summary.workshop else replace(summary, workshop=sealed.id)


def kept_of(sealed: Iterable[Sealed]) -> Iterator[KeptSummary]:
    """Returns the readable summaries of real workshops, in their given order.

    What pretend people have said binds nobody, and what can't be read is passed over.
    """
    for one in sealed:
        summary = None if one.trial else read_kept(one)
        if summary is not None:
            yield KeptSummary(one.id, summary)
