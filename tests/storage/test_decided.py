"""The desk's decisions that an older version kept in rows of phones are taken over, encrypted."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.actions.test_commitments import committing
from tests.actions.test_sent_offers import offers
from tests.support.files import file_of
from tests.support.older import taken_back
from tests.support.room import TestRoom, done, new_room, new_store, writing
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.storage.handles import Handles
from workshop.storage.workshop_tables import Card

KEYS = [bytes([i]) * 16 for i in range(4)]


def test_cards_that_were_set_aside_or_are_sensitive_stay_so(tmp_path: Path) -> None:
    room = writing(new_room(new_store(tmp_path)), 4)
    for i, person in enumerate(room.people):
        assert done(person.writes(f"It broke {i}.", key=KEYS[i]))
        person.adds_nothing()
    room.desk.goes("look_through")
    file = room.store.workshops.open(room.id)
    assert file is not None
    rows = [file.keys.mark("card", key) for key in KEYS]
    left_by_an_older_program(room, rows)
    room.store = new_store(tmp_path)
    waiting = {one.words.happened: (one.aside, one.sensitive) for one in room.read().waiting}
    assert waiting == {
        "It broke 0.": ("", False), "It broke 1.": ("care", False),
        "It broke 2.": ("", True), "It broke 3.": ("elsewhere", True),
    }  # fmt: skip
    path = file_of(room.store, room.id)
    assert b"decided:" not in path.read_bytes() and b"elsewhere" not in path.read_bytes()
    room.desk.goes("reveal")
    shown = {one.words.happened: one.sensitive for one in room.read().cards}
    assert shown == {"It broke 0.": False, "It broke 2.": True}
    file = room.store.workshops.open(room.id)
    assert file is not None
    assert fates(file, tuple(KEYS)) == ["none", "care", "none", "away"]
    room.store.close()


def test_what_was_picked_stays_picked(tmp_path: Path) -> None:
    room = new_room(new_store(tmp_path))
    room.participants(3)
    lesson = committing(room)
    ids = [offers(person, lesson, f"do thing {i}") for i, person in enumerate(room.people)]
    room.desk.lets_on()
    file = room.store.workshops.open(room.id)
    assert file is not None
    row = Handles(file.keys).row(Handle(ids[1]))
    room.store.close()
    path = file_of(room.store, room.id)
    taken_back(path, "workshop", "0016")
    with closing(sqlite3.connect(path)) as older, older:
        assert older.execute("UPDATE commitment SET picked = 1 WHERE id = ?", (row,)).rowcount == 1
    room.store = new_store(tmp_path)
    assert [one.words.will for one in room.read().commitments if one.picked] == ["do thing 1"]
    assert done(room.desk.does(commands.Pick(commitment=Handle(ids[0]), on=True)))
    assert [one.words.will for one in room.read().commitments if one.picked] == ["do thing 0"]
    room.store.close()


def left_by_an_older_program(room: TestRoom, rows: list[bytes]) -> None:
    """Makes the file what an older program left, which has set two aside, and two sensitive."""
    room.store.close()
    path = file_of(room.store, room.id)
    taken_back(path, "workshop", "0016")
    with closing(sqlite3.connect(path)) as file, file:
        for row, aside, sensitive in (
            (rows[1], "care", 0), (rows[2], "", 1), (rows[3], "elsewhere", 1),
        ):  # fmt: skip
            change = "UPDATE card SET aside = ?, sensitive = ? WHERE key = ?"
            assert file.execute(change, (aside, sensitive, row)).rowcount == 1
    assert not {"aside", "sensitive"} & {column.name for column in Card.__table__.columns}
