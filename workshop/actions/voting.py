"""The voting as a whole: opened, paused, ended, and the run-off between those that tie."""

from random import SystemRandom
from typing import Any

from msgspec.structs import asdict, replace

from workshop.actions import ballots
from workshop.actions.answers import stage_kind
from workshop.actions.lessons import ballot_lessons
from workshop.actions.marks import delete_marks
from workshop.actions.votes import limits, standing
from workshop.rules.agenda import StageKind
from workshop.rules.limits import MOST_CHOSEN, RUN_OFF_S
from workshop.rules.stages import ends_voting, pauses_voting, settles_tie
from workshop.rules.votes import (
    BALLOTS,
    DEVICES,
    EMPTY,
    PAPER_TALLY,
    PASSING_TALLIES,
    STRUCK,
    full_bar,
    least_changed,
    may_take_all,
    paper_item,
    result,
)
from workshop.storage.handles import RowKey
from workshop.storage.state import VoteWords
from workshop.storage.transaction import Tx

_CHANCE = SystemRandom()


def open_voting(tx: Tx) -> None:
    """Starts the voting in the current round. An earlier result is kept beside it."""
    lessons = ballot_lessons(tx)
    scale = full_bar(max(tx.context.here, tx.state.devices))
    tx.put(vote_before=_result_now(tx), vote_round=tx.state.round, scale=scale, bars=False)
    tx.put(chosen=[], cut_tie=[], run_off=[], run_offs=[], drawn=[], too_few="")
    _open(tx, lessons)


def _result_now(tx: Tx) -> VoteWords | None:
    if not (tx.state.chosen or tx.state.cut_tie):
        return None
    return VoteWords(**{name: getattr(tx.state, name) for name in VoteWords.__struct_fields__})


def start_run_off(tx: Tx) -> None:
    """Opens one more vote between those that tie at the cut, in a round of its own."""
    tx.put(phase="run_off", run_off=list(tx.state.cut_tie), cut_tie=[], bars=False, too_few="")
    tx.put(run_offs=[*tx.state.run_offs, tx.state.round])
    tx.put(ends_at=tx.context.now + RUN_OFF_S, paused=False, left=0.0)
    _open(tx, tx.state.run_off)


def _open(tx: Tx, lessons: list[RowKey]) -> None:
    for lesson in lessons:
        tx.count(lesson, 0)
    ballots.open_groups(tx)
    tx.open_counts(tx.state.round)


def end_voting(tx: Tx) -> None:
    """Ends the voting or the run-off, and says what is chosen, or what ties at the cut; without a
    result if fewer devices have voted than a group has."""
    if _enough(tx):
        _end_with_result(tx)
    else:
        _end_without_result(tx)


def _enough(tx: Tx) -> bool:
    """True if the votes may be shown: also those on paper alone, which the desk knows."""
    if not tx.tally(BALLOTS):
        return bool(tx.tally(PAPER_TALLY))
    needed = ballots.size_of_group(tx)
    return tx.tally(BALLOTS) - tx.tally(EMPTY) >= needed and _changes_enough(tx, needed)


def _changes_enough(tx: Tx, needed: int) -> bool:
    """True if no earlier result, or one that at least so many devices must have changed: else the
    difference would be the ballot of whoever came late. Paper hides nobody."""
    before = _earlier_vote(tx.state)
    if not before:
        return True
    lessons = standing(tx)
    was = {lesson: tx.tally(lesson, before) for lesson in lessons}
    now = {lesson: tx.tally(lesson) - tx.tally(paper_item(lesson)) for lesson in lessons}
    return least_changed(was, now, *limits(tx)) >= needed


def _earlier_vote(state: Any) -> int:
    """Returns the round of the result that stands beside the voting that goes on, on the same
    lessons; 0 if there is none."""
    if state.phase == "run_off":
        return int(state.run_offs[-2]) if len(state.run_offs) > 1 else 0
    return int(state.vote_before.vote_round) if state.vote_before else 0


def _end_with_result(tx: Tx) -> None:
    counted = _count_all(tx)
    most = ballots.vote_settings(tx).chosen or MOST_CHOSEN
    if tx.state.phase == "run_off":
        kept = list(tx.state.chosen)
        outcome = result(counted, most - len(kept))
        chosen = [*kept, *sorted(outcome.chosen)]
        cut_tie = list(outcome.cut_tie) if any(counted.values()) else list(tx.state.run_off)
    else:
        outcome = result(counted, most)
        chosen, cut_tie = sorted(outcome.chosen), list(outcome.cut_tie)
        tx.put(scale=max([tx.state.scale, *counted.values()]))
    tx.put(chosen=chosen, cut_tie=cut_tie, bars=True, vote_before=None)
    _over(tx)


def _end_without_result(tx: Tx) -> None:
    """Forgets the votes. What was decided before them stands: an earlier vote, or a tie."""
    tx.end_counts(tx.state.round, lambda item: item not in {BALLOTS, DEVICES})
    if tx.state.phase == "run_off":
        tx.put(cut_tie=list(tx.state.run_off), bars=True, too_few="run_off")
    elif tx.state.vote_before:
        tx.put(**asdict(tx.state.vote_before), vote_before=None, bars=True, too_few="again")
    else:
        tx.put(bars=False, too_few="vote")
    tx.put_rounds([tx.state.round], spent=True)
    _over(tx)


