"""The desk's acts on the agenda: go, step, pause, more time, cover, open again, votes' end."""

from collections.abc import Callable
from typing import Any

from workshop.actions.answers import OK, Answer, AtDesk, action, does, is_open, stage_kind
from workshop.actions.as_it_stands import AsItStands
from workshop.actions.lessons import ballot, chooses_early, collect
from workshop.actions.opening import (
    enter,
    finish,
    open_new_round,
    read_wall,
    start_round_here,
)
from workshop.actions.questions import end_pulse, is_taken
from workshop.actions.revealed_cards import choose_known, flag, shown_order
from workshop.actions.sent_lessons import give_unread_back
from workshop.actions.turning_away import turn_away
from workshop.actions.voting import end_voting, start_run_off, take_tied, vote_anew
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.protocol.stage_commands import Ending
from workshop.rules.limits import BALLOT, LAST_CALL, LAST_SECONDS
from workshop.rules.stages import COLLECTS, leaving
from workshop.rules.thresholds import are_few
from workshop.rules.votes import may_take_all
from workshop.storage.state import TOOK_PART
from workshop.storage.transaction import Tx
from workshop.views.losses import takes
from workshop.views.on_show import page_count, reads_wall
from workshop.views.room_reading import room_in

MINUTE = 60.0
_LEADS: dict[type, Callable[[Tx, Any], Refused | None]] = {}
_leads = does(_LEADS)


@action
def lead(tx: Tx, _who: AtDesk, key: bytes, command: commands.StageCommand) -> Answer:
    """Does what a desk presses, once: a second desk, or a second click, only redraws."""
    if key == tx.state.last_key:
        return OK
    if command.turn != tx.state.turn:
        return Refused(refused="moved_on")
    refused = _unsaid(tx, command) or _LEADS[type(command)](tx, command)
    if refused:
        return refused
    tx.put(turn=tx.state.turn + 1, last_key=key)
    tx.changed = True
    return OK


def _unsaid(tx: Tx, command: commands.StageCommand) -> Refused | None:
    """Refuses what takes anything away that the desk has not said, or not as it is by now.

    As where a third took part since: these cards would be shown, and nobody has read them.
    """
    if not isinstance(command, Ending):
        return None
    act, to = command.__struct_config__.tag, getattr(command, "stage", "")
    if to and tx.agenda.place(to) is None:
        return Refused(refused="no_such", about="stage")
    going = takes(room_in(tx), act, to)  # type: ignore[arg-type]
    if command.said == going:
        return None
    return Refused(refused="not_said", about=next((one.what for one in going), ""))


@_leads
def _go(tx: Tx, command: commands.Go) -> Refused | None:
    state, to = tx.state, command.stage
    if to == state.stage and not _writes_wall(tx):
        return Refused(refused="no_such", about="stage")
    if state.phase == "few" and _still_withdraw(tx):
        return Refused(refused="not_allowed", about="few")
    votes = tx.agenda.kind_of(to) == "vote" and (tx.agenda.place(to) or 0) > tx.position
    if votes and chooses_early(tx) and _brings_too_many(tx):
        return None  # the desk is shown the list, chooses, and presses again
    if votes and _too_many(tx):
        return Refused(refused="ballot_full", about=str(BALLOT))
    if is_open(tx, state.round) and leaving(stage_kind(tx), state.phase) == "last_call":
        _last_call(tx, to)
    elif state.phase == "last_call" and _withdraws_first(tx, command):
        _let_withdraw(tx, to)
    elif to == state.stage:
        read_wall(tx)
    else:
        if stage_kind(tx) == "lessons" and (tx.agenda.place(to) or 0) > tx.position:
            give_unread_back(tx)
        enter(tx, to)
    return None


def _writes_wall(tx: Tx) -> bool:
    """True if the writing on a live wall can be ended with the wall still before the room."""
    writes = stage_kind(tx) == "write" and tx.state.live_wall
    return bool(writes and is_open(tx, tx.state.round))


def _too_many(tx: Tx) -> bool:
    """True if the desk must choose first: in the lessons' stage, or without one before the vote. A
    list that has a result can't be changed any more, and keeps nobody from it."""
    chooses = stage_kind(tx) == "lessons" or chooses_early(tx)
    has_result = tx.state.chosen or tx.state.cut_tie
    return chooses and not has_result and len(ballot(tx)) > BALLOT


def _brings_too_many(tx: Tx) -> bool:
    """Makes the list of lessons; whether that brings more than the ballot holds."""
    before = len(ballot(tx))
    collect(tx)
    tx.changed = True
    return before < len(ballot(tx)) and len(ballot(tx)) > BALLOT


def _last_call(tx: Tx, to: str) -> None:
    """ "Send, or keep private?": writing ends in a moment. Now it is known how few they are."""
    ends, few = tx.context.now + LAST_CALL, are_few(tx.tally(TOOK_PART))
    # The rest of a live wall is read first: with the wall before the room.
    to = tx.state.stage if tx.state.live_wall else to
    tx.put(phase="last_call", last_call_ends_at=ends, going_to=to, few=few)
    tx.put(last_call_longer=False)


def _withdraws_first(tx: Tx, command: commands.Go) -> bool:
    """True if so few took part that everybody is told, and may still withdraw. Where the cards go
    back by this very press there is nothing to withdraw from."""
    if any(one.what == "cards_back" for one in command.said):
        return False
    return are_few(tx.tally(TOOK_PART)) and tx.context.withdraw_seconds > 0


def _still_withdraw(tx: Tx) -> bool:
    """True while the time for it lasts. If the clock was set back by hours between two starts, more
    would be left than was ever given: then it is over."""
    left = (tx.state.last_call_ends_at or 0.0) - tx.context.now
    return 0.0 < left <= 2 * tx.context.withdraw_seconds


