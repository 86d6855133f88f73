"""Pretend people act by the rules of the room: nothing they ask for is ever refused."""

from collections import Counter

import pytest

from tests.pretend.playing import Play, goes, lingers, play, whole
from tests.support.room import TestRoom, done, new_room
from workshop.actions.perform import PARTICIPANT_ACTIONS
from workshop.pretend.behaviour.habits import intentions
from workshop.pretend.client.known_view import ShownView
from workshop.pretend.trials import TRIAL_SEED
from workshop.protocol import commands
from workshop.rules.pretend_people import USUAL_PRETEND
from workshop.storage.store import Store

NOT_IN_A_TRIAL = {
    commands.Unclear, commands.AddLesson, commands.KeepLessons, commands.AnswerPulse,
    commands.WithdrawCheckIn, commands.WriteLetter,
}  # fmt: skip
"""Acts that belong to stages that the 30-minute agenda leaves out, and to the pulse, which is off;
those that nobody does who would like a word; and letters, which no teller gets from a trial."""


def test_a_trial_shows_everything_that_people_can_do(short_room: TestRoom) -> None:
    playing = whole(play(short_room, USUAL_PRETEND, TRIAL_SEED))
    assert {type(command) for command, _ in playing.done} == {*PARTICIPANT_ACTIONS} - NOT_IN_A_TRIAL
    desk = short_room.view("desk")
    cards = [value for path, value in desk.items() if path.startswith("cards/")]
    assert USUAL_PRETEND / 2 < len(cards) <= USUAL_PRETEND, "each sends one at most in half an hour"
    taps = Counter(command.item for command in playing.of(commands.BeenThere))
    assert taps["story"] > 2 and sum(n > 2 for n in taps.values()) > 1
    owners = [one.words.owner for one in short_room.read().commitments]
    assert "" not in owners and len(set(owners)) > 1


@pytest.mark.long
def test_nothing_is_refused_on_the_long_agenda(long_room: TestRoom) -> None:
    playing = whole(play(long_room, 12, seed=5))
    assert [(command, answer) for command, answer in playing.done if not done(answer)] == []
    assert playing.of(commands.AddLesson)


def test_everybody_takes_part_and_thinks_first(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    goes(playing, "write")
    playing.passes(3)
    assert playing.done == []
    lingers(playing, "write")
    assert short_room.read().took_part == USUAL_PRETEND


def test_in_the_last_call_everybody_sends_once_more(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    goes(playing, "write")
    playing.passes(12)
    goes(playing, "reveal")
    assert (
        len(playing.of(commands.NothingToAdd)) + len(playing.of(commands.WriteCard))
        >= USUAL_PRETEND
    )
    assert 0 < len(playing.of(commands.WriteCard)) < USUAL_PRETEND + 3


def test_everybody_has_voted_within_five_seconds(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    up_to_the_vote(playing)
    playing.passes(5)
    assert short_room.view("desk")["desk"]["ballots"] == USUAL_PRETEND


def test_votes_stay_within_the_limits_while_they_move(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    up_to_the_vote(playing)
    playing.passes(60)
    ballot = short_room.view("participant")["ballot"]
    kept = {who for who, _ in playing.by_whom(commands.DoneVoting)}
    for who, player in enumerate(playing.players):
        placed = player.device.placed(short_room.round)
        assert sum(placed.values()) == ballot["budget"] - (who in kept)
        assert max(placed.values()) <= ballot["per_lesson"]
    assert least(playing) < 0


def test_who_has_no_vote_left_places_none(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    up_to_the_vote(playing)
    playing.passes(60)
    view, device = ShownView(short_room.view("participant")), playing.players[0].device
    again = [
        intention for intention in intentions(view, device) if intention.name.startswith("vote")
    ]
    assert again
    assert [intention.apt(view) for intention in again] == [None] * len(again)


def test_no_vote_comes_after_the_end_of_the_voting(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    up_to_the_vote(playing)
    playing.passes(8)
    short_room.desk.ends_voting()
    playing.done.clear()
    playing.passes(60)
    assert playing.done == []


def test_a_new_round_of_writing_gets_new_cards(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    goes(playing, "write")
    playing.passes(70)
    goes(playing, "reveal")
    goes(playing, "write")
    short_room.desk.presses(commands.OpenAgain)
    before = len(playing.of(commands.WriteCard))
    playing.passes(70)
    texts = [command.happened for command in playing.of(commands.WriteCard)]
    assert len(texts) > before
    assert len(texts) == len(set(texts))


def test_nobody_acts_on_a_stage_that_is_over(short_room: TestRoom) -> None:
    playing = play(short_room, USUAL_PRETEND, TRIAL_SEED)
    goes(playing, "story")
    short_room.desk.presses(commands.Step, step=1)
    playing.passes(1)
    goes(playing, "vote")
    playing.passes(1)
    playing.done.clear()
    goes(playing, "finish")
    playing.passes(40)
    assert Counter(type(command) for command, _ in playing.done) == {
        commands.Answer: 2 * USUAL_PRETEND
    }


def up_to_the_vote(playing: Play) -> None:
    """Through the stages that have to come before."""
    for kind in ("write", "look_through", "reveal"):
        goes(playing, kind)
        playing.passes(60)
    goes(playing, "vote")


def least(playing: Play) -> int:
    """The greatest step down of anybody's votes on one lesson: below 0 when a vote was moved."""
    steps, standing = [0], Counter[tuple[int, str]]()
    for player, command in playing.by_whom(commands.Vote):
        steps.append(command.votes - standing[player, command.lesson])
        standing[player, command.lesson] = command.votes
    return min(steps)


@pytest.mark.long
def test_where_the_pulse_is_taken_most_answer_it_at_both_ends(store: Store) -> None:
    room = new_room(store, pulse="room")
    playing = play(room, 12, seed=5)
    playing.passes(25)
    whole(playing)
    assert [(command, answer) for command, answer in playing.done if not done(answer)] == []
    ends = Counter(command.at for command in playing.of(commands.AnswerPulse))
    assert min(ends.values()) >= 8 and {*ends} == {"arrive", "finish"}
    room.desk.presses(commands.EndPulse)
    assert len(room.view("desk")["pulse"]["items"]) == 3  # type: ignore[arg-type]


def test_one_person_asks_to_be_spoken_to_and_waits_for_it(short_room: TestRoom) -> None:
    playing = whole(play(short_room, USUAL_PRETEND, TRIAL_SEED))
    assert len(playing.of(commands.CheckIn)) == 1
    assert playing.of(commands.WithdrawCheckIn) == []
    assert len(short_room.read().check_ins) == 1
