"""How a vote ends: with a result if enough have voted, with ties, run-offs and lots."""

import pytest

from tests.actions.test_votes import LESSONS, shown, voting
from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.storage.store import Store
from workshop.views.losses import takes


def test_an_end_in_which_too_few_voted_is_held_and_has_no_result(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:3]:
        person.votes("Ask first.")
    few, onward = Loss(what="votes_too_few"), room.desk.stage("commit")
    assert takes(room.read(), "end_voting") == [few]
    assert few in takes(room.read(), "go", onward)
    assert refusal(room.desk.presses(commands.EndVoting, said=[])) == "not_said"
    assert done(room.desk.presses(commands.EndVoting))
    ballot = room.view("participant")["ballot"]
    assert (ballot["too_few"], ballot["bars"], ballot["needed"]) == ("vote", False, 4)
    assert [shown(room, text)["votes"] for text in LESSONS] == [None] * 4
    assert room.read().state.chosen == []


def test_an_end_is_a_press_where_enough_have_voted_or_nobody_has(room: TestRoom) -> None:
    voting(room, 10)
    assert takes(room.read(), "end_voting") == []
    for person in room.people[:4]:
        person.votes("Ask first.")
    assert takes(room.read(), "end_voting") == []
    assert done(room.desk.presses(commands.EndVoting, said=[]))
    assert shown(room, "Ask first.")["votes"] == 4


def test_who_took_all_votes_back_is_no_voter_at_the_end(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:4]:
        person.votes("Ask first.")
    room.people[0].votes("Ask first.", 0)
    assert takes(room.read(), "end_voting") == []  # the desk is told nothing of it before
    room.desk.ends_voting()
    assert room.view("projector")["ballot"]["too_few"] == "vote"


def test_ties_are_shown_as_ties_and_a_run_off_decides_the_cut(room: TestRoom) -> None:
    voting(room, 6)
    for person in room.people:
        person.votes("Ask first.", 1)
        person.votes("Test the backup.", 1)
    for person in room.people[:2]:
        person.votes("Call people.", 1)
    for person in room.people[2:4]:
        person.votes("Show it to one person.", 1)
    room.desk.ends_voting()
    tied = {room.lessons()["Call people."], room.lessons()["Show it to one person."]}
    assert set(room.view("desk")["ballot"]["cut_tie"]) == tied
    assert (shown(room, "Ask first.")["tied"], shown(room, "Call people.")["tied"]) == (False, True)
    room.desk.presses(commands.RunOff)
    assert room.read().state.ends_at == room.now + 30
    ballot = room.view("participant")["ballot"]
    assert (set(ballot["lessons"]), ballot["budget"]) == (tied, 1)
    assert refusal(room.people[0].votes("Ask first.")) == "no_such"
    for person in room.people:
        assert done(person.votes("Call people."))
    assert refusal(room.people[0].votes("Show it to one person.")) == "votes_used_up"
    room.desk.ends_voting()
    chosen = {text for text in LESSONS if shown(room, text)["chosen"]}
    assert chosen == {"Ask first.", "Test the backup.", "Call people."}
    found = [(shown(room, text)["run_off"], shown(room, text)["tied"]) for text in LESSONS]
    assert found == [(None, False), (None, False), (6, False), (0, False)]


def test_all_that_tie_can_be_taken(room: TestRoom) -> None:
    voting(room, 4)
    for person, text in zip(room.people, LESSONS, strict=True):
        person.votes(text)
    room.desk.ends_voting()
    room.desk.presses(commands.TakeTied)
    assert all(shown(room, text)["chosen"] for text in LESSONS)


def test_six_that_tie_are_voted_on_once_more_and_never_all_taken(room: TestRoom) -> None:
    texts = [f"Lesson {n}." for n in range(6)]
    room.participants(6)
    room.desk.goes("lessons")
    for text in texts:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    for person, text in zip(room.people, texts, strict=True):
        person.votes(text)
    room.desk.ends_voting()
    assert refusal(room.desk.presses(commands.TakeTied)) == "not_allowed"
    assert not room.read().state.chosen
    assert done(room.desk.presses(commands.RunOff))


