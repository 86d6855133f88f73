"""How a vote ends: with a result if enough have voted, with ties, run-offs and lots."""

import pytest

from tests.actions.test_votes import LESSONS, shown, votes_one_by_one, voting
from tests.support.room import TestRoom, done, new_room, refusal
from tests.support.stored import selected
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


# A tie for the last place: who decides it, and what is sure where nobody does.
TEXTS = tuple(f"Lesson {n}." for n in range(7))
SURE, *OTHERS = TEXTS


def tied(room: TestRoom, count: int) -> TestRoom:
    """Nine people, all of whom chose one lesson; so many others have a vote each."""
    voting(room, 9, TEXTS)
    for person in room.people:
        person.votes(SURE)
    for person, text in zip(room.people, OTHERS[:count], strict=False):
        person.votes(text)
    return room


def chosen(room: TestRoom) -> set[str]:
    ids = room.lessons()
    return {text for text in TEXTS if ids[text] in room.read().state.chosen}


def said(room: TestRoom, to: str) -> list[Loss]:
    return takes(room.read(), "go", room.desk.stage(to))


def test_where_the_vote_is_left_open_a_tie_is_not_taken_and_the_desk_has_said_so(
    room: TestRoom,
) -> None:
    tied(room, 4)
    left = Loss(what="ties_left")
    assert left in said(room, "commit") and left not in said(room, "lessons")
    assert left not in takes(room.read(), "end_voting")
    room.desk.goes("commit")
    assert chosen(room) == {SURE}


def test_a_waiting_vote_that_ends_by_going_on_takes_no_tie_either(room: TestRoom) -> None:
    tied(room, 4)
    room.desk.goes("lessons")
    assert Loss(what="ties_left") in said(room, "commit")
    room.desk.goes("commit")
    assert chosen(room) == {SURE}


def test_five_in_all_are_taken_by_going_on_and_more_are_not(store: Store) -> None:
    for count, loss, kept in (
        (4, Loss(what="ties_taken", n=4), {SURE, *OTHERS[:4]}),
        (5, Loss(what="ties_left", n=5), {SURE}),
    ):
        room = tied(new_room(store), count)
        room.desk.ends_voting()
        assert loss in said(room, "commit")
        room.desk.goes("commit")
        assert chosen(room) == kept


def test_what_was_left_tied_stays_so_and_can_still_be_decided_at_the_vote(room: TestRoom) -> None:
    tied(room, 3)
    room.desk.goes("commit")
    assert not [one for one in said(room, "finish") if one.what.startswith("ties")]
    room.desk.goes("vote")
    assert shown(room, OTHERS[0])["tied"] is True
    assert done(room.desk.presses(commands.TakeTied))
    assert chosen(room) == {SURE, *OTHERS[:3]}


@pytest.mark.parametrize("count", [3, 6])
def test_a_deadline_decides_no_tie(room: TestRoom, count: int) -> None:
    tied(room, count)
    room.desk.ends_voting()
    room.closes()
    assert chosen(room) == {SURE}


def test_a_deadline_in_one_more_vote_takes_only_what_is_sure(room: TestRoom) -> None:
    tied(room, 6)
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    room.people[0].votes(OTHERS[0])
    room.closes()
    assert chosen(room) == {SURE}


# Going back to the lessons pauses the voting; only the first change to the list gives up votes.
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
