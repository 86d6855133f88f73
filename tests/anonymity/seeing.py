"""The history of a rehearsal, taken apart: each thing seen, and where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.anonymity.canaries import Canaries, Search
from tests.anonymity.everything import Play
from tests.anonymity.overheard import Heard, History
from tests.anonymity.seats import BOOT
from tests.anonymity.sights import Sight
from workshop.pretend.client.known_view import KnownView


@dataclass(frozen=True)
class Sighting:
    """A canary of some kind, in some view, at some place, at some place of the history.

    `sealed` says that this view had been shown the seal by then, or that it never is and the seal
    was pressed.
    """

    kind: str
    view: str
    place: str
    at: int
    sealed: bool


@dataclass(frozen=True)
class Seen:
    """One state of a view that somebody was shown. `at` is its place in the history."""

    at: int
    view: str
    who: str
    entries: dict[str, Any]

    def under(self, prefix: str) -> dict[str, Any]:
        """The entries below a prefix."""
        return {path: one for path, one in self.entries.items() if path.startswith(prefix)}


def pieces(heard: Heard) -> Iterator[tuple[str, bytes]]:
    """Yields the pieces of something heard, each with the place at which it stands."""
    if heard.what.startswith("answer"):
        yield from _answer(json.loads(heard.body)[0])
    elif heard.what in {"change", "tick"}:
        yield from _message(json.loads(heard.body)[1])
    elif heard.what.startswith("page"):
        yield from _page(heard)
    else:
        yield "unknown", heard.body


def _answer(answer: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, value in answer.items():
        if name == "snapshot":
            yield from _message(value)
        else:
            yield f"answer.{name}", json.dumps(value).encode()


def _message(message: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, value in message.items():
        if name in {"entries", "set", "part"}:
            yield from _entries(value)
        else:
            yield f"message.{name}", json.dumps(value).encode()


def _entries(entries: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for path, value in entries.items():
        yield "paths", path.encode()
        yield from _values(pattern(path), value)


def _values(place: str, value: Any) -> Iterator[tuple[str, bytes]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _values(f"{place}.{name}", one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(place, one)
    else:
        yield place, str(value).encode()


def _page(heard: Heard) -> Iterator[tuple[str, bytes]]:
    headers, _, body = heard.body.partition(b"\n\n")
    for line in headers.splitlines():
        yield ("cookie" if line.startswith(b"Set-Cookie:") else "header"), line
    path = heard.what.split()[1].partition("?")[0]
    found = BOOT.search(body.decode("utf-8", "replace"))
    if path.endswith(".json") and "/state/" in path:
        yield from _message(json.loads(body))
    elif found:
        boot = json.loads(found[1])
        yield from _message(boot.pop("snapshot"))
        yield from ((f"boot.{name}", json.dumps(value).encode()) for name, value in boot.items())
        yield "page", BOOT.sub("", body.decode()).encode()
    else:
        yield next((kind for kind in ("summary", "draft") if f"/{kind}" in path), "page"), body


def pattern(path: str) -> str:
    """The kind of an entry's path."""
    head, slash, _ = path.partition("/")
    return f"{head}/*" if slash else head


def sightings(play: Play, canaries: Canaries) -> list[Sighting]:
    """Every canary that anybody was shown in a workshop."""
    search, history = Search(canaries.but()), play.house.history
    found: dict[bytes, set[str]] = {}
    seen, pressed, shown = [], history.at("seal"), _sealed(history)
    for at, heard in enumerate(history.heard):
        for place, body in pieces(heard):
            if body not in found:
                found[body] = {find.kind for find in search(body, place)}
            sealed = at >= shown.get(heard.who, pressed)
            seen += [Sighting(kind, heard.view, place, at, sealed) for kind in found[body]]
    return seen


def _sealed(history: History) -> dict[str, int]:
    """Where in the history each of those who are there was first shown that all is sealed.

    Sealing takes a moment: who asks for what is missing meanwhile is shown what there still is.
    """
    found: dict[str, int] = {}
    for seen in states(history):
        if seen.entries.get("now", {}).get("phase") == "sealed":
            found.setdefault(seen.who, seen.at)
    return found


def allows(row: Sight, one: Sighting, history: History) -> bool:
    """True if a row of the table lets something be seen."""
    begins = history.at(row.since) if row.since else 0
    ends = history.at(row.until) if row.until else len(history.heard)
    over = one.sealed if row.until == "seal" else one.at >= ends
    return one.view in row.views and one.place in row.places and begins <= one.at and not over


def when(at: int, history: History) -> str:
    """The last mark before a place in the history."""
    passed = [name for name, place in history.marks.items() if place <= at]
    return f"after “{passed[-1]}”" if passed else "at the beginning"


def states(history: History) -> Iterator[Seen]:
    """Every state that anybody was shown, by messages, by answers and by pages."""
    known: dict[str, KnownView] = {}
    for at, heard in enumerate(history.heard):
        seat = known.setdefault(heard.who, KnownView())
        if heard.what == "change":
            seat.take(json.loads(heard.body)[1])
            yield Seen(at, heard.view, heard.who, seat.entries)
        for snapshot in _snapshots(heard):
            yield Seen(at, heard.view, heard.who, snapshot["entries"])
            seat.adopt(snapshot)


def _snapshots(heard: Heard) -> Iterator[Any]:
    if heard.what.startswith("answer to hello"):
        snapshot = json.loads(heard.body)[0].get("snapshot")
        yield from [snapshot] if snapshot else []
    elif heard.what.startswith("page"):
        body = heard.body.partition(b"\n\n")[2]
        found = BOOT.search(body.decode("utf-8", "replace"))
        if found:
            yield json.loads(found[1])["snapshot"]
        elif "/state/" in heard.what:
            yield json.loads(body)
