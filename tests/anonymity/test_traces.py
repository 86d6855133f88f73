"""Marks that people leave on the way go with the round; what stands stays, and only that."""

import os
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.files import file_of
from tests.support.room import TestRoom, done, new_room, refusal, writing
from tests.support.same_keys import nobodys
from workshop.protocol import commands
from workshop.storage import counts
from workshop.storage.bodies import BODY_BYTES, CardWords, show
from workshop.storage.keyring import NONCE
from workshop.storage.orders import NOTHING_SENT, write_order
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Card


@pytest.fixture
def room(store: Store) -> TestRoom:
    made = new_room(store)
    made.participants(4)
    return made


def selected(room: TestRoom, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file_of(room.store, room.id))) as connection:
        return connection.execute(query).fetchall()


def marks(room: TestRoom) -> int:
    return int(selected(room, "SELECT count(*) FROM mark")[0][0])


def write(room: TestRoom) -> bytes:
    """Everybody takes part, and then writes a card after all; gives the key of the first."""
    room.desk.goes("write")
    keys = [os.urandom(16) for _ in room.people]
    for i, person in enumerate(room.people):
        person.adds_nothing()
        assert done(person.writes(f"It broke {i}.", key=keys[i]))
    return keys[0]


def ballot_of_one(room: TestRoom) -> str:
    """Opens the vote, on the only lesson that there is; gives its id."""
    room.desk.goes("lessons")
    assert done(room.desk.does(commands.DeskLesson(text="Restore a backup.")))
    room.desk.goes("vote")
    return room.lessons()["Restore a backup."]


def test_after_the_reveal_nothing_tells_who_wrote_how_many_cards(room: TestRoom) -> None:
    write(room)
    assert marks(room) == 2 * len(room.people)
    room.desk.goes("reveal")
    assert marks(room) == 0


@pytest.mark.parametrize("reason", ["", "protect", "names", "care", "elsewhere"])
def test_after_the_reveal_no_row_tells_whether_a_card_was_set_aside(
    room: TestRoom, reason: str
) -> None:
    write(room)
    room.desk.goes("look_through")
    assert done(room.desk.sets_card_aside("It broke 1.", reason))
    assert len(waiting(room)) == len(room.people)
    room.desk.goes("reveal")
    assert (waiting(room), decided(room)) == ([], [BODY_BYTES["desk_read"] + 2 * NONCE])


def test_while_cards_wait_what_was_set_aside_is_never_the_same_bytes_twice(room: TestRoom) -> None:
    write(room)
    room.desk.goes("look_through")
    assert done(room.desk.sets_card_aside("It broke 1."))
    bodies = set()
    for stage in ("lessons", "vote", "commit"):
        room.desk.goes(stage)
        bodies.add(selected(room, "SELECT body FROM desk_read ORDER BY round")[0])
    assert (len(bodies), len([one for one in waiting(room) if one.happened])) == (3, 3)
    room.desk.goes("reveal")
    settled = selected(room, "SELECT body FROM desk_read ORDER BY round")[0]
    for stage in ("talk", "lessons"):
        room.desk.goes(stage)
        assert selected(room, "SELECT body FROM desk_read ORDER BY round")[0] == settled


def test_no_row_tells_by_its_going_or_its_staying_that_it_was_set_aside(room: TestRoom) -> None:
    write(room)
    room.desk.goes("look_through")
    before = selected(room, "SELECT key, body FROM card ORDER BY key")
    assert done(room.desk.sets_card_aside("It broke 1."))
    card = next(one.handle for one in room.read().waiting if one.words.happened == "It broke 2.")
    assert done(room.desk.does(commands.MarkSensitive(card=card, on=True)))
    assert selected(room, "SELECT key, body FROM card ORDER BY key") == before
    room.desk.goes("lessons")
    after = selected(room, "SELECT key, body FROM card ORDER BY key")
    assert [key for key, _ in after] == [key for key, _ in before]
    assert not {body for _, body in after} & {body for _, body in before}
    assert {len(body) for _, body in after} == {len(body) for _, body in before}
    room.desk.goes("reveal")
    shown = {card.words.happened: card.sensitive for card in room.read().cards}
    assert shown == {"It broke 0.": False, "It broke 2.": True, "It broke 3.": False}
    assert selected(room, "SELECT * FROM card") == []


def decided(room: TestRoom) -> list[int]:
    """How large the rows are of what the desk has decided."""
    return [int(size) for (size,) in selected(room, "SELECT length(body) FROM desk_read")]


