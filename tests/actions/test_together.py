"""Several devices act in one transaction: each sees what those before it have done."""

from tests.actions.test_votes import LESSONS, shown, voting
from tests.support.room import Person, TestRoom, done, refusal
from workshop.actions.answers import AtDesk, Participant
from workshop.protocol import commands
from workshop.rules.votes import BARS_REST
from workshop.views.losses import takes

Act = tuple[Participant | AtDesk, commands.Command]


def vote(room: TestRoom, person: Person, text: str, votes: int = 1) -> Act:
    lesson = room.lessons()[text]
    return person.actor, commands.Vote(round=room.round, lesson=lesson, votes=votes)


def votes_shown(room: TestRoom) -> dict[str, object]:
    return {text: shown(room, text)["votes"] for text in LESSONS}


def all_of(room: TestRoom, people: list[Person], text: str) -> list[Act]:
    room.now += BARS_REST
    return [vote(room, one, text) for one in people]


def test_votes_that_share_a_transaction_are_in_one_group(room: TestRoom) -> None:
    voting(room, 12)
    room.together(*all_of(room, room.people[:6], LESSONS[0]))
    assert shown(room, LESSONS[0])["votes"] is None
    room.together(*all_of(room, room.people[6:10], LESSONS[1]))
    assert votes_shown(room) == {**dict.fromkeys(LESSONS, 0), LESSONS[0]: 6}


def test_who_was_in_a_group_with_others_does_not_count_towards_the_next(room: TestRoom) -> None:
    voting(room, 12)
    room.together(*all_of(room, room.people[:6], LESSONS[0]))
    room.together(*all_of(room, room.people[6:9], LESSONS[1]))
    assert shown(room, LESSONS[0])["votes"] is None
    room.together(*all_of(room, room.people[9:10], LESSONS[1]))
    assert (shown(room, LESSONS[0])["votes"], shown(room, LESSONS[1])["votes"]) == (6, 0)


def test_a_vote_for_a_lesson_that_was_left_out_just_before_is_refused(room: TestRoom) -> None:
    voting(room, 3)
    lesson = room.lessons()[LESSONS[0]]
    leave_out = (AtDesk(), commands.LeaveOut(lesson=lesson, on=True))
    too_many = vote(room, room.people[0], LESSONS[0], votes=3)
    after = vote(room, room.people[0], LESSONS[0])
    answers = room.together(too_many, leave_out, after)
    assert [refusal(answer) for answer in answers] == ["at_most_two", "", "no_such"]


def test_a_tap_before_a_round_closes_does_not_let_one_in_after_it(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    first, second, _ = room.people
    tap = commands.BeenThere(round=room.round, item="story", on=True)
    state = room.read().state
    said = takes(room.read(), "go", "talk")
    go = commands.Go(turn=state.turn, stage="talk", said=said)
    answers = room.together((first.actor, tap), (AtDesk(), go), (second.actor, tap))
    assert done(answers[0]) and done(answers[1])
    assert refusal(answers[2]) == "wrong_stage"
