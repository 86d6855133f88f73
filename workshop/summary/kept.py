"""Reading the summaries that the library keeps, whichever version wrote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from workshop.storage.library import Sealed
from workshop.summary.summary import VERSION, Summary, read


@dataclass(frozen=True)
class Kept:
    """A summary, and the id of the workshop that it is of."""

    workshop: str
    summary: Summary


class _Versioned(msgspec.Struct):
    version: int


def is_newer(body: str) -> bool:
    """Whether only a newer version of this program can read it; a glance, without reading it."""
    return msgspec.json.decode(body, type=_Versioned).version > VERSION


def read_kept(sealed: Sealed) -> Summary | None:
    """The summary with its own id, which older versions did not write.

    None where only another version of this program can read it.
    """
    if is_newer(sealed.body):
        return None
    try:
        summary = read(sealed.body)
    except msgspec.ValidationError:
        return None
    return summary if summary.workshop else replace(summary, workshop=sealed.id)


def kept_of(sealed: Iterable[Sealed]) -> Iterator[Kept]:
    """What can be read of real workshops, in the same order.

    What pretend people have said binds nobody, and what a newer version wrote is passed over.
    """
    for one in sealed:
        summary = None if one.trial else read_kept(one)
        if summary is not None:
            yield Kept(one.id, summary)
