"""Commitments of people without a phone: typed in at the desk, and like any other from then on."""

import os
from datetime import date

from tests.actions.test_commitments import committing, offer
from tests.support.room import TestRoom, done, refusal
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.summary.build import build
from workshop.views.losses import takes

SAID = {"when": "a month ends", "will": "restore one backup", "owner": "Wanda", "by": "2026-12-15"}


def on_paper(room: TestRoom, lesson: str, **fields: object) -> commands.PaperOffer:
    return commands.PaperOffer(round=room.round, lesson=lesson, **{**SAID, **fields})


def types(room: TestRoom, lesson: str, **fields: object) -> str:
    """Types a commitment in at the desk; the id of it."""
    answer = room.desk.does(on_paper(room, lesson, **fields))
    assert isinstance(answer, Ok) and answer.id
    return answer.id


def test_the_room_sees_it_at_once_with_its_owner_and_its_day(room: TestRoom) -> None:
    id_ = types(room, lesson := committing(room))
    for view in room.views():
        entry = room.view(view)[f"commitments/{id_}"]
        assert (entry["lesson"], entry["owner"], entry["by"]) == (lesson, "Wanda", "2026-12-15")
    assert room.read().offers == ()


def test_it_is_picked_taken_set_aside_and_kept_as_those_from_phones_are(room: TestRoom) -> None:
    lesson = committing(room)
    id_ = types(room, lesson, owner="")
    take = commands.Take(round=room.round, commitment=id_, owner="Ben")
    assert done(room.people[0].does(take))
    assert done(room.desk.does(commands.Pick(commitment=id_, on=True)))
    aside = types(room, lesson, will="do too much")
    assert done(room.desk.does(commands.PutAside(unread=aside, reason="names")))
    assert [one.id for one in room.read().commitments] == [id_]
    room.desk.goes("finish")
    (kept,) = build(room.read(), date(2026, 12, 1)).commitments
    assert (kept.will, kept.owner) == ("restore one backup", "Ben")


def test_it_takes_no_phone_s_place_and_waits_for_nobody(room: TestRoom) -> None:
    lesson = committing(room)
    for i in range(10):
        types(room, lesson, will=f"do thing {i}")
    assert done(room.people[0].does(offer(room, lesson)))
    room.desk.lets_on()
    assert takes(room.read(), "go", room.desk.stage("finish")) == []
    assert len(room.read().commitments) == 11


def test_typed_twice_it_is_one_and_lets_on_what_a_phone_has_sent_in_the_same_words(
    room: TestRoom,
) -> None:
    lesson, key = committing(room), os.urandom(16)
    answers = {repr(room.desk.does(on_paper(room, lesson), key)) for _ in range(2)}
    assert (len(answers), len(room.read().commitments)) == (1, 1)
    (one,) = (shown.id for shown in room.read().commitments)
    assert done(room.desk.does(commands.PutAside(unread=one, reason="care")))
    assert done(room.desk.does(on_paper(room, lesson), key))
    assert [offered.aside for offered in room.read().offers] == ["care"], "it was sent again only"
    assert types(room, lesson) == one, "it was typed anew"
    room.people[0].does(offer(room, lesson, will="do it", owner="Ada"))
    id_ = room.read().offers[0].id
    assert done(room.desk.does(commands.PutAside(unread=id_, reason="care")))
    assert types(room, lesson, will="do it", owner="Ada", by="") == id_
    assert (room.read().offers, len(room.read().commitments)) == ((), 2)


def test_only_the_desk_types_one_in_for_a_chosen_lesson_while_offers_are_collected(
    room: TestRoom,
) -> None:
    lesson = committing(room)
    assert refusal(room.people[0].does(on_paper(room, lesson))) == "not_allowed"
    assert refusal(room.desk.does(on_paper(room, "00" * 16))) == "no_such"
    assert refusal(room.desk.does(on_paper(room, lesson, will=" "))) == "empty"
    room.desk.goes("finish")
    assert refusal(room.desk.does(on_paper(room, lesson))) == "wrong_stage"
