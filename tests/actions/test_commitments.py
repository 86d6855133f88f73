"""Commitments: offered by anybody, named by nobody but oneself."""

import os

from tests.support.room import TestRoom, done, refusal
from workshop.ending.seal import seal
from workshop.protocol import commands
from workshop.storage.library import summary_of
from workshop.views import VIEWS, Surroundings, sealed_entries


def committing(room: TestRoom) -> str:
    """Three people at the commit stage; gives the id of the chosen lesson."""
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Test the backup."))
    room.desk.goes("vote")
    lesson = room.lessons()["Test the backup."]
    for person in room.people:
        person.votes(lesson)
    room.desk.goes("commit")
    return lesson


def offer(room: TestRoom, lesson: str, **fields: object) -> commands.Offer:
    words = {"when": "a month ends", "will": "restore one backup", **fields}
    return commands.Offer(round=room.round, lesson=lesson, **words)


def test_all_see_what_was_let_on_and_the_projector_one_for_each_lesson(room: TestRoom) -> None:
    lesson = committing(room)
    for i, person in enumerate(room.people[:2]):
        person.does(offer(room, lesson, will=f"do thing {i}"))
    room.desk.lets_on()
    ids = [one.id for one in room.read().commitments]
    count = {view: str(room.view(view)).count("'commitments/") for view in room.views()}
    assert count == {"participant": 2, "projector": 1, "desk": 2}
    for id_ in ids:
        room.desk.does(commands.Pick(commitment=id_, on=True))
        assert f"commitments/{id_}" in room.view("projector")


def test_who_takes_it_first_has_it_until_the_desk_frees_it(room: TestRoom) -> None:
    lesson = committing(room)
    room.people[0].does(offer(room, lesson))
    room.desk.lets_on()
    id_ = room.read().commitments[0].id
    take = {name: commands.Take(round=room.round, commitment=id_, owner=name) for name in "AB"}
    assert done(room.people[1].does(take["A"]))
    assert done(room.people[1].does(take["A"]))
    assert refusal(room.people[2].does(take["B"])) == "taken"
    room.desk.does(commands.FreeCommitment(commitment=id_))
    assert done(room.people[2].does(take["B"]))
    assert room.view("projector")[f"commitments/{id_}"]["owner"] == "B"


def test_the_end_shows_the_one_that_was_picked_first_whoever_has_taken_another(
    room: TestRoom,
) -> None:
    lesson = committing(room)
    for i, person in enumerate(room.people[:2]):
        person.does(offer(room, lesson, will=f"do thing {i}"))
    room.desk.lets_on()
    for one in room.read().commitments:
        room.people[0].does(
            commands.Take(round=room.round, commitment=one.id, owner=f"Who takes {one.id}")
        )
    ids = [one.id for one in room.read().commitments]
    for id_ in ids:
        room.desk.goes("commit")
        room.desk.does(commands.Pick(commitment=id_, on=True))
        room.desk.goes("finish")
        first, _ = room.view("projector")["finish"]["commitments"]
        assert first["owner"] == f"Who takes {id_}"


def test_after_the_seal_they_stand_in_the_order_of_the_finish(room: TestRoom) -> None:
    lesson = committing(room)
    wills = (("c, led", ""), ("d, taken", "Jo"), ("b, taken", "Kim"), ("e, picked", ""))
    for will, owner in wills:
        offered = offer(room, lesson, will=will, owner=owner)
        assert done(room.participant().does(offered, os.urandom(16)))
    room.desk.lets_on()
    (picked,) = [one.id for one in room.read().commitments if one.words.will == "e, picked"]
    room.desk.does(commands.Pick(commitment=picked, on=True))
    room.desk.goes("finish")
    before = [one["will"] for one in room.view("projector")["finish"]["commitments"]]
    assert before == ["e, picked", "b, taken", "d, taken"]
    seal(room.store, room.id, room.now)
    with room.store.library.read() as session:
        sealed = summary_of(session, room.id)
    for view in VIEWS:
        finish = sealed_entries(view, sealed, Surroundings())["finish"]
        assert [one.will for one in finish.commitments] == before


def test_a_repeated_offer_is_one_and_gets_its_first_answer(room: TestRoom) -> None:
    lesson = committing(room)
    key = os.urandom(16)
    answers = {repr(room.people[0].does(offer(room, lesson), key)) for _ in range(2)}
    assert (len(answers), len(room.read().offers)) == (1, 1)


def test_what_is_missing_or_not_on_offer_is_refused_by_name(room: TestRoom) -> None:
    lesson = committing(room)
    person = room.people[0]
    assert refusal(person.does(offer(room, lesson, when=" "))) == "empty"
    assert refusal(person.does(offer(room, lesson, will="x" * 121))) == "too_long"
    assert refusal(person.does(offer(room, "00" * 16))) == "no_such"
    nobody = commands.Take(round=room.round, commitment="00" * 16, owner=" ")
    assert refusal(person.does(nobody)) == "name_missing"


def test_a_date_that_is_no_day_is_refused(room: TestRoom) -> None:
    lesson = committing(room)
    for by in ("2026-99-99", "2026-02-30", "9999-01-01"):
        assert refusal(room.people[0].does(offer(room, lesson, by=by))) == "malformed", by
