"""Where nobody votes, the desk picks three lessons at the commitments: they are the chosen ones."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.protocol import commands
from workshop.protocol.entries import Lesson
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.store import Store
from workshop.summary.build import build

TAUGHT = ("Ask first.", "Call early.", "Measure it.", "Write it down.")
VIEWS = ("participant", "projector", "desk")


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A room of half an hour in which four cards have taught something."""
    return taught(new_room(store, template="30"), TAUGHT)


def taught(room: TestRoom, lessons: Sequence[str]) -> TestRoom:
    for person, lesson in zip(writing(room, len(lessons)).people, lessons, strict=True):
        person.writes(f"Before: {lesson}", lesson)
    room.desk.goes("reveal")
    return room


def picks(room: TestRoom, lesson: str, on: bool = True) -> str:
    """The desk picks the lesson of these words, or no longer; gives the refusal, "" without one."""
    id_ = room.lessons().get(lesson, lesson)
    return refusal(room.desk.does(commands.PickLesson(lesson=id_, on=on)))


def chosen(room: TestRoom, view: str) -> list[str]:
    shown: list[Lesson] = [one for path, one in room.view(view).items() if path[:8] == "lessons/"]
    return sorted(one["text"] for one in shown if one["chosen"])  # type: ignore[index]


def test_the_lessons_are_collected_as_the_commitments_open(room: TestRoom) -> None:
    assert room.lessons() == {}
    room.desk.goes("commit")
    assert {*room.lessons()} == {*TAUGHT}
    assert [chosen(room, view) for view in VIEWS] == [[]] * 3


def test_what_the_desk_picks_is_chosen_in_every_view_and_no_longer_at_its_next_press(
    room: TestRoom,
) -> None:
    room.desk.goes("commit")
    assert [picks(room, one) for one in (TAUGHT[2], TAUGHT[0])] == ["", ""]
    assert [chosen(room, view) for view in VIEWS] == [[TAUGHT[0], TAUGHT[2]]] * 3
    assert picks(room, TAUGHT[2], on=False) == ""
    assert [chosen(room, view) for view in VIEWS] == [[TAUGHT[0]]] * 3


def test_three_are_picked_at_most_and_one_again_is_no_fourth(room: TestRoom) -> None:
    room.desk.goes("commit")
    assert [picks(room, one) for one in TAUGHT] == ["", "", "", "not_allowed"]
    assert picks(room, TAUGHT[0]) == ""
    picks(room, TAUGHT[1], on=False)
    assert picks(room, TAUGHT[3]) == ""
    assert chosen(room, "desk") == [TAUGHT[0], TAUGHT[2], TAUGHT[3]]


def test_commitments_are_offered_for_what_is_picked_and_for_nothing_else(room: TestRoom) -> None:
    room.desk.goes("commit")
    picks(room, TAUGHT[0])
    answers = [
        room.people[0].does(
            commands.Offer(
                round=room.round, lesson=room.lessons()[one], when="Friday", will="ask", who="I"
            )
        )
        for one in TAUGHT[:2]
    ]
    assert [refusal(one) for one in answers] == ["", "no_such"]


def test_the_desk_picks_only_at_the_commitments_of_an_agenda_without_a_vote(
    room: TestRoom, store: Store
) -> None:
    assert picks(room, "0" * 32) == "wrong_stage"
    room.desk.goes("commit")
    assert picks(room, "0" * 32) == "no_such"
    hour = taught(new_room(store), TAUGHT)
    for kind in ("lessons", "commit"):
        hour.desk.goes(kind)
        assert picks(hour, TAUGHT[0]) == "wrong_stage"


def test_more_than_twelve_are_merged_or_left_out_before_it(store: Store) -> None:
    room = taught(new_room(store, template="30"), [f"Lesson {i:02}." for i in range(14)])
    room.desk.presses(commands.Go, stage="commit")
    assert room.read().stage.kind == "reveal" and len(room.lessons()) == 14
    assert refusal(room.desk.presses(commands.Go, stage="commit")) == "ballot_full"
    assert done(room.desk.does(commands.LeaveRest()))
    assert done(room.desk.presses(commands.Go, stage="commit"))
    assert len(room.read().roots) == 12
    out = next(one.id for one in room.read().lessons if one.left_out)
    assert picks(room, out) == "no_such"


def test_what_comes_with_the_commitments_themselves_is_cut_to_twelve(store: Store) -> None:
    stages = [Stage(kind, 3) for kind in ("arrive", "write", "commit", "finish")]
    room = writing(new_room(store, agenda=Agenda(tuple(stages))), 14)
    for i, person in enumerate(room.people):
        person.writes(f"It broke {i}", f"Lesson {i:02}.")
    room.desk.goes("commit")
    assert len(room.read().roots) == 12


def test_a_card_that_comes_down_takes_its_picked_lesson_along(room: TestRoom) -> None:
    room.desk.goes("commit")
    picks(room, TAUGHT[0])
    picks(room, TAUGHT[1])
    (card,) = (one.n for one in room.read().cards if one.words.learned == TAUGHT[0])
    room.desk.does(commands.TakeOff(card=str(card), on=True))
    assert [chosen(room, view) for view in VIEWS] == [[TAUGHT[1]]] * 3
    assert room.read().state.chosen == [room.lessons()[TAUGHT[1]]]
    room.desk.does(commands.TakeOff(card=str(card), on=False))
    assert chosen(room, "desk") == [TAUGHT[1]] and TAUGHT[0] in room.lessons()


def test_the_summary_has_what_was_picked_and_knows_that_nobody_voted(room: TestRoom) -> None:
    room.desk.goes("commit")
    assert not build(room.read(), date(2026, 12, 2)).picked
    picks(room, TAUGHT[3])
    summary = build(room.read(), date(2026, 12, 2))
    assert [one.text for one in summary.lessons if one.chosen] == [TAUGHT[3]]
    assert summary.picked
    room.desk.goes("finish")
    assert room.view("projector")["finish"]["lessons"] == [TAUGHT[3]]
