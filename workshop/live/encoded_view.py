"""A view as it is sent: encoded once, and the changes from one encoding to the next."""

import gzip
from dataclasses import dataclass, field
from functools import cached_property

import msgspec
from msgspec.structs import replace

from workshop.protocol.messages import Change, Snapshot

_FIELDS = dict[str, msgspec.Raw]
FETCH_OVER = 8 * 1024
"""Bytes from which on a snapshot is fetched, compressed, instead of sent on the socket."""


def tag_of(epoch: str) -> str:
    """Returns the tag of the process that has made a picture of this epoch."""
    return epoch.rpartition(".")[2]


@dataclass(frozen=True)
class EncodedView:
    """A view at one rev; `entries` are encoded."""

    epoch: str
    rev: int
    entries: dict[str, bytes] = field(repr=False)

    @cached_property
    def size(self) -> int:
        """About how many bytes a snapshot has."""
        return sum(len(path) + len(value) + 4 for path, value in self.entries.items())

    def snapshot(self, now: float) -> bytes:
        """The encoded Snapshot."""
        raw = {path: msgspec.Raw(value) for path, value in self.entries.items()}
        return msgspec.json.encode(Snapshot(epoch=self.epoch, rev=self.rev, time=now, entries=raw))

    def compressed(self, now: float) -> bytes:
        """The gzipped Snapshot, made once; its `time` is that of the first call."""
        if "_gzip" not in self.__dict__:
            self.__dict__["_gzip"] = gzip.compress(self.snapshot(now), 6, mtime=0)
        packed: bytes = self.__dict__["_gzip"]
        return packed


def change(old: EncodedView, new: EncodedView) -> Change:
    """Returns the change that turns the old encoding into the new one."""
    made = Change(epoch=new.epoch, rev=new.rev, set={}, part={})
    for path, value in new.entries.items():
        before = old.entries.get(path)
        if before == value:
            continue
        fields = _fields_that_differ(before, value) if before else None
        if fields is None:
            made.set[path] = msgspec.Raw(value)
        else:
            made.part[path] = fields
    return replace(made, gone=[path for path in old.entries if path not in new.entries])


def _fields_that_differ(before: bytes, after: bytes) -> dict[str, msgspec.Raw] | None:
    """Returns the fields of an entry that have changed; None if it has others now."""
    old, new = (msgspec.json.decode(one, type=_FIELDS) for one in (before, after))
    if old.keys() != new.keys():
        return None
    return {name: value for name, value in new.items() if bytes(old[name]) != bytes(value)}
