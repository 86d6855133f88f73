"""Workshops in a PostgreSQL as it is in production, played until the vote has ended, and all that
an attacker then takes away: tables, pages, backups, the log of changes, and every key that is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from tests.anonymity.film import Log, Version, film_of, pages_of, position, watch
from tests.anonymity.small_room import Act, SmallRoom
from tests.support.key_database import DAY, KeyDatabase, key_database
from tests.support.postgres import APP, AS_HOSTED, OWNER, TEMPLATE, Cluster
from tests.support.room import new_room
from workshop.protocol import commands
from workshop.settings import Settings
from workshop.settings.cluster_settings import Cluster as ClusterSettings
from workshop.storage.keyring import Keys
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.day_keys import DayKeys, add_days, day_in_utc, read_days
from workshop.storage.postgres.key_rotation import destroy_what_is_over, wrap_anew
from workshop.storage.postgres.key_rows import WORKSHOPS_SPACE
from workshop.storage.postgres.row_tables import OF_WORKSHOPS, make_tables
from workshop.storage.store import Store

PEOPLE = 8
KEPT_TABLES = ("open_card", "lesson")
"""The tables whose rows stay until the seal and have words."""


class RowsRoom(SmallRoom):
    """A small workshop in PostgreSQL, in which every act is committed by itself."""

    def does(self, *acts: Act) -> None:
        """Acts in their order, each in its own transaction: each has a time in the log."""
        for act in list(acts):
            self.commit([act])


@dataclass(frozen=True)
class Seen:
    """A row as it is in its table at the end: its columns, and where PostgreSQL has it."""

    row: Mapping[str, Any]
    xmin: int
    place: tuple[int, int]


@dataclass
class Played:
    """A workshop, and who did what in it: a person is the place in which they acted."""

    room: RowsRoom
    parts: list[tuple[int, int]] = field(default_factory=list)
    """The parts of the log in which it happens, from where to where."""
    cards: dict[str, int] = field(default_factory=dict)
    """By its words, whose each card is."""
    write_round: int = 0
    taps: dict[str, int] = field(default_factory=dict)
    """By the number of a card, who has tapped "been there"."""
    tap_round: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    """By its words, whose each answer about a card is; the card's author is one of them."""
    ask_round: int = 0
    answer_rows: dict[str, Seen] = field(default_factory=dict)
    """By its words, the row of each answer while it is on show."""
    lessons: dict[str, int] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)
    """By the id of a lesson, who has voted for it."""
    vote_round: int = 0

    @property
    def id(self) -> str:
        """The workshop's id."""
        return self.room.file.id


@dataclass(frozen=True)
class RowsLoot:
    """All that an attacker has of one workshop when its vote is over."""

    played: Played
    film: Sequence[Version]
    log: bytes
    pages: bytes
    tables: Mapping[str, Sequence[Seen]]
    keys: Sequence[Keys]
    """K, and each key of a part that all copies of the key store give away with the days' keys that
    are left."""
    copied: Sequence[Keys]
    """The keys that they give away to somebody who has copied the key of the day."""


