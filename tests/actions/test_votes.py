"""Votes: a budget for each device, moved until the voting ends, ties shown as ties."""

import random

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.storage.store import Store
from workshop.views.losses import takes

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
    room.desk.ends_voting()
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
    room.desk.ends_voting()
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
    room.desk.ends_voting()
    for text in LESSONS:
        assert shown(room, text)["votes"] == sum(mine.get(text, 0) for mine in placed.values())


def test_three_complete_ballots_are_shown_while_three_have_still_to_come(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:2]:
        person.votes_all("Ask first.")
    room.people[2].votes("Ask first.", 2)  # not all of its votes
    assert shown(room, "Ask first.")["votes"] is None
    assert room.view("projector")["ballot"]["bars"] is False
    room.people[2].votes("Call people.")
    assert room.view("projector")["ballot"]["bars"] is True
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (4, 1)


def test_what_a_ballot_places_before_it_is_complete_is_in_no_tally(room: TestRoom) -> None:
    voting(room, 10)
    room.people[9].votes("Call people.", 2)
    for person in room.people[:3]:
        person.votes_all("Ask first.")
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (3, 0)
    room.desk.ends_voting()
    assert shown(room, "Call people.")["votes"] == 2


def test_a_moved_vote_rides_along_with_the_next_group(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:3]:
        person.votes_all("Ask first.")
    room.people[0].votes("Ask first.", 0)
    room.people[0].votes("Test the backup.", 2)
    for person in room.people[3:5]:
        person.votes_all("Call people.")
        room.people[0].is_done()  # it counts once
        assert shown(room, "Ask first.")["votes"] == 3
    room.people[5].votes_all("Call people.")
    votes = {text: shown(room, text)["votes"] for text in LESSONS[:3]}
    assert votes == {"Ask first.": 2, "Test the backup.": 2, "Call people.": 3}


def test_the_last_three_are_shown_together_at_the_end(room: TestRoom) -> None:
    voting(room, 8)
    for person in room.people[:6]:
        person.votes_all("Ask first.")
    assert shown(room, "Ask first.")["votes"] == 3
    for person in room.people[6:]:
        person.votes_all("Ask first.")
    assert shown(room, "Ask first.")["votes"] == 3
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 8


def test_of_five_devices_only_the_end_shows_anything(room: TestRoom) -> None:
    voting(room, 5)
    for person in room.people[:4]:
        person.votes_all("Ask first.")
    room.here = 4
    room.people[4].votes_all("Ask first.")
    assert room.view("projector")["ballot"]["bars"] is False
    assert shown(room, "Ask first.")["votes"] is None
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 5


def test_phones_that_sleep_once_they_have_voted_hold_no_group_back(room: TestRoom) -> None:
    voting(room, 12)
    for person in room.people[:6]:
        person.votes_all("Ask first.")
    room.sleeps(*room.people[:6])
    for person in room.people[6:9]:
        person.votes_all("Call people.")
    assert shown(room, "Call people.")["votes"] == 3


def test_turnout_counts_complete_ballots_and_is_a_word_near_the_end(room: TestRoom) -> None:
    voting(room, 6)
    room.people[0].votes("Ask first.")
    assert turnout(room) == ("", None, 6)
    room.people[0].is_done()
    assert turnout(room) == ("count", 1, 6)
    for person in room.people[1:4]:
        person.votes_all("Ask first.")
    assert turnout(room) == ("nearly_all", None, 6)
    assert room.view("desk")["ballot"]["complete"] == 4
    for person in room.people[4:]:
        person.votes_all("Ask first.")
    assert turnout(room) == ("all", None, 6)


def test_turnout_never_falls_while_people_vote(room: TestRoom) -> None:
    voting(room, 9)
    for person in room.people[:4]:
        person.votes_all("Ask first.")
    room.sleeps(*room.people[:5])
    room.people[0].votes("Ask first.", 0)
    assert turnout(room) == ("count", 4, 9)


