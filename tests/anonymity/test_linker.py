"""The file, K, and the list of who acted when: together they tell no more than chance.

Chance is one right guess in a workshop, whatever the number of people: that is how many places a
shuffled row of people keeps, and its variance is one too.

While a vote is open its file holds what was released beside what is counted: which votes came
last. That one column, and the sizes that hang on it, are left out until the vote has ended. And
whoever has two copies of a file from different moments sees what came between. docs/anonymity.md
says so.

Kept so that the linker is known to be able to succeed. Each takes the people's texts in the order
in which they were written, and returns the file as it lies there.
"""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.anonymity.canaries import Canaries, search
from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied
from tests.anonymity.linker import Loot, Target, matches
from tests.anonymity.pages import Cell, Pages
from tests.anonymity.small_room import SmallRoom, SmallRooms, quick_folder
from workshop.protocol import commands
from workshop.rules.thresholds import TOOK_PART
from workshop.rules.votes import GROUP
from workshop.storage import counts
from workshop.storage.handles import Handles
from workshop.storage.keyring import Keys

PEOPLE = 8
PADDED = 96
FAR = 2080
"""Bytes of a body that does not fit beside others on a page."""
K = Keys(b"weak")
Row = tuple[bytes, bytes]
Fill = Callable[[sqlite3.Connection, list[Row], random.Random], None]


@dataclass(frozen=True)
class Weak:
    """A weak way to keep cards, and the tricks that must see through it."""

    fill: Fill
    tricks: tuple[str, ...]
    size: int = PADDED
    """Bytes to which each body is padded; 0 for none."""


def _written(connection: sqlite3.Connection, rows: list[Row], sql: str) -> None:
    """Each row in a transaction of its own, in a table `card` made by this SQL."""
    connection.execute(sql)
    for row in rows:
        connection.execute("INSERT INTO card (key, body) VALUES (?, ?)", row)


def _ordinary(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, rows, "CREATE TABLE card (key BLOB PRIMARY KEY, body BLOB)")
    connection.execute("VACUUM")


PLAIN = "CREATE TABLE card (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID"


def _not_rewritten(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, rows, PLAIN)


