"""Copies of the file from after every act, and every key that is left when the workshop is at its
last stage: what rounds have hidden is over for whoever has both, and each person's phone as well.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from tests.anonymity.joined_play import JoinedPlay, play
from tests.anonymity.small_room import SmallRooms, quick_folder
from tests.storage.test_round_marks import PARTS
from workshop.rules.thresholds import HERE_TALLY
from workshop.rules.votes import DEVICES, GROUPS
from workshop.storage.bodies import CardWords, CommitmentWords, LessonWords, show, show_read
from workshop.storage.counts import show_counts
from workshop.storage.keyring import Keys, OwnKeys, device_of
from workshop.storage.sqlite import workshop_file
from workshop.storage.sqlite.key_folder import KeyFolder

PEOPLE, SEED = 8, 701
Row = tuple[str, bytes, bytes]
"""A table, the key of a row, and what it says, encrypted."""
Read = dict[Row, Any]
"""The words of rows that a key opens."""
KINDS = {
    "card": ("card", CardWords),
    "sent_lesson": ("lesson", LessonWords),
    "commitment": ("commitment", CommitmentWords),
}
OF_ROUNDS = {"tallies": show_counts, "desk_read": show_read}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JoinedPlay]:
    """A small workshop with keys of its rounds, at its last stage."""
    with played_in(tmp_path_factory.mktemp("late")) as made:
        yield made


@contextmanager
def played_in(place: Path) -> Iterator[JoinedPlay]:
    """One play, to its end."""
    with quick_folder(place) as folder:
        rooms = SmallRooms(folder, stages=("write",), key_folder=KeyFolder(folder / "own-keys"))
        yield play(rooms.play(SEED, "write", PEOPLE))
        rooms.close()


class LateJoiner:
    """Somebody who has copies of the file, and comes by the keys when all is over."""

    def __init__(self, played: JoinedPlay) -> None:
        self._played = played
        room = played.room
        assert room.key_folder is not None
        read, id_ = room.key_folder.read, room.file.id
        left = sorted(room.key_folder.left_of(id_))
        self.keys = [room.file.keys, *(Keys(read(id_, part) or b"") for part in left)]
        self._still_open = room.round

    def reads(self) -> Read:
        """All rows of any copy that any key opens, but those of the round that goes on."""
        found: Read = {}
        rows = {row for moment in self._played.moments for row in _bodies(moment.copy)}
        for row in sorted(rows):
            if row[0] in OF_ROUNDS and int(row[1]) == self._still_open:
                continue
            for keys in self.keys:
                try:
                    found[row] = opened(keys, row)
                except InvalidTag:
                    continue
        return found

    def marks(self) -> set[bytes]:
        """The marks of rounds that are over which can be made of the phones and the keys."""
        copies = [moment.copy for moment in self._played.moments]
        marks = {
            row: values[0] for copy in copies for row, values in copy.items() if row[0] == "mark"
        }
        lessons = {row[1].hex() for copy in copies for row in copy if row[0] == "lesson"}
        items = [f"been_there:{n}" for n in range(1, PEOPLE + 1)]
        parts = [*PARTS, *((item,) for item in items), *((f"vote:{one}", 1) for one in lessons)]
        over = {row[1] for row, number in marks.items() if number != self._still_open}
        numbers = {*marks.values()} - {self._still_open}
        return over & {*self._possible(parts, numbers)}  # type: ignore[arg-type]

    def _possible(
        self, parts: Iterable[tuple[str | int, ...]], numbers: Iterable[int]
    ) -> Iterator[bytes]:
        for person in self._played.room.people:
            for who in (person.secret, device_of(person.secret)):
                for keys in self.keys:
                    for number in numbers:
                        yield from (keys.mark(who, number, *one) for one in parts)


def _bodies(copy: Any) -> Iterator[Row]:
    for (table, key), values in copy.items():
        if table in KINDS or table in OF_ROUNDS:
            yield table, key, values[-1]


def opened(keys: Keys, row: Row) -> Any:
    """Returns what a row says under a key. Raises InvalidTag."""
    table, key, body = row
    if table in OF_ROUNDS:
        return OF_ROUNDS[table](OwnKeys(keys), int(key), body)
    place, kind = KINDS[table]
    return show(keys, place, key, body, kind)


def _words(read: Read) -> set[str]:
    """Returns the words that people have written, of all that was read."""
    said = (words for (table, *_), words in read.items() if table in KINDS)
    return {
        getattr(words, name)
        for words in said
        for name in ("happened", "text", "will")
        if hasattr(words, name)
    } - {""}


def test_old_copies_and_all_keys_that_are_left_tell_no_more_than_the_last_copy(
    played: JoinedPlay,
) -> None:
    read, last = LateJoiner(played).reads(), {*_bodies(played.moments[-1].copy)}
    before = {row: words for row, words in read.items() if row not in last}
    counted = [words for (table, *_), words in before.items() if table == "tallies"]
    acts = {item for counts in counted for item, count in counts.items() if count.total}
    assert acts <= {HERE_TALLY, DEVICES, GROUPS}, "as a round opens, before anybody has acted in it"
    assert {row: words for row, words in before.items() if row[0] != "tallies"} == {}
    offers = {one.words.will for one in played.room.read().commitments}
    assert _words(read) == offers and len(offers) == PEOPLE - 1


def test_nor_do_the_phones_tell_with_them_what_anyone_did_in_a_round_that_is_over(
    played: JoinedPlay,
) -> None:
    assert LateJoiner(played).marks() == set()


def _keeps(_connection: Connection, _own: OwnKeys) -> None:
    """Destroys nothing."""


def _whole(self: OwnKeys, _part: str) -> Keys:
    """One key for everything."""
    return self.whole


@pytest.mark.long
@pytest.mark.parametrize(
    ("of", "name", "weak"),
    [
        pytest.param(workshop_file, "settle_keys", _keeps, id="keys that stay"),
        pytest.param(OwnKeys, "of", _whole, id="one key for all"),
    ],
)
def test_the_late_joiner_reads_all_where_keys_stay(
    of: object, name: str, weak: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of, name, weak)
    with played_in(tmp_path) as played:
        joiner = LateJoiner(played)
        read = _words(joiner.reads())
        for kind in ("card", "lesson", "offer"):
            assert {*played.truth[kind]} <= read, kind
        assert len(joiner.marks()) > 5 * PEOPLE


def test_a_phone_that_knows_its_cards_finds_their_rows_and_no_word_of_them(
    played: JoinedPlay,
) -> None:
    """A phone keeps each key beside the words that it belongs to: a key tells nothing new."""
    room = played.room
    rows = {row for moment in played.moments for row in moment.copy}
    assert {("card", room.file.keys.mark("card", key)) for key in room.card_keys} <= rows
    assert not {*room.texts} & _words(LateJoiner(played).reads())
