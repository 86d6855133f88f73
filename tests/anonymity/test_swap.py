"""A workshop is played again, with other people in every part and all orders swapped: equal, byte
for byte, in the file after the reveal and after each later stage, in the summary, in every export.

Of what answers a command that is sent again, what chance and secrets make on devices is left out;
how much there is of it, and where, is not. test_sending_order asks what is not asked here.

Between those moments a file holds what must still be told apart: the marks of the open round,
which are HMACs of each person's own secret, and cards that wait, under HMACs of their keys. All
the rest is equal at any moment at which everybody has had their say.
"""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.anonymity.house import DAY, Files, House, Prepared, prepare
from tests.anonymity.playing import Play
from tests.anonymity.scripted import ASKED
from tests.support.same_keys import SameKeys, key_by_name, nobodys, same_rows
from workshop.actions import commitments, reveal, revealed_cards, voting
from workshop.people import links, sign_ins
from workshop.protocol.summary import read_summary
from workshop.rules.thresholds import is_hiding
from workshop.storage import round_counts
from workshop.storage.bodies import CommitmentWords, show, show_read
from workshop.storage.counts import Counts, hide_counts, show_counts
from workshop.storage.keyring import Keys, OwnKeys, first_to_open
from workshop.storage.library import Sealed
from workshop.storage.orders import SendingOrder
from workshop.storage.sqlite import file_transaction
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.state import STATE_KEY, StateWords
from workshop.storage.transaction import Tx
from workshop.stories.pack import built_in
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.reader import reader
from workshop.views import VIEWS, Surroundings, sealed_entries

EQUAL = {
    "arrive opens", "write opens", "reveal opens", "lessons opens",
    "vote opens", "vote ends", "run-off opens", "run-off ends", "commit opens", "finish opens",
}  # fmt: skip
"""The moments at which no mark and no waiting card is there."""
HAD_THEIR_SAY = {
    "go_first opens", "look_through opens", "all cards shown", "ask_how opens",
    *(f"answers {at}, {card}" for at in ("to read", "shown", "over") for card in ASKED),
    "talk opens", "all offers are in", "all takers are in",
}  # fmt: skip
OWN = ("mark", "card", "check_in", "pulse_answer", "letter")
"""The tables in which rows stand under what only one device has."""
CASES = {
    "12": (12, 4, {}),
    "12, votes hidden": (12, 2, {"votes_hidden": True}),
    "12, half an hour": (12, 2, {"template": "30"}),
    "12, all hands": (12, 2, {"template": "all_hands"}),
    "12, all hands, votes hidden": (12, 2, {"template": "all_hands", "votes_hidden": True}),
    "12, two stories": (12, 2, {"template": "90", "second_story": built_in()[2]}),
    "30": (30, 2, {}),
    "100": (100, 2, {}),
}
"""Numbers of people and of plays, and the agenda's settings, by the name of the case."""
BY_DEFAULT = {"12, all hands, votes hidden", "30"}
"""Each has something that no other one has; of thirty people, tables have several pages."""
Rows = dict[str, list[tuple[object, ...]]]


def some(names: Iterable[str], by_default: set[str]) -> list[Any]:
    """Parameters, of which all others take their turn with --long."""
    return [
        pytest.param(name, marks=[pytest.mark.long] * (name not in by_default)) for name in names
    ]


@dataclass(frozen=True)
class Outcome:
    """The files and exports that one play has left."""

    moments: dict[str, Files]
    sealed: Sealed
    library: bytes
    left: list[str]
    """The names of all files that hold anything."""
    keys: SameKeys
    by_authors: list[str]
    """The answers of those whose cards were asked about."""


class Drawn:
    """Draws the secrets of links, the same in every play: they are nobody's doing."""

    def __init__(self) -> None:
        self._count = 0

    def token_urlsafe(self, _size: int) -> str:
        self._count += 1
        return f"link {self._count}"

    def token_bytes(self, size: int) -> bytes:
        self._count += 1
        return self._count.to_bytes(size, "big")


@contextmanager
def opened(prepared: Prepared, people: int, seed: int) -> Iterator[Play]:
    """A play that has not begun."""
    chance = random.Random(seed)
    with pytest.MonkeyPatch.context() as patched:
        drawn = Drawn()
        patched.setattr(links, "secrets", drawn)
        patched.setattr(sign_ins, "secrets", drawn)
        patched.setattr(links, "secrets", drawn)
        patched.setattr(KeyFolder, "make", key_by_name)
        patched.setattr(round_counts, "hide_counts", without_own_keys)
        house = House(prepared, prepared.folder.with_name(f"{seed}"), people, chance)
        yield Play(house, people, chance)
        house.store.close()


