"""A room votes once: an agenda of the version before that has two votes goes on with the first."""

import pytest

from tests.actions.test_shape import new as one_more
from tests.actions.test_shape import out, put, shape
from tests.actions.test_votes import LESSONS, shown
from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage, StageKind
from workshop.storage.store import Store
from workshop.views.losses import takes

TWO: tuple[StageKind, ...] = (
    "arrive", "story", "lessons", "vote", "talk", "vote", "commit", "finish",
)  # fmt: skip


@pytest.fixture
def two(store: Store) -> TestRoom:
    """Eight people at the first of two votes, of whom seven have placed theirs."""
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in TWO)))
    room.participants(8)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    for person in room.people[:7]:
        person.votes_all("Ask first.")
    return room


def test_a_paused_voting_goes_on_in_the_second_vote_with_its_ballots(two: TestRoom) -> None:
    two.desk.goes("lessons")
    assert done(two.desk.presses(commands.Go, stage="vote-2"))
    assert two.view("desk")["desk"]["vote_paused"] is False
    assert done(two.people[7].votes_all("Ask first."))
    assert done(two.desk.ends_voting())
    assert (shown(two, "Ask first.")["votes"], len(two.read().state.chosen)) == (8, 1)


def test_what_the_first_vote_decided_stays_decided_in_the_second(two: TestRoom) -> None:
    assert [one.what for one in takes(two.read(), "go", "vote-2")][-1] == "votes_end"
    two.desk.presses(commands.Go, stage="vote-2")
    chosen = [two.lessons()["Ask first."]]
    assert (two.read().state.chosen, two.view("projector")["now"]["phase"]) == (chosen, "ended")
    assert shown(two, "Ask first.")["votes"] == 7
    assert done(two.desk.presses(commands.OpenAgain))


def test_a_second_vote_is_not_added_and_one_that_is_there_can_stay_or_go(two: TestRoom) -> None:
    assert done(shape(two, put("commit", minutes=8)))
    assert done(shape(two, out("vote-2")))
    assert refusal(shape(two, one_more("vote", "commit"))) == "malformed"
