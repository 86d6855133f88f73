"""The voting as a whole: opened, paused, ended, and the run-off between those that tie."""

from workshop.actions import ballots
from workshop.actions.answers import stage_kind
from workshop.actions.lessons import ballot
from workshop.actions.marks import wipe
from workshop.actions.votes import standing
from workshop.rules.agenda import StageKind
from workshop.rules.limits import CHOSEN, RUN_OFF
from workshop.rules.stages import ends_voting, pauses_voting, settles_tie
from workshop.rules.votes import (
    OPEN,
    PAPER,
    PASSING,
    STRUCK,
    full_bar,
    may_take_all,
    open_item,
    result,
)
from workshop.storage.handles import RowKey
from workshop.storage.transaction import Tx


def open_voting(tx: Tx) -> None:
    """Starts the voting in the current round."""
    lessons = ballot(tx)
    scale = full_bar(max(tx.context.here, tx.state.devices))
    tx.put(vote_round=tx.state.round, bars=False, scale=scale, run_off=[], run_offs=[])
    tx.put(chosen=[], cut_tie=[])
    _open(tx, lessons)


def start_run_off(tx: Tx) -> None:
    """Opens one more vote between those that tie at the cut, in a round of its own."""
    tx.put(phase="run_off", run_off=list(tx.state.cut_tie), cut_tie=[], bars=False)
    tx.put(run_offs=[*tx.state.run_offs, tx.state.round])
    tx.put(ends_at=tx.context.now + RUN_OFF, paused=False, left=0.0)
    _open(tx, tx.state.run_off)


def _open(tx: Tx, lessons: list[RowKey]) -> None:
    for lesson in lessons:
        tx.count(lesson, 0)
    ballots.open_groups(tx)
    tx.open_counts(tx.state.round)


def end_voting(tx: Tx) -> None:
    """Ends the voting or the run-off, and says what is chosen, or what ties at the cut."""
    counted = _count_all(tx)
    most = ballots.vote_settings(tx).chosen or CHOSEN
    if tx.state.phase == "run_off":
        kept = list(tx.state.chosen)
        outcome = result(counted, most - len(kept))
        chosen = [*kept, *sorted(outcome.chosen)]
        cut_tie = list(outcome.cut_tie) if any(counted.values()) else list(tx.state.run_off)
    else:
        outcome = result(counted, most)
        chosen, cut_tie = sorted(outcome.chosen), list(outcome.cut_tie)
        tx.put(scale=max([tx.state.scale, *counted.values()]))
    tx.put(phase="ended", bars=True)
    tx.put(chosen=chosen, cut_tie=cut_tie)
    wipe(tx, [tx.state.round])  # what has been counted is never opened again
    tx.changed = True


def _count_all(tx: Tx) -> dict[RowKey, int]:
    """Counts every lesson's votes in the end: every placed vote, complete ballot or not, and the
    paper.

    What is counted counts alike: how much of it came on paper, or with which group, is not kept.
    """
    lessons, number = standing(tx), tx.state.round
    for lesson in lessons:
        tx.count(lesson, tx.tally(open_item(lesson)))
    tx.end_counts(number, _passes)
    return {lesson: tx.tally(lesson) for lesson in lessons}


def _passes(item: str) -> bool:
    return item in PASSING or item.split(":")[0] in {OPEN, PAPER}


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
    nothing = tx.state.phase == "open" and not any(tx.tally(one) for one in standing(tx))
    end_voting(tx)
    if nothing:
        tx.put(vote_round=0, chosen=[], cut_tie=[])


def vote_anew(tx: Tx) -> None:
    """Gives up all votes of a paused voting; the next one is another round."""
    wipe(tx, [tx.state.vote_round])
    tx.end_counts(tx.state.vote_round, lambda _item: True)
    tx.put(vote_paused=False, vote_round=0, bars=False)


def strike(tx: Tx, lesson: RowKey) -> None:
    """Strikes a lesson that has left the list from the vote, whatever has become of that: its votes
    are spent, and nobody moves up."""
    if not lesson or not tx.state.vote_round:
        return
    if goes_on(tx):
        number = tx.state.vote_round if tx.state.vote_paused else tx.state.round
        tx.count(STRUCK, 1, number)
    for name in ("chosen", "cut_tie", "run_off"):
        tx.put(**{name: [one for one in getattr(tx.state, name) if one != lesson]})


def take_known_tie(tx: Tx, to: str) -> None:
    """Takes all that tie at the cut where the room goes on to its commitments, if they are few
    enough. A tie that only comes of the count by which the room goes on stays one: nobody at the
    desk could know of it."""
    kind, tied = tx.agenda.kind_of(to) or "finish", tx.state.cut_tie
    if settles_tie(stage_kind(tx), kind) and may_take_all(len(tx.state.chosen), len(tied)):
        take_tied(tx)


def take_tied(tx: Tx) -> None:
    """Takes all that tie at the cut."""
    tx.put(chosen=[*tx.state.chosen, *tx.state.cut_tie], cut_tie=[])