def without_own_keys(
    own: OwnKeys, number: int, counts: Counts, order: SendingOrder, *, same: bool
) -> bytes:
    """The row of a round without what only devices' keys and secrets make different."""
    with same_rows():
        return hide_counts(own, number, counts, nobodys(order), same=same)


def play(prepared: Prepared, people: int, seed: int) -> Outcome:
    """One play to its end."""
    with opened(prepared, people, seed) as playing:
        file = playing.house.store.workshops.open(playing.house.id)
        assert file is not None
        keys = SameKeys(file.keys, workshop=file.id)
        playing.run()
        playing.seal()
        house = playing.house
        sealed = house.sealed()
    files = [path for path in prepared.folder.with_name(f"{seed}").rglob("*") if path.is_file()]
    left = sorted(path.name for path in files if path.stat().st_size)
    return Outcome(playing.moments, sealed, house.library(), left, keys, playing.by_authors)


def at(moment: str, prepared: Prepared, seed: int) -> Files:
    """Returns the files at a moment of a play, which goes no further."""
    with opened(prepared, 12, seed) as playing:
        playing.run(moment)
    return playing.moments[moment]


@pytest.fixture(scope="module", params=some(CASES, BY_DEFAULT))
def outcomes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Outcome]:
    people, plays, fields = CASES[request.param]
    prepared = prepare(tmp_path_factory.mktemp("swap") / "prepared", **fields)
    return [play(prepared, people, seed) for seed in range(1, plays + 1)]


def test_whoever_did_what_and_when_the_file_is_the_same_once_a_round_has_ended(
    outcomes: list[Outcome],
) -> None:
    first, *others = outcomes
    assert {"reveal opens", "lessons opens"} & set(first.moments)
    for other in others:
        assert differing(first, other) & EQUAL == set()


def test_at_the_other_moments_only_devices_own_rows_differ(outcomes: list[Outcome]) -> None:
    first, *others = outcomes
    for moment in HAD_THEIR_SAY & set(first.moments):
        for other in others:
            one, two = (rows(each.moments[moment], each.keys) for each in (first, other))
            assert one == two, moment


def test_the_plays_do_differ_on_their_way(outcomes: list[Outcome]) -> None:
    first, *others = outcomes
    for other in others:
        lively = {name for name in first.moments if name.endswith("last call")}
        assert lively and lively <= differing(first, other)
        assert not first.by_authors or other.by_authors != first.by_authors


def test_once_answers_are_shown_nothing_is_left_of_who_answered(outcomes: list[Outcome]) -> None:
    for card in ASKED if outcomes[0].by_authors else ():
        shown = [tables(one.moments[f"answers shown, {card}"]) for one in outcomes]
        assert all(one["card"] == shown[0]["card"] for one in shown)
        for one, outcome in zip(shown, outcomes, strict=True):
            assert one["mark"] == tables(outcome.moments["ask_how opens"])["mark"], "taps alone"


def test_the_summary_and_all_that_is_made_of_it_are_the_same(outcomes: list[Outcome]) -> None:
    first, *others = outcomes
    assert len(read_summary(first.sealed.body).cards) > 3
    for other in others:
        assert other.sealed == first.sealed
        assert (other.left, other.library) == (first.left, first.library)
    assert exports(others[0].sealed) == exports(first.sealed)


def test_after_the_seal_no_file_of_the_workshop_is_left(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        assert outcome.left == ["CACHEDIR.TAG", "library.db", "server.key"]


def differing(one: Outcome, other: Outcome) -> set[str]:
    """The moments at which the files of two plays are not the same."""
    assert one.moments.keys() == other.moments.keys()
    return {moment for moment in one.moments if one.moments[moment] != other.moments[moment]}


def rows(files: Files, own: SameKeys) -> Rows:
    """All rows of a file but those that stand under what only a device has.

    How much of a tally is released is left out, and how many have tapped since: it follows who
    tapped when, until the stage ends.
    """
    found = {name: found for name, found in tables(files).items() if name not in OWN}
    found["desk_read"] = [
        (number, show_read(own, number, body)) for number, body in found["desk_read"]
    ]
    found["state"], rounds = state_and_rounds(found["state"], own)
    keys = own.of_rounds(rounds)
    found["commitment"] = [
        (id_, first_to_open(keys, partial(shown, id_, body))) for id_, body in found["commitment"]
    ]
    found["tallies"] = [
        (number, item, count.total)
        for number, body in found["tallies"]
        for item, count in show_counts(own, number, body).items()
        if not is_hiding(item)
    ]
    return found


def tables(files: Files) -> Rows:
    """All rows of a file, by their table."""
    (content,) = (content for name, content in files.items() if name.endswith(".db"))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for (name,) in names.fetchall()
        }