def _over(tx: Tx) -> None:
    tx.put(phase="ended")
    delete_marks(tx, [tx.state.round])  # what has been counted is never opened again
    tx.changed = True


def _count_all(tx: Tx) -> dict[RowKey, int]:
    """Counts every lesson's votes in the end: every placed vote, and the paper.

    What is counted counts alike: how much of it came on paper, or with which group, is not kept.
    """
    lessons, number = standing(tx), tx.state.round
    tx.end_counts(number, _passes)
    return {lesson: tx.tally(lesson) for lesson in lessons}


def _passes(item: str) -> bool:
    return item in PASSING_TALLIES or item.split(":")[0] == PAPER_TALLY


def goes_on(tx: Tx) -> bool:
    """True if votes are being placed, or wait for the room to come back from its lessons."""
    return tx.state.vote_paused or (
        stage_kind(tx) == "vote" and tx.state.phase in {"open", "run_off"}
    )


def _way(tx: Tx, to: str) -> tuple[list[StageKind], int, int]:
    """The kinds of all stages, the position of the current one, and that of the one with an id."""
    kinds = [stage.kind for stage in tx.agenda.stages]
    place = tx.agenda.place(to)
    return kinds, tx.position, tx.position if place is None else place


def pause_or_end(tx: Tx, to: str) -> None:
    """Lets a voting wait, or ends one that waits, before the room goes to this stage."""
    if goes_on(tx) and tx.state.phase == "open" and pauses_voting(*_way(tx, to)):
        tx.put(vote_paused=True)
    elif tx.state.vote_paused and ends_voting(*_way(tx, to)):
        end_paused(tx)


def end_paused(tx: Tx) -> None:
    """Counts a voting that waited while the room was at its lessons."""
    if tx.state.vote_paused:
        tx.put(vote_paused=False, round=tx.state.vote_round, phase="open")
        end_voting(tx)


def end_unsaid(tx: Tx) -> None:
    """Ends the voting with what was shown of it, as nobody is there to say what an end would show.

    Where nothing was shown yet there is no result: a lesson without votes would look like the last.
    """
    if not goes_on(tx):
        return
    if tx.state.vote_paused:
        tx.put(vote_paused=False, round=tx.state.vote_round, phase="open")
    tx.keep_shown(tx.state.round)
    if any(tx.tally(one) for one in standing(tx)):
        _end_with_result(tx)
        return
    _end_without_result(tx)
    if tx.state.too_few == "vote":
        tx.put(vote_round=0, too_few="")


def vote_anew(tx: Tx) -> None:
    """Gives up all votes of a paused voting; the next one is another round."""
    delete_marks(tx, [tx.state.vote_round])
    tx.end_counts(tx.state.vote_round, lambda _item: True)
    tx.put(vote_paused=False, vote_round=0, vote_before=None, bars=False)


def strike(tx: Tx, lesson: RowKey) -> None:
    """Strikes a lesson that has left the list from the vote, whatever has become of that, or from
    what the desk has picked: its votes are spent, and nobody moves up."""
    if not lesson or not (tx.state.vote_round or tx.state.chosen):
        return
    if goes_on(tx):
        number = tx.state.vote_round if tx.state.vote_paused else tx.state.round
        tx.count(STRUCK, 1, number)
        ballots.begin_vote_group(tx, number)
    before = tx.state.vote_before
    tx.put(**_without(lesson, tx.state))
    tx.put(vote_before=replace(before, **_without(lesson, before)) if before else None)


def _without(lesson: RowKey, vote: Any) -> dict[str, list[RowKey]]:
    names = ("chosen", "cut_tie", "run_off", "drawn")
    return {name: [one for one in getattr(vote, name) if one != lesson] for name in names}


def take_known_tie(tx: Tx, to: str) -> None:
    """Takes all that tie at the cut where the room goes on to its commitments, if they are few
    enough. A tie that only comes of the count by which the room goes on stays one: nobody at the
    desk could know of it."""
    kind, tied = tx.agenda.kind_of(to) or "finish", tx.state.cut_tie
    if settles_tie(stage_kind(tx), kind) and may_take_all(len(tx.state.chosen), len(tied)):
        take_tied(tx)


def take_tied(tx: Tx) -> None:
    """Takes all that tie at the cut."""
    tx.put(chosen=[*tx.state.chosen, *tx.state.cut_tie], cut_tie=[], too_few="")


def draw_lots(tx: Tx) -> None:
    """Draws among those that tie for the places that are left; of lessons that have left the list
    since, there may be more places than that."""
    tied, most = tx.state.cut_tie, ballots.vote_settings(tx).chosen or MOST_CHOSEN
    places = min(max(most - len(tx.state.chosen), 1), len(tied))
    drawn = sorted(_CHANCE.sample(tied, places))
    tx.put(chosen=[*tx.state.chosen, *drawn], cut_tie=[], drawn=drawn, too_few="")
