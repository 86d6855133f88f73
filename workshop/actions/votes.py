"""Votes: placed and moved until the voting ends, its end, and the run-off."""

from sqlalchemy import delete, select, update

from workshop.actions.answers import OK, Answer, Participant, not_collecting
from workshop.actions.lessons import ballot
from workshop.actions.traces import wipe
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import CHOSEN, PER_LESSON
from workshop.rules.stage_settings import StageSettings, hides_votes
from workshop.rules.thresholds import may_release, only_the_end_shows
from workshop.rules.votes import PAPER, budget, result
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Tally


def vote(tx: Tx, who: Participant, _key: bytes, command: commands.Vote) -> Answer:
    """Places this many of a device's votes on a lesson from now on.

    One mark holds each vote on a lesson, and another one each vote of the budget, so that the
    primary key refuses a vote too many whatever happens at the same time.
    """
    refused = not_collecting(tx, "vote", command.round) or not_on_ballot(tx, command.lesson)
    if refused:
        return refused
    votes, most = limits(tx)
    if command.votes > most:
        return Refused(refused="at_most_two", about=str(most))
    here = _marks(tx, who, f"vote:{command.lesson}", most)
    purse = _marks(tx, who, "budget", votes)
    ballot_mark = tx.keys.mark(who.secret, tx.state.round, "ballot")
    standing = tx.present([*here, *purse, ballot_mark])
    placed = [mark for mark in here if mark in standing]
    more = command.votes - len(placed)
    free = [mark for mark in purse if mark not in standing]
    if more > len(free):
        return Refused(refused="votes_used_up", about=str(votes))
    first = more > 0 and ballot_mark not in standing
    if more > 0:
        missing = [mark for mark in here if mark not in standing]
        ballots = [ballot_mark] if first else []
        tx.add_marks(command.round, [*missing[:more], *free[:more], *ballots])
    elif more < 0:
        spent = [mark for mark in purse if mark in standing]
        tx.drop_marks([*placed[more:], *spent[more:]])
    if more:
        tx.count(command.lesson, more)
        _note_ballot(tx, ballot_mark, first)
    return OK


def limits(tx: Tx) -> tuple[int, int]:
    """How many votes each device has now, and how many of them on one lesson."""
    if tx.state.phase == "run_off":
        return 1, 1
    return budget(len(_standing(tx)), _settings(tx).votes_each), PER_LESSON


def _settings(tx: Tx) -> StageSettings:
    """Those of the stage in which the room votes."""
    settings: StageSettings = tx.agenda.stages[tx.position].settings
    return settings


def open_voting(tx: Tx) -> None:
    """Starts the voting in the current round."""
    lessons = ballot(tx)
    # A little more than one vote from each device; fixed, so that no bar shrinks meanwhile.
    scale = max(4, -(-max(tx.context.here, tx.state.devices) * 6 // 5))
    tx.put(vote_round=tx.state.round, bars=False, scale=scale, run_off=[], chosen=[], cut_tie=[])
    for lesson in lessons:
        tx.count(lesson, 0)


def end_voting(tx: Tx) -> None:
    """Ends the voting or the run-off, and says what is chosen, or what ties at the cut."""
    tx.release("votes")
    counted = _counts(tx)
    most = _settings(tx).chosen or CHOSEN
    if tx.state.phase == "run_off":
        kept = list(tx.state.chosen)
        outcome = result(counted, most - len(kept))
        chosen = [*kept, *sorted(outcome.chosen)]
        cut_tie = list(outcome.cut_tie) if any(counted.values()) else list(tx.state.run_off)
    else:
        outcome = result(counted, most)
        chosen, cut_tie = sorted(outcome.chosen), list(outcome.cut_tie)
    scale = max([tx.state.scale, *counted.values()])
    tx.put(phase="ended", bars=True, scale=scale)
    tx.put(chosen=chosen, cut_tie=cut_tie)
    _forget_paper(tx)
    wipe(tx, [tx.state.round])  # what has been counted is never opened again


def end_unsaid(tx: Tx) -> None:
    """Ends the voting with what was shown of it, as nobody is there to say what an end would show.

    Where nothing was shown yet there is no result: a lesson without votes would look like the last.
    """
    shown = update(Tally).where(Tally.round == tx.state.round).values(total=Tally.released)
    tx.connection.execute(shown)
    nothing = tx.state.phase == "open" and not any(_counts(tx).values())
    end_voting(tx)
    if nothing:
        tx.put(vote_round=0, chosen=[], cut_tie=[])


def _forget_paper(tx: Tx) -> None:
    """What is counted counts alike: how much of it came on paper is not kept."""
    paper = Tally.item.startswith(PAPER)
    tx.connection.execute(delete(Tally).where(Tally.round == tx.state.round, paper))


def take_tied(tx: Tx) -> None:
    """Takes all that tie at the cut."""
    tx.put(chosen=[*tx.state.chosen, *tx.state.cut_tie], cut_tie=[])


def start_run_off(tx: Tx) -> None:
    """Opens one more vote between those that tie at the cut, in a round of its own."""
    tx.put(phase="run_off", run_off=list(tx.state.cut_tie), cut_tie=[], bars=False)
    for lesson in tx.state.run_off:
        tx.count(lesson, 0)


def _counts(tx: Tx) -> dict[str, int]:
    rows = tx.connection.execute(
        select(Tally.item, Tally.total).where(Tally.round == tx.state.round)
    ).all()
    counts = {row.item: row.total for row in rows}
    return {lesson: counts.get(lesson, 0) for lesson in _standing(tx)}


def _marks(tx: Tx, who: Participant, item: str, most: int) -> list[bytes]:
    return [tx.keys.mark(who.secret, tx.state.round, item, i) for i in range(1, most + 1)]


def not_on_ballot(tx: Tx, lesson: str) -> Refused | None:
    """Why a lesson can't be voted on now; else None."""
    return None if lesson in _standing(tx) else Refused(refused="no_such", about="lesson")


def _standing(tx: Tx) -> list[str]:
    """The lessons that can be voted on now."""
    if tx.state.phase == "run_off":
        return list(tx.state.run_off)
    return tx.recall("ballot", lambda: ballot(tx))


def _note_ballot(tx: Tx, mark: bytes, first: bool) -> None:
    """Turnout moves with the first vote; bars appear once half of those here have voted."""
    if first:
        tx.count("ballots", 1)
        tx.changed = True
    changed = tx.note("votes", mark)
    if not tx.state.bars and not hides_votes(_settings(tx), tx.state.votes_hidden):
        _show_bars_at_half(tx)
    needed = tx.context.release_ballots
    if not (tx.state.bars and may_release(changed, needed)):
        return
    if not only_the_end_shows(tx.context.here, tx.tally("ballots"), needed):
        tx.release_at_end("votes")


def _show_bars_at_half(tx: Tx) -> None:
    if tx.tally("ballots") * 2 >= max(tx.context.here, 1):
        tx.put(bars=True)
        tx.changed = True