def test_one_who_is_done_without_a_vote_hides_nobody_and_is_not_waited_for(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:3]:
        assert done(person.is_done())
    assert turnout(room) == ("count", 3, 10)
    for person in room.people[3:5]:
        person.votes_all("Ask first.")
    assert room.view("projector")["ballot"]["bars"] is False
    room.people[0].votes_all("Call people.")
    assert turnout(room) == ("count", 5, 10)
    assert shown(room, "Call people.")["votes"] == 1


def test_turnout_tells_of_nobody_who_steps_out_and_comes_back(room: TestRoom) -> None:
    voting(room, 7)
    away, other = room.people[:2]
    away.is_done()  # as a phone says for someone who steps out
    assert turnout(room) == ("count", 1, 7)
    other.votes_all("Ask first.")
    assert turnout(room) == ("count", 2, 7)
    away.votes("Ask first.")
    assert turnout(room) == ("count", 2, 7)
    away.is_done()
    assert turnout(room) == ("count", 2, 7)
    room.desk.ends_voting()
    assert turnout(room) == ("", None, 7)


def test_an_end_that_shows_two_ballots_alone_is_asked_for(room: TestRoom) -> None:
    voting(room, 10)
    for person in room.people[:3]:
        person.votes_all("Ask first.")
    room.people[0].votes("Call people.")
    room.people[3].votes("Call people.")  # not complete, but counted at the end
    few, onward = Loss(what="votes_few"), room.desk.stage("commit")
    assert few in takes(room.read(), "end_voting")
    assert few in takes(room.read(), "go", onward)
    end = [Loss(what="votes_end")]
    assert refusal(room.desk.presses(commands.EndVoting, said=end)) == "not_said"
    assert refusal(room.desk.presses(commands.Go, stage=onward, said=end)) == "not_said"
    for person in room.people[4:6]:
        person.votes("Call people.")
    assert takes(room.read(), "end_voting") == [Loss(what="votes_end")]
    assert done(room.desk.presses(commands.EndVoting))


def test_an_end_without_a_vote_tells_of_nobody(room: TestRoom) -> None:
    voting(room, 10)
    end = [Loss(what="votes_end")]
    assert takes(room.read(), "end_voting") == end
    assert done(room.desk.presses(commands.EndVoting, said=end))


def turnout(room: TestRoom, view: str = "projector") -> tuple[object, object, object]:
    ballot = room.view(view)["ballot"]
    return ballot["turnout"], ballot["complete"], ballot["devices"]


def test_hidden_votes_are_seen_by_nobody_before_the_end(store: Store) -> None:
    room = voting(new_room(store, votes_hidden=True), 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    for view in ("participant", "projector", "desk"):
        assert shown(room, "Ask first.", view)["votes"] is None
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 6


def test_lessons_keep_their_place_while_voting_and_are_sorted_once(room: TestRoom) -> None:
    voting(room, 3)
    before = room.view("projector")["ballot"]["lessons"]
    for person in room.people:
        person.votes("Show it to one person.", 2)
    assert room.view("projector")["ballot"]["lessons"] == before
    room.desk.ends_voting()
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


def test_votes_after_the_end_are_refused(room: TestRoom) -> None:
    voting(room, 1)
    room.desk.ends_voting()
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
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 6
    assert shown(room, "Ask first.")["also"] == ["Call people."]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_new_round_of_votes_starts_from_nothing(store: Store, hidden: bool) -> None:
    room = voting(new_room(store, votes_hidden=hidden), 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    room.desk.ends_voting()
    room.desk.presses(commands.OpenAgain)
    assert done(room.people[0].votes("Call people.", 2))
    room.desk.ends_voting()
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (0, 2)


def test_a_run_off_without_a_vote_leaves_the_tie_as_it_was(room: TestRoom) -> None:
    voting(room, 4)
    for person, text in zip(room.people, LESSONS, strict=True):
        person.votes(text)
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    room.desk.ends_voting()
    assert len(room.view("desk")["ballot"]["cut_tie"]) == 4


def test_after_the_vote_no_lesson_is_merged_away(room: TestRoom) -> None:
    voting(room, 3)
    for person in room.people:
        person.votes("Ask first.")
    room.desk.ends_voting()
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
