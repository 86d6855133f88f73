"""Offers from phones: read at the desk one by one, then let on, picked, or set aside."""

import os

import pytest
from sqlalchemy import select

from tests.actions.test_commitments import committing, offer
from tests.support.room import Person, TestRoom, done, new_room, refusal
from tests.support.stored import selected
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.bodies import CommitmentWords, show
from workshop.storage.handles import Handles
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Commitment
from workshop.views.losses import takes

ROOM = ("participant", "projector")


def offers(person: Person, lesson: str, will: str, **fields: object) -> str:
    """Offers what nobody has offered yet; the id of it."""
    answer = person.does(offer(person.room, lesson, will=will, **fields))
    assert isinstance(answer, Ok) and answer.id
    return answer.id


def shown(room: TestRoom) -> dict[str, bool]:
    """The views in which something of any offer is."""
    return {view: "do thing" in str(entries) for view, entries in room.views().items()}


def told(room: TestRoom, *ids: str) -> list[str]:
    """Returns the fates that phones hear that ask for these offers."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    return [*fates(file, tuple(bytes.fromhex(id_) for id_ in ids))]


def test_an_offer_reaches_the_desk_at_once_and_no_other_screen(room: TestRoom) -> None:
    lesson = committing(room)
    before = room.views()
    id_ = offers(room.people[0], lesson, "do thing 1", owner="Ada")
    assert shown(room) == {"participant": False, "projector": False, "desk": True}
    assert {view: room.view(view) == before[view] for view in ROOM} == dict.fromkeys(ROOM, True)
    entry = room.view("desk")[f"offers/{id_}"]
    assert (entry["will"], entry["owner"], entry["aside"]) == ("do thing 1", "Ada", "")
    room.desk.goes("story")
    assert shown(room)["desk"] is False, "it is read where the desk can decide about it"


def test_what_the_desk_lets_on_is_on_every_screen_and_nothing_that_came_since(
    room: TestRoom,
) -> None:
    lesson = committing(room)
    first = offers(room.people[0], lesson, "do thing 1")
    second = offers(room.people[1], lesson, "do thing 2")
    assert done(room.desk.does(commands.LetOn(unread=[first])))
    assert [one.id for one in room.read().commitments] == [first]
    assert [one.id for one in room.read().offers] == [second]
    assert {f"commitments/{first}" in room.view(view) for view in room.views()} == {True}


def test_what_waits_cannot_be_taken_and_picking_it_lets_it_on(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1", owner="Wanda")
    take = commands.Take(round=room.round, commitment=id_, owner="Ben")
    assert refusal(room.people[1].does(take)) == "no_such"
    assert done(room.desk.does(commands.FreeCommitment(commitment=id_)))
    assert done(room.desk.does(commands.Pick(commitment=id_, on=True)))
    assert room.read().offers == ()
    assert room.view("projector")[f"commitments/{id_}"]["picked"] is True
    assert done(room.people[1].does(take))


def test_what_is_set_aside_is_nowhere_and_can_be_put_back(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    assert done(room.desk.does(commands.PutAside(unread=id_, reason="care")))
    assert refusal(room.desk.does(commands.Pick(commitment=id_, on=True))) == "no_such"
    room.desk.does(commands.LetOn(unread=[id_]))
    assert (room.read().commitments, room.read().offers[0].aside) == ((), "care")
    room.desk.does(commands.PutAside(unread=id_, reason=""))
    room.desk.lets_on()
    assert [one.id for one in room.read().commitments] == [id_]
    assert refusal(room.desk.does(commands.PutAside(unread=id_, reason=""))) == "no_such"


@pytest.mark.parametrize("picked", [False, True])
def test_what_was_shown_by_mistake_leaves_every_screen_and_is_picked_no_longer(
    room: TestRoom, *, picked: bool
) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    before = whole_rows(room)
    room.desk.lets_on()
    if picked:
        room.desk.does(commands.Pick(commitment=id_, on=True))
    assert done(room.desk.does(commands.PutAside(unread=id_, reason="protect")))
    assert shown(room) == {"participant": False, "projector": False, "desk": True}
    assert (room.view("desk")[f"offers/{id_}"]["aside"], whole_rows(room)) == ("protect", before)
    room.desk.does(commands.PutAside(unread=id_, reason=""))
    room.desk.lets_on()
    assert [one.picked for one in room.read().commitments] == [False]
    room.desk.does(commands.PutAside(unread=id_, reason="protect"))
    room.desk.goes("finish")
    assert (told(room, id_), rows(room)) == (["safe"], [])


def test_what_the_room_saw_can_also_be_taken_off_after_the_finish(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    room.desk.lets_on()
    room.desk.goes("finish")
    off = commands.PutAside(unread=id_, reason="care")
    assert refusal(room.desk.does(off)) == "wrong_stage"
    room.desk.goes("commit")
    assert done(room.desk.does(off))
    assert shown(room) == {"participant": False, "projector": False, "desk": True}
    room.desk.goes("finish")
    assert (told(room, id_), rows(room)) == (["care"], [])


def test_a_phone_hears_what_became_of_its_offer_once_the_finish_opens(room: TestRoom) -> None:
    lesson = committing(room)
    ids = [offers(room.people[i % 3], lesson, f"do thing {i}") for i in range(5)]
    for id_, reason in zip(ids, ("protect", "care", "elsewhere"), strict=False):
        room.desk.does(commands.PutAside(unread=id_, reason=reason))
    room.desk.does(commands.LetOn(unread=[ids[3]]))
    assert told(room, *ids) == ["none"] * 5, "the desk may change its mind"
    room.desk.goes("finish")
    assert told(room, *ids) == ["safe", "care", "away", "none", "late"]
    assert told(room, os.urandom(16).hex()) == ["none"]
    assert rows(room) == [ids[3]]


def test_what_nobody_has_read_goes_back_by_a_hold_and_is_in_no_summary(room: TestRoom) -> None:
    lesson = committing(room)
    offers(room.people[0], lesson, "do thing 1")
    finish = room.desk.stage("finish")
    assert takes(room.read(), "go", finish) == [Loss(what="offers_unread", n=1)]
    assert refusal(room.desk.presses(commands.Go, stage=finish, said=[])) == "not_said"
    room.desk.goes("story")
    assert Loss(what="offers_unread", n=1) in takes(room.read(), "go", finish)
    assert done(room.desk.presses(commands.Go, stage=finish))
    assert (shown(room), rows(room)) == (dict.fromkeys(room.views(), False), [])


def test_what_is_decided_leaves_the_way_on_a_single_press(room: TestRoom) -> None:
    lesson = committing(room)
    for i in range(2):
        offers(room.people[i], lesson, f"do thing {i}")
    room.desk.does(commands.PutAside(unread=room.read().offers[0].id, reason="care"))
    room.desk.lets_on()
    assert takes(room.read(), "go", room.desk.stage("finish")) == []


def test_going_away_and_back_keeps_what_waits(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    room.desk.goes("vote")
    room.desk.goes("commit")
    room.desk.lets_on()
    assert [one.id for one in room.read().commitments] == [id_]


def test_a_second_commit_stage_reads_what_waits_from_the_first(store: Store) -> None:
    kinds = ("arrive", "story", "lessons", "vote", "commit", "break", "commit", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    lesson = committing(room)
    first = offers(room.people[0], lesson, "do thing 1")
    room.desk.goes("commit")
    second = offers(room.people[0], lesson, "do thing 2")
    room.desk.lets_on()
    assert {one.id for one in room.read().commitments} == {first, second}
    room.desk.goes("finish")
    assert told(room, first, second) == ["none", "none"]


def test_an_offer_whose_answer_was_lost_is_answered_alike_after_the_finish(room: TestRoom) -> None:
    lesson = committing(room)
    sent, late = (offer(room, lesson, will=f"do thing {i}") for i in range(2))
    answer = room.people[0].does(sent)
    room.desk.goes("finish")
    assert room.people[0].does(sent) == answer
    assert refusal(room.people[0].does(late)) == "wrong_stage"


def test_what_went_back_can_be_offered_anew_once_the_stage_is_open_again(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    room.desk.goes("finish")
    room.desk.goes("commit")
    room.desk.presses(commands.OpenAgain)
    assert offers(room.people[0], lesson, "do thing 1") == id_
    room.desk.lets_on()
    unread = offers(room.people[1], lesson, "do thing 2")
    room.desk.goes("finish")
    assert told(room, id_, unread) == ["none", "late"]
    assert [one.id for one in room.read().commitments] == [id_]


@pytest.mark.parametrize("act", ["let_on", "put_aside", "pick", "take", "free"])
def test_nothing_that_is_done_with_an_offer_touches_its_row(room: TestRoom, act: str) -> None:
    lesson = committing(room)
    id_ = offers(room.people[0], lesson, "do thing 1")
    before, read = whole_rows(room), decided(room)
    room.desk.lets_on()
    if act == "put_aside":
        assert done(room.desk.does(commands.PutAside(unread=id_, reason="care")))
    elif act == "pick":
        assert done(room.desk.does(commands.Pick(commitment=id_, on=True)))
        assert [one.picked for one in room.read().commitments] == [True]
    elif act in {"take", "free"}:
        take = commands.Take(round=room.round, commitment=id_, owner="Wanda")
        assert done(room.people[1].does(take))
        assert [one.words.owner for one in room.read().commitments] == ["Wanda"]
    if act == "free":
        assert done(room.desk.does(commands.FreeCommitment(commitment=id_)))
        assert [one.words.owner for one in room.read().commitments] == [""]
    assert whole_rows(room) == before
    after = decided(room)
    assert (after != read, len(after)) == (True, len(read))


def rows(room: TestRoom) -> list[str]:
    file = room.store.workshops.open(room.id)
    assert file is not None
    handles = Handles(file.keys)
    with file.read() as connection:
        found = connection.execute(select(Commitment.id, Commitment.body)).all()
    said = {
        row.id: show(file.keys, "commitment", row.id, row.body, CommitmentWords) for row in found
    }
    return sorted(handles.of(id_) for id_, words in said.items() if words.will)


def whole_rows(room: TestRoom) -> list[tuple[object, ...]]:
    return selected(room, "SELECT * FROM commitment ORDER BY id")


def decided(room: TestRoom) -> bytes:
    ((body,),) = selected(room, f"SELECT body FROM desk_read WHERE round = {room.round}")
    assert isinstance(body, bytes)
    return body
