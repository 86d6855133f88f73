"""Offers that wait lie under the key of the round in which they were made, until the last stage."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, delete, select

from tests.actions.test_commitments import committing
from tests.actions.test_sent_offers import offers, told
from tests.support.files import file_of, key_files
from tests.support.put_state import spend_rounds
from tests.support.room import TestRoom, done, new_room, new_store
from workshop.protocol import commands
from workshop.storage.bodies import CommitmentWords, show
from workshop.storage.keyring import Keys, first_to_open
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.workshop_tables import Commitment, DeskRead, Mark, Tallies


def rows(room: TestRoom) -> list[Row[Any]]:
    """The rows of all offers."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return list(connection.execute(select(Commitment.id, Commitment.body)).all())


def key(room: TestRoom, part: str = "") -> bytes:
    """A key that there is."""
    return room.store.key_store.read(room.id, part) or b""


def all_keys(room: TestRoom) -> dict[str, bytes]:
    """Every key of the workshop that there is."""
    return {path.stem: path.read_bytes() for path in key_files(room.store, room.id)}


def said(found: list[Row[Any]], *keys: bytes) -> set[str]:
    """Returns the words that whoever has these keys reads in these rows."""
    words = set[str]()
    for row in found:
        try:
            words.add(first_to_open(map(Keys, keys), partial(_show, row)).will)
        except InvalidTag:
            continue
    return words


def _show(row: Row[Any], keys: Keys) -> CommitmentWords:
    return show(keys, "commitment", row.id, row.body, CommitmentWords)


def open_again(room: TestRoom) -> None:
    """The server is gone, and the next one opens the workshop."""
    room.store.workshops.close()
    assert room.store.workshops.open(room.id)


def test_offers_lie_under_the_key_of_their_round_until_the_last_stage(room: TestRoom) -> None:
    lesson = committing(room)
    ids = [offers(person, lesson, f"do thing {i}") for i, person in enumerate(room.people)]
    room.desk.does(commands.PutAside(unread=ids[0], reason="care"))
    room.desk.does(commands.LetOn(unread=[ids[1]]))
    part, waited = f"round{room.round}", rows(room)
    every = {"do thing 0", "do thing 1", "do thing 2"}
    open_again(room)
    assert said(rows(room), key(room, part)) == every and said(waited, key(room)) == set()
    room.desk.goes("finish")
    assert f"{room.id}.{part}" not in all_keys(room)
    assert said(waited, *all_keys(room).values()) == set(), "no copy of before tells any of them"
    assert said(rows(room), key(room)) == {"do thing 1", ""}
    assert [one.words.will for one in room.read().commitments] == ["do thing 1"]
    assert told(room, *ids) == ["care", "none", "late"]


def test_offers_of_a_round_that_is_over_stay_under_k_when_it_is_opened_again(
    room: TestRoom,
) -> None:
    lesson = committing(room)
    offers(room.people[0], lesson, "do thing 0")
    room.desk.lets_on()
    room.desk.goes("finish")
    room.desk.goes("commit")
    assert done(room.desk.presses(commands.OpenAgain))
    offers(room.people[1], lesson, "do thing 1")
    part = f"round{room.round}"
    open_again(room)
    assert said(rows(room), key(room)) == {"do thing 0"}
    assert said(rows(room), key(room, part)) == {"do thing 1"}
    assert [one.words.will for one in room.read().commitments] == ["do thing 0"]
    assert [one.words.will for one in room.read().offers] == ["do thing 1"]
    room.desk.goes("finish")
    assert f"{room.id}.{part}" not in all_keys(room)


def test_offers_keep_the_key_of_a_round_that_takes_none_any_more(room: TestRoom) -> None:
    lesson = committing(room)
    offers(room.people[0], lesson, "do thing 0")
    part, file = f"round{room.round}", room.store.workshops.open(room.id)
    assert file is not None
    spend_rounds(room)
    with file.write() as connection:
        for table in (DeskRead, Mark, Tallies):
            connection.execute(delete(table))
    open_again(room)
    assert said(rows(room), key(room, part)) == {"do thing 0"}


def test_an_older_copy_that_is_put_back_has_no_offer_of_it(room: TestRoom, tmp_path: Path) -> None:
    lesson = committing(room)
    offers(room.people[0], lesson, "do thing 0")
    path, copy = file_of(room.store, room.id), tmp_path / "copy"
    shutil.copy(path, copy)
    room.desk.goes("finish")
    room.store.workshops.close()
    shutil.copy(copy, path)
    assert rows(room) == [] and room.read().stage.kind == "commit"
    offers(room.people[0], lesson, "do thing 0")
    open_again(room)
    assert [one.words.will for one in room.read().offers] == ["do thing 0"]


def test_without_room_for_a_key_an_offer_lies_under_k(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: KeyFolder, _workshop: str, _part: str) -> bytes:
        raise OSError(28, "No space left on device")

    room = new_room(new_store(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(KeyFolder, "make", full)
        patched.setattr(WorkshopFile, "destroy_ended_keys", lambda _self: None)
        lesson = committing(room)
        offers(room.people[0], lesson, "do thing 0")
    open_again(room)
    assert said(rows(room), key(room)) == {"do thing 0"}
    room.desk.lets_on()
    room.desk.goes("finish")
    assert [one.words.will for one in room.read().commitments] == ["do thing 0"]
    room.store.close()
