"""Votes: placed and moved until the voting ends."""

from dataclasses import dataclass

from workshop.actions import ballots
from workshop.actions.answers import OK, Answer, Participant, action, not_collecting
from workshop.actions.lessons import ballot
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import PER_LESSON
from workshop.rules.votes import BALLOTS, STRUCK, budget, open_item
from workshop.storage.handles import NOTHING, RowKey
from workshop.storage.transaction import Tx


@action
def vote(tx: Tx, who: Participant, _key: bytes, command: commands.Vote) -> Answer:
    """Places this many of a device's votes on a lesson from now on.

    One mark holds each vote on a lesson, and another one each vote of the budget, so that the
    primary key refuses a vote too many whatever happens at the same time.
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
    if more > len(own.free):
        return Refused(refused="votes_used_up", about=str(votes))
    if more > 0:
        tx.add_marks(command.round, [*own.open[:more], *own.free[:more]])
    elif more < 0:
        tx.drop_marks([*own.placed[more:], *own.spent[more:]])
    if more:
        _count(tx, who, own, lesson, more)
    return OK


@action
def done_voting(tx: Tx, who: Participant, _key: bytes, command: commands.DoneVoting) -> Answer:
    """Says "That's all from me": the ballot counts as complete with what it has placed.

    One without a vote hides nobody among three, so it makes no ballot. It is not waited for.
    """
    refused = not_collecting(tx, "vote", command.round)
    if refused or not ballots.is_grouped(tx):
        return refused or OK
    own = _ballot_of(tx, who, NOTHING)
    if own.marks.complete in own.standing:
        return OK
    if own.spent:
        ballots.complete(tx, own.marks, own.standing, _placed(tx, who))
    elif own.marks.out not in own.standing:
        ballots.steps_out(tx, own.marks)
    return OK


@dataclass(frozen=True)
class _Own:
    """A device's ballot: the votes on one lesson, the budget, and its marks."""

    placed: list[bytes]
    open: list[bytes]
    spent: list[bytes]
    free: list[bytes]
    marks: ballots.Marks
    standing: set[bytes]


def _ballot_of(tx: Tx, who: Participant, lesson: RowKey) -> _Own:
    votes, most = limits(tx)
    here = _marks(tx, who, f"vote:{lesson}", most) if lesson else []
    purse = _marks(tx, who, "budget", votes)
    marks = ballots.marks_of(tx, who)
    standing = tx.present([*here, *purse, *marks.all, _has_voted(tx, who)])
    return _Own(
        placed=[mark for mark in here if mark in standing],
        open=[mark for mark in here if mark not in standing],
        spent=[mark for mark in purse if mark in standing],
        free=[mark for mark in purse if mark not in standing],
        marks=marks,
        standing=standing,
    )


def _has_voted(tx: Tx, who: Participant) -> bytes:
    return tx.own.round(tx.state.round).mark(who.secret, tx.state.round, "ballot")


def _count(tx: Tx, who: Participant, own: _Own, lesson: RowKey, more: int) -> None:
    """Counts what was placed or taken back, and notes what has become of the ballot by it."""
    if _has_voted(tx, who) not in own.standing:
        tx.add_marks(tx.state.round, [_has_voted(tx, who)])
        tx.count(BALLOTS, 1)
        tx.changed = True
    complete = own.marks.complete in own.standing
    counts = complete or not ballots.is_grouped(tx)
    tx.count(lesson if counts else open_item(lesson), more)
    before = len(own.spent)
    if complete and 0 in (before, before + more):
        ballots.empties(tx, own.marks, own.standing, -1 if before == 0 else 1)
    if counts:
        return
    if more == len(own.free):
        here, of_all = len(own.placed) + more, len(own.spent) + more
        placed = _placed(tx, who) if here < of_all else {str(lesson): here}
        ballots.complete(tx, own.marks, own.standing, placed)
    ballots.count_devices(tx)


def _placed(tx: Tx, who: Participant) -> dict[str, int]:
    """A device's votes on each lesson, as its marks have them now."""
    most = limits(tx)[1]
    marks = {one: _marks(tx, who, f"vote:{one}", most) for one in standing(tx)}
    stand = tx.present(mark for own in marks.values() for mark in own)
    counts = {one: len(stand.intersection(own)) for one, own in marks.items()}
    return {one: votes for one, votes in counts.items() if votes}


def limits(tx: Tx) -> tuple[int, int]:
    """Returns how many votes each device has now, and how many of them may go to one lesson."""
    if tx.state.phase == "run_off":
        return 1, 1
    # What was struck leaves everybody as many votes as there were.
    lessons = len(standing(tx)) + tx.tally(STRUCK)
    return budget(lessons, ballots.vote_settings(tx).votes_each), PER_LESSON


def _marks(tx: Tx, who: Participant, item: str, most: int) -> list[bytes]:
    number, keys = tx.state.round, tx.own.round(tx.state.round)
    return [keys.mark(who.secret, number, item, i) for i in range(1, most + 1)]


def not_on_ballot(tx: Tx, lesson: RowKey) -> Refused | None:
    """Returns why a lesson can't be voted on now, else None."""
    return None if lesson in standing(tx) else Refused(refused="no_such", about="lesson")


def standing(tx: Tx) -> list[RowKey]:
    """The lessons that can be voted on now."""
    if tx.state.phase == "run_off":
        return list(tx.state.run_off)
    return tx.recall("ballot", lambda: ballot(tx))
