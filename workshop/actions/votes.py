"""Votes: placed and moved until the voting ends."""

from dataclasses import dataclass

from workshop.actions import ballots
from workshop.actions.answers import OK, Answered, Participant, action, not_collecting
from workshop.actions.lessons import ballot_lessons
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import PER_LESSON
from workshop.rules.votes import STRUCK, budget
from workshop.storage.handles import NO_ROW, RowKey
from workshop.storage.transaction import Tx


@action
def vote(tx: Tx, who: Participant, _key: bytes, command: commands.Vote) -> Answered:
    """Places this many of a device's votes on a lesson from now on.

    One mark holds each vote on a lesson, and others each vote of the budget, so that the primary
    key refuses a vote too many whatever happens at the same time.
    """
    lesson = tx.handles.key(command.lesson)
    refused = not_collecting(tx, "vote", command.round) or not_on_ballot(tx, lesson)
    if refused:
        return refused
    votes, most = limits(tx)
    if command.votes > most:
        return Refused(refused="at_most_two", about=str(most))
    own = _ballot_of(tx, who, lesson)
    more = command.votes - len(own.placed)
    if more > votes - own.spent:
        return Refused(refused="votes_used_up", about=str(votes))
    if more > 0:
        tx.add_marks(command.round, own.open[:more])
    elif more < 0:
        tx.drop_marks(own.placed[more:])
    if more:
        tx.count(lesson, more)
        ballots.count_ballot(tx, own.marks, own.standing, own.spent, own.spent + more)
    return OK


@action
def done_voting(tx: Tx, who: Participant, _key: bytes, command: commands.DoneVoting) -> Answered:
    """Says "That's all from me": the device is not waited for, whatever it has placed."""
    refused = not_collecting(tx, "vote", command.round)
    if refused:
        return refused
    own = _ballot_of(tx, who, NO_ROW)
    if own.marks.cast[-1] not in own.standing and own.marks.out not in own.standing:
        ballots.steps_out(tx, own.marks)
    return OK


@dataclass(frozen=True)
class _Own:
    """A device's ballot: its marks, its votes on one lesson, and how many it has placed in all."""

    placed: list[bytes]
    open: list[bytes]
    spent: int
    marks: ballots.Marks
    standing: set[bytes]


def _ballot_of(tx: Tx, who: Participant, lesson: RowKey) -> _Own:
    votes, most = limits(tx)
    here = _on_lesson(tx, who, lesson, most) if lesson else []
    marks = ballots.marks_of(tx, who, votes)
    standing = tx.present([*here, *marks.all])
    return _Own(
        placed=[mark for mark in here if mark in standing],
        open=[mark for mark in here if mark not in standing],
        spent=len(standing.intersection(marks.cast)) - len(standing.intersection(marks.back)),
        marks=marks,
        standing=standing,
    )


def limits(tx: Tx) -> tuple[int, int]:
    """Returns how many votes each device has now, and how many of them may go to one lesson."""
    if tx.state.phase == "run_off":
        return 1, 1
    # What was struck leaves everybody as many votes as there were.
    lessons = len(standing(tx)) + tx.tally(STRUCK)
    return budget(lessons, ballots.vote_settings(tx).votes_each), PER_LESSON


def _on_lesson(tx: Tx, who: Participant, lesson: RowKey, most: int) -> list[bytes]:
    """A device's marks of its votes on a lesson, whether they stand or not."""
    number, keys = tx.state.round, tx.own.round(tx.state.round)
    return [keys.mark(who.secret, number, f"vote:{lesson}", i) for i in range(1, most + 1)]


def not_on_ballot(tx: Tx, lesson: RowKey) -> Refused | None:
    """Returns why a lesson can't be voted on now, else None."""
    return None if lesson in standing(tx) else Refused(refused="no_such", about="lesson")


def standing(tx: Tx) -> list[RowKey]:
    """The lessons that can be voted on now."""
    if tx.state.phase == "run_off":
        return list(tx.state.run_off)
    return tx.recall("ballot", lambda: ballot_lessons(tx))
