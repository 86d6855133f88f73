"""Follows a view by the rules of docs/protocol.md, as the browser does."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from workshop.protocol.entries import Now
from workshop.protocol.messages import Hello

Message = dict[str, Any]
T = TypeVar("T")


class ShownView:
    """The entries that one participant's screen shows, as typed values."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self.entries = entries

    @property
    def now(self) -> Now:
        """The entry that says where the workshop stands."""
        return msgspec.convert(self.entries["now"], Now)

    def get(self, path: str, kind: type[T]) -> T | None:
        """Returns an entry; None if the view does not show it."""
        found = self.entries.get(path)
        return None if found is None else msgspec.convert(found, kind)

    def many(self, prefix: str, kind: type[T]) -> Iterator[T]:
        """The entries below a prefix."""
        for path, value in self.entries.items():
            if path.startswith(f"{prefix}/"):
                yield msgspec.convert(value, kind)


class KnownView:
    """A view as far as it is known: at which epoch and rev, and what it shows."""

    def __init__(self) -> None:
        self.epoch = ""
        self.rev = -1
        self.entries: dict[str, Any] = {}

    @property
    def view(self) -> ShownView:
        """Returns the view as it is shown now."""
        return ShownView(self.entries)

    @property
    def hello(self) -> Hello:
        """Returns the question that asks for what is missing."""
        return Hello(epoch=self.epoch, rev=self.rev)

    def learn(self, answer: Message, fetch: Callable[[str], Message | None]) -> bool:
        """Adopts the snapshot of an answer to hello, fetched where the answer names its path.

        True if there was one.
        """
        path = answer.get("fetch")
        snapshot = fetch(path) if path else answer.get("snapshot")
        if snapshot:
            self.adopt(snapshot)
        return bool(snapshot)

    def misses(self, name: str, message: Any) -> bool:
        """Takes an event; True if something before it is missing and hello must be said."""
        if name == "tick":
            return self.is_behind(message)
        return name == "change" and not self.take(message)

    def adopt(self, snapshot: Message) -> None:
        """Starts from a snapshot, unless a newer change has overtaken it."""
        if snapshot["epoch"] == self.epoch and snapshot["rev"] <= self.rev:
            return
        self.epoch, self.rev = snapshot["epoch"], snapshot["rev"]
        self.entries = dict(snapshot["entries"])

    def take(self, change: Message) -> bool:
        """Applies a change; False when one before it is missing and hello must be said."""
        if change["epoch"] != self.epoch:
            return False
        if change["rev"] <= self.rev:
            return True
        if change["rev"] > self.rev + 1:
            return False
        self.entries = after(change, self.entries)
        self.rev = change["rev"]
        return True

    def is_behind(self, tick: Message) -> bool:
        """True if a tick shows that a change has not arrived."""
        return bool(tick["epoch"] != self.epoch or tick["rev"] > self.rev)


def after(change: Message, entries: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the entries that a change makes of those before it."""
    parts = {path: entries[path] | fields for path, fields in change.get("part", {}).items()}
    gone = set(change.get("gone", ()))
    made = {**entries, **change.get("set", {}), **parts}
    return {path: value for path, value in made.items() if path not in gone}


def said_with_undo(entries: dict[str, Any], act: str, to: str = "") -> list[Message]:
    """Returns what an act takes away, as a desk is shown it and says it with its command."""
    goes = entries["desk"]["goes"]
    return next((one["takes"] for one in goes if (one["act"], one["to"]) == (act, to)), [])