class HostedRooms:
    """Workshops on one server, one after the other, as several teams have them."""

    def __init__(self, cluster: Cluster, keys: KeyDatabase, store: Store, database: str) -> None:
        self.cluster = cluster
        self._keys = keys
        self._store = store
        self._database = database
        self._backups = 0
        self._copied = keys.file.with_name("copied")
        self.raw: dict[str, bytes] = {}
        """All bytes of the server's disk and its backups, by what they are."""

    def play(self, seeds: Sequence[int]) -> list[RowsLoot]:
        """Plays a workshop for each seed; gives what an attacker takes away at the end."""
        played = [self._until_the_reveal(seed) for seed in seeds]
        self._back_up("before")
        for one in played:
            self._until_the_end(one)
        self._next_day()
        self._back_up("after")
        return [*self._loot(played)]

    def _until_the_reveal(self, seed: int) -> Played:
        begin = position(self.cluster)
        made = new_room(self._store)
        file = self._store.workshops.open(made.id)
        assert file is not None
        room = RowsRoom(seed, file, PEOPLE)  # type: ignore[arg-type]
        played = Played(room)
        room.goes("write")
        played.write_round = room.round
        room.write()
        room.adds_nothing()
        played.cards = {text: i for i, text in enumerate(room.texts)}
        played.parts.append((begin, position(self.cluster)))
        return played

    def _until_the_end(self, played: Played) -> None:
        room, begin = played.room, position(self.cluster)
        room.goes("reveal")
        cards = room.mixed([str(card.n) for card in room.read().cards])
        room.each(*(commands.BeenThere(room.round, card, on=True) for card in cards))
        played.taps, played.tap_round = {card: i for i, card in enumerate(cards)}, room.round
        self._ask(played)
        room.goes("lessons")
        room.adds()
        room.lets_on()
        played.lessons = {text: i for i, text in enumerate(room.lessons)}
        room.goes("vote")
        played.vote_round = room.round
        lessons = room.mixed([one.id for one in room.read().lessons])
        room.each(*(commands.Vote(room.round, one, 1) for one in lessons))
        played.votes = {one: i for i, one in enumerate(lessons)}
        room.each(*[commands.DoneVoting(room.round)] * room.size)
        room.ends_voting()
        room.file.destroy_ended_keys()
        played.parts.append((begin, position(self.cluster)))

    def _ask(self, played: Played) -> None:
        """All answer about a card; one answer goes onto the list of lessons, the others go."""
        room = played.room
        room.goes("ask_how")
        room.is_asked()
        played.ask_round = room.round
        room.reads_answers()
        room.shows_answers()
        played.answers = {text: i for i, text in enumerate(room.answers)}
        words = {one.n: one.words.happened for one in room.read().answers}
        rows = {row.row["n"]: row for row in self._rows("open_card", played.id)}
        played.answer_rows = {text: rows[n] for n, text in words.items()}
        room.lists_answer(room.chance.choice([*words]))

    def wrapped(self) -> dict[tuple[str, str], bytes]:
        """The last form of each key that the key store ever had, by workshop and part."""
        film = self._film_of_keys()
        return {(one.row["workshop"], one.row["part"]): one.row["wrapped"] for one in film}

    def _film_of_keys(self) -> list[Version]:
        return [one for one in film_of(self.cluster, self._database) if one.table == "key"]

    def secret_of(self, workshop: str) -> bytes:
        """K itself."""
        secret = self._store.key_store.read(workshop)
        assert secret
        return secret

    def live(self) -> set[tuple[str, str]]:
        """The keys that the key store has, by workshop and part."""
        with self.cluster.connect(self._database) as connection:
            return {*connection.execute("SELECT workshop, part FROM keys.key").fetchall()}

    def _next_day(self) -> None:
        """The timer has run: what lives is under another day's key, and the old one has gone."""
        self._keys.now += DAY
        today = day_in_utc(self._keys.now)
        gone = {*read_days(self._keys.file)}
        self._copied.write_bytes(self._keys.file.read_bytes())
        add_days(self._keys.file, [today])
        days = DayKeys(self._keys.file, lambda: self._keys.now)
        engine = open_engine(self._keys.url)
        assert {*destroy_what_is_over(days, wrap_anew(engine, days))} == gone
        engine.dispose()

    def _back_up(self, when: str) -> None:
        self._backups += 1
        folder = self.cluster.back_up(f"{when}{self._backups}")
        self.raw[f"backup {when}"] = pages_of(self.cluster, self._database, folder)

    def _loot(self, played: Sequence[Played]) -> Iterator[RowsLoot]:
        data = self.cluster.folder / "data"
        with self.cluster.connect("postgres") as connection:
            connection.execute("CHECKPOINT")
        log, film = Log(data), film_of(self.cluster, self._database)
        self.raw["pages"] = pages_of(self.cluster, self._database, data)
        self.raw["log"] = log.part(played[0].parts[0][0], position(self.cluster))
        self.raw["messages"] = self.cluster.log.read_bytes()
        for one in played:
            yield RowsLoot(
                one,
                [
                    version
                    for version in film
                    if version.row.get("workshop") == one.id and version.table != "key"
                ],
                b"".join(log.part(*part) for part in one.parts),
                self.raw["pages"],
                {table: self._rows(table, one.id) for table in KEPT_TABLES},
                self._keys_of(one, self._keys.file),
                self._keys_of(one, self._copied),
            )

    def _rows(self, table: str, workshop: str) -> list[Seen]:
        asked = f"SELECT xmin::text, ctid::text, * FROM {table} WHERE workshop = %s"
        with self.cluster.connect(self._database) as connection:
            cursor = connection.execute(asked, (workshop,))
            assert cursor.description
            names = [one.name for one in cursor.description][2:]
            return [
                Seen(dict(zip(names, row, strict=True)), int(xmin), _place(ctid))
                for xmin, ctid, *row in cursor.fetchall()
            ]

    def _keys_of(self, played: Played, file: Path) -> list[Keys]:
        """K, and all keys of a workshop's parts that any version of the key store gives away with
        the days' keys of a file."""
        days = DayKeys(file, lambda: self._keys.now)
        known, secrets = read_days(file), set[bytes]()
        for version in self._film_of_keys():
            row = version.row
            day, place = (
                date.fromisoformat(row["kek_day"]),
                (WORKSHOPS_SPACE, played.id, row["part"]),
            )
            if place[:2] == (row["space"], row["workshop"]) and day in known:
                secrets.add(days.unwrap(day, row["wrapped"], place))
        return [played.room.file.keys, *map(Keys, sorted(secrets))]


@contextmanager
def hosted_rooms(folder: Path) -> Iterator[HostedRooms]:
    """A server as it is in production, and the store of one process on it."""
    cluster = Cluster(AS_HOSTED)
    try:
        database = _make_database(cluster)
        with key_database(cluster, database, folder) as keys:
            store = _open_store(folder, cluster.url(database), keys)
            try:
                yield HostedRooms(cluster, keys, store, database)
            finally:
                store.close()
    finally:
        cluster.stop()


def _make_database(cluster: Cluster) -> str:
    owner = create_engine(cluster.url(TEMPLATE, OWNER))
    with owner.begin() as connection:
        make_tables(connection, APP)
    owner.dispose()
    watch(cluster, TEMPLATE, [*(table.name for table in OF_WORKSHOPS), "keys.key"])
    return TEMPLATE


def _open_store(folder: Path, url: str, keys: KeyDatabase) -> Store:
    (folder / "data").mkdir()
    shared = ClusterSettings(url, keys.file)
    settings = Settings(data=folder / "data", cluster=shared, now=lambda: keys.now)
    return Store(settings)


def _place(ctid: str) -> tuple[int, int]:
    page, at = ctid.strip("()").split(",")
    return int(page), int(at)
