"""Somebody in the room who watches people and screens pairs no better than chance.

Chance at a shuffled reveal is one right guess in a room, with a variance of one, whatever the
number of people. On the live wall a batch holds the cards of those who have just written, so that
the best guess is right for one of them.

They see each act as it is done and who does it, but not on the phone itself. They see all that
each view is told, the moment it is told. From both they pair people with what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied
from tests.anonymity.small_room import SmallRoom, SmallRooms, quick_folder
from tests.support.reading import to_read
from workshop.actions import wall
from workshop.actions.answers import AtDesk
from workshop.protocol import commands
from workshop.rules.votes import BARS_REST, group_size
from workshop.views import VIEWS, Surroundings, entries
from workshop.views.losses import takes

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


@dataclass(frozen=True)
class Runs:
    """The numbers of rooms that are watched: at a shuffled reveal or a vote, and at a live wall."""

    rooms: int
    walls: int


BY_DEFAULT, LONG = Runs(10, 8), Runs(100, 40)
PEOPLE = 8
ON_THE_WALL = 15
AT_MOST = 0.25
CONTROL, CONTROLS = 0.80, 4
ONE_EACH = range(1, 2)
LESSON = "lessons/"


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> Runs:
    """More of them with --long."""
    return LONG if request.config.getoption("--long") else BY_DEFAULT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for many small workshops."""
    with quick_folder(tmp_path_factory.mktemp("rooms")) as made:
        yield made


@pytest.fixture(scope="module")
def rooms(folder: Path) -> Iterator[SmallRooms]:
    """Workshops with a reveal."""
    (folder / "reveal").mkdir()
    made = SmallRooms(folder / "reveal")
    yield made
    made.close()


@pytest.fixture(scope="module")
def walls(folder: Path) -> Iterator[SmallRooms]:
    """Workshops with a live wall."""
    (folder / "wall").mkdir()
    made = SmallRooms(folder / "wall", live_wall=True, stages=["write"])
    yield made
    made.close()


def write(watcher: Watcher, each: range = ONE_EACH) -> dict[str, int]:
    """People write as it comes, and each is done after the last card. Gives whose each card is."""
    room, chance = watcher.room, watcher.room.chance
    number, authors = room.round, {}
    turns = [who for who in range(room.size) for _ in range(chance.choice(each))]
    left = Counter(turns)
    for who in chance.sample(turns, len(turns)):
        text, key = room.words(8, 200), chance.randbytes(16)
        watcher.does(who, commands.WriteCard(number, text), key)
        for command in to_read(watcher.room.read()):
            watcher.desk(command)  # at once: a desk that takes its time only hides more
        authors[text] = who
        left[who] -= 1
        if not left[who]:
            watcher.does(who, commands.NothingToAdd(number))
    return authors


Watched = Iterator[tuple[Watcher, dict[str, int]]]


def best(tallies: Tallies) -> float:
    """The share of right guesses of the best way to look at the best view."""
    return max(tally.share for tally in tallies.values())