def _numbered(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    connection.execute("CREATE TABLE card (n INTEGER PRIMARY KEY, key, body) WITHOUT ROWID")
    connection.executemany("INSERT INTO card VALUES (?, ?, ?)", enumerate_rows(rows))


def _by_show(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    connection.execute("CREATE TABLE card (n INTEGER PRIMARY KEY, key, body) WITHOUT ROWID")
    places = sorted(range(1, PEOPLE + 1), key=lambda n: K.mark("order", n))
    numbered = sorted((n, *row) for n, row in zip(places, rows, strict=True))
    connection.executemany("INSERT INTO card VALUES (?, ?, ?)", numbered)


def _timed(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    columns = "key BLOB PRIMARY KEY, body BLOB, round INTEGER, at REAL"
    connection.execute(f"CREATE TABLE card ({columns}) WITHOUT ROWID")
    timed = sorted((key, body, 3, 1.78e9 + 7.5 * i) for i, (key, body) in enumerate(rows))
    connection.executemany("INSERT INTO card VALUES (?, ?, ?, ?)", timed)


def _sorted(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, sorted(rows), PLAIN)


def _moved(connection: sqlite3.Connection, rows: list[Row], chance: random.Random) -> None:
    """A reveal that shuffles, in a file that overwrites nothing and is not written anew."""
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE waiting (body BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.execute(PLAIN)
    for _, body in rows:
        connection.execute("INSERT INTO waiting VALUES (?)", (body,))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO card VALUES (?, ?)", chance.sample(rows, len(rows)))
    connection.execute("DELETE FROM waiting WHERE body NOTNULL")
    connection.execute("COMMIT")


def _ahead(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    """Everything right, but with a write-ahead log."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    _written(connection, rows, PLAIN)


def _counted(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    """Taps: nothing but a number for each thing that was tapped, made by the first tap."""
    connection.execute("CREATE TABLE card (key BLOB PRIMARY KEY, total INTEGER) WITHOUT ROWID")
    for key, _ in rows:
        connection.execute("INSERT INTO card VALUES (?, 1)", (key,))


def enumerate_rows(rows: list[Row]) -> list[tuple[int, bytes, bytes]]:
    """The rows with the number of their arrival."""
    return [(n, *row) for n, row in enumerate(rows, 1)]


WEAK = {
    "an ordinary table, vacuumed in place": Weak(_ordinary, ("rowid", "all together")),
    "no rowid, but never written anew": Weak(
        _not_rewritten, ("page and offset", "offset", "all together")
    ),
    "bodies on pages of their own": Weak(_not_rewritten, ("overflow pages", "all together"), FAR),
    "taps that are counted when they come": Weak(_counted, ("page and offset", "all together")),
    "numbered as they came": Weak(_numbered, ("key order", "pointer", "column 0")),
    "shown as they came": Weak(_by_show, ("shown order",)),
    "with a time": Weak(_timed, ("column 3",)),
    "as long as they are": Weak(_sorted, ("size",), 0),
    "moved and not overwritten": Weak(_moved, ("residue", "all together")),
    "with a write-ahead log": Weak(_ahead, ("journal", "all together")),
}


def leave(weak: Weak, seed: int, folder: Path) -> tuple[Loot, Target]:
    """Returns the attacker's loot, and who truly wrote which row."""
    chance = random.Random(seed)
    lengths = chance.sample(range(20, 90), PEOPLE)
    bodies = [chance.randbytes(length).ljust(weak.size, b" ") for length in lengths]
    rows = [(chance.randbytes(16), body) for body in bodies]
    path = folder / f"{seed}.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        weak.fill(connection, rows, chance)
        log = path.with_name(f"{path.name}-wal")
        film = log.read_bytes() if log.exists() else b""
        connection.execute("PRAGMA wal_checkpoint")
        loot = Loot(Pages(path.read_bytes()), film, K)
    path.unlink()
    truth = {key: i for i, (key, _) in enumerate(rows)}
    return loot, Target("card", truth, lengths, key=lambda cell: _key(cell.values))


def _key(values: tuple[object, ...]) -> bytes:
    return next(value for value in values if isinstance(value, bytes) and len(value) == 16)


SEEDS, LONG = 20, 2000
"""Workshops of each kind: by default, and with --long. 2,000 take two minutes of a processor."""
FIRST = 2001
"""From which on the default run need not play anything once more."""
WEAK_SEEDS = 40
ALMOST_ALL = 0.97
WAITS = ("column 3", "size")
"""Of a tally: what was released of it."""
Found = Iterator[tuple[str, Loot, Target]]
Play = Callable[[SmallRooms, int], Found]


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallRooms]:
    """Small workshops, one after the other."""
    with quick_folder(tmp_path_factory.mktemp("rooms")) as folder:
        made = SmallRooms(folder)
        yield made
        made.close()


def until_the_reveal(rooms: SmallRooms, seed: int) -> Found:
    """K is not to be had. The server is killed in the reveal, before it writes the file anew."""
    room = rooms.play(seed, "write")
    yield from writing(room)
    room.goes("reveal", pays=False)
    room.starts_again()
    yield "a revealed card", room.loot(with_k=True), room.revealed()


def writing(room: SmallRoom) -> Found:
    number = room.round
    room.write()
    room.adds_nothing()
    loot = room.loot(with_k=False)
    yield "a card that waits", loot, room.waiting()
    yield "having taken part", loot, room.marks(number, TOOK_PART)
    yield "a card's slot", loot, room.marks(number, "card", 1)


def after_the_reveal(rooms: SmallRooms, seed: int) -> Found:
    """With K, in each stage that collects, as it stands when everybody has acted."""
    yield from tapping(rooms.play(seed, "reveal"))
    yield from asking(rooms.play(seed, "ask_how"))
    yield from answers_shown(rooms.play(seed, "ask_how"))
    yield from adding(rooms.play(seed, "lessons"))
    yield from voting(rooms.play(seed, "vote"))
    yield from answering(rooms.play(seed, "finish"))


def tapping(room: SmallRoom) -> Found:
    number, cards = room.round, room.mixed([str(card.n) for card in room.read().cards])
    room.each(*(commands.BeenThere(number, card, on=True) for card in cards))
    yield "a tap", room.loot(with_k=True), room.taken(*((f"been_there:{card}",) for card in cards))


def asking(room: SmallRoom) -> Found:
    room.is_asked()
    loot = room.loot(with_k=True)
    yield "an answer about a card, that waits", loot, room.answered()
    yield "having answered", loot, room.marks(room.round, TOOK_PART)
    yield "an answer's slot", loot, room.marks(room.round, "card", 1)


def answers_shown(room: SmallRoom) -> Found:
    """The server is killed before it writes the file anew."""
    room.is_asked()
    room.reads_answers()
    room.shows_answers(pays=False)
    room.starts_again()
    yield "an answer on show", room.loot(with_k=True), room.answers_on_show()


def adding(room: SmallRoom) -> Found:
    room.adds()
    yield "a lesson", room.loot(with_k=True), room.added()


def voting(room: SmallRoom) -> Found:
    number, lessons = room.round, room.mixed([one.id for one in room.read().lessons])
    room.each(*(commands.Vote(number, one, room.chance.choice((1, 2))) for one in lessons))
    loot = room.loot(with_k=True)
    keys = [Handles(room.file.keys).key(one) for one in lessons]
    yield "a vote", loot, room.taken(*((f"vote:{key}", 1) for key in keys))
    yield "a ballot's mark", loot, room.marks(number, "budget", 1)
    yield "a group's mark", loot, grouped(room, number, loot)


def grouped(room: SmallRoom, number: int, loot: Loot) -> Target:
    """The marks that say in which group somebody's first vote was placed: of the first or the
    second one."""
    first, second = (room.marks(number, GROUP, group, 1) for group in (1, 2))
    there = {first.key(cell) for cell in loot.pages.tables["mark"]}
    marks = {**first.truth, **second.truth}
    return Target("mark", {mark: who for mark, who in marks.items() if mark in there})


def answering(room: SmallRoom) -> Found:
    number, choices = room.round, room.mixed(["yes", "partly", "no"])
    room.each(*(commands.Answer(number, "worth", choice) for choice in choices))
    yield "an answer", room.loot(with_k=True), room.taken(*(("worth", one) for one in choices))


LAID = {
    "write": writing,
    "reveal": tapping,
    "ask_how": asking,
    "lessons": adding,
    "vote": voting,
    "finish": answering,
}


def linked(play: Play, rooms: SmallRooms, seeds: range) -> Tallies:
    """For each kind of thing and each trick, how often it was right."""
    scores: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        for what, loot, target in play(rooms, seed):
            for trick, right in matches(loot, target, random.Random(seed)).items():
                scores[f"{what}: {trick}"].add(right, len(target.truth), 1, 1)
    assert len(scores) > 20
    return scores


@pytest.mark.parametrize("play", [until_the_reveal, after_the_reveal])
def test_no_trick_links_a_row_to_a_person(
    play: Play, rooms: SmallRooms, request: pytest.FixtureRequest
) -> None:
    seeds = LONG if request.config.getoption("--long") else SEEDS
    assert beyond_chance(partial(linked, play, rooms), range(FIRST, FIRST + seeds)) == {}


def test_a_seed_leaves_the_same_file_each_time(rooms: SmallRooms) -> None:
    first, other = ([*writing(rooms.play(FIRST, "write"))] for _ in range(2))
    assert [loot.pages.data for _, loot, _ in first] == [loot.pages.data for _, loot, _ in other]


def seen_through(weak: Weak, folder: Path, seeds: range) -> Tallies:
    """Counts how often the tricks that must see through a weak schema do so."""
    scores: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        loot, target = leave(weak, seed, folder)
        right = matches(loot, target, random.Random(seed))
        for trick in weak.tricks:
            scores[trick].add(right[trick], PEOPLE, 1, 1)
    return scores


@pytest.mark.parametrize("name", WEAK)
def test_each_trick_sees_through_a_weak_schema(name: str, tmp_path: Path) -> None:
    with quick_folder(tmp_path) as folder:
        scores = tallied(partial(seen_through, WEAK[name], folder), range(WEAK_SEEDS))
    assert min(tally.share for tally in scores.values()) > ALMOST_ALL


@pytest.mark.parametrize("stage", LAID)
def test_every_row_lies_at_the_same_place_whoever_came_first(
    stage: str, rooms: SmallRooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was counted is encrypted anew at each write: its bytes are chance.
    monkeypatch.setattr(counts.os, "urandom", bytes)
    there, turned = (laid(rooms, stage, backwards=backwards) for backwards in (False, True))
    assert there == turned
    assert sum(map(len, there.values())) > 10


def laid(rooms: SmallRooms, stage: str, *, backwards: bool) -> dict[str, list[Cell]]:
    """Where each row lies. Waiting cards lie where chance has laid them."""
    room = rooms.play(1, stage)
    room.backwards = backwards
    tables = list(LAID[stage](room))[-1][1].pages.tables
    return {name: cells for name, cells in tables.items() if name != "card"}


def test_a_reveal_that_was_cut_short_ends_as_any_other(rooms: SmallRooms) -> None:
    files = []
    for pays in (True, False):
        room = rooms.play(1, "write")
        room.write()
        room.adds_nothing()
        room.goes("reveal", pays=pays)
        room.starts_again()
        files.append(room.loot(with_k=True).pages)
    assert files[0].data == files[1].data
    assert files[0].free_pages == 0, "it is written anew: nothing is left of how it came about"


def test_without_k_no_word_can_be_read_at_any_moment(rooms: SmallRooms) -> None:
    canaries = Canaries()
    room = rooms.play(1, "write")
    room.texts = [canaries.words("card") for _ in room.texts]
    room.lessons = [canaries.words("lesson") for _ in room.lessons]
    seen = [room.loot(with_k=False) for _ in moments(room)]
    assert any(loot.journal for loot in seen), "a journal lay there at one moment"
    for loot in seen:
        assert search(loot.pages.data + loot.journal, canaries.but(), "the file") == []
    assert {card.words.happened for card in room.read().cards} == set(room.texts)


def moments(room: SmallRoom) -> Iterator[None]:
    """Every moment at which a copy of the file may be taken."""
    room.write()
    yield
    room.adds_nothing()
    room.goes("look_through")
    yield
    yield from room.in_the_middle_of("reveal")
    room.goes("reveal", pays=False)
    yield
    room.starts_again()
    yield
    room.goes("lessons")
    room.adds()
    yield
    room.goes("vote")
    yield
