"""The files: their pragmas, their schema, their key, and the rewrite after the reveal."""

import os
import re
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import IntegrityError

from tests.support.files import file_of
from tests.support.room import TestRoom
from workshop.storage.bodies import SIZES, CardWords, hide, show
from workshop.storage.keyring import Keys
from workshop.storage.sqlite.engines import PRAGMAS, open_engine
from workshop.storage.workshop_tables import WorkshopBase

WRITTEN = {"card", "open_card", "lesson", "commitment", "mark", "tallies"}


def revealed(room: TestRoom) -> TestRoom:
    room.participants(3)
    room.desk.goes("write")
    for person in room.people:
        person.writes("Canary in the card", "Canary in the lesson")
        person.adds_nothing()
    room.desk.goes("reveal")
    return room


def test_every_connection_has_the_pragmas(tmp_path: Path) -> None:
    words = {"FULL": 2, "ON": 1, "OFF": 0, "MEMORY": 2, "TRUNCATE": "truncate"}
    engine = open_engine(tmp_path / "any.db")
    with engine.connect() as connection:
        for name, value in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            assert str(found) == str(words.get(value, value)), name
    engine.dispose()


def test_what_people_wrote_has_no_person_no_time_no_serial_and_no_rowid() -> None:
    for name in WRITTEN:
        table = WorkshopBase.metadata.tables[name]
        assert table.dialect_options["sqlite"]["with_rowid"] is False, name
        for column in table.columns:
            assert not re.search(r"time|_at|date|person|user|device|secret|seq", column.name)
            assert column.autoincrement is not True


def test_the_same_mark_twice_is_refused_by_the_database(room: TestRoom) -> None:
    from workshop.storage.context import Context, Memory

    file = room.store.workshops.open(room.id)
    assert file is not None
    with pytest.raises(IntegrityError), file.begin(Context(0, 0.0, Memory())) as tx:
        tx.add_marks(1, [b"x" * 16])
        tx.add_marks(1, [b"x" * 16])


def test_keys_lie_beside_the_data_and_only_their_owner_reads_them(room: TestRoom) -> None:
    settings = room.store.settings
    key = settings.keys / f"{room.id}.key"
    assert settings.data not in key.parents
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert stat.S_IMODE(settings.keys.stat().st_mode) == 0o700


def test_nothing_that_people_wrote_can_be_read_in_the_file(room: TestRoom) -> None:
    revealed(room)
    room.desk.goes("lessons")
    for path in room.store.settings.data.rglob("*"):
        if path.is_file():
            assert b"Canary" not in path.read_bytes()


def test_after_the_reveal_the_file_was_written_anew_and_has_no_free_page(room: TestRoom) -> None:
    revealed(room)
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
    assert not room.read().state.owes_rewrite
    assert not list(file_of(room.store, room.id).parent.glob("*.rewrite"))


def test_a_rewrite_that_a_crash_prevented_is_paid_when_the_file_is_opened(room: TestRoom) -> None:
    file = room.store.workshops.open(room.id)
    assert file is not None
    pay, file.pay_rewrite = file.pay_rewrite, lambda: None  # type: ignore[method-assign]
    revealed(room)
    assert room.read().state.owes_rewrite
    room.store.workshops.close()
    assert not room.read().state.owes_rewrite
    assert pay is not None


def test_a_text_opens_only_in_its_own_row_under_its_own_key() -> None:
    words = CardWords(happened="x", learned="", may_stand=False, language="en")
    keys, others = Keys(b"k" * 32), Keys(b"o" * 32)
    body = hide(keys, "card", b"row", words)
    assert show(keys, "card", b"row", body, CardWords) == words
    for wrong in ((keys, "card", b"wor"), (keys, "lesson", b"row"), (others, "card", b"row")):
        with pytest.raises(InvalidTag):
            show(*wrong, body, CardWords)


def test_long_and_short_cards_have_one_size() -> None:
    keys = Keys(b"k" * 32)
    sizes = {
        len(hide(keys, "card", b"row", CardWords(
            happened=text * 280, learned=text * 140, may_stand=True, language="en"
        )))
        for text in ("", "x", "\U0001f9d1")
    }  # fmt: skip
    assert sizes == {SIZES["card"] + 16}


def test_marks_of_different_parts_differ() -> None:
    keys = Keys(b"k" * 32)
    marks = {keys.mark("ab", "c"), keys.mark("a", "bc"), keys.mark("abc"), keys.mark("ab", "c", 1)}
    assert len(marks) == 4


def test_a_destroyed_key_is_gone(room: TestRoom) -> None:
    folder = room.store.key_store
    folder.destroy(room.id)
    assert folder.read(room.id) is None
    folder.destroy(room.id)
