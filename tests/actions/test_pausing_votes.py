"""Going back to the lessons pauses the voting; only the first change to the list gives up votes."""

import pytest

from tests.actions.test_votes import LESSONS, shown, votes_one_by_one, voting
from tests.support.room import TestRoom, done, refusal
from tests.support.stored import selected
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.views.losses import takes


@pytest.fixture
def paused(room: TestRoom) -> TestRoom:
    """Twelve people, of whom eight have voted; the room is back at its lessons."""
    voting(room, 12)
    votes_one_by_one(room, room.people[:8], "Ask first.")
    room.desk.goes("lessons")
    return room


def test_back_at_its_lessons_a_voting_waits_with_its_ballots(paused: TestRoom) -> None:
    number = paused.read().state.vote_round
    assert paused.view("desk")["desk"]["vote_paused"] is True
    assert paused.view("desk")["now"]["collecting"] is False
    assert paused.view("desk")["now"]["can_open_again"] is False
    assert shown(paused, "Ask first.")["rank"] == 0
    paused.desk.goes("vote")
    assert (paused.round, paused.view("desk")["now"]["phase"]) == (number, "open")
    assert shown(paused, "Ask first.")["votes"] == 4
    assert refusal(paused.people[0].votes("Call people.", 2)) == ""
    assert refusal(paused.people[0].votes("Test the backup.", 1)) == "votes_used_up"
    paused.desk.ends_voting()
    assert shown(paused, "Ask first.")["votes"] == 8


def test_a_server_opens_a_workshop_of_which_a_voting_has_waited(paused: TestRoom) -> None:
    paused.desk.goes("vote")
    assert selected(paused, "SELECT round FROM desk_read WHERE round <= 0") == []
    paused.store.workshops.close()
    assert shown(paused, "Ask first.")["votes"] == 4


def test_the_list_changes_only_once_the_votes_are_given_up(paused: TestRoom) -> None:
    first, second = (paused.lessons()[text] for text in LESSONS[:2])
    changes = [
        commands.LeaveOut(lesson=first, on=True),
        commands.Merge(lesson=first, into=second),
        commands.DeskLesson(text="One more."),
    ]
    assert [refusal(paused.desk.does(one)) for one in changes] == ["voting_paused"] * 3
    number = paused.read().state.vote_round
    assert done(paused.desk.presses(commands.VoteAnew))
    assert done(paused.desk.does(changes[0]))
    paused.desk.goes("vote")
    assert paused.round > number
    assert paused.view("participant")["ballot"]["complete"] is None
    for person in paused.people[:4]:
        assert done(person.votes("Call people.", 2))
    paused.desk.ends_voting()
    assert (shown(paused, "Call people.")["votes"], paused.read().state.chosen) == (
        8, [paused.lessons()["Call people."]],
    )  # fmt: skip


def test_without_a_vote_the_list_stays_open(room: TestRoom) -> None:
    voting(room, 6)
    room.desk.goes("lessons")
    assert done(room.desk.does(commands.DeskLesson(text="One more.")))
    assert refusal(room.desk.presses(commands.OpenAgain)) == "not_allowed"


def test_going_on_from_there_ends_the_voting(paused: TestRoom) -> None:
    onward = paused.desk.stage("commit")
    ends = [Loss(what=one) for one in ("votes_end", "ties_left")]
    assert takes(paused.read(), "go", onward)[-2:] == ends
    assert "votes_end" not in [one.what for one in takes(paused.read(), "go", "vote")]
    assert refusal(paused.desk.presses(commands.Go, stage=onward, said=[])) == "not_said"
    paused.desk.goes("commit")
    assert paused.read().state.chosen == [paused.lessons()["Ask first."]]
    assert shown(paused, "Ask first.")["votes"] == 8


def test_going_on_from_there_with_too_few_voters_has_no_result(room: TestRoom) -> None:
    voting(room, 12)
    room.people[0].votes("Ask first.")
    room.desk.goes("lessons")
    onward = room.desk.stage("commit")
    assert Loss(what="votes_too_few") in takes(room.read(), "go", onward)
    room.desk.goes("commit")
    assert (room.read().state.chosen, shown(room, "Ask first.")["votes"]) == ([], None)
