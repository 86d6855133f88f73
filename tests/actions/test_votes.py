"""Votes: a budget for each device, moved until the voting ends, ties shown as ties."""

import random

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.storage.store import Store

LESSONS = ("Ask first.", "Test the backup.", "Call people.", "Show it to one person.")


def voting(room: TestRoom, people: int, lessons: tuple[str, ...] = LESSONS) -> TestRoom:
    room.participants(people)
    room.desk.goes("story")
    room.desk.goes("lessons")
    for text in lessons:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return room


def shown(room: TestRoom, text: str, view: str = "projector") -> dict[str, object]:
    return room.view(view)[f"lessons/{room.lessons()[text]}"]


def test_three_votes_at_most_two_on_one_lesson(room: TestRoom) -> None:
    voting(room, 1)
    person = room.people[0]
    assert refusal(person.votes("Ask first.", 3)) == "at_most_two"
    assert done(person.votes("Ask first.", 2))
    assert done(person.votes("Call people.", 1))
    assert refusal(person.votes("Test the backup.", 1)) == "votes_used_up"


def test_votes_can_be_moved(room: TestRoom) -> None:
    voting(room, 1)
    person = room.people[0]
    person.votes("Ask first.", 2)
    person.votes("Call people.", 1)
    assert done(person.votes("Ask first.", 0))
    assert done(person.votes("Test the backup.", 2))
    room.desk.presses(commands.EndVoting)
    votes = {text: shown(room, text)["votes"] for text in LESSONS}
    assert votes == {
        "Ask first.": 0,
        "Test the backup.": 2,
        "Call people.": 1,
        "Show it to one person.": 0,
    }


def test_five_votes_from_eight_lessons_on(room: TestRoom) -> None:
    # The story's own lesson is the eighth.
    voting(room, 1, tuple(f"Lesson {i}." for i in range(7)))
    ballot = room.view("participant")["ballot"]
    assert (ballot["budget"], ballot["per_lesson"]) == (5, 2)


def test_the_same_vote_twice_counts_once(room: TestRoom) -> None:
    voting(room, 1)
    for _ in range(3):
        room.people[0].votes("Ask first.", 2)
    room.desk.presses(commands.EndVoting)
    assert shown(room, "Ask first.")["votes"] == 2


def test_any_order_of_votes_keeps_every_limit(store: Store) -> None:
    chance = random.Random(7)
    room = voting(new_room(store), 3)
    placed: dict[int, dict[str, int]] = {0: {}, 1: {}, 2: {}}
    for _ in range(120):
        who, text, votes = chance.randrange(3), chance.choice(LESSONS), chance.randrange(4)
        wanted = {**placed[who], text: votes}
        fits = votes <= 2 and sum(wanted.values()) <= 3
        assert done(room.people[who].votes(text, votes)) == fits
        placed[who] = wanted if fits else placed[who]
    room.desk.presses(commands.EndVoting)
    for text in LESSONS:
        assert shown(room, text)["votes"] == sum(mine.get(text, 0) for mine in placed.values())


def test_turnout_moves_from_the_first_vote_and_bars_appear_at_half(room: TestRoom) -> None:
    voting(room, 6)
    for i, person in enumerate(room.people[:3], 1):
        assert room.view("projector")["ballot"]["bars"] is False
        person.votes("Ask first.")
        assert room.view("projector")["ballot"]["voted"] == i
    assert room.view("projector")["ballot"]["bars"] is True
    assert shown(room, "Ask first.")["votes"] == 3


def test_where_no_vote_may_come_out_alone_no_lesson_says_that_it_has_none(room: TestRoom) -> None:
    voting(room, 5)
    for person in room.people:
        person.votes("Ask first.")
    assert room.view("projector")["ballot"]["bars"] is False
    assert shown(room, "Ask first.")["votes"] is None
    room.desk.presses(commands.EndVoting)
    assert shown(room, "Ask first.")["votes"] == 5


def test_a_tally_moves_only_when_three_different_ballots_have_changed(room: TestRoom) -> None:
    voting(room, 6)
    for person in room.people[:3]:
        person.votes("Ask first.")
    room.participants(3)  # of those here some have not voted yet
    room.people[3].votes("Call people.", 1)
    room.people[3].votes("Call people.", 2)
    room.people[4].votes("Call people.", 1)
    assert shown(room, "Call people.")["votes"] == 0
    room.people[5].votes("Call people.", 1)
    assert shown(room, "Call people.")["votes"] == 4


def test_the_last_to_vote_are_shown_together_at_the_end(room: TestRoom) -> None:
    voting(room, 8)
    for person in room.people[:3]:
        person.votes("Ask first.")
    room.people[3].votes("Call people.")
    assert shown(room, "Ask first.")["votes"] == 3 + 0
    for person in room.people[4:6]:
        person.votes("Ask first.")
    before = shown(room, "Ask first.")["votes"]
    for person in room.people:
        person.votes("Test the backup.")
        person.votes("Test the backup.", 0)
    assert shown(room, "Ask first.")["votes"] == before
    room.desk.presses(commands.EndVoting)
    assert shown(room, "Ask first.")["votes"] == 5


