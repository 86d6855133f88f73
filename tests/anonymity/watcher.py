"""Somebody in the room who watches: who types, who sends, who taps, and every screen meanwhile.

They see each act as it is done and who does it, but not on the phone itself. They see all that
each view is told, the moment it is told. From both they pair people with what is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.anonymity.small_room import SmallRoom
from workshop.actions.answers import AtDesk
from workshop.protocol import commands
from workshop.views import VIEWS, Surroundings, entries

Views = dict[str, dict[str, Any]]
MOST = "all to whoever wrote most"
WAYS = ("as it came", "by number", "as it is shown", MOST)
Pair = tuple[str, int]


@dataclass(frozen=True)
class Moment:
    """The screens after an act. `who` is the person who acted, None for the desk."""

    who: int | None
    sends: bool
    rev: int
    views: Views


@dataclass
class Watcher:
    """Watches one room. Every act of the people goes through their hands, one by one."""

    room: SmallRoom
    moments: list[Moment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._note(None, sends=False)

    def does(self, who: int, command: commands.AnyCommand, key: bytes = b"") -> None:
        """A person acts, in a transaction of their own, and the watcher looks up."""
        self.room.commit([(self.room.people[who], key or self._key(), command)])
        self._note(who, sends=isinstance(command, commands.WriteCard))

    def desk(self, command: commands.AnyCommand) -> None:
        """The desk acts."""
        self.room.commit([(AtDesk(), self._key(), command)])
        self._note(None, sends=False)

    def goes(self, kind: str) -> None:
        """The desk goes to a stage."""
        self.room.goes(kind)
        self._note(None, sends=False)

    def _key(self) -> bytes:
        return self.room.chance.randbytes(16)

    def _note(self, who: int | None, *, sends: bool) -> None:
        room = self.room.read()
        views = {view: entries(view, room, Surroundings()) for view in VIEWS}
        self.moments.append(Moment(who, sends, self.room.file.rev, views))

    @property
    def now(self) -> Moment:
        """The moment that was seen last."""
        return self.moments[-1]

    def pairs(self, view: str, way: str) -> list[Pair]:
        """For each card in the order of its coming, whose it is taken for.

        What comes together is given to those who sent something since the last time: the first
        to the first, or all of it to whoever sent most.
        """
        seen: set[str] = set()
        writers: list[int] = []
        found: list[Pair] = []
        for moment in self.moments:
            if moment.sends and moment.who is not None:
                writers.append(moment.who)
            new = [text for text in texts(moment.views[view], way) if text not in seen]
            if new:
                found += zip(new, _taken(way, writers, len(new)), strict=False)
                seen.update(new)
                writers = []
        return found


def _taken(way: str, writers: list[int], count: int) -> list[int]:
    if way != MOST:
        return writers
    return [who for who, _ in Counter(writers).most_common(1)] * count


def texts(view: dict[str, Any], way: str) -> list[str]:
    """The words of the cards in a view, in the order of a way to look at them."""
    cards = {path: card for path, card in view.items() if path.startswith(("cards/", "review/"))}
    return [cards[path].happened for path in _paths(cards, view, way)]


def _paths(cards: dict[str, Any], view: dict[str, Any], way: str) -> Iterable[str]:
    if way == "by number":
        return sorted(cards, key=lambda path: (len(path), path))
    if way == "as it is shown" and "order" in view:
        shown = [f"cards/{n}" for n in view["order"].cards]
        return [*shown, *(path for path in cards if path not in shown)]
    return cards


def right(pairs: Sequence[Pair], authors: dict[str, int]) -> tuple[int, int]:
    """Counts the cards that were given to their author, and those that were shown."""
    return sum(authors[text] == who for text, who in pairs), len(pairs)


def releases(
    moments: Sequence[Moment], view: str, path: str, name: str
) -> Iterator[tuple[int, bool]]:
    """Returns how many people acted between two changes of a field that is shown, and whether the
    desk brought the change about. `path` is an entry's path, or what several begin with."""
    actors: set[int] = set()
    before = _values(moments[0].views[view], path, name)
    for moment in moments[1:]:
        if moment.who is not None:
            actors.add(moment.who)
        after = _values(moment.views[view], path, name)
        if after != before:
            yield len(actors), moment.who is None
            actors = set()
        before = after


def _values(view: dict[str, Any], prefix: str, name: str) -> dict[str, Any]:
    return {path: getattr(one, name) for path, one in view.items() if path.startswith(prefix)}