def score(watchers: Watched, ways: Sequence[str] = WAYS) -> Tallies:
    """Right guesses of the cards shown, by view and way to look at it."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for watcher, authors in watchers:
        for view in VIEWS:
            for way in ways:
                good, all_ = right(watcher.pairs(view, way), authors)
                by_chance = all_ / watcher.room.size
                tallies[f"{view}, {way}"].add(good, all_, by_chance, by_chance)
    return tallies


def shuffled_reveals(rooms: SmallRooms, seeds: range) -> Watched:
    for seed in seeds:
        watcher = Watcher(rooms.play(seed, "write", PEOPLE))
        authors = write(watcher)
        watcher.goes("look_through")
        watcher.goes("reveal")
        yield watcher, authors


def at_reveals(rooms: SmallRooms, seeds: range) -> Tallies:
    tallies = score(shuffled_reveals(rooms, seeds), WAYS[:3])
    assert {tally.of for tally in tallies.values()} == {len(seeds) * PEOPLE}
    return tallies


def at_walls(walls: SmallRooms, each: range, seeds: range) -> Tallies:
    return score(live_walls(walls, each, seeds))


def live_walls(walls: SmallRooms, each: range, seeds: range) -> Watched:
    for seed in seeds:
        watcher = Watcher(walls.play(seed, "write", ON_THE_WALL))
        authors = write(watcher, each)
        watcher.goes("look_through")
        yield watcher, authors


def test_at_the_reveal_a_watcher_is_right_by_chance(rooms: SmallRooms, runs: Runs) -> None:
    assert beyond_chance(partial(at_reveals, rooms), range(runs.rooms)) == {}


def test_while_people_write_no_screen_changes(rooms: SmallRooms) -> None:
    watcher = Watcher(rooms.play(1, "write", PEOPLE))
    write(watcher)
    assert len(watcher.moments) > 2 * PEOPLE
    assert all(seen.views == watcher.moments[0].views for seen in watcher.moments)
    assert {seen.rev for seen in watcher.moments} == {watcher.moments[0].rev}


@pytest.mark.parametrize("each", [ONE_EACH, pytest.param(range(1, 3), marks=pytest.mark.long)])
def test_on_the_live_wall_a_watcher_is_right_a_quarter_of_the_time_at_most(
    each: range, walls: SmallRooms, runs: Runs
) -> None:
    tallies = tallied(partial(at_walls, walls, each), range(runs.walls))
    assert tallies["projector, by number"].of >= runs.walls * ON_THE_WALL
    assert best(tallies) <= AT_MOST


def test_a_wall_that_shows_each_card_at_once_gives_everybody_away(
    walls: SmallRooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall, "LIVE_BATCH", 1)
    monkeypatch.setattr(wall, "have_enough_written", lambda *_: True)
    monkeypatch.setattr(wall, "SHARE_OF_A_BATCH", 1)
    tallies = tallied(partial(at_walls, walls, ONE_EACH), range(CONTROLS))
    assert best(tallies) > CONTROL


def vote(watcher: Watcher) -> list[Counter[str]]:
    """Everybody votes, some move a vote meanwhile; then the desk ends the voting. Gives the votes
    as they stood at each moment that the watcher has seen."""
    room, chance = watcher.room, watcher.room.chance
    number, lessons = room.round, [one.id for one in room.read().lessons]
    turns = [*range(room.size), *chance.sample(range(room.size), room.size // 2)]
    placed: dict[int, str] = {}
    stood = [Counter[str]()]
    for who in chance.sample(turns, len(turns)):
        room.now += BARS_REST
        if who in placed:
            watcher.does(who, commands.Vote(number, placed.pop(who), 0))
            stood.append(Counter(placed.values()))
        placed[who] = chance.choice(lessons)
        watcher.does(who, commands.Vote(number, placed[who], 1))
        watcher.does(who, commands.DoneVoting(number))
        stood += [Counter(placed.values())] * 2
    said = takes(room.read(), "end_voting")
    watcher.desk(commands.EndVoting(turn=room.state.turn, said=said))
    return [*stood, stood[-1]]


def shown_votes(
    moments: Sequence[Moment], stood: Sequence[Counter[str]], view: str
) -> Iterator[tuple[int, bool]]:
    """Returns how many people acted between the moments as which the bars stand before and after
    they move, and whether the desk brought that about. The bars may show what stood earlier."""
    so_far, before = 0, Counter[str]()
    for now, moment in enumerate(moments):
        bars = {path: one.votes for path, one in moment.views[view].items() if LESSON in path}
        after = Counter({path.removeprefix(LESSON): votes or 0 for path, votes in bars.items()})
        if after != before:
            as_of = next(at for at in range(so_far, now + 1) if stood[at] == after)
            yield len({one.who for one in moments[so_far + 1 : as_of + 1]}), moment.who is None
            so_far, before = as_of, after


def test_no_release_of_votes_tells_of_fewer_ballots_than_a_group_has(
    rooms: SmallRooms, runs: Runs
) -> None:
    found: Counter[str] = Counter()
    for seed in range(runs.rooms):
        watcher = Watcher(rooms.play(seed, "vote", PEOPLE))
        stood = vote(watcher)
        for view in VIEWS:
            for ballots, by_desk in shown_votes(watcher.moments, stood, view):
                assert ballots >= group_size(PEOPLE)
                found["at the end" if by_desk else "before"] += 1
    assert min(found["before"], found["at the end"]) >= runs.rooms


def test_released_one_by_one_each_vote_is_seen(rooms: SmallRooms) -> None:
    room = rooms.play(1, "vote", PEOPLE)
    room.show_each_vote = True
    watcher = Watcher(room)
    vote(watcher)
    moved = releases(watcher.moments, "participant", "lessons/", "votes")
    assert [ballots for ballots, _ in moved].count(1) >= PEOPLE / 2


def test_been_there_moves_only_when_three_have_tapped_that_card(
    rooms: SmallRooms, runs: Runs
) -> None:
    moved, taps = 0, runs.rooms // 4
    for seed in range(taps):
        room = rooms.play(seed, "reveal", PEOPLE)
        chance, number, card = room.chance, room.round, f"{room.read().cards[0].n}"
        watcher = Watcher(room)
        for _ in range(4 * room.size):
            tap = commands.BeenThere(number, card, chance.random() < 0.7)
            watcher.does(chance.randrange(room.size), tap)
        for view in VIEWS:
            found = list(releases(watcher.moments, view, f"cards/{card}", "been_there"))
            assert all(people >= 3 for people, _ in found)
            moved += len(found)
    assert moved > taps