def test_going_on_ends_the_voting(room: TestRoom) -> None:
    voting(room, 3)
    for person in room.people:
        person.votes("Ask first.")
    room.desk.goes("commit")
    assert shown(room, "Ask first.")["chosen"] is True
    room.desk.goes("vote")
    assert room.view("desk")["now"]["phase"] == "ended"


@pytest.mark.parametrize("hidden", [True, False])
def test_a_new_round_of_votes_starts_from_nothing(store: Store, hidden: bool) -> None:
    room = voting(new_room(store, votes_hidden=hidden), 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.ends_voting()
    room.desk.presses(commands.OpenAgain)
    for person in room.people:
        assert done(person.votes("Call people.", 2))
    room.desk.ends_voting()
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (0, 6)
    assert room.view("desk")["ballot"]["too_few"] == ""


def test_a_vote_opened_again_in_which_too_few_vote_leaves_the_earlier_result(
    room: TestRoom,
) -> None:
    voting(room, 6)
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.ends_voting()
    before = room.views()
    for _ in range(2):
        room.desk.presses(commands.OpenAgain)
        assert shown(room, "Ask first.")["votes"] is None
        for person in room.people[:3]:
            person.votes("Call people.", 2)
        room.desk.ends_voting()
        ballot = room.view("projector")["ballot"]
        assert ballot == before["projector"]["ballot"] | {"too_few": "again"}
        assert shown(room, "Ask first.") == before["projector"][f"lessons/{id_of(room)}"]


def test_the_list_stays_as_it_is_while_an_earlier_result_may_stand(room: TestRoom) -> None:
    voting(room, 6)
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.ends_voting()
    room.desk.presses(commands.OpenAgain)
    leave = commands.LeaveOut(lesson=id_of(room), on=True)
    assert refusal(room.desk.does(leave)) == "wrong_stage"
    room.desk.goes("lessons")
    assert refusal(room.desk.does(leave)) == "voting_paused"
    assert room.view("desk")["desk"]["result_kept"] is True
    assert done(room.desk.presses(commands.VoteAnew))
    assert done(room.desk.does(leave))


def id_of(room: TestRoom, text: str = "Ask first.") -> str:
    return room.lessons()[text]


def test_a_run_off_in_which_too_few_vote_leaves_the_tie_for_a_lot(room: TestRoom) -> None:
    voting(room, 6)
    for person, text in zip(room.people, [*LESSONS, *LESSONS[:2]], strict=True):
        person.votes(text)
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    for person in room.people[:3]:
        person.votes("Call people.")
    room.desk.ends_voting()
    ballot = room.view("participant")["ballot"]
    tied = sorted([id_of(room, "Call people."), id_of(room, "Show it to one person.")])
    assert (ballot["too_few"], ballot["cut_tie"]) == ("run_off", tied)
    assert shown(room, "Call people.")["run_off"] is None
    assert done(room.desk.presses(commands.DrawLots))
    ballot = room.view("participant")["ballot"]
    (drawn,) = ballot["drawn"]
    assert drawn in tied and (ballot["cut_tie"], ballot["too_few"]) == ([], "")
    assert len(room.read().state.chosen) == 3 and drawn in room.read().state.chosen
    assert refusal(room.desk.presses(commands.DrawLots)) == "wrong_stage"


def test_a_run_off_without_a_vote_leaves_the_tie_as_it_was(room: TestRoom) -> None:
    voting(room, 4)
    for person, text in zip(room.people, LESSONS, strict=True):
        person.votes(text)
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    room.desk.ends_voting()
    assert len(room.view("desk")["ballot"]["cut_tie"]) == 4