def waiting(room: TestRoom) -> list[CardWords]:
    """Returns the words of the cards that have not been shown."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        rows = connection.execute(select(Card.key, Card.round, Card.body)).all()
    own = file.own
    return [show(own.round(row.round), "card", row.key, row.body, CardWords) for row in rows]


def test_a_card_sent_again_after_its_reveal_gets_its_first_answer(room: TestRoom) -> None:
    key = write(room)
    number = room.round
    room.desk.goes("reveal")
    again = commands.WriteCard(round=number, happened="It broke 0.")
    assert done(room.people[0].does(again, key))
    assert len(room.read().cards) == len(room.people)
    assert refusal(room.people[0].does(again, os.urandom(16))) == "wrong_stage"
    room.desk.goes("lessons")
    assert done(room.people[0].does(again, key))
    assert refusal(room.people[0].does(again, os.urandom(16))) == "wrong_stage"


def test_what_a_command_that_failed_forgot_is_remembered(room: TestRoom) -> None:
    from workshop.storage.context import Context

    key = write(room)
    number = room.round
    room.desk.goes("reveal")
    file = room.store.workshops.open(room.id)
    assert file is not None
    context = Context(room.here, room.now, room.memory)
    with file.begin(context) as tx, pytest.raises(RuntimeError), tx.savepoint():
        tx.put_order(number, NOTHING_SENT)
        raise RuntimeError
    again = commands.WriteCard(round=number, happened="It broke 0.")
    assert done(room.people[0].does(again, key))


def test_once_a_vote_has_ended_nothing_tells_who_voted_for_what(room: TestRoom) -> None:
    lesson = ballot_of_one(room)
    for person in room.people:
        person.votes(lesson, 2)
    assert marks(room) == 6 * len(room.people)
    room.desk.ends_voting()
    assert marks(room) == 0
    assert room.view("desk")["ballot"]["voted"] == len(room.people)
    late = commands.Vote(round=room.round, lesson=lesson, votes=1)
    assert refusal(room.people[0].does(late)) == "round_closed"


def test_a_tap_that_was_taken_back_leaves_nothing(room: TestRoom) -> None:
    room.desk.presses(commands.Step, step=1)
    for on in (True, False):
        room.people[0].does(commands.Unclear(round=room.round, on=on))
    room.desk.goes("write")
    assert "unclear" not in {item for _, item in room.read().counts}


def test_the_file_does_not_count_how_often_something_changed(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was counted is encrypted anew at each write, so that nothing else could be compared, and
    # a device's numbers and keys are made by chance.
    monkeypatch.setattr(counts.os, "urandom", bytes)
    monkeypatch.setattr(counts, "write_order", lambda order: write_order(nobodys(order)))
    room.desk.presses(commands.Step, step=1)
    tap = [commands.Unclear(round=room.round, on=on) for on in (True, False)]
    room.people[0].does(tap[0])
    before, rev = file_of(room.store, room.id).read_bytes()[100:], room.read().rev
    for command in (tap[1], tap[0]):
        room.people[0].does(command)
    assert file_of(room.store, room.id).read_bytes()[100:] == before
    assert room.read().rev == rev + 2


def test_the_same_offer_of_two_people_is_one_and_a_name_makes_another(room: TestRoom) -> None:
    lesson = ballot_of_one(room)
    for person in room.people:
        person.votes(lesson)
    room.desk.goes("commit")
    for person, owner in zip(room.people, ("", "", "Ana", "Jonas"), strict=True):
        offer = commands.Offer(
            round=room.round, lesson=lesson, when="it rains", will="go in", owner=owner
        )
        assert done(person.does(offer))
    assert sorted(one.words.owner for one in room.read().offers) == ["", "Ana", "Jonas"]


def test_what_people_write_bears_the_language_of_the_workshop(store: Store) -> None:
    room = writing(new_room(store, language="de"), 3)
    for person in room.people:
        key = os.urandom(16)
        assert done(person.writes("Es brach.", "Nachsehen."))
        assert done(person.writes("Es riss.", key=key))
        edit = commands.EditCard(round=room.round, card=key.hex(), happened="Es riss.")
        assert done(person.does(edit))
        person.adds_nothing()
    for stage in ("reveal", "lessons"):
        room.desk.goes(stage)
    for person, text in zip(room.people, ("Warten.", "Fragen.", "Rufen."), strict=True):
        add = commands.AddLesson(round=room.round, text=text)
        assert done(person.does(add))
    assert done(room.desk.lets_on())
    room.desk.goes("vote")
    lesson = room.lessons()["Nachsehen."]
    for person in room.people:
        person.votes(lesson)
    room.desk.goes("commit")
    offer = commands.Offer(round=room.round, lesson=lesson, when="a", will="b")
    assert done(room.people[0].does(offer))
    assert done(room.desk.lets_on())
    read = room.read()
    lessons = [one for one in read.lessons if one.words.text != read.story.lesson]
    spoken = [one.words.language for one in (*read.cards, *lessons, *read.commitments)]
    assert (len(spoken), set(spoken)) == (6 + 4 + 1, {"de"})
