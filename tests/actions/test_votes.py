"""Votes: a budget for each device, moved until the voting ends, ties shown as ties."""

import random

from tests.support.room import Person, TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.rules.votes import BARS_REST
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
    voting(room, 3)
    person = room.people[0]
    for other in room.people[1:]:
        other.votes("Ask first.")
    person.votes("Ask first.", 2)
    person.votes("Call people.", 1)
    assert done(person.votes("Ask first.", 0))
    assert done(person.votes("Test the backup.", 2))
    room.desk.ends_voting()
    votes = {text: shown(room, text)["votes"] for text in LESSONS}
    assert votes == {
        "Ask first.": 2,
        "Test the backup.": 2,
        "Call people.": 1,
        "Show it to one person.": 0,
    }


def test_five_votes_from_eight_lessons_on(room: TestRoom) -> None:
    voting(room, 1, tuple(f"Lesson {i}." for i in range(8)))
    ballot = room.view("participant")["ballot"]
    assert (ballot["budget"], ballot["per_lesson"]) == (5, 2)


def test_the_same_vote_twice_counts_once(room: TestRoom) -> None:
    voting(room, 3)
    for person in [*room.people, *room.people]:
        person.votes("Ask first.", 2)
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 6


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


def test_each_vote_counts_as_soon_as_it_is_placed_and_shows_one_group_later(
    room: TestRoom,
) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people[:4], "Ask first.")  # not one of these ballots is complete
    assert room.view("projector")["ballot"]["bars"] is False
    votes_one_by_one(room, room.people[4:7], "Call people.")
    assert shown(room, "Ask first.")["votes"] is None
    votes_one_by_one(room, room.people[7:], "Call people.")
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (4, 0)


def test_a_device_counts_once_in_a_group_and_moves_ride_along(room: TestRoom) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people[:4], "Ask first.")
    mover = room.people[0]
    for text, votes in (("Ask first.", 0), ("Call people.", 1), ("Call people.", 0)) * 3:
        assert done(mover.votes(text, votes))  # a vote that counted already, moved
    votes_one_by_one(room, room.people[4:7], "Ask first.")
    for _ in range(2):
        room.people[4].votes("Call people.", 1)  # a second vote of a device that is in the group
    assert room.view("projector")["ballot"]["bars"] is False
    assert done(mover.votes("Test the backup.", 2))  # one moved, and one more
    assert shown(room, "Ask first.")["votes"] == 4


def test_a_vote_that_is_taken_back_hides_nobody_until_it_is_placed_again(room: TestRoom) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people[:7], "Ask first.")
    room.people[6].votes("Ask first.", 0)
    votes_one_by_one(room, room.people[7:], "Ask first.")
    assert room.view("projector")["ballot"]["bars"] is False
    room.people[6].votes("Call people.", 1)
    assert shown(room, "Ask first.")["votes"] == 4


def test_bars_rest_for_two_seconds_and_move_with_the_next_vote_after_that(room: TestRoom) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people[:4], "Ask first.")
    for person in room.people[4:]:
        person.votes("Ask first.")  # all within the second in which the first group was full
    assert room.view("projector")["ballot"]["bars"] is False
    room.now += BARS_REST
    room.people[0].votes("Call people.")
    assert shown(room, "Ask first.")["votes"] == 4


def test_what_nobody_has_shown_yet_waits_for_the_end(room: TestRoom) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people, "Ask first.")
    votes_one_by_one(room, room.people[:3], "Call people.")
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (4, 0)
    room.desk.ends_voting()
    assert (shown(room, "Ask first.")["votes"], shown(room, "Call people.")["votes"]) == (8, 3)


def test_of_fewer_than_five_devices_only_the_end_shows_anything(room: TestRoom) -> None:
    voting(room, 4)
    for text in LESSONS[:3]:
        votes_one_by_one(room, room.people, text)
    assert room.view("projector")["ballot"]["bars"] is False
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 4


def test_a_group_is_a_third_of_the_most_that_were_here_also_once_they_sleep(
    room: TestRoom,
) -> None:
    voting(room, 18)
    room.people[0].votes("Ask first.")
    room.sleeps(*room.people[6:])
    votes_one_by_one(room, room.people[1:5], "Ask first.")
    votes_one_by_one(room, room.people[:5], "Call people.")
    assert room.view("projector")["ballot"]["bars"] is False
    votes_one_by_one(room, room.people[5:6], "Ask first.")
    votes_one_by_one(room, room.people[:6], "Test the backup.")
    assert room.view("projector")["ballot"]["bars"] is True


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
    votes_one_by_one(room, room.people[3:10], "Ask first.")
    assert room.view("projector")["ballot"]["bars"] is False
    votes_one_by_one(room, room.people[:1], "Ask first.")
    assert turnout(room) == ("count", 3, 10)
    assert shown(room, "Ask first.")["votes"] == 4


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


def votes_one_by_one(room: TestRoom, people: list[Person], text: str) -> None:
    """Each places one vote more on a lesson, with some seconds in between."""
    for person in people:
        room.now += BARS_REST
        assert done(person.votes(text))


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
    for i in range(13):
        room.desk.does(commands.DeskLesson(text=f"Lesson {i}."))
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Lesson 0."], into=ids["Lesson 1."]))
    room.desk.goes("vote")
    full = [commands.Split(lesson=ids["Lesson 0."]), commands.DeskLesson(text="One more.")]
    assert [refusal(room.desk.does(command)) for command in full] == ["ballot_full"] * 2
