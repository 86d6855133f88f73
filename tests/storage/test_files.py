"""The files: their marks, their texts, and the rewrite after the reveal."""

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import IntegrityError

from tests.support.files import file_of
from tests.support.room import TestRoom
from workshop.storage.bodies import CardWords, hide, show
from workshop.storage.keyring import Keys


def revealed(room: TestRoom) -> TestRoom:
    room.participants(3)
    room.desk.goes("write")
    for person in room.people:
        person.writes("Canary in the card", "Canary in the lesson")
        person.adds_nothing()
    room.desk.goes("reveal")
    return room


def test_the_same_mark_twice_is_refused_by_the_database(room: TestRoom) -> None:
    from workshop.storage.context import Context, Memory

    file = room.store.workshops.open(room.id)
    assert file is not None
    with pytest.raises(IntegrityError), file.begin(Context(0, 0.0, Memory())) as tx:
        tx.add_marks(1, [b"x" * 16])
        tx.add_marks(1, [b"x" * 16])


def test_after_the_reveal_the_file_was_written_anew_and_has_no_free_page(room: TestRoom) -> None:
    revealed(room)
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
    assert not room.read().state.owes_rewrite
    assert not list(file_of(room.store, room.id).parent.glob("*.rewrite"))


def test_a_text_opens_only_in_its_own_row_under_its_own_key() -> None:
    words = CardWords(happened="x", learned="", may_stand=False, language="en")
    keys, others = Keys(b"k" * 32), Keys(b"o" * 32)
    body = hide(keys, "card", b"row", words)
    assert show(keys, "card", b"row", body, CardWords) == words
    for wrong in ((keys, "card", b"wor"), (keys, "lesson", b"row"), (others, "card", b"row")):
        with pytest.raises(InvalidTag):
            show(*wrong, body, CardWords)


def test_marks_of_different_parts_differ() -> None:
    keys = Keys(b"k" * 32)
    marks = {keys.mark("ab", "c"), keys.mark("a", "bc"), keys.mark("abc"), keys.mark("ab", "c", 1)}
    assert len(marks) == 4
