"""Whoever leads goes away from a stage and comes back: what waits for others goes on waiting."""

import pytest

from tests.support.room import Person, TestRoom, done, new_room
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.storage.context import Memory
from workshop.storage.store import Store
from workshop.views.losses import takes

PEOPLE = 9


@pytest.fixture
def room(store: Store) -> TestRoom:
    """Everybody has written and is done; the cards are on show."""
    made = new_room(store)
    made.participants(PEOPLE)
    made.desk.goes("write")
    for i, person in enumerate(made.people):
        person.writes(f"Broke {i}", f"Mend {i}.")
        person.adds_nothing()
    made.desk.goes("reveal")
    return made


def away_and_back(room: TestRoom, by: str) -> None:
    here = room.read().stage.kind
    room.desk.goes(by)
    room.desk.goes(here)


def answers(person: Person, choice: str) -> None:
    round_ = person.room.round
    assert done(person.does(commands.Answer(round=round_, question="worth", choice=choice)))


def worth(room: TestRoom) -> object:
    return room.view("projector")["finish"]["worth"]


def test_a_lesson_that_waits_is_not_shown_by_going_away_and_back(room: TestRoom) -> None:
    room.desk.goes("lessons")
    room.people[0].adds("Call first.")
    away_and_back(room, "talk")
    assert not room.read().unread
    for person, text in zip(room.people[1:], ("Ask.", "Test.", "Wait."), strict=False):
        person.adds(text)
    room.desk.closes_adding()
    assert len(room.read().unread) == 4


@pytest.mark.parametrize("next_one", ["vote", "commit", "finish"])
def test_a_lesson_that_waits_is_shown_nowhere_once_its_round_is_over(
    room: TestRoom, next_one: str
) -> None:
    room.desk.goes("lessons")
    room.people[0].adds("Call first.")
    room.desk.goes(next_one)
    assert "Call first." not in str(room.views())


def test_taps_are_not_shown_by_going_away_and_back_and_go_once_their_round_is_over(
    room: TestRoom,
) -> None:
    for person in room.people[:2]:
        person.been_there("1")
        away_and_back(room, "talk")
        assert not room.read().been_there("1")
    for person in room.people[2:5]:
        person.been_there("1")
    assert room.read().been_there("1") > 2
    room.desk.goes("lessons")
    assert not room.read().been_there("1")


def test_an_answer_is_not_shown_by_going_away_and_back(room: TestRoom) -> None:
    room.desk.goes("finish")
    for person in room.people[:5]:
        answers(person, "yes")
    shown = worth(room)
    assert shown == {"yes": 5, "partly": 0, "no": 0}
    answers(room.people[5], "no")
    away_and_back(room, "talk")
    assert worth(room) == shown


def test_the_last_answers_are_shown_together_at_the_end(room: TestRoom) -> None:
    room.desk.goes("finish")
    for person in room.people[:6]:
        answers(person, "yes")
    for person in room.people[6:]:
        answers(person, "no")
        assert worth(room) == {"yes": 5, "partly": 0, "no": 0}
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 6, "partly": 0, "no": 3}


@pytest.mark.parametrize("more", [1, 3, 4])
def test_the_end_shows_no_answers_of_a_few_alone_and_says_so(room: TestRoom, more: int) -> None:
    room.desk.goes("finish")
    assert Loss(what="answers_few") not in takes(room.read(), "seal")
    for person in room.people[:5]:
        answers(person, "yes")
    for person in room.people[5 : 5 + more]:
        answers(person, "no")
    assert Loss(what="answers_few") in takes(room.read(), "seal")
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 5, "partly": 0, "no": 4 if more == 4 else 0}


def test_after_a_restart_the_end_counts_those_who_have_answered_since(room: TestRoom) -> None:
    room.desk.goes("finish")
    for person in room.people[:5]:
        answers(person, "yes")
    for person in room.people[5:8]:
        answers(person, "no")
    room.memory = Memory()
    answers(room.people[8], "no")
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 5, "partly": 0, "no": 4}


@pytest.mark.parametrize("restarts", [False, True])
def test_who_answered_before_hides_nobody_and_what_they_change_rides_along(
    room: TestRoom, restarts: bool
) -> None:
    room.desk.goes("finish")
    for person in room.people[:5]:
        answers(person, "yes")
    for choice in ("no", "partly", "no", "partly"):
        room.memory = Memory() if restarts else room.memory
        for person in room.people[:4]:
            answers(person, choice)
    assert worth(room) == {"yes": 5, "partly": 0, "no": 0}
    for person in room.people[5:8]:
        answers(person, "yes")
        assert worth(room) == {"yes": 5, "partly": 0, "no": 0}
    answers(room.people[8], "yes")
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 5, "partly": 4, "no": 0}


def test_one_who_changes_back_and_forth_is_in_no_figure_by_the_end(room: TestRoom) -> None:
    room.desk.goes("finish")
    for person in room.people[:5]:
        answers(person, "yes")
    for choice in ("yes", "no") * 4:
        answers(room.people[5], choice)
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 5, "partly": 0, "no": 0}


def test_what_the_talk_collects_once_more_goes_back_as_the_finish_opens_again(
    room: TestRoom,
) -> None:
    room.desk.goes("finish")
    room.desk.goes("talk")
    key = bytes(16)
    lesson = commands.AddLesson(round=room.round, text="Call first.")
    assert done(room.people[0].does(lesson, key))
    assert Loss(what="lessons_back") in takes(room.read(), "go", room.desk.stage("finish"))
    room.desk.goes("finish")
    assert room.fates(key) == ["late"]


def test_what_waits_when_the_workshop_ends_by_itself_is_shown_to_nobody(room: TestRoom) -> None:
    room.desk.goes("lessons")
    room.people[0].adds("Call first.")
    room.closes()
    assert "Call first." not in room.lessons()


def test_whoever_has_been_there_counts_once_however_often_the_story_is_opened(
    room: TestRoom,
) -> None:
    room.desk.goes("story")
    two_have_been_there(room, "lessons")
    room.desk.goes("story")
    assert done(room.desk.presses(commands.OpenAgain))
    two_have_been_there(room, "vote")
    room.desk.goes("story")
    assert done(room.desk.presses(commands.OpenAgain))
    for person in room.people[2:6]:
        assert done(person.been_there("story"))
    assert room.view("projector")["story_been"]["amount"] == "several"


def two_have_been_there(room: TestRoom, then: str) -> None:
    """Two of nine tap, which goes once the stage that comes then has ended their round."""
    for person in room.people[:2]:
        assert done(person.been_there("story"))
    room.desk.goes(then)
    assert not room.read().been_there("story")
    assert room.view("projector")["story_been"]["amount"] == "none"


def test_what_is_unclear_is_counted_anew_where_the_rules_are_opened_again(room: TestRoom) -> None:
    room.desk.goes("arrive")
    finds_unclear(room)
    room.desk.goes("lessons")
    room.desk.goes("arrive")
    assert done(room.desk.presses(commands.OpenAgain))
    assert room.view("desk")["desk"]["unclear"] == 0
    finds_unclear(room)


def finds_unclear(room: TestRoom) -> None:
    """One of nine devices finds something unclear, and is told as one at the desk."""
    assert done(room.people[0].does(commands.Unclear(round=room.round, on=True)))
    assert room.view("desk")["desk"]["unclear"] == 1