def _let_withdraw(tx: Tx, to: str) -> None:
    ends = tx.context.now + tx.context.withdraw_seconds
    tx.put(phase="few", last_call_ends_at=ends, going_to=to)


@_leads
def _step(tx: Tx, command: commands.Step) -> Refused | None:
    if not 0 <= command.step < page_count(AsItStands(tx)):
        return Refused(refused="no_such", about="step")
    tx.put(step=command.step)
    if _shows_cards(tx):
        _mark_shown(tx)
    return None


def _shows_cards(tx: Tx) -> bool:
    return stage_kind(tx) == "reveal" or reads_wall(AsItStands(tx))


def _mark_shown(tx: Tx) -> None:
    size, step = tx.state.page_size, tx.state.step
    if step:
        choose_known(tx)
    on_show = shown_order(tx)[(step - 1) * size : step * size] if step else []
    flag(tx, "shown", on_show)


@_leads
def _pause(tx: Tx, command: commands.Pause) -> Refused | None:
    state, now = tx.state, tx.context.now
    if command.on and state.ends_at is not None:
        tx.put(paused=True, left=state.ends_at - now, ends_at=None)
    elif not command.on and state.ends_at is None:
        left = state.left if state.paused else MINUTE * tx.agenda.stages[tx.position].minutes
        tx.put(paused=False, ends_at=now + left, left=0.0)
        tx.put(entered_at=state.entered_at or now, started_at=state.started_at or now)
    return None


@_leads
def _more_time(tx: Tx, _command: commands.MoreTime) -> Refused | None:
    state = tx.state
    if state.phase == "last_call":
        return _longer_last_call(tx)
    if state.ends_at is None:
        tx.put(left=max(state.left, 0.0) + MINUTE)
    else:
        tx.put(ends_at=max(state.ends_at, tx.context.now) + MINUTE)
    return None


def _longer_last_call(tx: Tx) -> Refused | None:
    """One more minute, once: writing has an end."""
    ends_at = tx.state.last_call_ends_at
    if tx.state.last_call_longer or ends_at is None:
        return Refused(refused="not_allowed", about="more_time")
    tx.put(last_call_ends_at=max(ends_at, tx.context.now) + MINUTE, last_call_longer=True)
    return None


@_leads
def _end_last_call(tx: Tx, _command: commands.EndLastCall) -> Refused | None:
    if tx.state.phase != "last_call":
        return Refused(refused="wrong_stage", about="write")
    soon = tx.context.now + LAST_SECONDS
    tx.put(last_call_ends_at=min(tx.state.last_call_ends_at, soon))
    return None


@_leads
def _cover(tx: Tx, command: commands.Cover) -> Refused | None:
    tx.put(covered=command.on)
    return None


@_leads
def _open_again(tx: Tx, _command: commands.OpenAgain) -> Refused | None:
    over = not is_open(tx, tx.state.round) and not tx.state.vote_paused
    if stage_kind(tx) not in COLLECTS - {"talk"} or not over:
        return Refused(refused="not_allowed", about="open_again")
    open_new_round(tx)
    return None


@_leads
def _page_size(tx: Tx, command: commands.PageSize) -> Refused | None:
    """Keeps the card on show in view when the size of the page changes."""
    if not _shows_cards(tx):
        return Refused(refused="wrong_stage", about="reveal")
    step = tx.state.step
    first = (step - 1) * tx.state.page_size if step else 0
    if command.card is not None:
        order = shown_order(tx)
        if command.card not in order:
            return Refused(refused="no_such", about="card")
        first = order.index(command.card)
    tx.put(page_size=command.size, step=1 + first // command.size if step else 0)
    _mark_shown(tx)
    return None


@_leads
def _end_voting(tx: Tx, _command: commands.EndVoting) -> Refused | None:
    if stage_kind(tx) != "vote" or tx.state.phase not in {"open", "run_off"}:
        return Refused(refused="wrong_stage", about="vote")
    end_voting(tx)
    tx.put_rounds([tx.state.round], open=False)
    return None


@_leads
def _run_off(tx: Tx, _command: commands.RunOff) -> Refused | None:
    if stage_kind(tx) != "vote" or not tx.state.cut_tie:
        return Refused(refused="wrong_stage", about="vote")
    start_round_here(tx)
    start_run_off(tx)
    return None


@_leads
def _take_tied(tx: Tx, _command: commands.TakeTied) -> Refused | None:
    chosen, tied = tx.state.chosen, tx.state.cut_tie
    if not tied:
        return Refused(refused="wrong_stage", about="vote")
    if not may_take_all(len(chosen), len(tied)):
        return Refused(refused="not_allowed", about="take_tied")
    take_tied(tx)
    return None


@_leads
def _vote_anew(tx: Tx, _command: commands.VoteAnew) -> Refused | None:
    if not tx.state.vote_paused:
        return Refused(refused="wrong_stage", about="vote")
    vote_anew(tx)
    return None


@_leads
def _turn_away(tx: Tx, command: commands.TurnAway) -> Refused | None:
    return turn_away(tx, command.clears)


@_leads
def _end_pulse(tx: Tx, _command: commands.EndPulse) -> Refused | None:
    if stage_kind(tx) != "finish" or not is_taken(tx):
        return Refused(refused="wrong_stage", about="finish")
    end_pulse(tx)
    return None


@_leads
def _seal(tx: Tx, _command: commands.Seal) -> Refused | None:
    """Closes the workshop; what follows (the summary, the key, the file) is the seal's work."""
    if stage_kind(tx) != "finish":
        return Refused(refused="wrong_stage", about="finish")
    finish(tx)
    return None
