"""The desk's acts by which a vote is settled: its end, a tie, and voting anew."""

from workshop.actions.answers import stage_kind
from workshop.actions.opening import start_round_here
from workshop.actions.stage import leads
from workshop.actions.voting import draw_lots, end_voting, start_run_off, take_tied, vote_anew
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.votes import may_take_all
from workshop.storage.transaction import Tx


@leads
def _end_voting(tx: Tx, _command: commands.EndVoting) -> Refused | None:
    if stage_kind(tx) != "vote" or tx.state.phase not in {"open", "run_off"}:
        return Refused(refused="wrong_stage", about="vote")
    end_voting(tx)
    tx.put_rounds([tx.state.round], open=False)
    return None


@leads
def _run_off(tx: Tx, _command: commands.RunOff) -> Refused | None:
    if stage_kind(tx) != "vote" or not tx.state.cut_tie:
        return Refused(refused="wrong_stage", about="vote")
    start_round_here(tx)
    start_run_off(tx)
    return None


@leads
def _take_tied(tx: Tx, _command: commands.TakeTied) -> Refused | None:
    chosen, tied = tx.state.chosen, tx.state.cut_tie
    if not tied:
        return Refused(refused="wrong_stage", about="vote")
    if not may_take_all(len(chosen), len(tied)):
        return Refused(refused="not_allowed", about="take_tied")
    take_tied(tx)
    return None


@leads
def _draw_lots(tx: Tx, _command: commands.DrawLots) -> Refused | None:
    if not tx.state.cut_tie:
        return Refused(refused="wrong_stage", about="vote")
    draw_lots(tx)
    return None


@leads
def _vote_anew(tx: Tx, _command: commands.VoteAnew) -> Refused | None:
    if not tx.state.vote_paused:
        return Refused(refused="wrong_stage", about="vote")
    vote_anew(tx)
    return None