def test_hidden_votes_are_seen_by_nobody_before_the_end(store: Store) -> None:
    room = voting(new_room(store, votes_hidden=True), 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    for view in ("participant", "projector", "desk"):
        assert shown(room, "Ask first.", view)["votes"] is None
    room.desk.presses(commands.EndVoting)
    assert shown(room, "Ask first.")["votes"] == 6


def test_lessons_keep_their_place_while_voting_and_are_sorted_once(room: TestRoom) -> None:
    voting(room, 3)
    before = room.view("projector")["ballot"]["lessons"]
    for person in room.people:
        person.votes("Show it to one person.", 2)
    assert room.view("projector")["ballot"]["lessons"] == before
    room.desk.presses(commands.EndVoting)
    first = room.view("projector")["ballot"]["lessons"][0]
    assert first == room.lessons()["Show it to one person."]


def test_ties_are_shown_as_ties_and_a_run_off_decides_the_cut(room: TestRoom) -> None:
    voting(room, 6)
    for person in room.people:
        person.votes("Ask first.", 1)
        person.votes("Test the backup.", 1)
    for person in room.people[:2]:
        person.votes("Call people.", 1)
    for person in room.people[2:4]:
        person.votes("Show it to one person.", 1)
    room.desk.presses(commands.EndVoting)
    tied = {room.lessons()["Call people."], room.lessons()["Show it to one person."]}
    assert set(room.view("desk")["ballot"]["cut_tie"]) == tied
    assert shown(room, "Ask first.")["tied"] is True
    room.desk.presses(commands.RunOff)
    ballot = room.view("participant")["ballot"]
    assert (set(ballot["lessons"]), ballot["budget"]) == (tied, 1)
    assert refusal(room.people[0].votes("Ask first.")) == "no_such"
    for person in room.people:
        assert done(person.votes("Call people."))
    assert refusal(room.people[0].votes("Show it to one person.")) == "votes_used_up"
    room.desk.presses(commands.EndVoting)
    chosen = {text for text in LESSONS if shown(room, text)["chosen"]}
    assert chosen == {"Ask first.", "Test the backup.", "Call people."}


def test_all_that_tie_can_be_taken(room: TestRoom) -> None:
    voting(room, 4)
    for person, text in zip(room.people, LESSONS, strict=True):
        person.votes(text)
    room.desk.presses(commands.EndVoting)
    room.desk.presses(commands.TakeTied)
    assert all(shown(room, text)["chosen"] for text in LESSONS)


def test_going_on_ends_the_voting(room: TestRoom) -> None:
    voting(room, 3)
    for person in room.people:
        person.votes("Ask first.")
    room.desk.goes("commit")
    assert shown(room, "Ask first.")["chosen"] is True
    room.desk.goes("vote")
    assert room.view("desk")["now"]["phase"] == "ended"


def test_votes_after_the_end_are_refused(room: TestRoom) -> None:
    voting(room, 1)
    room.desk.presses(commands.EndVoting)
    assert refusal(room.people[0].votes("Ask first.")) == "round_closed"


def test_merged_lessons_share_their_votes_sum(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Call people."], into=ids["Ask first."]))
    room.desk.goes("vote")
    assert refusal(room.people[0].votes("Call people.")) == "no_such"
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.presses(commands.EndVoting)
    assert shown(room, "Ask first.")["votes"] == 6
    assert shown(room, "Ask first.")["also"] == ["Call people."]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_new_round_of_votes_starts_from_nothing(store: Store, hidden: bool) -> None:
    room = voting(new_room(store, votes_hidden=hidden), 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.presses(commands.EndVoting)
    room.desk.presses(commands.OpenAgain)
    assert done(room.people[0].votes("Call people.", 2))
    room.desk.presses(commands.EndVoting)
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (0, 2)


def test_a_run_off_without_a_vote_leaves_the_tie_as_it_was(room: TestRoom) -> None:
    voting(room, 4)
    for person, text in zip(room.people, LESSONS, strict=True):
        person.votes(text)
    room.desk.presses(commands.EndVoting)
    room.desk.presses(commands.RunOff)
    room.desk.presses(commands.EndVoting)
    assert len(room.view("desk")["ballot"]["cut_tie"]) == 4


def test_after_the_vote_no_lesson_is_merged_away(room: TestRoom) -> None:
    voting(room, 3)
    for person in room.people:
        person.votes("Ask first.")
    room.desk.presses(commands.EndVoting)
    room.desk.goes("lessons")
    ids = room.lessons()
    merge = commands.Merge(lesson=ids["Ask first."], into=ids["Call people."])
    assert refusal(room.desk.does(merge)) == "wrong_stage"


def test_a_split_finds_no_room_on_a_full_ballot(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("lessons")
    for i in range(12):
        room.desk.does(commands.DeskLesson(text=f"Lesson {i}."))
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Lesson 0."], into=ids["Lesson 1."]))
    room.desk.goes("vote")
    full = [commands.Split(lesson=ids["Lesson 0."]), commands.DeskLesson(text="One more.")]
    assert [refusal(room.desk.does(command)) for command in full] == ["ballot_full"] * 2