def state_and_rounds(rows: list[tuple[Any, ...]], own: SameKeys) -> tuple[Any, list[int]]:
    """Returns the fields of the state, with the size of its body; and the rounds."""
    ((*plain, body, story, second, leader, wifi),) = rows
    words = own.whole.show_anew(body, STATE_KEY, b"", StateWords)
    said = (*plain, len(body), words, story, second, leader, wifi)
    return [said], [one.n for one in words.rounds]


def shown(id_: bytes, body: bytes, keys: Keys) -> CommitmentWords:
    """Returns the words of an offer, under a key."""
    return show(keys, "commitment", id_, body, CommitmentWords)


def exports(sealed: Sealed) -> dict[str, str | bytes]:
    """Every file that can be taken home, in two languages, and what each view shows."""
    summary = read_summary(sealed.body)
    made: dict[str, str | bytes] = {
        f"{language}.{name}": one.render(summary, reader(language))
        for name, one in FORMATS.items()
        for language in ("en", "de")
    }
    for view in VIEWS:
        shown = sealed_entries(view, sealed, Surroundings(date=DAY))
        made[view] = msgspec.json.encode(shown)
    return made


def rowids(prepared: Prepared) -> None:
    """Gives the lessons a hidden rowid."""
    path = prepared.folder / "data" / "workshops" / f"{prepared.id}.db"
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT sql FROM sqlite_schema WHERE name = 'lesson'"
        (made,) = connection.execute(query).fetchone()
        connection.execute("DROP TABLE lesson")
        connection.execute(made.replace("WITHOUT ROWID", ""))
        connection.commit()


def vacuum_in_place(file: WorkshopFile, _fresh: Path) -> None:
    """The rewrite as it must not be."""
    file.close()
    with closing(sqlite3.connect(file.path)) as connection:
        connection.execute("UPDATE state SET owes_rewrite = 0")
        connection.commit()
        connection.execute("VACUUM")


def one_by_one(tx: Tx, number: int, waiting: Iterable[revealed_cards.CardToReveal]) -> None:
    """Cards that are put up as their rows lie."""
    for card in waiting:
        revealed_cards.put_up(tx, number, [card])


def only_rewrite(tx: Tx, _rounds: object, **_how: object) -> None:
    """A deletion that leaves the marks."""
    tx.put(owes_rewrite=True)


def by_chance(*_: object) -> bytes:
    """An id as a device would draw it."""
    return random.randbytes(16)


Break = Callable[[pytest.MonkeyPatch], None]
WEAK: dict[str, tuple[str, Break]] = {
    "cards as they came": (
        "reveal opens",
        lambda patch: patch.setattr(revealed_cards, "_content", lambda _words: ()),
    ),
    "answers as their rows lie": (
        "lessons opens",
        lambda patch: patch.setattr(reveal, "put_up", one_by_one),
    ),
    "a rewrite in place": (
        "reveal opens",
        lambda patch: patch.setattr(WorkshopFile, "_write_anew", vacuum_in_place),
    ),
    "no rewrite": (
        "reveal opens",
        lambda patch: patch.setattr(WorkshopFile, "_owes_rewrite", lambda _file: False),
    ),
    "marks that stay": (
        "reveal opens",
        lambda patch: patch.setattr(reveal, "delete_marks", only_rewrite),
    ),
    "votes that stay": (
        "vote ends",
        lambda patch: patch.setattr(voting, "delete_marks", only_rewrite),
    ),
    "a wall of rowids": (
        "vote opens",
        lambda patch: patch.setattr(file_transaction, "settle", lambda *_: None),
    ),
    "offers under keys": (
        "finish opens",
        lambda patch: patch.setattr(commitments, "offer_id", by_chance),
    ),
}
"""A rule of the product that is broken, and the moment at which this test must see it."""
WEAK_BY_DEFAULT = {"a wall of rowids", "offers under keys"}


def test_each_rule_is_where_it_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    for _moment, weaken in WEAK.values():
        with monkeypatch.context() as patch:
            weaken(patch)


@pytest.mark.parametrize("name", some(WEAK, WEAK_BY_DEFAULT))
def test_a_broken_rule_is_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment, weaken = WEAK[name]
    prepared = prepare(tmp_path / "prepared")
    if "rowids" in name:
        rowids(prepared)
    weaken(monkeypatch)
    # Plays may happen to make equally many commits, which is all that some rule hides.
    one = at(moment, prepared, 1)
    assert any(at(moment, prepared, seed) != one for seed in range(2, 10))
